"""A set of files is there as a whole or not at all: after errors, after a crash, and when two processes write it at once."""

import os
import stat
import string
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import WorkspaceError
from clew.lake.filesets import ASIDE, fileset, is_safe_name, replace_file
from tests.processes import beside, together

_DAY = 86_400


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(f"{ASIDE}*")]


def test_a_set_appears_when_its_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "sets" / "one"
    with fileset(target) as aside:
        (aside / "a.txt").write_text("a", encoding="ascii")
        (aside / "deep").mkdir()
        (aside / "deep" / "b.txt").write_text("b", encoding="ascii")
        assert not target.exists()
    assert sorted(path.name for path in target.rglob("*")) == ["a.txt", "b.txt", "deep"]
    assert leftovers(tmp_path) == []


def test_an_error_in_the_block_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError), fileset(tmp_path / "one") as aside:
        (aside / "a.txt").write_text("新", encoding="ascii")
    assert list(tmp_path.iterdir()) == []


def test_who_is_second_drops_his_copy(tmp_path: Path) -> None:
    with fileset(tmp_path / "one") as late:
        (late / "a.txt").write_text("late", encoding="ascii")
        with fileset(tmp_path / "one") as early:
            (early / "a.txt").write_text("early", encoding="ascii")
    assert (tmp_path / "one" / "a.txt").read_text(encoding="ascii") == "early"
    assert leftovers(tmp_path) == []


def test_of_many_processes_one_is_first_and_its_set_is_whole(tmp_path: Path) -> None:
    script = """
from clew.lake.filesets import fileset
def act(number, target):
    with fileset(pathlib.Path(target)) as aside:
        for part in range(20):
            (aside / str(part)).write_text(str(number))
    return sorted({path.read_text() for path in pathlib.Path(target).iterdir()})
"""
    seen = together(tmp_path, script, tmp_path / "sets" / "one", count=4)
    assert len(set(seen)) == 1
    assert len(list((tmp_path / "sets" / "one").iterdir())) == 20
    assert leftovers(tmp_path) == []


def test_a_process_that_is_killed_halfway_leaves_no_set_and_its_rest_is_swept_a_day_later(tmp_path: Path) -> None:
    script = """
import pathlib, sys, time
from clew.lake.filesets import fileset
with fileset(pathlib.Path(sys.argv[2])) as aside:
    (aside / "a.txt").write_text("half")
    pathlib.Path(sys.argv[1]).touch()
    time.sleep(60)
"""
    target = tmp_path / "sets" / "one"
    with beside(script, tmp_path / "ready", target):
        pass
    (left,) = target.parent.iterdir()
    with fileset(target):
        assert left.exists(), "it may belong to a process that is still writing"
    os.utime(left, (time.time() - 2 * _DAY,) * 2)
    with fileset(target.parent / "two"):
        pass
    assert leftovers(tmp_path) == []
    assert sorted(path.name for path in target.parent.iterdir()) == ["one", "two"]


def test_permissions_are_those_that_the_person_has_set(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with fileset(tmp_path / "one") as aside:
            (aside / "a.txt").touch()
        replace_file(tmp_path / "b.txt", b"b")
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "one", tmp_path / "one" / "a.txt", tmp_path / "b.txt")}
    assert modes == {"one": 0o750, "a.txt": 0o640, "b.txt": 0o640}


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.txt"
    replace_file(target, b"one")
    replace_file(target, b"two")
    assert target.read_bytes() == b"two"
    assert leftovers(tmp_path) == []


def test_a_place_that_cannot_be_written_is_told_and_left_clean(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "taken").mkdir()
    for target in (tmp_path / "file" / "a.txt", tmp_path / "taken"):
        with pytest.raises(WorkspaceError, match="cannot write"):
            replace_file(target, b"")
    with pytest.raises(WorkspaceError, match="cannot write"), fileset(tmp_path / "file" / "one"):
        pass
    assert leftovers(tmp_path) == []


def test_readers_see_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    script = """
from clew.lake.filesets import replace_file
def act(number, target):
    seen = set()
    for _ in range(200):
        if number == 0:
            replace_file(pathlib.Path(target), b"a" * 100_000)
            replace_file(pathlib.Path(target), b"b" * 100_000)
        else:
            data = pathlib.Path(target).read_bytes()
            seen.add((len(data), len(set(data))))
    return sorted(seen)
"""
    replace_file(tmp_path / "x", b"a" * 100_000)
    assert together(tmp_path, script, tmp_path / "x") == ["[]", "[(100000, 1)]"]


@pytest.mark.parametrize("name", ["uflpa", "2026-07-16-0a1b2c", "v1.2_rc", "a", "0", "console", "x" * 151])
def test_names_that_every_system_takes(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", "../up", "a/b", "a\\b", "C:", "a:b", "a b", " a", "a.", ".hidden", "-a", "a\n", "a\x00", "新疆", "x" * 200),
        *("con", "NUL", "nul.txt", "Com1", "lpt9.csv", "a*", "a?", 'a"', "a|b", "<a>"),
    ],
)
def test_names_that_are_a_path_or_a_device_somewhere(name: str) -> None:
    assert not is_safe_name(name)


@given(st.text(alphabet=string.printable + "新é\u202e", max_size=8))
def test_a_safe_name_stays_in_its_folder(name: str) -> None:
    folder = Path("/lake")
    assert not is_safe_name(name) or (folder / name).resolve().parent == folder.resolve()
