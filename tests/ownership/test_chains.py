"""The chains behind a figure."""

from fractions import Fraction

from clew.ownership.chains import chains
from tests.ownership.owning import network, owns


def test_every_chain_is_found_the_shortest_first() -> None:
    found = chains("a", "c", network(owns("a", "b", "0.6"), owns("b", "c", "0.5"), owns("a", "c", "0.1")), 10)
    assert [[stake.asset for stake in chain.stakes] for chain in found.shown] == [["c"], ["b", "c"]]
    assert sum(chain.share.low for chain in found.shown) == Fraction(2, 5)
    assert found.whole


def test_a_chain_passes_no_company_twice() -> None:
    found = chains("a", "c", network(owns("a", "b", "0.5"), owns("b", "c", "0.5"), owns("c", "b", "0.4"), owns("b", "a", "0.1")), 10)
    assert [[stake.asset for stake in chain.stakes] for chain in found.shown] == [["b", "c"]]


def test_more_chains_than_are_wanted_are_said_to_be_more() -> None:
    ladder = [owns(f"{level}{side}", f"{level + 1}{other}", "0.4") for level in range(12) for side in "xy" for other in "xy"]
    found = chains("0x", "12x", network(*ladder), 5)
    assert len(found.shown) == 5
    assert not found.whole
