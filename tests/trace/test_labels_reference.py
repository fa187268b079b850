"""The labels against a reference: every walk that the grammar allows, enumerated one by one in Python."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from clew.engine.duck import DuckEngine
from clew.engine.port import Limits
from clew.pack.goods import load_goods
from clew.pack.policy import confidence, load_policy
from clew.trace.around import WAYS, Spot, Topic, read_around
from clew.trace.bracket import simulated, upper_ends
from clew.trace.goods import load_goods_lines
from clew.trace.graph import STATES, build_graph, load_grammar, pack_of
from clew.trace.labels import build_labels
from clew.trace.paths import read_threads
from clew.trace.proofs import build_proofs
from clew.trace.simulation import DRAWS
from tests.graph import Link, Proof, load_graph, want

POLICY = replace(load_policy(), hops=4, kept=12)
NODES = "abcdef"
OTHERWISE = """
SELECT count(*) FROM layer_{hop} y LEFT JOIN arc a
  ON a.link = y.cost % {pack} AND a.source = y.spot - y.spot % {states} AND a.target = y.target AND a.class = y.class
  AND a.score = y.score AND a.historical = y.historical AND a.goods = y.goods
WHERE a.link IS NULL
"""
CHANCE = 5 * 0.5 / DRAWS**0.5
"""Five standard errors of a share of draws, and no less than the rounding."""
KINDS = sorted({step.link for step in POLICY.transitions})


class Reached(NamedTuple):
    issuer: str
    indicator: str
    end_state: str
    evidence_id: str


def walks(issuer: str, links: list[Link], proofs: list[Proof]) -> Iterator[tuple[Reached, tuple[int, int]]]:
    """Every walk from an issuer to evidence, as (historical, score)."""
    open_walks = [(issuer, "own", 0, 0)]
    for hop in range(POLICY.hops + 1):
        for entity, state, historical, score in open_walks:
            for proof in proofs:
                at_home = entity == issuer and hop > 0
                if proof.cluster_id == entity and (proof.travels or state == "own") and not at_home:
                    yield (
                        Reached(issuer, proof.indicator, state, proof.evidence_id),
                        (max(historical, proof.historical), score + proof.score),
                    )
        open_walks = [
            (link.target, step.target, max(historical, link.historical), score + link.score)
            for entity, state, historical, score in open_walks
            for link in links
            for step in POLICY.transitions
            if link.source == entity and step.source == state and step.link == link.kind and step.when in {"any", link.held}
        ]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Link], list[Proof]]:
    """A few companies, links of every kind between them, and up to four pieces of evidence."""
    node, flag = st.sampled_from(NODES), st.integers(0, 1)
    ends = st.tuples(node, st.sampled_from(KINDS), node, st.integers(1, 30), st.sampled_from(["controlled", "minority"]), flag)
    rows = draw(st.lists(ends, max_size=14))
    links = [
        Link(source, kind, target, score, held if kind in {"owns", "parent"} else "any", historical)
        for source, kind, target, score, held, historical in rows
        if source != target
    ]
    facts = draw(st.lists(st.tuples(node, st.sampled_from(["FL-01", "ST-01"]), st.integers(1, 30), flag, flag), min_size=1, max_size=4))
    return links, [Proof(one[0], f"proof-{at}", *one[1:]) for at, one in enumerate(facts)]


GRAPHS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.slow
@GRAPHS
@given(graph=graphs())
def test_labels_are_the_best_of_all_walks(engine: DuckEngine, graph: tuple[list[Link], list[Proof]]) -> None:
    links, proofs = graph
    expected: dict[Reached, tuple[int, int]] = {}
    for issuer in NODES:
        for reached, cost in walks(issuer, links, proofs):
            expected[reached] = min(cost, expected.get(reached, cost))
    load_graph(engine, links, proofs, POLICY)
    rows = engine.fetch("SELECT entity_id, indicator, end_state, evidence_id, historical, score FROM told")
    assert {Reached(*map(str, row[:4])): row[4:] for row in rows} == expected


@pytest.mark.slow
@GRAPHS
@given(graph=graphs())
def test_what_a_label_says_of_its_link_is_what_the_link_says(engine: DuckEngine, graph: tuple[list[Link], list[Proof]]) -> None:
    load_graph(engine, *graph, POLICY)
    for hop in range(1, POLICY.hops + 1):
        assert engine.fetch(OTHERWISE.format(hop=hop, pack=pack_of(engine), states=STATES)) == [(0,)]


@pytest.mark.slow
@GRAPHS
@given(graph=graphs())
def test_a_thread_is_a_walk_whose_links_add_up_and_never_passes_a_company_twice(
    engine: DuckEngine, graph: tuple[list[Link], list[Proof]]
) -> None:
    links, proofs = graph
    load_graph(engine, links, proofs, POLICY)
    want(engine, *NODES)
    known = {(link.source, link.kind, link.target, link.score) for link in links}
    for thread in read_threads(engine, places=POLICY.kept):
        places = [thread.cluster_id, *(hop.target_id for hop in thread.hops)]
        assert [hop.source_id for hop in thread.hops] == places[:-1]
        assert {(hop.source_id, hop.kind, hop.target_id, hop.score) for hop in thread.hops} <= known
        assert len(set(places)) == len(places)
        proof = next(one for one in proofs if one.evidence_id == thread.evidence_id)
        assert proof.cluster_id == places[-1]
        assert thread.score == proof.score + sum(hop.score for hop in thread.hops)


@pytest.mark.slow
@GRAPHS
@given(graph=graphs())
def test_the_best_path_the_simulation_and_the_upper_end_stand_in_order(engine: DuckEngine, graph: tuple[list[Link], list[Proof]]) -> None:
    """The simulation is of draws: chance may carry it past an end, by less than five of its standard errors."""
    # Where more ways lead on than are counted, the upper end is made the larger of the two when a finding is made.
    assume(max(Counter(link.source for link in graph[0]).values(), default=0) <= WAYS)
    unit = 10_000_000
    links = [link._replace(score=link.score * unit) for link in graph[0]]
    proofs = [proof._replace(score=proof.score * unit) for proof in graph[1]]
    load_graph(engine, links, proofs, POLICY)
    want(engine, *NODES)
    around = read_around(engine, POLICY)
    for thread in read_threads(engine):
        start, topic = Spot(thread.cluster_id, 0, int(thread.historical)), Topic(thread.indicator, thread.end_state)
        upper = upper_ends(around[topic], [start], POLICY.hops)[start]
        middle = simulated(around[topic], [start], POLICY.hops, f"{topic}")[start]
        assert confidence(thread.score) <= upper <= 1
        assert confidence(thread.score) - CHANCE <= middle <= upper + CHANCE


@pytest.mark.slow
@GRAPHS
@given(graph=graphs(), turn=st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_number_of_threads_matters(
    engine: DuckEngine, graph: tuple[list[Link], list[Proof]], turn: Random
) -> None:
    load_graph(engine, *graph, POLICY)
    tables = {name: engine.fetch(f"SELECT * FROM {name} ORDER BY ALL") for name in ("layer", "label", "label_found")}  # noqa: S608 - ours
    other = DuckEngine(Limits(threads=3))
    for name in ("link", "evidence"):
        rows = engine.fetch(f"SELECT * FROM {name}")  # noqa: S608 - names of ours
        turn.shuffle(rows)
        columns = engine.fetch(f"SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{name}'")  # noqa: S608
        other.load(name, {str(column): str(kind) for column, kind in columns}, rows)
    load_goods_lines(other, load_goods())
    load_grammar(other, POLICY)
    build_graph(other, POLICY)
    build_proofs(other, {str(code) for (code,) in engine.fetch("SELECT DISTINCT indicator FROM evidence")})
    build_labels(other, POLICY)
    assert {name: other.fetch(f"SELECT * FROM {name} ORDER BY ALL") for name in tables} == tables  # noqa: S608 - names of ours
    other.close()
