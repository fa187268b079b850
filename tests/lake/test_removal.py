"""A snapshot leaves the disk, its manifest last."""

import json
from pathlib import Path

from clew.lake.filesets import ASIDE
from clew.lake.removal import archived_elsewhere, archived_in, erase, folders_of, id_of

DIGEST = "ab" * 32


def snapshot(lake: Path, name: str, archive: list[list[str]]) -> Path:
    folder = lake / "uflpa" / name
    folder.mkdir(parents=True)
    manifest = {"version": {"label": "2026-07-16"}, "content_hash": DIGEST, "archive": archive}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "claims-000.parquet").write_bytes(b"rows")
    return folder


def test_a_snapshot_is_gone_and_says_how_many_bytes_it_had(tmp_path: Path) -> None:
    folder = snapshot(tmp_path, "one", [])
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert erase(folder) == size
    assert list((tmp_path / "uflpa").iterdir()) == []
    assert erase(folder) == 0


def test_one_that_is_half_deleted_is_known_by_its_manifest(tmp_path: Path) -> None:
    folder = snapshot(tmp_path, "2026-07-16-abababababab", [])
    half = folder.rename(folder.with_name(f"{ASIDE}x"))
    (half / "claims-000.parquet").unlink()
    assert list(folders_of(tmp_path, "uflpa")) == [half]
    assert id_of(half) == "2026-07-16-abababababab"
    erase(half)
    assert list(folders_of(tmp_path, "uflpa")) == []


def test_a_damaged_manifest_names_nothing(tmp_path: Path) -> None:
    folder = snapshot(tmp_path, "one", [["list.csv", DIGEST]])
    for text in ("", "[]", '{"archive": 3}', '{"archive": [1]}'):
        (folder / "manifest.json").write_text(text, encoding="utf-8")
        assert archived_in(folder) == frozenset()
        assert id_of(folder) == "one"


def test_archived_bytes_that_another_snapshot_names_are_known(tmp_path: Path) -> None:
    one = snapshot(tmp_path, "one", [["list.csv", DIGEST], ["old.csv", "cd" * 32]])
    snapshot(tmp_path, "two", [["list.csv", DIGEST]])
    assert archived_in(one) - archived_elsewhere(tmp_path, {one}) == {"cd" * 32}
