"""What the commands of `clew source` share: the argument that names a source, and how counts and pairs are shown."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clew.render.terminal import words

DatasetArgument = Annotated[str, typer.Argument(help="The source's id, from clew source list or clew source known.")]


def side_by_side(rows: Sequence[tuple[str, str]]) -> RenderableType:
    """Names and what they are, side by side."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in rows:
        grid.add_row(Text(name, style="dim"), words(text))
    return Padding(grid, (0, 0, 0, 2 if any(name for name, _ in rows) else 0))


def counted(count: int, word: str) -> str:
    """So many of something."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
