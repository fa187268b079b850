"""The bytes of one address as they arrive: in a `.part` file beside a note of their version, so that a later call goes on where one ended.

The note is written every few megabytes, after the bytes are on the disk, and holds their hash: what a crash or somebody else did to the
file since then is found out, and the file begun anew.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from clew.disk import explained, sync
from clew.errors import Fault, FetchError
from clew.intake.expected import ENOUGH
from clew.values.plain import asdict

_NOTE_BYTES = 16 * 1024 * 1024
_CHUNK = 1024 * 1024

if sys.platform == "win32":

    def _lock(_: BinaryIO) -> bool:
        """An open file keeps others from renaming it; there is nothing to lock."""
        return True

else:
    import fcntl

    def _lock(file: BinaryIO) -> bool:
        """Hold the file alone until it is closed, if that is free at once."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class Note(Struct, frozen=True):
    """What is known of the bytes in a `.part` file.

    Attributes:
        url: where they come from, as it was asked for.
        condition: the `If-Range` of their version; "" when they cannot be gone on with.
        size: how many of them are on the disk for certain; what follows is cut off.
        sha256: of these.
    """

    url: str
    condition: str
    size: int
    sha256: str


class Partial:
    """The bytes of one address that have arrived so far.

    Attributes:
        size: how many.
        start: the first of them.
        condition: the `If-Range` by which to go on with them; "" where only a new beginning will do.
    """

    def __init__(self, file: BinaryIO, target: Path, url: str) -> None:
        """Take an open file, and what its note says of it, if that is true."""
        self._file = file
        self._target = target
        self._url = url
        self._digest = hashlib.sha256()
        self._noted = 0
        self.size = 0
        self.start = b""
        self.condition = ""
        note = _read_note(target)
        if note is None or note.url != url or not note.condition or not self._recall(note):
            self.begin("")

    def begin(self, condition: str) -> None:
        """Forget all bytes; those of another version follow."""
        with explained(self._target):
            _note(self._target).unlink(missing_ok=True)
            self._file.seek(0)
            self._file.truncate()
        self._digest = hashlib.sha256()
        self.size = self._noted = 0
        self.start = b""
        self.condition = condition

    def add(self, chunk: bytes) -> None:
        """Write the bytes that follow."""
        with explained(self._target):
            self._file.write(chunk)
        self._digest.update(chunk)
        self.size += len(chunk)
        if len(self.start) < ENOUGH:
            self.start += chunk[: ENOUGH - len(self.start)]
        if self.condition and self.size - self._noted >= _NOTE_BYTES:
            with explained(self._target):
                self._write_note()

    def finish(self) -> str:
        """Move the file, which is complete now, into its place; returns its SHA-256."""
        with explained(self._target):
            self._sync()
            if os.name == "nt":
                self._file.close()
            _part(self._target).replace(self._target)
            self._file.close()
            _note(self._target).unlink(missing_ok=True)
            sync(self._target.parent)
        return self._digest.hexdigest()

    def close(self) -> None:
        """Keep what a later call can go on with, and delete what it cannot. No error of the disk hides the one that led here."""
        if self._file.closed:
            return
        keep = bool(self.condition and self.size)
        with suppress(OSError):  # Windows deletes no open file
            if keep:
                self._write_note()
            else:
                _part(self._target).unlink(missing_ok=True)
        with suppress(OSError):
            self._file.close()
        if os.name == "nt" and not keep:
            with suppress(OSError):
                _part(self._target).unlink(missing_ok=True)

    def _recall(self, note: Note) -> bool:
        """Take up the bytes that the note speaks of, if they are still the same."""
        digest, left, start = hashlib.sha256(), note.size, b""
        with explained(self._target):
            while left and (chunk := self._file.read(min(left, _CHUNK))):
                digest.update(chunk)
                start = start or chunk[:ENOUGH]
                left -= len(chunk)
            if left or digest.hexdigest() != note.sha256:
                return False
            self._file.seek(note.size)
            self._file.truncate()
        self._digest, self.start, self.condition = digest, start, note.condition
        self.size = self._noted = note.size
        return True

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())

    def _write_note(self) -> None:
        self._sync()
        note = Note(self._url, self.condition, self.size, self._digest.hexdigest())
        aside = _note(self._target).with_suffix(".new")
        with aside.open("w", encoding="utf-8") as file:
            json.dump(asdict(note), file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(_note(self._target))
        self._noted = self.size


@contextmanager
def opened(target: Path, url: str) -> Iterator[Partial]:
    """The bytes of `url` that have arrived so far, on their way to `target`; nobody else writes them meanwhile.

    Raises:
        FetchError: another process fetches the same at this moment.
        WorkspaceError: the folder cannot be written.
    """
    with ExitStack() as stack:
        with explained(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            _part(target).touch()
            file = stack.enter_context(_part(target).open("r+b"))
        if not _lock(file) or not _is_still(file, _part(target)):
            raise FetchError(Fault("this address is being fetched already", "Wait until that is done.", url))
        partial = Partial(file, target, url)
        stack.callback(partial.close)
        yield partial


def _part(target: Path) -> Path:
    return target.with_name(f"{target.name}.part")


def _note(target: Path) -> Path:
    return target.with_name(f"{target.name}.part.json")


def _read_note(target: Path) -> Note | None:
    """The note beside a file, or None where there is none that makes sense."""
    try:
        held = json.loads(_note(target).read_text(encoding="utf-8"))
        note = Note(**held)
    except (OSError, ValueError, TypeError):
        return None
    words = (note.url, note.condition, note.sha256)
    return note if type(note.size) is int and note.size > 0 and all(isinstance(word, str) for word in words) else None


def _is_still(file: BinaryIO, path: Path) -> bool:
    """Whether the path still leads to this open file: its last holder may have moved it into place before we got the lock."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False
