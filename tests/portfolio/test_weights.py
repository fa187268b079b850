"""Weights are fractions of the book."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.portfolio.weights import as_fraction, from_values, is_percent, sum_warning


@pytest.mark.parametrize(
    ("total", "cells", "head_says", "percent"),
    [
        ("100.02", ["5.2"], False, True),
        ("0.998", ["0.05"], True, False),
        ("1.001", ["5 %"], False, True),
        ("30", ["5"], True, True),
        ("30", ["5"], False, True),
        ("0.3", ["0.1"], False, False),
    ],
)
def test_percent_or_fraction(total: str, cells: list[str], *, head_says: bool, percent: bool) -> None:
    assert is_percent([Decimal(total)], cells, head_says=head_says)[0] is percent


def test_a_weight_has_twelve_places() -> None:
    assert as_fraction(Decimal("12.3456789012345"), percent=True) == Decimal("0.123456789012")
    assert as_fraction(None, percent=True) is None


def test_values_that_add_up_to_nothing_give_no_weights() -> None:
    assert from_values([Decimal(5), Decimal(-5), None]) == [None, None, None]


@given(st.lists(st.decimals(min_value=1, max_value=10**12, places=2), min_size=1, max_size=50))
def test_weights_from_values_add_up(values: list[Decimal]) -> None:
    weights = [weight for weight in from_values(values) if weight is not None]
    assert abs(sum(weights, Decimal(0)) - 1) <= len(values) * Decimal("1E-12")


def test_a_sum_is_warned_about_beyond_two_points() -> None:
    assert sum_warning([Decimal("0.99")], "") == ""
    assert sum_warning([], "") == ""
    assert sum_warning([Decimal("0.5")], "Fund A") == "the weights of “Fund A” add up to 50.00 %, not 100 %"
