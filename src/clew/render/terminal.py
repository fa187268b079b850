"""Rich renderables to text, and the few marks that the terminal shares with the page."""

import io

from rich.console import Console, RenderableType
from rich.text import Text

from clew.render.printable import one_line

_EIGHTHS = (" ", "▂", "▄", "▆", "█")
UNKNOWN_BAR = "·"


def to_text(renderable: RenderableType, width: int = 120) -> str:
    """What a terminal of that many columns shows, without colours or styles."""
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, force_terminal=False, legacy_windows=False).print(renderable)
    return out.getvalue()


def words(text: str, style: str = "") -> Text:
    """Text from a source: no markup is read from it, no escape sequence passes."""
    return Text("\n".join(one_line(line) for line in text.split("\n")), style=style, overflow="fold")


def bars(levels: tuple[int | None, ...], top: int = 4) -> str:
    """One bar a level, 0 to `top`; a dot is unknown."""
    return "".join(UNKNOWN_BAR if level is None else _EIGHTHS[round(level * (len(_EIGHTHS) - 1) / top)] for level in levels)
