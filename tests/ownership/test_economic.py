"""The economic share: along chains, around loops, within bands."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.model.ownership import ALL, NOTHING, Band
from clew.ownership.economic import economic_shares, returned
from clew.ownership.network import Network
from tests.ownership.owning import between, ends, exactly, network, owns

NODES = "abcde"


def share(owner: str, asset: str, built: Network) -> Band | None:
    return economic_shares(owner, built)[asset].share


def test_shares_are_multiplied_along_a_chain_and_added_over_chains() -> None:
    """60 % of B, which has 50 % of C, and 10 % of C directly: 60 % × 50 % + 10 % = 40 %.

    The rule of the EITI for the effective interest in a company that is held through others: each level is multiplied (EITI
    Requirement 2.5, on beneficial ownership; the worked example is ours).
    """
    assert share("a", "c", network(owns("a", "b", "0.6"), owns("b", "c", "0.5"), owns("a", "c", "0.1"))) == exactly("0.4")


def test_bands_of_a_register_are_multiplied_end_by_end() -> None:
    """More than 25 % to 50 % of a company that holds 75 % to 100 %: bands as the register of people with significant control has them."""
    assert share("a", "c", network(owns("a", "b", "0.25", "0.5"), owns("b", "c", "0.75", "1"))) == between("0.1875", "0.5")


def test_a_share_that_nobody_tells_leaves_the_product_open() -> None:
    assert share("a", "c", network(owns("a", "b"), owns("b", "c", "0.3"))) == Band(NOTHING, Fraction("0.3"), told=False)


def test_what_other_owners_hold_is_not_left_for_a_share_that_nobody_tells() -> None:
    assert share("a", "b", network(owns("a", "b"), owns("z", "b", "0.7"))) == Band(NOTHING, Fraction("0.3"), told=False)


def test_a_loop_is_solved_exactly() -> None:
    """Cross-holdings: O has 60 % of A and 20 % of B; A has 40 % of B, B 10 % of A. a = 0.6 + 0.1 b, b = 0.2 + 0.4 a."""
    built = network(owns("o", "a", "0.6"), owns("o", "b", "0.2"), owns("a", "b", "0.4"), owns("b", "a", "0.1"))
    assert share("o", "a", built) == exactly("62/96")
    assert share("o", "b", built) == exactly("44/96")


def test_nobody_is_an_owner_of_itself_around_a_loop() -> None:
    built = network(owns("a", "b", "0.5"), owns("b", "a", "0.5"))
    shares = economic_shares("a", built)
    assert shares["b"].share == exactly("0.5")
    assert returned("a", built, shares) == exactly("0.25")


def test_a_company_with_shares_of_its_own_belongs_to_the_others() -> None:
    assert share("o", "p", network(owns("p", "p", "0.1"), owns("o", "p", "0.6"))) == exactly("2/3")


def test_a_closed_loop_is_told_and_not_solved() -> None:
    built = network(owns("x", "y", "1"), owns("y", "x", "1"), owns("y", "z", "0.5"))
    answer = economic_shares("x", built)
    assert answer["y"].share is None
    assert "closed loop" in answer["y"].solved
    assert answer["z"].share is None
    assert built.closed == {"x", "y"}


def test_a_loop_of_unknown_shares_has_an_answer_all_the_same() -> None:
    built = network(owns("o", "a", "0.1"), owns("a", "b"), owns("b", "a"))
    assert ends(answer.share for answer in economic_shares("o", built).values()) == [(Fraction(1, 10), ALL), (NOTHING, ALL)]


def test_a_loop_with_owners_of_more_than_a_whole_is_not_solved() -> None:
    built = network(owns("o", "a", "0.8"), owns("a", "b", "1"), owns("b", "a", "0.7"))
    assert economic_shares("o", built)["b"].share is None


def test_owners_of_more_than_a_whole_make_a_chain_doubtful_and_no_smaller() -> None:
    answer = economic_shares("a", network(owns("a", "c", "0.8"), owns("b", "c", "0.6"), owns("c", "d", "0.5")))
    assert answer["c"].share == exactly("0.8")
    assert answer["d"].share == exactly("0.4")
    assert answer["d"].doubtful


def test_a_large_loop_is_enclosed_in_bounded_time() -> None:
    """A ring of three hundred, each holding half of the next, with an owner outside of a tenth of each."""
    ring = [owns(f"n{at}", f"n{(at + 1) % 300}", "0.5") for at in range(300)]
    answer = economic_shares("o", network(*ring, *(owns("o", f"n{at}", "0.1") for at in range(300))))["n7"].share
    assert answer is not None
    assert answer.low <= Fraction(1, 5) <= answer.high
    assert answer.high - answer.low < Fraction(1, 10**9)


def test_a_long_chain_needs_no_recursion() -> None:
    built = network(*(owns(f"n{at:05d}", f"n{at + 1:05d}", "1") for at in range(5000)))
    assert share("n00000", "n05000", built) == exactly("1")


Graph = Mapping[tuple[str, str], tuple[int, int]]
"""Owner and asset → the ends of a stake in twentieths."""


@st.composite
def graphs(draw: st.DrawFn, *, bands: bool) -> Graph:
    """Small graphs whose companies have owners of a whole at most, and an outside owner `o`."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for asset in NODES:
        left = 19
        for owner in draw(st.lists(st.sampled_from([*NODES, "o"]), unique=True, max_size=4)):
            low = draw(st.integers(0, left))
            left -= low
            found[owner, asset] = (low, draw(st.integers(low, 20)) if bands else low)
    return found


def built_from(graph: Graph) -> Network:
    return network(*(owns(*pair, str(low / 20), str(high / 20)) for pair, (low, high) in graph.items()))


def series(owner: str, weights: Mapping[tuple[str, str], Fraction], rounds: int = 600) -> dict[str, float]:
    """The sum of powers of the matrix, power by power, without chains that come back to the owner."""
    total, step = dict.fromkeys([*NODES, "o"], 0.0), {owner: 1.0}
    for _ in range(rounds):
        after: dict[str, float] = {}
        for (source, target), weight in weights.items():
            if target != owner and source in step:
                after[target] = after.get(target, 0.0) + step[source] * float(weight)
        step = after
        total = {node: value + step.get(node, 0.0) for node, value in total.items()}
    return total


@settings(max_examples=60, deadline=None)
@given(graphs(bands=False), st.sampled_from([*NODES, "o"]))
def test_contraction_equals_the_series_power_by_power(graph: Graph, owner: str) -> None:
    weights = {pair: Fraction(low, 20) for pair, (low, _) in graph.items()}
    expected = series(owner, weights)
    for asset, answer in economic_shares(owner, built_from(graph)).items():
        assert answer.share is not None
        assert answer.share.exact
        assert float(answer.share.low) == pytest.approx(expected[asset], abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(graphs(bands=True), st.sampled_from([*NODES, "o"]), st.integers())
def test_bands_hold_every_sample_inside_them(graph: Graph, owner: str, seed: int) -> None:
    """Stakes drawn from within their bands, as long as no company has owners of more than a whole."""
    chance, answers = Random(seed), economic_shares(owner, built_from(graph))  # noqa: S311 - a sample, no secret
    for _ in range(5):
        weights = sample(graph, chance)
        for asset, value in series(owner, weights, rounds=300).items():
            found = answers[asset].share if asset in answers else Band(NOTHING, NOTHING)
            if asset != owner and found is not None:
                assert float(found.low) - 1e-4 <= value <= float(found.high) + 1e-9


def sample(graph: Graph, chance: Random) -> dict[tuple[str, str], Fraction]:
    """Figures within the bands; each company's are brought back towards their lower ends until they come to a whole at most."""
    found: dict[tuple[str, str], Fraction] = {}
    for asset in NODES:
        stakes = {pair: band for pair, band in graph.items() if pair[1] == asset}
        drawn = {
            pair: Fraction(low, 20) + Fraction(high - low, 20) * Fraction(chance.randrange(101), 100)
            for pair, (low, high) in stakes.items()
        }
        low = sum((Fraction(one, 20) for one, _ in stakes.values()), NOTHING)
        over = sum(drawn.values(), NOTHING) - low
        factor = min(ALL, (ALL - low) / over) if over else ALL
        found |= {pair: Fraction(stakes[pair][0], 20) + (value - Fraction(stakes[pair][0], 20)) * factor for pair, value in drawn.items()}
    return found


@settings(max_examples=60, deadline=None)
@given(graphs(bands=False))
def test_owners_outside_hold_a_whole_at_most_of_any_company(graph: Graph) -> None:
    """Every root is an owner outside; what all of them hold of a company economically is no more than the company."""
    built = built_from(graph)
    roots = {stake.owner for stake in built.stakes} - set(built.above)
    for asset in built.above:
        total = sum((economic_shares(root, built)[asset].share.low for root in roots if asset in economic_shares(root, built)), NOTHING)  # type: ignore[union-attr]  # solved
        assert total <= ALL
