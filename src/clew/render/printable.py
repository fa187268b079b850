"""Text from a source made safe to show: no control characters, no hidden turn of the writing direction.

A source's text is kept as it is in the JSON; where people look at it, an escape sequence must not drive their terminal and a bidirectional
override must not make one name look like another.
"""

_KEPT = "\n\t"
_CONTROLS = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in _KEPT]
_OVERRIDES = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_UNPAIRED = range(0xD800, 0xE000)
_TABLE = dict.fromkeys((*_CONTROLS, *_OVERRIDES, *_UNPAIRED, 0xFFFE, 0xFFFF), "\ufffd")


def printable(text: str) -> str:
    """The text with U+FFFD for every control, override and unpaired surrogate character, so that a reader sees that one was there."""
    return text if text.isascii() and text.isprintable() else text.translate(_TABLE)


def one_line(text: str) -> str:
    """Printable text on one line: runs of white space become one space."""
    return " ".join(printable(text).split())
