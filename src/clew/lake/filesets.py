"""The one way to write a set of files: aside, then renamed. A crash leaves either nothing or the whole set, and power loss no less."""

import errno
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from clew.disk import explained, sync

ASIDE = ".clew-aside-"
"""What the name of everything begins with that is not finished, or about to be deleted."""

_ABANDONED_SECONDS = 86_400.0
"""Nobody writes for a day: what is older was left by a crash."""

_TAKEN = {errno.EEXIST, errno.ENOTEMPTY}
"""Somebody else was first, though what they made may be gone again."""
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,150}(?<!\.)")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


@contextmanager
def fileset(target: Path) -> Iterator[Path]:
    """Yield an empty folder to fill; when the block ends well, it becomes `target` in one rename.

    Where `target` is there already (another process was first, and content is keyed by its hash), the new folder is dropped.

    Raises:
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    with fileset_named_later(target.parent) as aside:
        yield aside
        settle(aside, target)


@contextmanager
def fileset_named_later(parent: Path, abandoned: float = _ABANDONED_SECONDS) -> Iterator[Path]:
    """Yield an empty folder within `parent` to fill; it stays only if the block gives it its name by `settle`.

    Args:
        parent: where it will be.
        abandoned: what a crash left there is deleted after so many seconds.

    Raises:
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    aside = _aside(parent / "-")
    with explained(parent):
        parent.mkdir(parents=True, exist_ok=True)
        _sweep(parent, abandoned)
        aside.mkdir()
    try:
        with explained(parent):
            yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def replace_file(target: Path, data: bytes) -> None:
    """Write one file aside and rename it over `target`.

    Raises:
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    aside = _aside(target)
    with explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with aside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(target)
        finally:
            with suppress(OSError):
                aside.unlink()
        sync(target.parent)


def discard(folder: Path) -> None:
    """Delete a folder, which is gone for every reader at once, by a rename.

    Raises:
        OSError: somebody holds it, or it is not there.
    """
    aside = _aside(folder)
    folder.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


def is_safe_name(name: str) -> bool:
    """Whether every file system takes the name for a file or a folder, and none takes it for a path or a device."""
    return _SAFE.fullmatch(name) is not None and _DEVICES.fullmatch(name) is None


def _aside(target: Path) -> Path:
    """A name of its own beside the target."""
    return target.parent / f"{ASIDE}{uuid4().hex}"


def _sweep(folder: Path, abandoned: float) -> None:
    """Delete what a crash left there so many seconds ago."""
    for path in folder.glob(f"{ASIDE}*"):
        with suppress(OSError):
            if path.is_dir() and time.time() - path.stat().st_mtime > abandoned:
                shutil.rmtree(path, ignore_errors=True)


def settle(aside: Path, target: Path) -> None:
    """Bring every byte to the disk, then rename, unless somebody else was first."""
    for path in sorted(aside.rglob("*")):
        sync(path)
    sync(aside)
    if target.exists():
        return
    try:
        aside.rename(target)
    except OSError as error:
        if error.errno not in _TAKEN and not target.exists():
            raise
    sync(target.parent)
