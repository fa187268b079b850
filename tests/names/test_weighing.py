import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.names.pairs import Table, table_of
from clew.names.parsing import parse_name
from clew.names.parts import Name
from clew.names.weighing import activities, reweighed
from clew.names.words import shipped_words, words_in
from tests.company_names import NAMES

KNOWN = shipped_words()
LISTED = ["Amber Tern Solar Ltd", "新疆示例纺织有限公司", "浙江示例水泥有限公司", "Amber Tern 7", "示例TCL科技"]


def parsed(names: list[str]) -> list[Name]:
    return [parse_name(name, KNOWN) for name in names]


def anew(names: list[Name]) -> tuple[Table, Table]:
    """The table by counts that came later, and the one that was made by them."""
    counted = KNOWN.counting(words_in(names), len(names))
    table = table_of(names, KNOWN)
    said = activities(name for name, told in zip(names, table.han, strict=True) if told)
    return reweighed(table, said, counted), table_of(names, counted)


def test_weights_made_anew_are_those_that_the_counts_would_have_made() -> None:
    found, expected = anew(parsed(LISTED))
    assert np.array_equal(found.units.weights, expected.units.weights)
    assert np.array_equal(found.spoken.weights, expected.spoken.weights)
    assert not np.array_equal(found.units.weights, table_of(parsed(LISTED), KNOWN).units.weights)


@given(st.lists(NAMES, max_size=5))
@settings(max_examples=60)
def test_so_they_are_of_any_names(names: list[str]) -> None:
    found, expected = anew(parsed(names))
    assert found.units.weights.tolist() == expected.units.weights.tolist()
    assert found.spoken.weights.tolist() == expected.spoken.weights.tolist()
