"""The confidence bracket, against figures that were worked out by hand."""

from math import exp

import pytest
from msgspec.structs import replace

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.pack.policy import confidence, load_policy, score
from clew.trace.around import Spot, Topic, read_around
from clew.trace.bracket import simulated, upper_ends
from clew.trace.paths import read_threads
from tests.graph import Link, Proof, load_graph, want

HALF, SURE = score(0.5), score(0.9)


def buys(customer: str, supplier: str, cost: int = HALF, family: str = "one", historical: int = 0) -> Link:
    return Link(customer, "supplied_by", supplier, cost, historical=historical, family=family)


def bracket(engine: DuckEngine, links: list[Link], proofs: list[Proof], issuer: str = "a") -> tuple[float, float]:
    load_graph(engine, links, proofs)
    want(engine, issuer)
    thread = read_threads(engine)[0]
    longest = load_policy().hops
    topic = read_around(engine, load_policy())[Topic(thread.indicator, thread.end_state)]
    start = Spot(issuer, 0, int(thread.historical))
    return confidence(thread.score), upper_ends(topic, [start], longest)[start]


def proof(place: str, ident: str = "proof", chance: float = 0.9, family: str = "one") -> Proof:
    return Proof(place, ident, score=score(chance), family=family)


def test_a_single_way_has_no_width(engine: DuckEngine) -> None:
    assert bracket(engine, [buys("a", "b"), buys("b", "z")], [proof("z")]) == (0.225, 0.225)


def test_two_ways_that_part_and_meet_again(engine: DuckEngine) -> None:
    """A diamond: 1 − (1 − ½ · ½ · 0.9)², less than certainty about the evidence allows."""
    links = [buys("a", "b"), buys("a", "c"), buys("b", "z"), buys("c", "z")]
    assert bracket(engine, links, [proof("z")]) == (0.225, round(1 - (1 - 0.225) ** 2, 4))


def test_a_link_that_two_ways_share_counts_once(engine: DuckEngine) -> None:
    """Behind the shared link: U(m) = 1 − (1 − ½ · 0.8)² = 0.64; before it, half of that. Over whole paths: 1 − (1 − 0.2)² = 0.36."""
    links = [buys("a", "m"), buys("m", "y"), buys("m", "z")]
    proofs = [proof("y", "one", 0.8), proof("z", "two", 0.8, "another")]
    assert bracket(engine, links, proofs) == (0.2, 0.32)


def test_independent_evidence_in_one_place_combines_and_copies_do_not(engine: DuckEngine) -> None:
    links = [buys("a", "z")]
    two = [proof("z", "one", 0.5, "a ministry"), proof("z", "two", 0.5, "a newspaper")]
    assert bracket(engine, links, two) == (0.25, 0.375)
    copies = [proof("z", "one", 0.5, "an agency"), proof("z", "two", 0.5, "an agency")]
    assert bracket(engine, links, copies) == (0.25, 0.25)


def test_independent_words_for_one_link_combine_before_the_way_goes_on(engine: DuckEngine) -> None:
    """1 − (1 − ½)² = ¾ for the link, times 0.9 for what lies behind it; what lies behind is not counted twice."""
    links = [buys("a", "z", family="a filing"), buys("a", "z", family="a register")]
    assert bracket(engine, links, [proof("z")]) == (0.45, 0.675)
    copies = [buys("a", "z", family="a filing"), buys("a", "z", SURE, family="a filing")]
    assert bracket(engine, copies, [proof("z")]) == (0.81, 0.81)


def test_ways_of_every_length_count(engine: DuckEngine) -> None:
    links = [buys("a", "z"), buys("a", "b"), buys("b", "z")]
    assert bracket(engine, links, [proof("z")]) == (0.45, round(1 - (1 - 0.45) * (1 - 0.225), 4))


def test_two_companies_that_supply_each_other_do_not_make_each_other_surer(engine: DuckEngine) -> None:
    links = [buys("a", "b"), buys("b", "z"), buys("z", "b")]
    assert bracket(engine, links, [proof("z")]) == (0.225, 0.225)


def test_a_long_cycle_stays_below_certainty(engine: DuckEngine) -> None:
    links = [buys("a", "b", SURE), buys("b", "c", SURE), buys("c", "d", SURE), buys("d", "b", SURE)]
    low, high = bracket(engine, links, [proof("d")])
    assert low == pytest.approx(0.9**4, abs=1e-4)
    assert low < high < 1


def test_at_each_entity_the_best_ways_count(engine: DuckEngine) -> None:
    """Of five suppliers with evidence of their own the three surest: ½ · 0.9, ½ · 0.8, ½ · 0.7."""
    links = [buys("a", f"z{at}") for at in range(5)]
    proofs = [proof(f"z{at}", f"proof {at}", 0.9 - at / 10, f"source {at}") for at in range(5)]
    low, high = bracket(engine, links, proofs)
    assert low == 0.45
    assert high == pytest.approx(1 - 0.55 * 0.6 * 0.65, abs=1e-4)


def test_many_ways_never_make_certainty(engine: DuckEngine) -> None:
    links = [buys("a", f"z{at}", score(0.99)) for at in range(5)]
    proofs = [proof(f"z{at}", f"proof {at}", 0.99, f"source {at}") for at in range(5)]
    assert bracket(engine, links, proofs)[1] == 0.9999


def test_evidence_of_another_indicator_or_end_adds_nothing(engine: DuckEngine) -> None:
    links = [buys("a", "z"), Link("a", "contract", "z", HALF)]
    other = Proof("z", "another", "ST-01", score(0.9), family="another")
    assert bracket(engine, links, [proof("z"), other]) == (0.45, 0.45)


def test_the_past_is_bounded_by_the_past_alone(engine: DuckEngine) -> None:
    """The old way leads over a link of the past to evidence in force; the way of today ends elsewhere."""
    links = [buys("a", "z", historical=1), buys("a", "y")]
    proofs = [proof("z"), Proof("y", "today", "ST-01", score(0.9))]
    load_graph(engine, links, proofs)
    want(engine, "a")
    around = read_around(engine, load_policy())
    start = Spot("a", 0, 1)
    assert upper_ends(around[Topic("FL-01", "supply")], [start], 8) == {start: 0.45}


def test_a_walk_is_as_long_as_the_policy_allows(engine: DuckEngine) -> None:
    load_graph(engine, [buys("a", "z"), buys("a", "b"), buys("b", "z")], [proof("z")])
    want(engine, "a")
    start = Spot("a")
    assert upper_ends(read_around(engine, replace(load_policy(), hops=1))[Topic("FL-01", "supply")], [start], 1) == {start: 0.45}


def test_a_score_and_its_confidence_are_each_others_inverse() -> None:
    assert exp(-HALF / 1_000_000_000) == pytest.approx(0.5)


_ONE_CLAIM = """
SELECT link_id, kind, 'one claim' AS link_entity, source_id, target_id, grade, score, share_low, share_high, stated_on, held, historical,
       family, line, number
FROM link
"""


def drawn(engine: DuckEngine, links: list[Link], proofs: list[Proof], seed: str = "a seed") -> float:
    """What the simulation gives for A's first thread."""
    load_graph(engine, links, proofs)
    want(engine, "a")
    thread, policy = read_threads(engine)[0], load_policy()
    start = Spot("a", 0, int(thread.historical))
    around = read_around(engine, policy)[Topic(thread.indicator, thread.end_state)]
    return simulated(around, [start], policy.hops, seed)[start]


def test_a_single_way_is_drawn_as_often_as_its_confidence_says(engine: DuckEngine) -> None:
    assert drawn(engine, [buys("a", "b"), buys("b", "z")], [proof("z")]) == pytest.approx(0.225, abs=0.015)


def test_links_that_ways_share_are_drawn_once(engine: DuckEngine) -> None:
    """Over M to X or to Y, and over both to Z: ½ · (1 − (1 − ½ · ½)²) · 0.9 = 0.197; the recursive bound takes Z's evidence for two."""
    links = [buys("a", "m"), buys("m", "x"), buys("m", "y"), buys("x", "z"), buys("y", "z")]
    assert drawn(engine, links, [proof("z")]) == pytest.approx(0.197, abs=0.015)
    low, high = bracket(engine, links, [proof("z")])
    assert low < 0.197 < high


def test_the_same_seed_draws_the_same_and_another_seed_nearly_the_same(engine: DuckEngine) -> None:
    links = [buys("a", "z"), buys("a", "b"), buys("b", "z")]
    first = drawn(engine, links, [proof("z")])
    assert drawn(engine, links, [proof("z")]) == first
    assert drawn(engine, links, [proof("z")], "another") == pytest.approx(first, abs=0.03)


def test_a_claim_that_makes_two_links_is_right_or_wrong_on_both(engine: DuckEngine) -> None:
    """One claim of A's stake in B and of B's stake in Z, say: as sure as the claim, and not as its square."""
    load_graph(engine, [buys("a", "b"), buys("b", "z")], [proof("z", chance=0.999)])
    engine.run(Plan("one", (Step("link", _ONE_CLAIM, "of one claim"),)))
    want(engine, "a")
    start = Spot("a")
    around = read_around(engine, load_policy())[Topic("FL-01", "supply")]
    assert simulated(around, [start], 8, "a seed")[start] == pytest.approx(0.5, abs=0.02)
