"""Figures and files that people send: odd sums, shorts, several ways to write a day, macros, a million blank rows. All are told."""

import time
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from clew.errors import UnreadableFileError
from clew.model.holding import HoldingsFile, RowKind
from clew.pack.holdings import load_holdings_words
from clew.portfolio.read import read_holdings

WORDS = load_holdings_words()
HEAD = "Name,ISIN,Weight (%)\n"
ROWS = [["Name", "ISIN", "Weight (%)"], ["Example Mill", "US0378331005", 60], ["Example Dairy", "DE0007164600", 40]]
PATIENCE = 60
"""Seconds that a slow machine may take over a million blank rows."""


def read(folder: Path, text: str) -> HoldingsFile:
    path = folder / "holdings.csv"
    path.write_text(text, encoding="utf-8")
    return read_holdings(path, WORDS)


def workbook(path: Path, *more: tuple[int, int, str]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Holdings")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        for cell in more:
            sheet.write(*cell)
    return path


def weights(file: HoldingsFile) -> list[Decimal | None]:
    return [row.weight for row in file.books[0].holdings]


def test_weights_of_137_per_cent_are_said_and_stay_as_they_are(tmp_path: Path) -> None:
    file = read(tmp_path, f"{HEAD}Example Mill,US0378331005,97\nExample Dairy,DE0007164600,40\n")
    assert weights(file) == [Decimal("0.97"), Decimal("0.4")]
    assert "the weights add up to 137.00 %, not 100 %" in file.warnings


def test_short_positions_keep_their_sign(tmp_path: Path) -> None:
    file = read(tmp_path, f"{HEAD}Example Mill,US0378331005,130\nExample Dairy,DE0007164600,-25\nUS Dollar,,(5.0)\n")
    assert weights(file) == [Decimal("1.3"), Decimal("-0.25"), Decimal("-0.05")]
    assert not [warning for warning in file.warnings if "add up" in warning]


def test_three_ways_to_write_a_day_are_one_day(tmp_path: Path) -> None:
    text = "Date,Name,ISIN,Weight (%)\n2026-11-20,Example Mill,US0378331005,50\n20.11.2026,Example Dairy,DE0007164600,30\n"
    file = read(tmp_path, f"{text}20 Nov 2026,Example Port,US5949181045,20\n")
    assert (file.stated_as_of, len(file.books), file.warnings) == ("2026-11-20", 1, ())


def test_a_day_that_can_be_read_in_two_ways_is_not_guessed(tmp_path: Path) -> None:
    file = read(tmp_path, "Date,Name,ISIN,Weight (%)\n03/04/2026,Example Mill,US0378331005,60\n03/04/2026,Example Dairy,DE0007164600,40\n")
    assert file.stated_as_of == ""
    assert "1 cell of the column of dates states no one day, such as “03/04/2026”; a mapping can say it with as_of" in file.warnings


def test_a_workbook_with_macros_is_read_and_its_macros_are_not_run(tmp_path: Path) -> None:
    path = workbook(tmp_path / "holdings.xlsm")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 an invented project")
    file = read_holdings(path, WORDS)
    assert file.rows_in == 2
    assert file.warnings == ("the workbook carries macros: they were not run, and are not needed to read it",)


def test_a_workbook_without_macros_says_nothing_of_them(tmp_path: Path) -> None:
    assert read_holdings(workbook(tmp_path / "holdings.xlsx"), WORDS).warnings == ()


def test_formulas_without_a_saved_value_are_told_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "holdings.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Holdings")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 2, "=30+30", None, "")
    file = read_holdings(path, WORDS)
    assert file.rows_in == 2
    assert any("1 cell holds a formula without a saved value" in warning for warning in file.warnings)


@pytest.mark.parametrize("blank", ["\n", ",,\n"])
def test_a_million_blank_rows_of_text_are_counted(tmp_path: Path, blank: str) -> None:
    begun = time.monotonic()
    file = read(tmp_path, f"{HEAD}Example Mill,US0378331005,60\n{blank * 1_000_000}Example Dairy,DE0007164600,40\n")
    assert (file.rows_in, dict(file.skipped)) == (2, {"blank": 1_000_000})
    assert file.books[0].holdings[1].row == 1_000_003
    assert time.monotonic() - begun < PATIENCE


def test_a_word_in_the_last_row_of_a_sheet_is_below_the_table(tmp_path: Path) -> None:
    begun = time.monotonic()
    file = read_holdings(workbook(tmp_path / "holdings.xlsx", (1_048_575, 0, "an invented remark")), WORDS)
    assert (file.rows_in, dict(file.skipped)) == (2, {"blank": 1_048_572, "footer": 1})
    assert time.monotonic() - begun < PATIENCE


def test_a_word_far_outside_a_table_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = workbook(tmp_path / "holdings.xlsx", (1_048_575, 24, "an invented remark"))
    with pytest.raises(UnreadableFileError, match="stretches over 1048576 rows and 25 columns"):
        read_holdings(path, WORDS)


def test_one_isin_at_two_names_and_two_isins_at_one_name_are_told_and_all_rows_count(tmp_path: Path) -> None:
    text = "Example Mill,US0378331005,30\nExample Port,US0378331005,30\nExample Dairy,DE0007164600,20\nExample Dairy,US5949181045,20\n"
    file = read(tmp_path, f"{HEAD}{text}")
    assert (file.rows_in, {row.kind for row in file.books[0].holdings}) == (4, {RowKind.SECURITY})
    assert len([warning for warning in file.warnings if "several" in warning]) == 2
