"""Labels: which evidence an issuer reaches, by the grammar, best first."""

import pytest
from msgspec.structs import replace

from clew.engine.duck import DuckEngine
from clew.engine.port import Row
from clew.pack.policy import load_policy
from clew.trace.paths import read_threads
from tests.graph import Link, Proof, buys, controls, load_graph, want

POLICY = load_policy()
STAKE = "minority"


def stake(owner: str, asset: str) -> tuple[Link, Link]:
    return Link(owner, "owns", asset, 100, STAKE), Link(asset, "parent", owner, 100, STAKE)


def ends(engine: DuckEngine, issuer: str = "a") -> dict[str, int]:
    """End state → hops, of the threads of one issuer in force."""
    rows = engine.fetch("SELECT entity_id, end_state, hop FROM told WHERE historical = 0 ORDER BY entity_id, end_state, hop")
    return {str(state): int(str(hop)) for entity, state, hop in rows if entity == issuer}


ALLOWED = {
    "the issuer itself": ((), "a", "own"),
    "what it controls": ((*controls("a", "b"), *controls("b", "z")), "z", "own"),
    "a minority stake": (stake("a", "z"), "z", "minority"),
    "a minority stake of a subsidiary": ((*controls("a", "b"), *stake("b", "z")), "z", "minority"),
    "what a minority stake controls": ((*stake("a", "b"), *controls("b", "z")), "z", "minority"),
    "a supplier": (buys("a", "z"), "z", "supply"),
    "a supplier of tier three": ((*buys("a", "b"), *buys("b", "c"), *buys("c", "z")), "z", "supply"),
    "a supplier of a subsidiary": ((*controls("a", "b"), *buys("b", "z")), "z", "supply"),
    "a site that a supplier controls": ((*buys("a", "b"), *controls("b", "z")), "z", "supply"),
    "a supplier of such a site": ((*buys("a", "b"), *controls("b", "c"), *buys("c", "z")), "z", "supply"),
    "a supplier's parent": ((*buys("a", "b"), *controls("z", "b")), "z", "supplier_group"),
    "a customer": (buys("z", "a"), "z", "customer"),
    "a company that a customer controls": ((*buys("b", "a"), *controls("b", "z")), "z", "customer_group"),
    "a customer of a subsidiary": ((*controls("a", "b"), *buys("z", "b")), "z", "customer"),
    "a contract": ((Link("a", "contract", "z"),), "z", "contract"),
    "a host": ((Link("a", "hosting", "z"),), "z", "hosting"),
    "a partner": ((Link("a", "partner", "z"),), "z", "partner"),
    "a programme": ((Link("a", "programme", "z"),), "z", "programme"),
    "the issuer's own parent": (controls("z", "a"), "z", "affiliation"),
}
FORBIDDEN = {
    "up and then down: a sibling": (*controls("b", "a"), *controls("b", "z")),
    "a grandparent": (*controls("b", "a"), *controls("z", "b")),
    "a customer's supplier": (*buys("b", "a"), *buys("b", "z")),
    "a customer's customer": (*buys("b", "a"), *buys("z", "b")),
    "a supplier's customer": (*buys("a", "b"), *buys("z", "b")),
    "below a supplier's parent": (*buys("a", "b"), *controls("c", "b"), *controls("c", "z")),
    "above a supplier's parent": (*buys("a", "b"), *controls("c", "b"), *controls("z", "c")),
    "a supplier of a supplier's parent": (*buys("a", "b"), *controls("c", "b"), *buys("c", "z")),
    "a stake of a supplier": (*buys("a", "b"), *stake("b", "z")),
    "a shareholder without control": stake("z", "a"),
    "a shareholder of a supplier": (*buys("a", "b"), *stake("z", "b")),
    "a supplier of a minority stake": (*stake("a", "b"), *buys("b", "z")),
    "a parent's supplier": (*controls("b", "a"), *buys("b", "z")),
    "two steps below a customer": (*buys("b", "a"), *controls("b", "c"), *controls("c", "z")),
    "a customer's parent": (*buys("b", "a"), *controls("z", "b")),
    "a partner's partner": (Link("a", "partner", "b"), Link("b", "partner", "z")),
    "a host's parent": (Link("a", "hosting", "b"), *controls("z", "b")),
    "a supplier's contract": (*buys("a", "b"), Link("b", "contract", "z")),
    "another participant of a programme": (Link("a", "programme", "b"), Link("z", "programme", "b")),
    "a link of the wrong direction": (Link("z", "contract", "a"), Link("z", "hosting", "a")),
}


@pytest.mark.parametrize("case", ALLOWED)
def test_what_the_grammar_allows_is_found(engine: DuckEngine, case: str) -> None:
    links, place, state = ALLOWED[case]
    load_graph(engine, links, [Proof(place)])
    assert list(ends(engine)) == [state]


@pytest.mark.parametrize("case", FORBIDDEN)
def test_what_the_grammar_forbids_is_not_found(engine: DuckEngine, case: str) -> None:
    load_graph(engine, FORBIDDEN[case], [Proof("z")])
    assert ends(engine) == {}


@pytest.mark.parametrize("case", ["a supplier", "a minority stake", "a customer", "the issuer's own parent", "a contract"])
def test_what_is_a_companys_own_matter_does_not_travel(engine: DuckEngine, case: str) -> None:
    links, place, _ = ALLOWED[case]
    load_graph(engine, links, [Proof(place, travels=0)])
    assert ends(engine) == {}


def test_a_groups_own_matter_is_that_of_who_controls_it(engine: DuckEngine) -> None:
    load_graph(engine, controls("a", "z"), [Proof("z", travels=0)])
    assert ends(engine) == {"own": 1}


def test_paths_that_end_differently_stand_beside_each_other(engine: DuckEngine) -> None:
    load_graph(engine, (*buys("a", "z"), *stake("a", "z"), Link("a", "contract", "z")), [Proof("z")])
    assert ends(engine) == {"contract": 1, "minority": 1, "supply": 1}


def test_indicators_do_not_crowd_each_other_out(engine: DuckEngine) -> None:
    proofs = [Proof("z", f"{code}-{at}", code, at) for code in ("FL-01", "ST-01") for at in range(8)]
    load_graph(engine, buys("a", "z"), proofs)
    assert engine.fetch("SELECT DISTINCT indicator FROM told WHERE entity_id = 'a' ORDER BY 1") == [("FL-01",), ("ST-01",)]


def test_one_piece_of_evidence_may_speak_of_several_indicators(engine: DuckEngine) -> None:
    load_graph(engine, buys("a", "z"), [Proof("z", "report", "FL-01"), Proof("z", "report", "FL-04", 20)])
    assert engine.fetch("SELECT indicator, score, found FROM told WHERE entity_id = 'a' ORDER BY 1") == [
        ("FL-01", 110, 1),
        ("FL-04", 120, 1),
    ]


def test_the_best_pieces_of_evidence_are_kept_in_order_and_the_rest_is_counted(engine: DuckEngine) -> None:
    load_graph(engine, buys("a", "z"), [Proof("z", f"proof-{at}", score=50 - at) for at in range(4)], replace(POLICY, kept=2))
    rows = engine.fetch("SELECT evidence_id, score, place, found FROM told WHERE entity_id = 'z' AND end_state = 'own' ORDER BY place")
    assert rows == [("proof-3", 47, 1, 4), ("proof-2", 48, 2, 4)]


def test_what_links_in_force_reach_as_well_is_not_counted_with_the_past(engine: DuckEngine) -> None:
    """Four pieces of evidence in an older way, three of them by links in force too: the past has one."""
    links = [Link("a", "supplied_by", "z", 10, historical=1), Link("a", "supplied_by", "y", 10, historical=1)]
    links += [Link("a", "supplied_by", "b", 50), Link("b", "supplied_by", "z", 50)]
    proofs = [Proof("y", "old", score=1), *(Proof("z", f"proof-{at}") for at in range(3))]
    load_graph(engine, links, proofs, replace(POLICY, kept=2))
    rows = engine.fetch("SELECT evidence_id, found FROM told WHERE entity_id = 'a' AND historical = 1")
    assert rows == [("old", 1)]


def test_a_count_is_at_least_what_the_neighbours_kept(engine: DuckEngine) -> None:
    proofs = [Proof(place, f"{place}-{at}") for place in ("y", "z") for at in range(3)]
    load_graph(engine, (*buys("a", "y"), *buys("a", "z")), proofs, replace(POLICY, kept=2))
    assert engine.fetch("SELECT max(found) FROM told WHERE entity_id = 'a'") == [(4,)]


def test_of_ways_of_one_score_the_shorter_counts_and_then_the_smaller_id(engine: DuckEngine) -> None:
    load_graph(engine, (*buys("a", "b", 50), *buys("b", "z", 50), *buys("a", "z", 100)), [Proof("z")])
    assert engine.fetch("SELECT hop, score FROM told WHERE entity_id = 'a'") == [(1, 110)]
    load_graph(engine, (*buys("a", "c"), *buys("a", "b"), *buys("b", "z"), *buys("c", "z")), [Proof("z")])
    want(engine, "a")
    assert [hop.target_id for hop in read_threads(engine)[0].hops] == ["c", "z"]
    load_graph(engine, (), [Proof("a", "second"), Proof("a", "first")])
    assert engine.fetch("SELECT evidence_id FROM told WHERE end_state = 'own' ORDER BY place") == [("first",), ("second",)]


def test_a_longer_way_that_is_surer_wins(engine: DuckEngine) -> None:
    load_graph(engine, (*buys("a", "z", 900), *buys("a", "b", 100), *buys("b", "z", 100)), [Proof("z")])
    assert engine.fetch("SELECT hop, score FROM told WHERE entity_id = 'a'") == [(2, 210)]


def test_a_thread_has_as_many_links_as_the_policy_allows_and_no_more(engine: DuckEngine) -> None:
    chain = [link for at in range(9) for link in buys(f"{at}", f"{at + 1}")]
    load_graph(engine, chain, [Proof("9")])
    assert POLICY.hops == 8
    assert ends(engine, "1") == {"supply": 8}
    assert ends(engine, "0") == {}


def test_cycles_end(engine: DuckEngine) -> None:
    ring = (*buys("a", "b"), *buys("b", "c"), *buys("c", "a"), *controls("a", "d"), *controls("d", "a"))
    load_graph(engine, ring, [Proof("c")])
    assert ends(engine)["supply"] == 2


def test_what_the_issuer_itself_carries_is_its_own_however_it_comes_back(engine: DuckEngine) -> None:
    load_graph(engine, (*controls("a", "b"), *buys("b", "a")), [Proof("a")])
    assert ends(engine) == {"own": 0}


def historical(engine: DuckEngine) -> list[Row]:
    return engine.fetch("SELECT end_state, historical, hop FROM told WHERE entity_id = 'a' ORDER BY end_state, historical")


def test_a_thread_is_historical_when_any_part_of_it_is(engine: DuckEngine) -> None:
    load_graph(engine, (Link("a", "supplied_by", "b", historical=1), Link("b", "supplied_by", "z")), [Proof("z")])
    assert historical(engine) == [("supply", 1, 2)]
    load_graph(engine, (Link("a", "supplied_by", "b"), Link("b", "supplied_by", "z")), [Proof("z", historical=1)])
    assert historical(engine) == [("supply", 1, 2)]


def test_a_surer_way_of_the_past_does_not_hide_the_way_of_today_nor_stand_beside_it(engine: DuckEngine) -> None:
    load_graph(
        engine,
        (Link("a", "supplied_by", "z", 10, historical=1), Link("a", "supplied_by", "b", 500), Link("b", "supplied_by", "z", 500)),
        [Proof("z")],
    )
    assert historical(engine) == [("supply", 0, 2)]


def test_today_and_the_past_stand_apart_where_they_end_differently(engine: DuckEngine) -> None:
    load_graph(engine, (Link("a", "owns", "z", 10, "controlled", 1), Link("a", "supplied_by", "z", 500)), [Proof("z")])
    assert historical(engine) == [("own", 1, 1), ("supply", 0, 1)]


def test_a_graph_without_evidence_has_no_labels(engine: DuckEngine) -> None:
    load_graph(engine, buys("a", "b"), [])
    assert engine.fetch("SELECT * FROM told") == []


def test_what_a_claim_says_of_one_end_is_no_evidence_on_the_other_end_by_that_claim(engine: DuckEngine) -> None:
    """A report that Z helps A is evidence on Z and on Z's owner, not on A for being the one that is helped."""
    load_graph(engine, [Link("a", "partner", "z"), Link("c", "owns", "z", 100, "controlled")], [Proof("z", "claims of 00")])
    assert ends(engine, "a") == {}
    assert ends(engine, "c") == {"own": 1}


def test_a_hub_with_very_many_suppliers_keeps_the_best_and_counts_the_rest(engine: DuckEngine) -> None:
    """Ten thousand suppliers, each with evidence: the surest five are kept, and go on to whoever buys from the hub."""
    many = 10_000
    links = [Link("hub", "supplied_by", f"supplier {at:05}", 100) for at in range(many)]
    proofs = [Proof(f"supplier {at:05}", f"proof {at:05}", score=many - at) for at in range(many)]
    load_graph(engine, [*links, Link("buyer", "supplied_by", "hub", 10)], proofs)
    rows = engine.fetch("SELECT entity_id, evidence_id, score, found FROM told WHERE end_state = 'supply' ORDER BY 1 DESC, place")
    best = [f"proof {many - at:05}" for at in range(1, 6)]
    assert rows == [
        *(("hub", proof, 101 + at, many) for at, proof in enumerate(best)),
        *(("buyer", proof, 111 + at, 5) for at, proof in enumerate(best)),
    ]
