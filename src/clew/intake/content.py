"""The bytes of a file: read once, hashed, and refused early when they cannot be a table."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from clew.errors import Fault, UnreadableFileError
from clew.intake.inflating import BrokenGzipError, inflated
from clew.intake.opened import Kind
from clew.intake.sniff import FileKind, Stranger, kind_of

DEFAULT_LIMIT = 256 * 1024 * 1024
"""Bytes of a file, and of what it unpacks to, beyond which it is refused."""
LONGEST_LINE = 1024 * 1024
"""Bytes of one line of text beyond which it is no table."""
_CHUNK = 1024 * 1024


class Content(Struct, frozen=True):
    """The bytes of one file.

    Attributes:
        name: the file as the user named it.
        kind: TEXT, XLSX, OLE or MARKUP; a gzip file is of the kind of what it holds.
        data: the bytes, unpacked.
        sha256: of the file as it lies there, before unpacking.
    """

    name: str
    kind: FileKind
    data: bytes
    sha256: str


def read_content(path: Path, limit_bytes: int = DEFAULT_LIMIT) -> Content:
    """Read a file, unless it is too large, of a wrong kind, or one endless line; it is never loaded whole before that is known.

    Args:
        path: the file.
        limit_bytes: size beyond which the file, or what it unpacks to, is refused.

    Raises:
        UnreadableFileError: it is missing, no plain file, empty, too large, damaged, or of a kind that cannot be read.
    """
    name = str(path)
    try:
        check_place(path)
        with path.open("rb") as file:
            return _read(file, path.stat().st_size, name, limit_bytes)
    except (OSError, ValueError) as error:
        raise unreadable(name, f"the file cannot be opened ({error})", "Check its path, its rights and its disk.") from error


def unreadable(name: str, what: str, mend: str, row: int | None = None) -> UnreadableFileError:
    """The error of one fault of a whole file, or of one line of it."""
    return UnreadableFileError(Fault(what, mend, name, row))


def check_place(path: Path) -> None:
    """Refuse what is no plain file: reading a pipe would wait for ever.

    Raises:
        UnreadableFileError: a folder, a pipe, or nothing at all.
    """
    name = str(path)
    if path.is_dir():
        raise unreadable(name, "this is a folder", "Name the file in it.")
    if not path.exists():
        raise unreadable(name, "there is no such file", "Check the path.")
    if not path.is_file():
        raise unreadable(name, "this is not a plain file", "Save it to a file first.")


def _read(file: BinaryIO, size: int, name: str, limit_bytes: int) -> Content:
    start = file.read(LONGEST_LINE + 1)
    kind = _known_kind(start, name)
    if kind is FileKind.TEXT and b"\n" not in start and b"\r" not in start and len(start) > LONGEST_LINE:
        raise endless(name, 1)
    if size > limit_bytes:
        raise _too_large(name, limit_bytes)
    digest = hashlib.sha256()
    raw = _hashed(start, file, digest.update)
    if kind is FileKind.GZIP:
        kind, data = _unpacked(raw, name, limit_bytes)
    else:
        data = _gathered(raw, kind, name, limit_bytes)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise unreadable(name, "the file is empty", "Export it again.")
    return Content(name, kind, data, digest.hexdigest())


def _known_kind(start: bytes, name: str) -> FileKind:
    kind = kind_of(start)
    if not isinstance(kind, Stranger):
        return kind
    if kind.kind in {Kind.PAGE, Kind.XML}:
        return FileKind.MARKUP
    raise unreadable(name, kind.what, kind.mend)


def _hashed(start: bytes, file: BinaryIO, update: Callable[[bytes], object]) -> Iterator[bytes]:
    chunk = start
    while chunk:
        update(chunk)
        yield chunk
        chunk = file.read(_CHUNK)


def _unpacked(raw: Iterator[bytes], name: str, limit_bytes: int) -> tuple[FileKind, bytes]:
    inflated = _inflated(raw, name)
    start = next(inflated, b"")
    kind = _known_kind(start, name)
    if kind is FileKind.GZIP:
        raise unreadable(name, "this is an archive in an archive", "Unpack it, and give the file inside.")
    return kind, _gathered(_joined(start, inflated), kind, name, limit_bytes)


def _joined(start: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield start
    yield from rest


def _inflated(raw: Iterator[bytes], name: str) -> Iterator[bytes]:
    try:
        yield from inflated(raw)
    except BrokenGzipError as error:
        raise broken(name, error) from error


def broken(name: str, error: BrokenGzipError) -> UnreadableFileError:
    """The error of a gzip file that is damaged or cut off."""
    if error.cut_off:
        return unreadable(name, "the gzip file is cut off", "Fetch it again.")
    return unreadable(name, "the gzip file is damaged", "Fetch or pack it again.")


def _gathered(chunks: Iterable[bytes], kind: FileKind, name: str, limit_bytes: int) -> bytes:
    """All chunks as one, while they stay within the limits."""
    kept: list[bytes] = []
    size, line, run = 0, 1, 0
    for chunk in chunks:
        kept.append(chunk)
        size += len(chunk)
        if size > limit_bytes:
            raise _too_large(name, limit_bytes)
        if kind is FileKind.TEXT:
            ends = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
            run = len(chunk) - 1 - ends if ends >= 0 else run + len(chunk)
            line += chunk.count(b"\n")
            if run > LONGEST_LINE:
                raise endless(name, line)
    return b"".join(kept)


def endless(name: str, line: int) -> UnreadableFileError:
    """The error of a line that is longer than any row of a table."""
    return unreadable(
        name,
        f"a line is longer than {LONGEST_LINE // 1024 // 1024} MB, as in no table",
        "Export it with one record a line.",
        line,
    )


def _too_large(name: str, limit_bytes: int) -> UnreadableFileError:
    return unreadable(name, f"the file holds more than {limit_bytes // 1024 // 1024} MB", "Split the file, or keep a part of it.")
