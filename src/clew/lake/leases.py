"""Leases: a folder that some process reads is not deleted by another. A lease ends with its process, however that ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from clew.lake.filesets import discard

LEASE = "lease"
"""The file in a folder by whose lock the folder is held; its time of change is when the folder was last used."""
TURN = ".turn"
"""The file in a folder by whose lock turns at it are taken."""

if sys.platform == "win32":

    def _lock(_: BinaryIO, *, alone: bool) -> bool:  # noqa: ARG001 - see below
        """An open file keeps others from renaming its folder; there is nothing to lock."""
        return True

    def _wait(_: BinaryIO) -> None:
        """There is nothing to wait for."""

else:
    import fcntl

    def _lock(file: BinaryIO, *, alone: bool) -> bool:
        """Lock a file, with others or alone, if that is free at once."""
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _wait(file: BinaryIO) -> None:
        """Lock a file with others, as soon as nobody has it alone."""
        fcntl.flock(file, fcntl.LOCK_SH)


@contextmanager
def turn(place: Path, *, alone: bool) -> Iterator[bool]:
    """Take a turn at a folder, which ends with the block: many may put something into it at once, and who takes something out is alone.

    Args:
        place: the folder.
        alone: whether nobody else may have a turn.

    Yields:
        False where somebody has a turn and it was to be alone; with others, it is waited for.
    """
    place.mkdir(parents=True, exist_ok=True)
    with (place / TURN).open("ab") as file:
        if not alone:
            _wait(file)
        yield not alone or _lock(file, alone=True)


def hold(folder: Path) -> BinaryIO | None:
    """Hold a folder until the file that is returned is closed; None where it is not there, or about to be deleted."""
    try:
        file = (folder / LEASE).open("rb")
    except OSError:
        return None
    if _lock(file, alone=False) and _is(file, folder / LEASE):
        with suppress(OSError):
            os.utime(folder / LEASE)
        return file
    file.close()
    return None


def remove(folder: Path) -> bool:
    """Delete a folder, unless somebody holds it; says whether it is gone now by this."""
    with suppress(OSError):
        try:
            file = (folder / LEASE).open("rb")
        except FileNotFoundError:  # a person deleted it, or nothing is there at all
            discard(folder)
            return True
        with file:
            if not _lock(file, alone=True):
                return False
            if sys.platform == "win32":
                file.close()
            discard(folder)
            return True
    return False


def _is(file: BinaryIO, path: Path) -> bool:
    """Whether the path still leads to this open file."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False
