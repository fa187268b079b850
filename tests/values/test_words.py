"""One spelling for words that are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.values.words import head_key, word_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Cash und/oder Derivate", "cash und oder derivate"),
        ("  ASX - All Markets ", "asx all markets"),
        ("instrument_isin", "instrument isin"),
        ("ＩＳＩＮ", "isin"),
        ("证券名称", "证券名称"),
        ("—", ""),
    ],
)
def test_word_key(text: str, key: str) -> None:
    assert word_key(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Weight (%)", "weight %"),
        ("market value($)", "market value $"),
        ("% of Net Assets", "% of net assets"),
        ("Shares/Units (#)", "shares units #"),
    ],
)
def test_head_key_keeps_units(text: str, key: str) -> None:
    assert head_key(text) == key


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert word_key(word_key(text)) == word_key(text)
