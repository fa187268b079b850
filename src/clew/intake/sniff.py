"""What kind of file it is, by its bytes; a suffix is only what somebody called it."""

import re
from enum import StrEnum

from msgspec import Struct

from clew.intake.opened import Kind


class FileKind(StrEnum):
    """The kinds of file that can be read."""

    TEXT = "text"
    XLSX = "xlsx"
    OLE = "ole"
    GZIP = "gzip"
    MARKUP = "markup"
    """A web page or XML: not told by `kind_of`, for which it is a stranger with a kind of its own."""


class Stranger(Struct, frozen=True):
    """A kind of file that is recognised and cannot be read as a table of holdings.

    Attributes:
        start: how its bytes begin.
        what: the fault, as in `Fault.what`.
        mend: what to do.
        kind: what a published file of this kind is read as, None if nothing reads it.
    """

    start: re.Pattern[bytes]
    what: str
    mend: str
    kind: Kind | None = None


_AS_TABLE = "Export the table as CSV or XLSX."
_UNPACK = "Unpack it, and give the file inside."
_XML_START = rb"\s*(\xef\xbb\xbf)?\s*<"

STRANGERS = (
    Stranger(re.compile(rb"%PDF"), "this is a PDF, not a table", _AS_TABLE),
    Stranger(re.compile(rb"PAR1"), "this is a Parquet file", _AS_TABLE, Kind.PARQUET),
    Stranger(
        re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!|BZh[1-9]|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|\x1f\x9d|\x04\x22\x4d\x18|LZIP"),
        "this is an archive",
        _UNPACK,
    ),
    Stranger(re.compile(rb".{257}ustar", re.DOTALL), "this is an archive", _UNPACK),
    Stranger(re.compile(rb"(From: <Saved by|MIME-Version:)"), "this is a web archive (MHTML)", "Save the page as HTML only."),
    Stranger(re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*"), "this is a picture", _AS_TABLE),
    Stranger(re.compile(rb"SQLite format 3\x00"), "this is a database", _AS_TABLE),
    Stranger(re.compile(rb"\x7fELF|MZ.{2,}\x00"), "this is a program", "Give the file with the table."),
    Stranger(
        re.compile(_XML_START + rb"(!doctype html|html|head|body|table|div)", re.IGNORECASE),
        "this is a web page",
        "Open it in a spreadsheet and save it as CSV or XLSX.",
        Kind.PAGE,
    ),
    Stranger(re.compile(_XML_START + rb"[?!a-zA-Z_]"), "this is XML", "Open it in a spreadsheet and save it as CSV or XLSX.", Kind.XML),
    Stranger(re.compile(rb"\s*(\xef\xbb\xbf)?\s*[\[{]\s*([\"\[{\]}]|-?\d)"), "this is JSON", _AS_TABLE, Kind.JSON),
    Stranger(re.compile(rb"\{\\rtf"), "this is a text document", _AS_TABLE),
)
"""Literal list, tried in order."""

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = ((b"PK\x03\x04", FileKind.XLSX), (b"PK\x05\x06", FileKind.XLSX), (OLE_START, FileKind.OLE), (b"\x1f\x8b", FileKind.GZIP))


def kind_of(start: bytes) -> FileKind | Stranger:
    """What a file is, from its first bytes.

    Args:
        start: at least the first few hundred bytes.

    Returns:
        The kind, or the stranger that it is. What nothing else claims is text until its decoding says otherwise.
    """
    for magic, kind in _STARTS:
        if start.startswith(magic):
            return kind
    return next((stranger for stranger in STRANGERS if stranger.start.match(start)), FileKind.TEXT)
