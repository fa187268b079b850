"""The books: a version with the files it was read from, kept once, gone when its folder is deleted."""

import hashlib
import shutil
from pathlib import Path

import pytest

from clew.engine.duck import DuckEngine
from clew.engine.port import Cell
from clew.errors import InputError, NotFoundError
from clew.lake.books import keep_book, originals_of

ROW: tuple[Cell, ...] = ("book", 1, "Example Mill", *[""] * 10, "0.1", "security", "")


def file(folder: Path, name: str, text: str) -> tuple[Path, str]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path, hashlib.sha256(text.encode()).hexdigest()


def test_every_file_is_kept_in_the_order_in_which_it_was_given(engine: DuckEngine, tmp_path: Path) -> None:
    given = [file(tmp_path, "z.csv", "top"), file(tmp_path, "a.csv", "book")]
    keep_book(engine, tmp_path / "version", [ROW], given)
    assert [path.read_text(encoding="utf-8") for path in originals_of(tmp_path / "version")] == ["top", "book"]
    assert (tmp_path / "version" / "holdings.parquet").exists()
    assert engine.fetch("SELECT name FROM holding_row") == [("Example Mill",)]


def test_files_of_one_name_do_not_overwrite_each_other(engine: DuckEngine, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    given = [file(tmp_path, "holdings.csv", "top"), file(tmp_path / "other", "holdings.csv", "book")]
    keep_book(engine, tmp_path / "version", [ROW], given)
    assert len(originals_of(tmp_path / "version")) == 2


def test_a_file_that_changed_while_it_was_read_is_refused_and_nothing_is_kept(engine: DuckEngine, tmp_path: Path) -> None:
    path, digest = file(tmp_path, "holdings.csv", "before")
    path.write_text("after", encoding="utf-8")
    with pytest.raises(InputError, match="changed while it was read"):
        keep_book(engine, tmp_path / "version", [ROW], [(path, digest)])
    assert not (tmp_path / "version").exists()


def test_a_version_that_was_deleted_says_what_to_do(engine: DuckEngine, tmp_path: Path) -> None:
    keep_book(engine, tmp_path / "version", [ROW], [file(tmp_path, "holdings.csv", "text")])
    shutil.rmtree(tmp_path / "version")
    with pytest.raises(NotFoundError, match="Screen the holdings file again"):
        originals_of(tmp_path / "version")
