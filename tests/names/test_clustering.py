from collections.abc import Sequence
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from clew.names.clustering import Pair, clusters

SIZE = 9
EVERY = list(combinations(range(SIZE), 2))
JUDGED = st.lists(st.sampled_from(EVERY), unique=True).flatmap(
    lambda pairs: st.tuples(st.just(pairs), st.integers(0, len(pairs)))
)  # the first ones are joined, the others barred


def naive(size: int, joins: Sequence[Pair], bars: Sequence[Pair]) -> list[tuple[int, ...]]:
    """The rule, word by word."""
    found = [{at} for at in range(size)]
    for pair in joins:
        one, other = (next(each for each in found if at in each) for at in pair)
        if one is not other and not any(tuple(sorted((a, b))) in bars for a in one for b in other):
            found.remove(other)
            one |= other
    return sorted(tuple(sorted(each)) for each in found)


@given(JUDGED)
def test_clusters_are_what_the_rule_says(judged: tuple[list[Pair], int]) -> None:
    pairs, at = judged
    assert clusters(SIZE, pairs[:at], pairs[at:]) == naive(SIZE, pairs[:at], pairs[at:])


@given(JUDGED)
def test_everything_is_in_one_cluster_and_with_nothing_that_it_is_barred_from(judged: tuple[list[Pair], int]) -> None:
    pairs, at = judged
    found = clusters(SIZE, pairs[:at], pairs[at:])
    assert sorted(each for one in found for each in one) == list(range(SIZE))
    assert not [pair for pair in pairs[at:] for one in found if set(pair) <= set(one)]


@given(st.lists(st.sampled_from(EVERY), unique=True), st.randoms())
def test_without_bars_the_order_of_joins_makes_no_difference(joins: list[Pair], chance: Random) -> None:
    other = list(joins)
    chance.shuffle(other)
    assert clusters(SIZE, joins, []) == clusters(SIZE, other, [])


def test_a_chain_ends_where_its_ends_do_not_fit() -> None:
    assert clusters(3, [(0, 1), (1, 2)], [(0, 2)]) == [(0, 1), (2,)]
    assert clusters(3, [(1, 2), (0, 1)], [(0, 2)]) == [(0,), (1, 2)]
    assert clusters(4, [(0, 1), (2, 3), (1, 2)], [(0, 3)]) == [(0, 1), (2, 3)]


def test_of_nothing_there_are_no_clusters() -> None:
    assert clusters(0, [], []) == []
