"""A disk's refusal says what to do; what is there can be waited for."""

import errno
from pathlib import Path

import pytest

from clew.disk import explained, sync
from clew.errors import WorkspaceError


@pytest.mark.parametrize(
    ("number", "mend"),
    [
        (errno.ENOSPC, "Free some space on that disk"),
        (errno.EACCES, "may write"),
        (errno.EROFS, "can be written"),
        (errno.EIO, "another folder"),
    ],
)
def test_each_refusal_has_its_mend(number: int, mend: str) -> None:
    with pytest.raises(WorkspaceError, match=r"cannot write list\.csv") as caught, explained(Path("list.csv")):
        raise OSError(number, "the disk says no")
    assert mend in caught.value.faults[0].mend


def test_files_and_folders_can_be_waited_for_and_what_is_missing_cannot(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    sync(tmp_path / "a.txt")
    sync(tmp_path)
    with pytest.raises(FileNotFoundError):
        sync(tmp_path / "b.txt")
