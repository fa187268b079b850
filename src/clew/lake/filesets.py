"""The one way to write a set of files: aside, then renamed. A crash leaves either nothing or the whole set."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clew.errors import Fault, WorkspaceError


@contextmanager
def fileset(target: Path) -> Iterator[Path]:
    """Yield an empty folder to fill; when the block ends well, it becomes `target` in one rename.

    Where `target` is there already (another process was first, and content is keyed by its hash), the new folder is dropped.

    Raises:
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".aside-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        yield aside
        _settle(aside, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def replace_file(target: Path, data: bytes) -> None:
    """Write one file aside and rename it over `target`.

    Raises:
        WorkspaceError: the disk is full or the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".aside-", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error


def _settle(aside: Path, target: Path) -> None:
    """Rename, unless somebody else was first."""
    if target.exists():
        return
    try:
        aside.rename(target)
    except OSError:
        if not target.exists():
            raise


def _unwritable(target: Path, error: OSError) -> WorkspaceError:
    """The error of a disk that refuses."""
    return WorkspaceError(
        Fault(f"cannot write {target}: {error.strerror or error}", "Free some space or choose another folder with --workspace or CLEW_HOME.")
    )
