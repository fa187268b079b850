"""How wide text will be, and where it breaks, before any browser has seen it.

Widths are estimates in em for a system sans, on the generous side: a box may be a little too wide, never too narrow.
"""

import unicodedata
from itertools import accumulate

_NARROW = frozenset("iIjl.,:;'|!()[] ")
_WIDE_LATIN = frozenset("mwMWÆŒ%&@—")


def width_of(text: str, size: float) -> float:
    """Estimated width in pixels of one line set at `size` pixels."""
    return sum(_em(char) for char in text) * size


def broken(text: str, size: float, limit: float, lines: int) -> tuple[str, ...]:
    """The text in at most `lines` lines of at most `limit` pixels, as even as they can be; what does not fit ends in "…".

    Breaks at spaces, between Chinese characters, and inside a word only when the word alone is too long.
    """
    widest = _filled(text, size, limit, lines)
    for tighter in (0.55, 0.65, 0.75, 0.85):
        even = _filled(text, size, limit * tighter, lines)
        if len(even) == len(widest) and "".join(even).replace(" ", "") == "".join(widest).replace(" ", "") and _whole(even, text):
            return even
    return widest


def _whole(lines: tuple[str, ...], text: str) -> bool:
    """Whether no line breaks inside a word."""
    words = set(text.split())
    return all(word in words or any(_is_wide(char) for char in word) for line in lines for word in line.split())


def _filled(text: str, size: float, limit: float, lines: int) -> tuple[str, ...]:
    found: list[str] = []
    rest = text.strip()
    while rest and len(found) < lines:
        taken = _break_at(rest, size, limit)
        found.append(rest[:taken].rstrip())
        rest = rest[taken:].lstrip()
    if rest and found:
        found[-1] = f"{_cut(found[-1], size, limit - size)}…"
    return tuple(found)


def _break_at(text: str, size: float, limit: float) -> int:
    """How many characters go on the first line."""
    fitting = len(_cut(text, size, limit))
    if fitting >= len(text):
        return len(text)
    for at in range(fitting, 0, -1):
        if text[at] == " " or text[at - 1] in " -/" or _is_wide(text[at]):
            return at
    return max(1, fitting)


def _cut(text: str, size: float, limit: float) -> str:
    widths = accumulate(_em(char) * size for char in text)
    return text[: sum(1 for width in widths if width <= limit)]


def _em(char: str) -> float:
    if _is_wide(char):
        return 1.02
    if char in _NARROW:
        return 0.3
    if char in _WIDE_LATIN:
        return 0.92
    return 0.68 if char.isupper() else 0.55


def _is_wide(char: str) -> bool:
    return not char.isascii() and unicodedata.east_asian_width(char) in "WF"
