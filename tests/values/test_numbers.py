"""Numbers as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.values.numbers import parse_decimal, uses_decimal_comma


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.56", "1234.56"),
        ("1,499,770,973.15", "1499770973.15"),
        ("(12.3)", "-12.3"),
        ("($1,234.50)", "-1234.50"),
        ("12.5 %", "12.5"),
        ("9.28%", "9.28"),
        ("$1,234", "1234"),
        ("$.00", "0.00"),
        ("-$5", "-5"),
        ("US$ 5", "5"),
        ("USD 1,000", "1000"),
        ("1,000 EUR", "1000"),
        ("1’234.5", "1234.5"),
        ("1'234'567.5", "1234567.5"),
        ("1 234.5", "1234.5"),
        ("1\u00a0234\u202f567", "1234567"),
        ("12,34,567.00", "1234567.00"),
        ("−3", "-3"),
        ("3-", "-3"),
        ("+3", "3"),
        ("3.46e-05", "0.0000346"),
        ("1.5E+10", "15000000000"),
        ("１２．５", "12.5"),
        (".5", "0.5"),
        ("5.", "5"),
    ],
)
def test_decimal_point(text: str, number: str) -> None:
    assert parse_decimal(text, decimal_comma=False) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,56", "1234.56"),
        ("2.333.143.835,86", "2333143835.86"),
        ("-0,26", "-0.26"),
        ("4,86", "4.86"),
        ("1.234", "1234"),
        ("1 234,5 kr", None),
        ("1 234,5", "1234.5"),
        ("12,5 %", "12.5"),
        ("€ 1.000", "1000"),
    ],
)
def test_decimal_comma(text: str, number: str | None) -> None:
    assert parse_decimal(text, decimal_comma=True) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    "text", ["", "-", "--", "n/a", "Acme", "1,5", "1.2.3", "12-34", "2024-01-02", "1,23,4", "e5", "nan", "inf", "%", "()", "三", "1" * 65]
)
def test_what_is_no_number(text: str) -> None:
    assert parse_decimal(text, decimal_comma=False) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_either_convention_reads_what_it_writes(number: Decimal) -> None:
    point = f"{number:,.4f}"
    comma = point.translate(str.maketrans(",.", ".,"))
    assert parse_decimal(point, decimal_comma=False) == number
    assert parse_decimal(comma, decimal_comma=True) == number


@given(text=st.text(max_size=30), comma=st.booleans())
def test_any_text_is_a_number_or_none(text: str, *, comma: bool) -> None:
    number = parse_decimal(text, decimal_comma=comma)
    assert number is None or number.is_finite()


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=1000, max_value=10**9), min_size=1))
def test_the_convention_is_told_from_any_column_of_large_numbers(column: list[Decimal]) -> None:
    point = [f"{number:,.2f}" for number in column]
    assert uses_decimal_comma(point) is False
    assert uses_decimal_comma(cell.translate(str.maketrans(",.", ".,")) for cell in point) is True


@pytest.mark.parametrize(
    ("cells", "comma"),
    [
        (["4,86", "3,76"], True),
        (["4.86", "0.00"], False),
        (["1,234", "5,678"], None),
        (["1,234,567"], False),
        (["1.234.567"], True),
        (["0,123"], True),
        (["5", "-", "", "Acme, Inc."], None),
        ([], None),
        (["1,234", "5.5"], False),
        (["12.5 %", "1,234.5"], False),
    ],
)
def test_the_convention_of_a_column(cells: list[str], *, comma: bool | None) -> None:
    assert uses_decimal_comma(cells) is comma


@pytest.mark.parametrize(
    ("text", "number"), [("٣", "3"), ("١٢٫٥", "12.5"), ("١٬٢٣٤٫٥", "1234.5"), ("۱۲٫۵", "12.5"), ("٦٠٪", "60"), ("-٣", "-3")]
)
def test_numbers_in_the_digits_of_arabic_and_persian(text: str, number: str) -> None:
    assert parse_decimal(text, decimal_comma=False) == Decimal(number)
