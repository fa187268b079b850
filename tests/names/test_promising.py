from contextlib import nullcontext

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.names.compiled import interpreted
from clew.names.nearest import Near
from clew.names.pairs import Table, table_of
from clew.names.parsing import parse_name
from clew.names.promising import Told, promising
from clew.names.words import shipped_words
from tests.company_names import NAMES

Pairs = list[tuple[int, int]]


def names(*written: str) -> Table:
    return table_of([parse_name(name, shipped_words()) for name in written], shipped_words())


def near(pairs: Pairs, cosine: float = 0.5) -> Near:
    table = np.array(pairs, np.int64).reshape(-1, 2)
    return Near(table[:, 0].copy(), table[:, 1].copy(), np.full(len(pairs), cosine, np.float32), np.arange(len(pairs)))


def chosen(left: Table, right: Table, pairs: Pairs, known: Pairs, most: int, *, plain: bool = False) -> Pairs:
    told = np.zeros(len(pairs), np.bool_)
    with interpreted() if plain else nullcontext():
        promising(Told(left.units, left.han), Told(right.units, right.han), near(pairs), near(known), most, told)
    return [pair for pair, is_chosen in zip(pairs, told.tolist(), strict=True) if is_chosen]


ONE = names("Amber Tern Solar Ltd")
OTHERS = names("Northwind Physics GmbH", "Tern Amber Solr Inc.", "Amber Lantern Cotton Ltd", "新疆示例纺织有限公司", "Amber Tern")
ALL: Pairs = [(0, at) for at in range(5)]


def test_the_pair_whose_words_may_all_be_alike_promises_most() -> None:
    assert chosen(ONE, OTHERS, ALL, [], 1) == [(0, 1)]
    assert chosen(ONE, OTHERS, ALL, [(0, 1)], 1) == [(0, 4)]


def test_legal_forms_promise_nothing() -> None:
    assert chosen(names("Amber Ltd"), names("Cotton Ltd", "Amber GmbH"), [(0, 0), (0, 1)], [], 1) == [(0, 1)]


def test_two_scripts_promise_a_quarter_of_how_near_they_are() -> None:
    assert chosen(ONE, OTHERS, [(0, 0), (0, 3)], [], 1) == [(0, 3)]
    assert chosen(ONE, OTHERS, [(0, 3), (0, 4)], [], 1) == [(0, 4)]


def test_of_two_that_answer_as_much_the_one_that_is_found_first_promises_more() -> None:
    twins = names("Amber Tern Ltd", "Amber Tern Inc.")
    assert chosen(ONE, twins, [(0, 1), (0, 0)], [], 1) == [(0, 1)]


def test_nothing_is_chosen_of_nothing_nor_where_nothing_may_be() -> None:
    assert chosen(ONE, OTHERS, [], [], 3) == []
    assert chosen(ONE, OTHERS, ALL, [], 0) == []
    assert chosen(ONE, OTHERS, ALL, ALL, 3) == []


@given(st.lists(NAMES, min_size=1, max_size=3), st.lists(NAMES, min_size=1, max_size=5), st.integers(0, 4), st.data())
@settings(max_examples=40)
def test_so_many_of_each_query_are_chosen_that_are_not_known_and_the_same_without_a_compiler(
    left: list[str], right: list[str], most: int, data: st.DataObject
) -> None:
    every = [(one, other) for one in range(len(left)) for other in range(len(right))]
    told = [data.draw(st.sampled_from(["", "near", "known", "near, known"])) for _ in every]
    pairs, known = ([pair for pair, one in zip(every, told, strict=True) if what in one] for what in ("near", "known"))
    queries, others = names(*left), names(*right)
    found = chosen(queries, others, pairs, known, most)
    assert found == chosen(queries, others, pairs, known, most, plain=True)
    for query in range(len(left)):
        free = [pair for pair in pairs if pair[0] == query and pair not in known]
        assert len([pair for pair in found if pair[0] == query]) == min(most, len(free))
        assert {pair for pair in found if pair[0] == query} <= set(free)
