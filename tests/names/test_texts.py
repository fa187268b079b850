"""Texts in arrays are the texts that were put in."""

from hypothesis import given
from hypothesis import strategies as st

from clew.names.texts import Texts

LISTS = st.lists(st.text(max_size=8), max_size=6)


@given(LISTS, LISTS)
def test_texts_come_out_as_they_went_in_and_joined_ones_follow_each_other(first: list[str], second: list[str]) -> None:
    both = Texts.joined([Texts.of(first), Texts.of(second)])
    assert list(both) == first + second
    assert both[1:3] == (first + second)[1:3]
    assert both[-len(both) :] == first + second


def test_no_texts_are_texts_too() -> None:
    assert list(Texts.joined([])) == list(Texts.of([])) == []
