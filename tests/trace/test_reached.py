"""What a portfolio reaches: found by indices, it is what the plain question over the labels says."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.engine.indexed import index_of
from clew.engine.plan import Plan, Step
from clew.engine.port import Row
from clew.trace import graph, proofs
from clew.trace.labels import LEADING, PART, build_labels, part_plan, tables
from clew.trace.paths import read_threads
from clew.trace.proofs import build_proofs
from clew.trace.reached import BEST, LED, SOUGHT, look_up, look_up_asked
from tests.graph import Link, Proof, buys, controls, load_graph, want
from tests.trace.test_labels_reference import NODES, POLICY, graphs

ORDERS = {**graph.TABLES, **proofs.TABLES, **tables(POLICY)}
PLAIN = """
SELECT n.cluster_id, t.indicator, t.end_state, t.historical, min(l.cost) AS cost, count(*) AS pieces
FROM label l JOIN node n ON n.node = l.spot JOIN topic t ON t.topic = l.topic
WHERE n.cluster_id IN (SELECT cluster_id FROM wanted)
GROUP BY n.cluster_id, t.indicator, t.end_state, t.historical ORDER BY 1, 2, 3, 4
"""
LABELS = "SELECT * FROM label WHERE spot IN (SELECT node FROM node JOIN wanted ON wanted.cluster_id = node.cluster_id)"


def kept(engine: DuckEngine, folder: Path) -> None:
    """Tables of a release as files, labels of each part apart, with indices beside them; and read from there."""
    files: dict[str, list[Path]] = {name: [] for name in ORDERS}

    def write(name: str, prefix: str, part: str) -> None:
        path = folder / f"{name}{part}.parquet"
        engine.write(f"{prefix}{name}", path, ORDERS[name], sought=True)
        files[name].append(path)
        if name in SOUGHT:
            index_of(path, SOUGHT[name]).mkdir()
            engine.index(path, SOUGHT[name], index_of(path, SOUGHT[name]))

    for name in ORDERS.keys() - tables(POLICY).keys():
        write(name, "", "")
    for (part,) in engine.fetch("SELECT part FROM part"):
        engine.define(part_plan(engine, POLICY, int(str(part))))
        for name in tables(POLICY):
            write(name, PART, f".{part}")
    engine.read_each({name: found for name, found in files.items() if found})


@contextmanager
def release(links: Sequence[Link], evidence: Sequence[Proof]) -> Iterator[DuckEngine]:
    """A release whose tables are kept."""
    engine, folder = DuckEngine(), Path(mkdtemp())
    try:
        load_graph(engine, links, evidence, POLICY)
        kept(engine, folder)
        yield engine
    finally:
        engine.close()
        rmtree(folder)


def found(engine: DuckEngine) -> tuple[list[Row], list[Row]]:
    """The best of what is reached, and all of it."""
    look_up(engine)
    return engine.fetch(BEST), sorted(engine.fetch("SELECT spot, topic, proof, cost, hop FROM reached"))


def plain(engine: DuckEngine) -> tuple[list[Row], list[Row]]:
    return engine.fetch(PLAIN), sorted(engine.fetch(LABELS))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(world=graphs())
def test_what_is_reached_is_what_the_plain_question_says_in_memory_and_by_indices(world: tuple[list[Link], list[Proof]]) -> None:
    engine = DuckEngine()
    load_graph(engine, *world, POLICY)
    want(engine, *NODES, "unknown", NODES[0])
    in_memory = found(engine)
    assert in_memory == plain(engine)
    engine.close()
    with release(*world) as engine:
        for clusters in ((*NODES, "unknown", NODES[0]), NODES[:1], ("unknown",), ()):
            want(engine, *clusters)
            assert found(engine) == plain(engine)
        want(engine, *NODES)
        assert found(engine) == in_memory


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(world=graphs(), asked=st.lists(st.sampled_from((*NODES, "unknown"))))
def test_of_some_companies_those_lead_to_evidence_that_do_among_all(world: tuple[list[Link], list[Proof]], asked: list[str]) -> None:
    with release(*world) as engine:
        engine.load("few", {"cluster_id": "VARCHAR"}, [(cluster,) for cluster in asked])
        look_up_asked(engine, "SELECT cluster_id FROM few")
        told = [sorted(row for row in engine.fetch(leading) if row[0] in asked) for leading in (LED, LEADING)]
        assert told[0] == told[1]


LINKS = (*controls("b", "c"), *buys("a", "c"), Link("a", "supplied_by", "d", historical=1))
EVIDENCE = (Proof("c", "one"), Proof("d", "two", "FL-02"), Proof("d", "three", historical=1), Proof("alone", "four"))


def test_a_company_that_stands_in_a_portfolio_twice_is_found_once() -> None:
    with release(LINKS, EVIDENCE) as engine:
        want(engine, "a", "alone")
        once = found(engine)
        assert {(row[0], row[3]) for row in once[0]} == {("a", 0), ("a", 1), ("alone", 0)}
        want(engine, "a", "alone", "a", "a")
        assert found(engine) == once


def test_threads_are_the_same_by_indices() -> None:
    engine = DuckEngine()
    load_graph(engine, LINKS, EVIDENCE, POLICY)
    want(engine, "a", "alone", "unknown")
    threads = read_threads(engine, 5)
    engine.close()
    assert len(threads) == 4
    with release(LINKS, EVIDENCE) as engine:
        want(engine, "a", "alone", "unknown")
        assert read_threads(engine, 5) == threads


def test_of_a_release_without_links_or_evidence_nothing_is_reached() -> None:
    for links in (LINKS, ()):
        with release(links, ()) as engine:
            want(engine, "a")
            assert found(engine) == ([], [])


def test_labels_that_were_made_after_the_index_are_found() -> None:
    with release(LINKS, EVIDENCE) as engine:
        want(engine, "a")
        before = found(engine)
        engine.run(Plan("changed", (Step("evidence", "SELECT * FROM evidence WHERE evidence_id <> 'one'", "without one entry"),)))
        build_proofs(engine, ("FL-01", "FL-02"))
        engine.run(graph.AT_HAND)
        build_labels(engine, POLICY)
        engine.run(proofs.TOPIC_PLAN)
        want(engine, "a")
        assert found(engine) == plain(engine)
        assert found(engine) != before
