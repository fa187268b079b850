"""The books keep a portfolio's rows and the file that they were read from, and forget both with their folder."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from clew.engine.duck import DuckEngine
from clew.errors import NotFoundError
from clew.lake.books import COLUMNS, keep_book, original_of

ROW = ("fund", 2, "Aurelia Solar", "ZZAURELIAH01", "", "", "", "XHKG", "99001", "XHKG:99001", "0.125", "security", "")


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "持仓 holdings.csv"
    path.write_text("Name,Weight\nAurelia Solar,12.5\n", encoding="utf-8")
    return path


def test_rows_and_original_are_kept(engine: DuckEngine, tmp_path: Path, original: Path) -> None:
    folder = tmp_path / "books" / "fund" / "v1"
    keep_book(engine, folder, [ROW], original, original.name)
    original.unlink()
    assert original_of(folder).name == "持仓 holdings.csv"
    assert "Aurelia" in original_of(folder).read_text(encoding="utf-8")
    engine.read("again", [folder / "holdings.parquet"])
    assert engine.fetch("SELECT name, weight, row_number FROM again") == [("Aurelia Solar", Decimal("0.125000000000"), 2)]


def test_the_rows_are_in_the_engine_whether_they_were_kept_before_or_not(engine: DuckEngine, tmp_path: Path, original: Path) -> None:
    for _ in range(2):
        keep_book(engine, tmp_path / "books" / "v1", [ROW], original, original.name)
        assert engine.fetch("SELECT count(*) FROM holding_row") == [(1,)]
        engine.load("holding_row", COLUMNS, [])


def test_a_version_that_was_deleted_is_told(engine: DuckEngine, tmp_path: Path, original: Path) -> None:
    folder = tmp_path / "books" / "v1"
    keep_book(engine, folder, [ROW], original, original.name)
    shutil.rmtree(folder)
    with pytest.raises(NotFoundError, match="deleted"):
        original_of(folder)
    keep_book(engine, folder, [ROW], original, original.name)
    assert original_of(folder).exists()
