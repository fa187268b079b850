"""Delimiters and rows."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.pack.holdings import load_holdings_words
from clew.portfolio.delimited import delimiter_of, read_delimited

WORDS = load_holdings_words().heads


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_shows_known_heads(delimiter: str) -> None:
    heads = delimiter.join(["Name", "Marktwert", "Gewichtung (%)", "Kurs"])
    rows = [delimiter.join([f'"Acme, Inc; No {number} | a"', '"1.234,56"', '"4,5"', '"1,0"']) for number in range(5)]
    assert delimiter_of("\n".join([heads, *rows]), WORDS) == delimiter


def test_decimal_commas_do_not_make_a_comma_file() -> None:
    assert delimiter_of("Colour;Size;Price\n" + "red;1,5;2,5\n" * 9, WORDS) == ";"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_that_declares_the_delimiter(end: str) -> None:
    table = read_delimited(end.join(["sep=;", "Name;Weight", "Acme;5", ""]), "f", WORDS)
    assert (table.rows, list(table.numbers)) == ([["Name", "Weight"], ["Acme", "5"]], [2, 3])


def test_rows_carry_the_line_they_begin_in() -> None:
    table = read_delimited('Name,Weight\n"Two\nlines",5\nAcme,6\n\nLast,7\n', "f", WORDS)
    assert list(table.numbers) == [1, 2, 4, 5, 6]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=4), min_size=1, max_size=8))
def test_what_csv_writes_is_read_back(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["Name", "Weight"], *rows])
    table = read_delimited(text.getvalue(), "f", WORDS)
    assert table.rows == [["Name", "Weight"], *([cell.strip() for cell in row] for row in rows)]
