"""Any published file as something that the engine scans: delimited text, worksheets, tables of web pages, JSON, XML, Parquet.

What it is, its bytes say; a suffix is only what somebody called it. Files of any size are read in streams: besides a workbook, which
its format makes whole, no more of a file is in memory than a few chunks or one record.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from clew.intake.content import LONGEST_LINE, check_place, endless, unreadable
from clew.intake.encodings import NAME_IT, checked_name, has_mark, legacy_encoding, marked_encoding, sample_of, texts_of
from clew.intake.markup import declared_encoding, xml_records, xml_root
from clew.intake.newlines import unified
from clew.intake.opened import Kind, Opened, RawTable, fresh
from clew.intake.pages import is_page, page_encoding, page_tables
from clew.intake.preview import declared_delimiter, delimiter_of, previewed
from clew.intake.records import json_keys, json_records
from clew.intake.sheets import sheet_tables
from clew.intake.sniff import FileKind, Stranger, kind_of
from clew.intake.survey import Survey, survey
from clew.intake.text import check_is_text
from clew.intake.unpacking import is_workbook, unpack_gzip, unpack_zip

__all__ = ["Kind", "Opened", "RawTable", "json_keys", "json_records", "open_container", "xml_records", "xml_root"]

_BLANK = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
_END_OF_FILE = "\x1a"
"""What DOS wrote at the end of a text."""


class _Bare(Struct, frozen=True):
    """A file out of its archive.

    Attributes:
        name: as the user named it.
        path: where it lies.
        seen: what one pass over it showed.
        start: its first megabyte.
        kind: by its first bytes.
        scratch: where temporaries are written.
        encoding: what the user says, or "".
        delimiter: what the user says, or "".
    """

    name: str
    path: Path
    seen: Survey
    start: bytes
    kind: FileKind | Stranger
    scratch: Path
    encoding: str
    delimiter: str


def open_container(path: Path, scratch: Path, *, encoding: str = "", delimiter: str = "") -> Opened:
    """Make a published file one that the engine can scan.

    Args:
        path: the file; it may be packed with gzip, or be the one file of a ZIP archive.
        scratch: a folder for temporaries; they are its owner's to remove.
        encoding: of its text, where the user knows better than its bytes tell.
        delimiter: of its cells, likewise.

    Raises:
        UnreadableFileError: it is missing, empty, damaged, locked, a bomb, or of a kind that nothing here reads.
    """
    name = str(path)
    try:
        check_place(path)
        return _opened(path, scratch, name, checked_name(encoding, name) if encoding else "", _checked_delimiter(delimiter, name))
    except (OSError, ValueError) as error:
        raise unreadable(name, f"the file cannot be opened ({error})", "Check its path, its rights and its disk.") from error


def _checked_delimiter(delimiter: str, name: str) -> str:
    if len(delimiter) > 1 or delimiter in {'"', "\r", "\n", "\0"}:
        raise unreadable(name, "a delimiter is one character, and no quotation mark", "Name the character that stands between two cells.")
    return delimiter


def _opened(path: Path, scratch: Path, name: str, encoding: str, delimiter: str) -> Opened:
    seen = survey(path)
    bare = _unpacked(_Bare(name, path, seen, *_start(path, seen, name), scratch, encoding, delimiter))
    kind, found, tables, at = _read(bare)
    return Opened(name, seen.sha256, seen.size, kind, found, tables, at)


def _start(path: Path, seen: Survey, name: str) -> tuple[bytes, FileKind | Stranger]:
    with path.open("rb") as file:
        start = file.read(LONGEST_LINE)
    if seen.size <= len(start) and not start.strip(_BLANK):
        raise unreadable(name, "the file is empty", "Fetch it again.")
    return start, _kind(start)


def _kind(start: bytes) -> FileKind | Stranger:
    """What a file is. Text in UTF-16 is looked at as text, since its markup has a NUL byte after each letter."""
    kind = kind_of(start)
    marked = marked_encoding(start) if kind is FileKind.TEXT else ""
    return kind_of(start.decode(marked, "ignore").encode()) if marked.startswith("utf-16") else kind


def _unpacked(bare: _Bare) -> _Bare:
    """The file in an archive; what is no archive as it is."""
    if bare.kind is FileKind.GZIP:
        inner = _inside(bare, unpack_gzip(bare.path, bare.name, bare.scratch))
    elif bare.kind is FileKind.XLSX and not is_workbook(bare.path, bare.name):
        inner = _inside(bare, unpack_zip(bare.path, bare.name, bare.scratch))
    else:
        return bare
    if inner.kind is FileKind.GZIP or (inner.kind is FileKind.XLSX and not is_workbook(inner.path, inner.name)):
        raise unreadable(bare.name, "this is an archive in an archive", "Unpack it, and give the file inside.")
    return inner


def _inside(bare: _Bare, path: Path) -> _Bare:
    seen = survey(path)
    return _Bare(bare.name, path, seen, *_start(path, seen, bare.name), bare.scratch, bare.encoding, bare.delimiter)


def _read(bare: _Bare) -> tuple[Kind, str, tuple[RawTable, ...], Path]:
    """The kind, encoding, tables and path of what was opened."""
    if bare.kind is FileKind.XLSX or bare.kind is FileKind.OLE:
        return Kind.SHEET, "", sheet_tables(bare.path, bare.kind, bare.name, bare.scratch), bare.path
    if isinstance(bare.kind, Stranger):
        return _stranger(bare, bare.kind)
    encoding = _encoding(bare)
    table = _delimited(bare, encoding)
    return Kind.DELIMITED, encoding, (table,), table.path


def _stranger(bare: _Bare, stranger: Stranger) -> tuple[Kind, str, tuple[RawTable, ...], Path]:
    if stranger.kind is Kind.PARQUET:
        if bare.seen.size < len(b"PAR1....PAR1") or not _ends_with(bare.path, b"PAR1"):
            raise unreadable(bare.name, "the Parquet file is cut off", "Fetch it again.")
        return Kind.PARQUET, "", (), bare.path
    if stranger.kind is Kind.JSON:
        encoding = _encoding(bare)
        return Kind.JSON, encoding, (), bare.path if _is_plain(bare, encoding) else _transcoded(bare, encoding)
    if stranger.kind is Kind.PAGE or (stranger.kind is Kind.XML and is_page(bare.start)):
        encoding = bare.encoding or page_encoding(bare.start, bare.seen.spoiled) or _encoding(bare)
        return Kind.PAGE, encoding, page_tables(bare.path, encoding, bare.name, bare.scratch), bare.path
    if stranger.kind is Kind.XML:
        return Kind.XML, bare.encoding or declared_encoding(bare.start, bare.name), (), bare.path
    raise unreadable(bare.name, stranger.what, stranger.mend)


def _ends_with(path: Path, end: bytes) -> bool:
    with path.open("rb") as file:
        file.seek(-len(end), 2)
        return file.read() == end


def _encoding(bare: _Bare) -> str:
    told = bare.encoding or marked_encoding(bare.start)
    if not told and bare.seen.spoiled >= 0:
        told = legacy_encoding(sample_of(bare.path, bare.seen.spoiled))
        if not told:
            raise unreadable(bare.name, "this is no text in any encoding that is told here", NAME_IT)
    return told or "utf-8"


def _is_plain(bare: _Bare, encoding: str) -> bool:
    """Whether a text is UTF-8 without a byte order mark as it lies there."""
    return encoding == "utf-8" and bare.seen.spoiled < 0 and not has_mark(bare.start)


def _transcoded(bare: _Bare, encoding: str) -> Path:
    return _saved(texts_of(bare.path, encoding, bare.name), bare, ".json")


def _saved(texts: Iterable[str], bare: _Bare, suffix: str) -> Path:
    target = fresh(bare.scratch, suffix)
    with target.open("w", encoding="utf-8", errors="strict", newline="") as file:
        file.writelines(texts)
    return target


def _delimited(bare: _Bare, encoding: str) -> RawTable:
    text = bare.start.decode(encoding, "ignore").removeprefix("\ufeff")
    wide = encoding.startswith(("utf-16", "utf-32"))
    check_is_text(text.rstrip(_END_OF_FILE), bare.name)
    if bare.seen.nul and not wide:
        raise unreadable(bare.name, "the line holds a NUL byte", "Export it again; the file is damaged.", bare.seen.nul)
    if bare.seen.endless:
        raise endless(bare.name, bare.seen.endless)
    delimiter = bare.delimiter or declared_delimiter(text) or delimiter_of(text)
    if _is_plain(bare, encoding) and bare.seen.uniform and bare.seen.last != _END_OF_FILE.encode():
        return previewed(bare.path, delimiter)
    texts = _cleaned(texts_of(bare.path, encoding, bare.name), bare.name)
    alike = bare.seen.uniform and not wide
    return previewed(_saved(texts if alike else unified(texts, delimiter), bare, ".csv"), delimiter)


def _cleaned(texts: Iterable[str], name: str) -> Iterator[str]:
    """A text without the mark that ends it, and known to hold no NUL."""
    line, held = 1, ""
    for text in texts:
        at = text.find("\0")
        if at >= 0:
            raise unreadable(
                name, "the line holds a NUL character", "Export it again; the file is damaged.", line + text.count("\n", 0, at)
            )
        line += text.count("\n")
        whole = held + text
        kept = whole.rstrip(_END_OF_FILE)
        held = whole[len(kept) :]
        yield kept
