"""Answers for all companies at once, held to those for one."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.model.ownership import Interest, Sure
from clew.ownership.bulk import UNIT, Mark, Stakes, Whole, covered_bulk, economic_bulk, heads, over
from clew.ownership.control import controlled
from clew.ownership.covered import covered
from clew.ownership.economic import economic_shares
from clew.ownership.network import Network
from tests.ownership.owning import network, owns

NODES = "abcdefo"
HALF = Fraction(1, 2)
INSIDE = Fraction(1, 10**6)
"""How far outward rounding may carry a band of small graphs."""


def arrays(built: Network) -> Stakes:
    """The stakes of a network by column; companies are numbered by their letters."""
    stakes = [stake for stake in built.stakes if stake.adds]
    ends = [(NODES.index(stake.owner), NODES.index(stake.asset)) for stake in stakes]
    owner, asset = (np.array([pair[side] for pair in ends], dtype=np.int64) for side in (0, 1))
    low, high = (
        np.array(found, dtype=np.int64)
        for found in ([int(one.share.low * UNIT) for one in stakes], [int(one.share.high * UNIT) for one in stakes])
    )
    return Stakes(len(NODES), owner, asset, low, high, np.array([stake.control is Sure.YES for stake in stakes], dtype=bool))


def mark(letters: str) -> Mark:
    return np.array([node in letters for node in NODES], dtype=bool)


def half(held: Whole) -> Mark:
    return held * 2 >= UNIT


def letters(found: Mark) -> set[str]:
    return {node for node, one in zip(NODES, found, strict=True) if one}


rows = st.lists(
    st.builds(
        owns,
        st.sampled_from(NODES),
        st.sampled_from(NODES[:-1]),
        st.sampled_from(["", "0.1", "0.2", "0.3", "0.5", "0.6"]),
        st.sampled_from(["0.6", "0.8", "1"]),
    ),
    max_size=9,
    unique_by=lambda one: (one.owner, one.asset),
)


@settings(max_examples=80, deadline=None)
@given(rows)
def test_the_band_of_an_outside_owner_holds_the_exact_one(found: list[Interest]) -> None:
    built = network(*found)
    if built.over:
        return
    bands, exact = economic_bulk(mark("o"), arrays(built)), economic_shares("o", built)
    for at, node in enumerate(NODES):
        share = exact[node].share if node in exact else None
        if share is not None:
            assert Fraction(int(bands.low[at]), UNIT) <= share.low <= Fraction(int(bands.low[at]), UNIT) + INSIDE
            assert share.high <= Fraction(int(bands.high[at]), UNIT)


@settings(max_examples=80, deadline=None)
@given(rows)
def test_whom_a_rule_covers_is_the_same_as_one_by_one(found: list[Interest]) -> None:
    built = network(*found)
    exact = covered({"o", "a"}, built, lambda share: share >= HALF)
    certain, possible = covered_bulk(mark("oa"), arrays(built), half)
    assert letters(certain) == {"o", "a"} | {node for node, one in exact.items() if one.sure is Sure.YES}
    assert letters(possible) == {"o", "a"} | {node for node, one in exact.items() if one.sure is not Sure.NO}


@settings(max_examples=80, deadline=None)
@given(rows)
def test_a_head_controls_whom_it_heads_unless_they_are_a_ring(found: list[Interest]) -> None:
    built = network(*found)
    if built.over or built.loops:
        return
    head = heads(arrays(built))
    for at, node in enumerate(NODES):
        top = NODES[head[at]]
        assert top == node or controlled(top, built)[node].sure is Sure.YES
        owners = {
            owner
            for owner in NODES
            if owner != node and node in controlled(owner, built) and controlled(owner, built)[node].sure is Sure.YES
        }
        assert (top == node) == (not owners)


def test_a_chain_has_its_first_owner_as_head() -> None:
    assert list(heads(arrays(network(owns("c", "b", "0.6"), owns("b", "a", "0.51"), owns("a", "f", role="subsidiary"))))) == [
        2,
        2,
        2,
        3,
        4,
        2,
        6,
    ]


def test_of_a_ring_the_least_number_is_the_head() -> None:
    built = network(owns("b", "a", "1"), owns("c", "b", "1"), owns("a", "c", "1"), owns("c", "d", "0.6"))
    assert [NODES[one] for one in heads(arrays(built))[:4]] == ["a", "a", "a", "a"]


def test_two_companies_under_one_head_control_together() -> None:
    built = network(owns("o", "a", "0.6"), owns("o", "b", "0.6"), owns("a", "c", "0.3"), owns("b", "c", "0.3"))
    assert [NODES[one] for one in heads(arrays(built))[:3]] == ["o", "o", "o"]


def test_owners_of_more_than_a_whole_are_found() -> None:
    assert [NODES[one] for one in over(arrays(network(owns("a", "c", "0.8"), owns("b", "c", "0.6"), owns("a", "b", "1"))))] == ["c"]


def test_nothing_is_answered_where_nothing_is_on_record() -> None:
    stakes = arrays(network())
    assert not economic_bulk(mark(""), stakes).high.any()
    assert letters(covered_bulk(mark("a"), stakes, half)[1]) == {"a"}
    assert list(heads(stakes)) == list(range(len(NODES)))
