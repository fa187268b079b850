"""Lines of a version, kept beside its files."""

from pathlib import Path

from clew.engine.duck import DuckEngine
from clew.lake.book_lines import COLUMNS, keep_lines, lines_of

ROW = ("", "", 2, "Example Mill", "", "", "", "", "", "", "0.5", "10.0000", "EUR", 1)


def test_lines_are_kept_for_each_way_of_reading(engine: DuckEngine, tmp_path: Path) -> None:
    assert lines_of(tmp_path, "a") is None
    place = keep_lines(engine, tmp_path, "a", [ROW])
    assert (lines_of(tmp_path, "a"), lines_of(tmp_path, "b")) == (place, None)
    engine.read("again", [place])
    assert engine.fetch("SELECT name, value, top FROM again") == [("Example Mill", "10.0000", 1)]


def test_whoever_is_second_finds_what_the_first_wrote(engine: DuckEngine, tmp_path: Path) -> None:
    assert keep_lines(engine, tmp_path, "a", [ROW]) == keep_lines(engine, tmp_path, "a", [ROW, ROW])
    engine.read("again", [tmp_path / "lines-a" / "lines.parquet"])
    assert len(engine.fetch("SELECT * FROM again")) == 1


def test_no_lines_are_lines_too(engine: DuckEngine, tmp_path: Path) -> None:
    engine.read("again", [keep_lines(engine, tmp_path, "a", [])])
    assert engine.fetch("SELECT count(*) FROM again") == [(0,)]
    assert len(ROW) == len(COLUMNS)
