"""From bytes to text: which encoding, told by the bytes."""

import re

from clew.intake.content import unreadable
from clew.intake.encodings import is_double_byte, marked_encoding

_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe]")
_SAMPLE = 1024 * 1024
MOST_CONTROL = 0.0005
"""Share of control characters above which a file is no text."""


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, UTF-16, GB 18030 (Chinese) or Windows-1252 (Western), whichever its bytes say.

    Args:
        data: the whole file.
        name: the file as the user named it, for errors.

    Raises:
        UnreadableFileError: NUL bytes, or no text at all.
    """
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable(name, "this is no text in any encoding that is known here", "Save it as CSV in UTF-8.") from error
    text = text.removeprefix("\ufeff")
    check_is_text(text, name)
    return text


def _encoding(data: bytes) -> str:
    sample = data[:_SAMPLE]
    marked = marked_encoding(sample)
    if marked or _decodes(data, "utf-8"):
        return marked or "utf-8"
    return "gb18030" if is_double_byte(_HIGH_RUNS.findall(sample)) and _decodes(data, "gb18030") else "cp1252"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def check_is_text(text: str, name: str) -> None:
    """Refuse a text that holds NUL characters, or so many control characters that it is none.

    Raises:
        UnreadableFileError: it does.
    """
    at = text.find("\0")
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise unreadable(name, f"the file holds {text.count(chr(0))} NUL bytes", "Export it again; the file is damaged.", line)
    if len(_CONTROL.findall(text, 0, _SAMPLE)) > MOST_CONTROL * min(len(text), _SAMPLE):
        raise unreadable(name, "this is no text but binary data", "Give the table as CSV or XLSX.")
