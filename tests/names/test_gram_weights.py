import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.names.gram_weights import STEPS, inverses_of, levels, weights_of


@given(st.integers(0, 100_000_000))
def test_levels_have_no_gap_and_reach_from_none_to_all(count: int) -> None:
    table = levels(count)
    assert (table[0][0], table[-1][1]) == (0, count)
    assert all(low <= high for low, high, _ in table)
    assert [low for low, _, _ in table[1:]] == [high + 1 for _, high, _ in table[:-1]]


def test_a_rare_gram_weighs_more_and_even_the_commonest_weighs_something() -> None:
    weights = weights_of(np.array([0, 1, 10, 1000, 999_999, 1_000_000]), 1_000_000)
    assert sorted(weights.tolist(), reverse=True) == weights.tolist()
    assert weights[-1] == 1


@given(st.integers(1, 10_000_000), st.integers(0, 10_000_000))
def test_a_weight_is_the_square_of_the_inverse_frequency(count: int, held: int) -> None:
    held = min(held, count)
    frequency = math.log((count + 1) / (held + 1))
    root = math.sqrt(int(weights_of(np.array([held]), count)[0])) / STEPS
    assert root == pytest.approx(max(frequency, 1 / STEPS), abs=0.51 / STEPS)


@given(st.integers(1, 2**31 - 1))
def test_an_inverse_is_right_to_a_fortieth_of_a_percent(norm: int) -> None:
    assert int(inverses_of(np.array([norm], np.int32))[0]) == pytest.approx(2**30 / math.sqrt(norm), rel=0.0003, abs=1)


def test_heavier_keys_have_no_larger_inverses() -> None:
    inverses = inverses_of(np.arange(200_000, dtype=np.int32))
    assert np.all(np.diff(inverses) <= 0)
