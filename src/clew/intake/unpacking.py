"""Out of an archive, a chunk at a time, within limits: what is packed may be a bomb, cut off, or more than one file."""

import contextlib
import errno
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from clew.intake.content import broken, unreadable
from clew.intake.inflating import BrokenGzipError, inflated
from clew.intake.opened import fresh
from clew.intake.package import refuse_office
from clew.intake.survey import CHUNK, chunks_of

MOST_NAMED = 10
"""Names of files in an archive that an error lists."""
_JUNK = frozenset(("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"))


class Limits(Struct, frozen=True):
    """What an archive may unpack to.

    Attributes:
        most: bytes.
        ratio: how many times the archive's size, once that is more than `ratio_from`.
        ratio_from: bytes.
    """

    most: int = 20 * 1024**3
    ratio: int = 200
    ratio_from: int = 20 * 1024**2


LIMITS = Limits()
"""The golden copy of all legal entities is 4 GB of text, and packs to a twelfth; no list of names packs to a two-hundredth."""


def unpack_gzip(path: Path, name: str, scratch: Path, limits: Limits = LIMITS) -> Path:
    """The content of a gzip file, its members one after another, in a new file.

    Raises:
        UnreadableFileError: damaged, cut off, or a bomb.
    """
    return _saved(_inflated(path, name), path.stat().st_size, name, scratch, limits)


def _inflated(path: Path, name: str) -> Iterator[bytes]:
    try:
        yield from inflated(chunks_of(path))
    except BrokenGzipError as error:
        raise broken(name, error) from error


def is_workbook(path: Path, name: str) -> bool:
    """Whether a ZIP archive is an XLSX workbook, and not a plain archive.

    Raises:
        UnreadableFileError: it is damaged, or some other office document.
    """
    with _opened(path, name) as archive:
        parts = set(archive.namelist())
    refuse_office(parts, name)
    return "xl/workbook.xml" in parts


def unpack_zip(path: Path, name: str, scratch: Path, limits: Limits = LIMITS) -> Path:
    """The one file in a ZIP archive, in a new file. Its name in the archive is not used as a path.

    Raises:
        UnreadableFileError: no file or more than one, locked, damaged, packed in a way that is not known, or a bomb.
    """
    with _opened(path, name) as archive:
        member = _only(archive, name)
        with archive.open(member) as packed:
            return _saved(iter(lambda: packed.read(CHUNK), b""), member.compress_size, name, scratch, limits)


@contextlib.contextmanager
def _opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except NotImplementedError as error:
        raise unreadable(name, "the archive is packed in a way that is not known here", "Unpack it, and give the file inside.") from error
    except RuntimeError as error:
        raise unreadable(name, "the archive is locked by a password", "Unpack it, and give the file inside.") from error
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, KeyError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise
        raise unreadable(name, "the archive is damaged or cut off", "Fetch it again.") from error


def _only(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """The one file that an archive holds; what systems leave in archives beside it is none."""
    members = [member for member in archive.infolist() if not member.is_dir() and not _JUNK & set(PurePosixPath(member.filename).parts)]
    if len(members) == 1:
        return members[0]
    if not members:
        raise unreadable(name, "the archive holds no file", "Fetch it again.")
    named = ", ".join(member.filename for member in members[:MOST_NAMED])
    more = f" and {len(members) - MOST_NAMED} more" if len(members) > MOST_NAMED else ""
    raise unreadable(name, f"the archive holds {len(members)} files: {named}{more}", "Unpack it, and give one of them.")


def _saved(chunks: Iterable[bytes], packed: int, name: str, scratch: Path, limits: Limits) -> Path:
    target = fresh(scratch, ".unpacked")
    most = min(limits.most, max(limits.ratio_from, limits.ratio * packed))
    size = 0
    with target.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                target.unlink()
                what = f"the archive unpacks to more than {most // 1024 // 1024} MB"
                raise unreadable(name, what, "Unpack it, look at what it is, and give the file inside.")
            file.write(chunk)
    return target
