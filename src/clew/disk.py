"""What files need that must outlive a crash: bytes and names that are on the disk for certain, and a refusal that says what to do."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clew.errors import Fault, WorkspaceError

_MENDS = {
    errno.ENOSPC: "Free some space on that disk, then try again.",
    errno.EACCES: "Close the file if a program has it open, or choose a folder that you may write.",
    errno.EROFS: "Choose a folder that can be written.",
}


def sync(path: Path) -> None:
    """Wait until the bytes of a file, or the names in a folder, are on the disk.

    A rename is certain only once the names of its folder are too (fsync(2)). Windows knows this of files alone, opened for writing.

    Raises:
        OSError: there is no such file or folder, or the disk refuses.
    """
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def explained(target: Path) -> Iterator[None]:
    """Turn a disk's refusal, while `target` is written, into an error that says what to do.

    Raises:
        WorkspaceError: the disk is full, or the file or folder cannot be written.
    """
    try:
        yield
    except OSError as error:
        mend = _MENDS.get(error.errno or 0, "Free some space, or choose another folder.")
        raise WorkspaceError(Fault(f"cannot write {target}: {error.strerror or error}", mend)) from error
