"""Options that several commands share, the terminal's console, and progress that shows itself after a second."""

import json
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.status import Status
from rich.text import Text

from clew.errors import Fault, RefusedError
from clew.work.stores import Progress

KeptFileArgument = Annotated[
    Path | None, typer.Argument(help="Holdings file. [default: every portfolio that is kept, at its newest version]")
]
KeptPortfolioOption = Annotated[
    str, typer.Option("--portfolio", help="Instead of a file: a portfolio that is kept, at its newest version.")
]
WorkspaceOption = Annotated[
    Path | None, typer.Option("--workspace", help="Workspace folder. [default: CLEW_HOME, else your data directory]")
]
AsOfOption = Annotated[str, typer.Option("--as-of", help="The day in the world, such as 2026-07-16. [default: today]")]
KnownOption = Annotated[str, typer.Option("--known", help="Use only what was retrieved by this day. [default: today]")]
MappingOption = Annotated[
    Path | None, typer.Option("--mapping", help="Mapping by which the file is read, a TOML file. [default: one kept for its heads]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON, alone, on standard output.")]

_OPENED = 2
"""Levels of a JSON document that are written with line ends."""
_JSON = json.JSONEncoder(ensure_ascii=False).encode
_PATIENCE = 1.0
"""Seconds before progress shows itself."""


def console() -> Console:
    """Where results are printed; as wide as the terminal, 120 columns where there is none."""
    return Console(highlight=False) if sys.stdout.isatty() else Console(width=120, highlight=False)


def print_json(document: Mapping[str, Any]) -> None:
    """Print a document on standard output as JSON, each of its records on a line of its own."""
    sys.stdout.writelines((*_lines(document, _OPENED), "\n"))


def _lines(value: object, levels: int) -> Iterator[str]:
    """The text of a value, with line ends in its uppermost levels: below them the library writes many times faster."""
    if not levels or not value or not isinstance(value, Mapping | list | tuple):
        yield _JSON(value)
        return
    named = isinstance(value, Mapping)
    yield "{" if named else "["
    indent = "\n" + " " * (_OPENED - levels + 1)
    for number, one in enumerate(value.items() if isinstance(value, Mapping) else value):
        yield f"{',' if number else ''}{indent}"
        if named:
            yield f"{_JSON(one[0])}: "
        yield from _lines(one[1] if named else one, levels - 1)
    yield f"{indent[:-1]}{'}' if named else ']'}"


def agree(question: str, otherwise: str = "nothing was deleted") -> None:
    """Let a person decide once more before something is done; `otherwise` says what becomes of it when they do not agree.

    Raises:
        RefusedError: nobody agreed.
    """
    try:
        agreed = typer.confirm(question, err=True)
    except typer.Abort:
        agreed = False
    if not agreed:
        raise RefusedError(Fault(f"{otherwise}, because nobody agreed to it", "Answer y, or give --yes."))


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress line on standard error, from the second second on; where that is no terminal, one line a step."""
    terminal = Console(stderr=True)
    status = Status(Text(), console=terminal)  # a step is no markup: it may name a file, with brackets in its name
    begun = time.monotonic()
    timer = threading.Timer(_PATIENCE, status.start)

    def tell(step: str) -> None:
        line = Text(f"{step} …")
        status.update(line)
        if not terminal.is_terminal and time.monotonic() - begun > _PATIENCE:
            terminal.print(line)

    if terminal.is_terminal:
        timer.daemon = True
        timer.start()
    try:
        yield tell
    finally:
        timer.cancel()
        status.stop()
