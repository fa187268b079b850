"""From bytes to text: which encoding, told by the bytes."""

import re

from clew.intake.content import unreadable

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe]")
_SAMPLE = 1024 * 1024
MOST_CONTROL = 0.0005
"""Share of control characters above which a file is no text."""
DOUBLE_BYTE_SHARE = 0.6
"""Share of high bytes standing in runs of even length above which they are Chinese and not accents."""


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
    if encoding == "utf-16":
        text = text.removeprefix("\ufeff")
    _check_is_text(text, name)
    return text


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    nul_even, nul_odd = sample[::2].count(0), sample[1::2].count(0)
    if max(nul_even, nul_odd) > len(sample) // 5 and min(nul_even, nul_odd) < len(sample) // 50 + 1:
        return "utf-16-be" if nul_even > nul_odd else "utf-16-le"
    if _decodes(data, "utf-8"):
        return "utf-8"
    return "gb18030" if _is_double_byte(sample) and _decodes(data, "gb18030") else "cp1252"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_double_byte(sample: bytes) -> bool:
    """Whether high bytes come in pairs. An accent in Western text mostly stands alone between plain letters."""
    runs = [len(run) for run in _HIGH_RUNS.findall(sample)]
    return sum(length for length in runs if length % 2 == 0) > DOUBLE_BYTE_SHARE * sum(runs)


def _check_is_text(text: str, name: str) -> None:
    at = text.find("\0")
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise unreadable(name, f"the file holds {text.count(chr(0))} NUL bytes", "Export it again; the file is damaged.", line)
    if len(_CONTROL.findall(text, 0, _SAMPLE)) > MOST_CONTROL * min(len(text), _SAMPLE):
        raise unreadable(name, "this is no text but binary data", "Give the table as CSV or XLSX.")
