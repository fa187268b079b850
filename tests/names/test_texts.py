from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.names.texts import Texts, joined_bounds

TEXTS = st.lists(st.text(st.one_of(st.characters(), st.sampled_from("é新\ud800\U0001f600")), max_size=6))


@given(TEXTS)
def test_texts_are_given_back_as_they_were(texts: list[str]) -> None:
    held = Texts.of(texts)
    assert list(held) == texts
    assert len(held) == len(texts)


@given(TEXTS, st.integers(-5, 5), st.integers(-5, 5), st.sampled_from([-2, -1, 1, 2]))
def test_a_slice_is_that_of_a_list(texts: list[str], start: int, stop: int, step: int) -> None:
    assert Texts.of(texts)[start:stop:step] == texts[start:stop:step]


@given(st.lists(TEXTS, max_size=4))
def test_several_are_joined_in_their_order(several: list[list[str]]) -> None:
    assert list(Texts.joined([Texts.of(texts) for texts in several])) == [text for texts in several for text in texts]


def test_a_text_is_found_from_either_end_and_none_beyond() -> None:
    held = Texts.of(["amber", "tern"])
    assert (held[0], held[-1]) == ("amber", "tern")
    for beyond in (2, -3):
        with pytest.raises(IndexError):
            held[beyond]


@given(st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=4))
def test_bounds_are_joined_as_if_all_had_been_counted_together(sizes: list[list[int]]) -> None:
    each = [np.array([0, *accumulate(some)], np.int64) for some in sizes]
    assert joined_bounds(each).tolist() == [0, *accumulate(size for some in sizes for size in some)]


@given(TEXTS.filter(len), st.data())
def test_several_are_picked_in_any_order(texts: list[str], data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=8))
    assert Texts.of(texts).picked(np.array(places, np.int64)) == [texts[place] for place in places]
