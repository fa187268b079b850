"""Cells of any content: days as Python's calendar has them, shares, codes, ids, templates and conditions."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.sources.reading.cells import code, converted, coordinate, country, day, filled, fraction, holds, subject_id, trimmed

ENGINE = DuckEngine()
"""One for all tests of this module: hypothesis asks for many cells."""
WIDE = str.maketrans("0123456789./-", "０１２３４５６７８９．／－")
NOTATIONS: dict[str, tuple[str, Callable[[dt.date], str]]] = {
    "ISO": ("", lambda one: one.isoformat()),
    "words": ("", lambda one: f"{one.day} {one:%B %Y}"),
    "points": ("", lambda one: f"{one:%d.%m.%Y}"),
    "day first": ("dmy", lambda one: f"{one.day}/{one.month}/{one.year}"),
    "month first": ("mdy", lambda one: f"{one:%m/%d/%Y}"),
    "packed": ("", lambda one: f"{one:%Y%m%d}"),
    "Chinese": ("", lambda one: f"{one.year}年{one.month}月{one.day}日"),
}
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)


def read(expression: str, *cells: str, columns: tuple[str, ...] = ("x",)) -> str:
    """What an expression makes of a row."""
    ENGINE.load("cell", dict.fromkeys(columns, "VARCHAR"), [cells])
    return str(ENGINE.fetch(f"SELECT {expression} FROM cell")[0][0])  # noqa: S608 - an expression of ours


@pytest.mark.parametrize("notation", NOTATIONS)
@given(DAYS)
def test_a_day_is_the_same_in_every_notation(notation: str, one: dt.date) -> None:
    order, written = NOTATIONS[notation]
    assert read(day("x", order), written(one)) == one.isoformat()


@given(DAYS, st.sampled_from(["ISO", "day first", "points", "Chinese", "packed"]))
def test_digits_of_full_width_say_the_same_day(one: dt.date, notation: str) -> None:
    order, written = NOTATIONS[notation]
    assert read(day("x", order), written(one).translate(WIDE)) == one.isoformat()


@pytest.mark.parametrize(
    "cell",
    [
        *("2023-02-29", "31.04.2024", "20241301", "2024-13-01", "2024-00-10", "30 February 2024", "0000-00-00", "2024年2月30日"),
        *("unknown", "-", "n/a", "2024-5", "24-05-17", "99999999", "17", "May", "2024-05-17x", "12024-05-17"),
    ],
)
def test_what_no_calendar_has_is_no_day(cell: str) -> None:
    assert read(day("x", ""), cell) == ""


@pytest.mark.parametrize(("order", "cell"), [("dmy", "05/17/2024"), ("mdy", "17/05/2024"), ("", "05/06/2024")])
def test_which_of_day_and_month_comes_first_is_never_guessed(order: str, cell: str) -> None:
    assert read(day("x", order), cell) == ""


@pytest.mark.parametrize("cell", ["2024-05-17T00:00:00Z", "2024-05-17 12:30", "2024-05-17T23:59:59.999+08:00"])
def test_a_time_of_day_is_left_out(cell: str) -> None:
    assert read(day("x", ""), cell) == "2024-05-17"


@pytest.mark.parametrize("cell", ["2024", "2024-05"])
def test_a_year_and_a_month_stay_what_they_are(cell: str) -> None:
    assert read(day("x", ""), cell) == cell


@given(TEXTS, st.sampled_from(["", "dmy", "mdy"]))
def test_whatever_a_cell_holds_its_day_is_one_or_empty(cell: str, order: str) -> None:
    found = read(day("x", order), cell)
    assert found == "" or re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", found)
    if len(found) == 10:
        dt.date.fromisoformat(found)


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        *(("62", "0.62"), ("12.5", "0.125"), ("12,5 %", "0.125"), ("12.5%", "0.125"), ("１２．５％", "0.125"), ("0.01", "0.0001")),
        *(("0", "0"), ("100", "1"), ("100 %", "1"), ("33.333333333", "0.33333333333"), ("0.000000001", "0.00000000001")),
        *(("100.1", ""), ("-1", ""), ("about 5", ""), ("%", ""), ("", ""), ("1,234.5", ""), ("5-10", ""), ("NaN", ""), ("1e1", "0.1")),
    ],
)
def test_a_percentage_is_read_as_a_fraction(cell: str, read_as: str) -> None:
    assert read(fraction("x"), cell) == read_as


@given(st.decimals(0, 100, places=4))
def test_a_fraction_is_exactly_a_hundredth(share: Decimal) -> None:
    assert Decimal(read(fraction("x"), f"{share:f}%")) == share / 100


@pytest.mark.parametrize(
    ("cell", "read_as"), [("us 0378331005", "US0378331005"), ("９１３１ ０００x", "9131000X"), ("", ""), (" a b ", "AB")]
)
def test_a_code_has_capitals_and_plain_digits_and_no_spaces(cell: str, read_as: str) -> None:
    assert read(code("x"), cell) == read_as


@pytest.mark.parametrize(("cell", "read_as"), [("41.7251", "41.73"), ("-0.001", "0.00"), ("87", "87.00"), ("north", ""), ("", "")])
def test_a_coordinate_names_a_place_and_no_site(cell: str, read_as: str) -> None:
    assert read(coordinate("x"), cell) == read_as


@pytest.mark.parametrize(("cell", "read_as"), [("cn", "CN"), ("China", "China"), ("中国", "中国"), ("", "")])
def test_a_country_of_two_letters_is_a_code(cell: str, read_as: str) -> None:
    assert read(country("x"), cell) == read_as


@pytest.mark.parametrize(
    ("conversion", "read_as"), [("", "Ab 1"), ("lower", "ab 1"), ("upper", "AB 1"), ("code", "AB1"), ("country", "Ab 1"), ("fraction", "")]
)
def test_a_cell_is_converted_as_its_rule_says(conversion: str, read_as: str) -> None:
    assert read(converted("x", conversion, ""), "Ab 1") == read_as


@pytest.mark.parametrize("space", [" ", "\t", "\r\n", "\u00a0", "\u3000", "\ufeff"])
def test_white_space_at_the_ends_of_a_cell_is_left_out(space: str) -> None:
    assert read(trimmed("x"), f"{space}a {space}b{space}{space}") == f"a {space}b"


@given(TEXTS)
@example("Ürümqi-Stahl № 7 / 新疆")
@example("İstanbul")
@example("  ")
def test_an_id_is_stable_and_has_no_spaces(cell: str) -> None:
    made = read(subject_id("list", "{x}"), cell)
    assert made == read(subject_id("list", "{x}"), f" {cell.strip()} ")
    assert made.startswith("list:")
    assert not re.search(r"\s|#", made.removeprefix("list:"))


@pytest.mark.parametrize(
    ("template", "cell", "made"),
    [
        ("{x}", "5493001KJTIIGC8Y1R12", "list:5493001kjtiigc8y1r12"),
        ("{x}", "Tarim Bright & Sons, Ltd.", "list:tarim-bright-sons-ltd"),
        ("{x}", "新疆 大全", "list:新疆-大全"),
        ("company-{x}#listed", "A", "list:company-a#listed"),
        ("gleif:{x}", "ABC", "gleif:abc"),
        ("one", "A", "list:one"),
    ],
)
def test_an_id_is_made_of_a_template(template: str, cell: str, made: str) -> None:
    assert read(subject_id("list", template), cell) == made


def test_a_template_is_filled_with_cells_and_ids_of_subjects() -> None:
    columns = ("a b", "clew_id_company")
    assert read(filled("{@company} of “{a b}”, it's"), " here ", "list:x", columns=columns) == "list:x of “here”, it's"
    assert read(filled(""), "", "", columns=columns) == ""


@pytest.mark.parametrize(
    ("when", "cell", "true"),
    [
        *(("", "", True), ("x", " ", False), ("x", " a", True), ("x=a", " a ", True), ("x=a", "b", False), ("x=a|b", "b", True)),
        *(("x!=a|b", "b", False), ("x!=a", "", True), ("x!=", "", False), ("x=it's", "it's", True)),
    ],
)
def test_a_condition_holds_or_not(when: str, cell: str, *, true: bool) -> None:
    assert read(holds(when), cell) == str(true)
