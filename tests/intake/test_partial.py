"""Bytes on their way: what a crash leaves, and what the disk refuses."""

import hashlib
import shutil
from pathlib import Path

import pytest

from clew.errors import FetchError, WorkspaceError
from clew.intake.expected import ENOUGH
from clew.intake.partial import Partial, opened

URL = "https://example.org/list.csv"
MIB = 1024 * 1024


def test_a_crash_costs_at_most_what_came_after_the_last_note(tmp_path: Path) -> None:
    target, crashed = tmp_path / "a" / "list.csv", tmp_path / "b" / "list.csv"
    with opened(target, URL) as partial:
        partial.begin('"v1"')
        for number in range(17):
            partial.add(bytes([number]) * MIB)
        shutil.copytree(target.parent, crashed.parent)
    with opened(crashed, URL) as partial:
        assert (partial.size, partial.condition, partial.start) == (16 * MIB, '"v1"', b"\0" * ENOUGH)
        partial.add(bytes([16]) * MIB)
        digest = partial.finish()
    whole = b"".join(bytes([number]) * MIB for number in range(17))
    assert digest == hashlib.sha256(whole).hexdigest()
    assert crashed.read_bytes() == whole
    assert list(crashed.parent.iterdir()) == [crashed]


def test_the_bytes_of_one_address_are_not_gone_on_with_for_another(tmp_path: Path) -> None:
    with opened(tmp_path / "list.csv", URL) as partial:
        partial.begin('"v1"')
        partial.add(b"a,b\n")
    with opened(tmp_path / "list.csv", f"{URL}?b") as partial:
        assert (partial.size, partial.condition, partial.start) == (0, "", b"")
    assert list(tmp_path.iterdir()) == []


def test_the_first_bytes_are_gathered_from_small_pieces(tmp_path: Path) -> None:
    with opened(tmp_path / "list.csv", URL) as partial:
        for _ in range(ENOUGH + 5):
            partial.add(b"x")
        assert partial.start == b"x" * ENOUGH


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    with opened(tmp_path / "list.csv", URL):
        with pytest.raises(FetchError, match="being fetched already"), opened(tmp_path / "list.csv", URL):
            pass
        assert (tmp_path / "list.csv.part").exists()
    with opened(tmp_path / "list.csv", URL):
        pass


def test_what_the_disk_refuses_is_an_error_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "list.csv.part").write_bytes(b"")
    with (tmp_path / "list.csv.part").open("rb") as file, pytest.raises(WorkspaceError, match="cannot write"):
        Partial(file, tmp_path / "list.csv", URL)


def test_a_folder_where_the_file_should_be_is_an_error_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "list.csv").mkdir()
    (tmp_path / "list.csv" / "other").mkdir()
    with opened(tmp_path / "list.csv", URL) as partial:
        partial.add(b"a,b\n")
        with pytest.raises(WorkspaceError, match="cannot write"):
            partial.finish()
