"""The archive gives back the bytes that it was given, or says that it cannot."""

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import InputError, NotFoundError, WorkspaceError
from clew.lake.archive import Archive
from clew.lake.filesets import ASIDE
from tests.processes import together


@given(st.binary(max_size=200))
def test_what_was_put_is_got_by_its_hash(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        digest = archive.put(data)
        assert digest == hashlib.sha256(data).hexdigest()
        assert archive.put(data) == digest
        assert archive.get(digest) == data
        assert [path.name for path in Path(folder).rglob("*") if path.is_file()] == [digest]


def test_what_was_never_put_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="holds no copy"):
        Archive(tmp_path).get("0" * 64)


@pytest.mark.parametrize("digest", ["", "..", "../../secret", "0" * 63, "A" * 64, "0" * 63 + "\n"])
def test_what_is_no_hash_is_not_there(tmp_path: Path, digest: str) -> None:
    (tmp_path / "secret").write_bytes(b"")
    with pytest.raises(NotFoundError):
        Archive(tmp_path / "archive" / "deep").get(digest)


def test_bytes_that_were_altered_are_told(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    digest = archive.put(b"a list")
    archive.path(digest).write_bytes(b"another list")
    with pytest.raises(NotFoundError, match="altered on disk"):
        archive.get(digest)


def test_processes_that_put_the_same_bytes_keep_one_copy(tmp_path: Path) -> None:
    script = """
from clew.lake.archive import Archive
from clew.lake.filesets import ASIDE
def act(number, folder):
    archive = Archive(pathlib.Path(folder))
    parts = [bytes([part]) * 50_000 for part in range(30)]
    return [archive.get(archive.put(part)) for part in parts] == parts
"""
    assert together(tmp_path, script, tmp_path / "archive", count=3) == ["True"] * 3
    assert len([path for path in (tmp_path / "archive").rglob("*") if path.is_file()]) == 30


@settings(max_examples=5)
@given(st.binary(max_size=200))
def test_a_file_is_kept_by_its_hash_and_once(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(data)
        archive = Archive(Path(folder) / "archive")
        digest = hashlib.sha256(data).hexdigest()
        assert archive.put_file(path) == archive.put_file(path, digest) == archive.put(data) == digest
        assert archive.get(digest) == data
        assert [kept.name for kept in (Path(folder) / "archive").rglob("*") if kept.is_file()] == [digest]


def test_a_file_of_several_chunks_is_kept_whole(tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    (tmp_path / "large").write_bytes(data)
    archive = Archive(tmp_path / "archive")
    assert archive.get(archive.put_file(tmp_path / "large")) == data


def test_a_file_that_is_no_longer_what_was_read_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"after")
    archive = Archive(tmp_path / "archive")
    with pytest.raises(InputError, match="changed while it was read"):
        archive.put_file(path, hashlib.sha256(b"before").hexdigest())
    assert [kept for kept in (tmp_path / "archive").rglob("*") if kept.is_file() or kept.name.startswith(ASIDE)] == []


def test_a_file_that_is_gone_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot write"):
        Archive(tmp_path / "archive").put_file(tmp_path / "gone")
    assert list((tmp_path / "archive").iterdir()) == []
