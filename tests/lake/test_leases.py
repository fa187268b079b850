"""A folder that is held is not deleted, by this process or another; a lease ends with its process."""

import os
from pathlib import Path

import pytest

from clew.lake.leases import LEASE, hold, remove, turn
from tests.processes import beside

_HOLD = """
import pathlib, sys, time
from clew.lake.leases import hold
lease = hold(pathlib.Path(sys.argv[2]))
assert lease is not None
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stage" / "key"
    made.mkdir(parents=True)
    (made / LEASE).touch()
    return made


def test_a_folder_that_nobody_holds_is_removed(folder: Path) -> None:
    assert remove(folder)
    assert list(folder.parent.iterdir()) == []


def test_a_folder_may_be_held_by_several_and_goes_after_the_last(folder: Path) -> None:
    first, second = hold(folder), hold(folder)
    assert first is not None
    assert second is not None
    first.close()
    assert not remove(folder)
    second.close()
    assert remove(folder)


def test_a_folder_that_another_process_holds_stays_until_that_process_is_gone(folder: Path, tmp_path: Path) -> None:
    with beside(_HOLD, tmp_path / "ready", folder):
        assert not remove(folder)
        assert (folder / LEASE).exists()
    assert remove(folder)


def test_nothing_is_held_that_is_not_there(folder: Path) -> None:
    assert hold(folder.parent / "other") is None
    assert remove(folder)
    assert hold(folder) is None
    assert not remove(folder)


def test_a_folder_without_its_lease_is_damaged_and_goes(folder: Path) -> None:
    (folder / LEASE).unlink()
    assert hold(folder) is None
    assert remove(folder)


def test_holding_says_when_the_folder_was_last_used(folder: Path) -> None:
    os.utime(folder / LEASE, (1_000_000, 1_000_000))
    lease = hold(folder)
    assert lease is not None
    lease.close()
    assert (folder / LEASE).stat().st_mtime > 1_000_000


def test_many_put_in_at_once_and_who_takes_out_is_alone(tmp_path: Path) -> None:
    with turn(tmp_path, alone=False) as one, turn(tmp_path, alone=False) as other, turn(tmp_path, alone=True) as alone:
        assert (one, other, alone) == (True, True, False)
    with turn(tmp_path, alone=True) as alone:
        assert alone
