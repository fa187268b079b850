"""A published file, once it is known what it is and where the engine can scan it."""

import tempfile
from enum import StrEnum
from pathlib import Path

from msgspec import Struct


class Kind(StrEnum):
    """What a published file is. JSON is JSON lines, an array, or one object that holds arrays: how, its reader finds out."""

    DELIMITED = "delimited"
    SHEET = "sheet"
    PAGE = "page"
    JSON = "json"
    XML = "xml"
    PARQUET = "parquet"


class RawTable(Struct, frozen=True):
    """Rows of text in a file that the engine scans, before anything is understood.

    Attributes:
        title: the worksheet's name, or the heading that stands above a table of a web page; "" for a delimited file.
        path: a CSV file in UTF-8 without a byte order mark, its rows ended in one way: the file itself where it is that, else a temporary.
        delimiter: what separates its cells.
        preview: the first rows, their cells trimmed; a blank line is a row without cells. The engine's `skip` counts these rows, not lines.
        lines: the 1-based physical line of `path` on which each row of the preview begins.
    """

    title: str
    path: Path
    delimiter: str
    preview: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


class Opened(Struct, frozen=True):
    """A published file that can be scanned.

    Attributes:
        name: the file as the user named it.
        sha256: of the file as it lies there, before unpacking.
        size: its bytes, before unpacking.
        kind: what it is.
        encoding: of its text, as it was found; "" for binary kinds.
        tables: of a delimited file (one), of a workbook, of a web page.
        path: the unpacked file; UTF-8 without a byte order mark for JSON, as it was published for every other kind.
    """

    name: str
    sha256: str
    size: int
    kind: Kind
    encoding: str
    tables: tuple[RawTable, ...]
    path: Path


def fresh(scratch: Path, suffix: str) -> Path:
    """A new empty file in `scratch`, under a name that no other file has."""
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=scratch, prefix="clew-", suffix=suffix, delete=False) as file:
        return Path(file.name)
