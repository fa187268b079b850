"""Ways: the paths between one issuer and one piece of evidence, the surest first."""

from itertools import pairwise

import pytest
from hypothesis import given

from clew.engine.duck import DuckEngine
from clew.trace.alternatives import alternatives
from clew.trace.paths import read_threads
from tests.graph import Link, Proof, buys, controls, load_graph, want
from tests.trace.test_labels_reference import GRAPHS, POLICY, graphs


def ways(engine: DuckEngine, links: tuple[Link, ...] | list[Link], proofs: list[Proof], most: int = 9) -> list[tuple[str, int]]:
    """The ways of A's first thread: the companies passed, as one word, and the score."""
    load_graph(engine, links, proofs, POLICY)
    want(engine, "a")
    found = alternatives(engine, POLICY, read_threads(engine)[0], most)
    return [("".join(hop.target_id for hop in way.hops), way.score) for way in found]


def test_every_way_is_found_in_the_order_of_its_score(engine: DuckEngine) -> None:
    links = (*buys("a", "b", 10), *buys("b", "z", 10), *buys("a", "c", 20), *buys("c", "z", 20), *buys("a", "z", 50), *buys("b", "c", 5))
    assert ways(engine, links, [Proof("z", score=1)]) == [("bz", 21), ("bcz", 36), ("cz", 41), ("z", 51)]


def test_as_many_as_are_wanted(engine: DuckEngine) -> None:
    links = [link for at in range(5) for link in (*buys("a", f"b{at}", at), *buys(f"b{at}", "z", 1))]
    assert len(ways(engine, links, [Proof("z")], 3)) == 3


def test_the_grammar_holds_for_every_way(engine: DuckEngine) -> None:
    """Over the parent of B and down again is no way, though each of its links is there."""
    links = (*buys("a", "b"), *buys("b", "z"), *controls("p", "b"), *controls("p", "z"))
    assert ways(engine, links, [Proof("z")]) == [("bz", 210)]


def test_a_way_passes_no_company_twice_and_is_no_longer_than_the_policy_allows(engine: DuckEngine) -> None:
    chain = ("a", "b", "c", "d", "e", "z")
    links = [link for one, other in pairwise(chain) for link in buys(one, other, 1)]
    assert POLICY.hops == 4
    assert ways(engine, [*links, *buys("a", "z", 900), *buys("b", "a", 1)], [Proof("z")]) == [("z", 910)]


def test_a_path_follows_one_line_of_goods(engine: DuckEngine) -> None:
    links = (
        Link("a", "supplied_by", "b", 1, line="batteries"),
        Link("b", "supplied_by", "z", 1, line="apparel"),
        Link("a", "supplied_by", "z", 90),
    )
    assert ways(engine, links, [Proof("z")]) == [("z", 100)]


def test_evidence_at_the_issuer_itself_has_one_way_without_links(engine: DuckEngine) -> None:
    assert ways(engine, buys("a", "b"), [Proof("a")]) == [("", 10)]


def test_a_way_over_a_link_of_the_past_is_historical(engine: DuckEngine) -> None:
    past = Link("a", "supplied_by", "z", 5, historical=1)
    links = [past, Link("a", "supplied_by", "z", 50), Link("a", "supplied_by", "b", 1, historical=1), Link("b", "supplied_by", "z", 1)]
    load_graph(engine, links, [Proof("z")], POLICY)
    want(engine, "a")
    found = alternatives(engine, POLICY, read_threads(engine)[0], 9)
    assert [(way.score, len(way.hops), way.historical) for way in found] == [(12, 2, True), (15, 1, True), (60, 1, False)]


@pytest.mark.slow
@GRAPHS
@given(graph=graphs())
def test_the_best_thread_is_among_its_ways_and_each_adds_up(engine: DuckEngine, graph: tuple[list[Link], list[Proof]]) -> None:
    load_graph(engine, *graph, POLICY)
    want(engine, *"abcdef")
    for thread in read_threads(engine)[:3]:
        found = alternatives(engine, POLICY, thread, 50)
        said = thread.score - sum(hop.score for hop in thread.hops)
        assert thread.hops in [way.hops for way in found]
        assert [way.score for way in found] == sorted(way.score for way in found)
        assert all(way.score == sum(hop.score for hop in way.hops) + said for way in found)
