"""Dates as files state them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.pack.holdings import load_holdings_words
from clew.portfolio.asof import date_in

WORDS = load_holdings_words().heads


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mar 10, 2022", "2022-03-10"),
        ("05.Apr.2022", "2022-04-05"),
        ("01.Mär.2022", "2022-03-01"),
        ("As of 19-Mar-2024", "2024-03-19"),
        ("08/18/2026", "2026-08-18"),
        ("18/08/2026", "2026-08-18"),
        ("03/04/2026", ""),
        ("03.04.2026", "2026-04-03"),
        ("04/04/2026", "2026-04-04"),
        ("2024年3月19日", "2024-03-19"),
        ("2024-04-09", "2024-04-09"),
        ("20240409", "2024-04-09"),
        ("31 décembre 2023", "2023-12-31"),
        ("31 de diciembre de 2023", "2023-12-31"),
        ("10-Nov-94", "1994-11-10"),
        ("31.02.2024", ""),
        ("-", ""),
        ("Shares 191200000", ""),
        ("", ""),
    ],
)
def test_dates(text: str, day: str) -> None:
    assert date_in(text, WORDS) == day


@given(st.text(max_size=30))
def test_any_text_has_a_date_or_none(text: str) -> None:
    assert len(date_in(text, WORDS)) in {0, 10}
