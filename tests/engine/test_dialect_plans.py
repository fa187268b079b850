"""Every step and every query that the program runs is portable: it is recorded from real screenings, and read in both dialects."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import pytest
import sqlglot
from msgspec import Struct, field
from msgspec.structs import replace
from sqlglot import ErrorLevel

from clew.engine.dialect import faults
from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Sought
from clew.engine.port import Cell, Engine, LocalEngine, Row
from clew.pack.names import load_name_words
from clew.pack.policy import load_policy
from clew.resolve.clusters import CLUSTERS, NAMES
from clew.resolve.entities import PLANS
from clew.resolve.holdings import holdings_plan
from clew.resolve.lines import lines_plan
from clew.resolve.mentions import mentions_plan
from clew.trace.evidence import evidence_plan
from clew.trace.graph import PLAN as GRAPH
from clew.trace.labels import plan_text
from clew.trace.links import ENDS, links_plan
from clew.trace.proofs import NODES
from clew.trace.proofs import PLAN as PROOFS
from clew.trace.statements import statements_plan
from clew.work.clocks import Clocks
from clew.work.company import company
from clew.work.deciding import PLANS as DECISIONS
from clew.work.screen import Asked, screen
from tests.world import AS_OF, World


class Recorder(Struct):
    """An engine that runs what it is given on another, and remembers it."""

    inner: Engine
    steps: dict[str, str] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)

    def read(self, name: str, paths: Sequence[Path]) -> None:
        self.inner.read(name, paths)

    def read_each(self, tables: Mapping[str, Sequence[Path]]) -> None:
        self.inner.read_each(tables)

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> None:
        self.inner.load(name, columns, rows)

    def run(self, plan: Plan) -> None:
        self.steps.update({step.sql: f"{plan.name}: {step.name}" for step in plan.steps})
        self.inner.run(plan)

    def define(self, plan: Plan) -> None:
        self.steps.update({step.sql: f"{plan.name}: {step.name}" for step in plan.steps})
        self.inner.define(plan)

    def fetch(self, sql: str) -> list[Row]:
        self.queries[sql] = sql.strip()[:60]
        return self.inner.fetch(sql)

    def write(self, name: str, path: Path, order: Sequence[str], *, sought: bool = False) -> int:
        return self.inner.write(name, path, order, sought=sought)

    def seek(self, sought: Sought) -> None:
        self.steps[sought.step().sql] = f"sought: {sought.name}"
        self.inner.seek(sought)

    def index(self, path: Path, key: str, folder: Path) -> None:
        self.inner.index(path, key, folder)

    def close(self) -> None:
        self.inner.close()


@pytest.fixture
def recorder(world: World, tmp_path: Path) -> Iterator[Recorder]:
    """What was run to screen the small world's portfolio, of which somebody judged one, and to look at one company."""
    steps: dict[str, str] = {}
    queries: dict[str, str] = {}
    stores = replace(world.stores, engine=lambda: cast("LocalEngine", Recorder(DuckEngine(), steps, queries)))
    clocks = Clocks(AS_OF, AS_OF)
    world.stores.caches.clear()
    world.stores.ledger.judgements.judge("name:nobody", "uflpa:nobody", "different", "another firm of that name")
    screen(stores, Asked(world.holdings_file(tmp_path), clocks, places=3))
    company(stores, "Aurelia", clocks)
    engine = DuckEngine()
    yield Recorder(engine, steps, queries)
    engine.close()


def test_every_step_and_query_of_a_screening_is_portable(recorder: Recorder) -> None:
    told = {**recorder.steps, **recorder.queries}
    assert {told[sql]: faults(sql) for sql in told if faults(sql)} == {}


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_every_step_and_query_of_a_screening_can_be_read_in_both_dialects(recorder: Recorder, dialect: str) -> None:
    told = {**recorder.steps, **recorder.queries}
    for sql, name in told.items():
        assert sqlglot.parse_one(sql, dialect=dialect, error_level=ErrorLevel.RAISE) is not None, name


def plans() -> tuple[Plan, ...]:
    """Every plan that is printed, but for the layers of labels."""
    words = load_name_words()
    companies = (mentions_plan(words), *PLANS, NAMES, CLUSTERS)
    linked = (statements_plan(load_policy()), ENDS, links_plan(AS_OF, AS_OF), GRAPH)
    return (*companies, *linked, evidence_plan(AS_OF, AS_OF), PROOFS, NODES, *DECISIONS, holdings_plan(words), lines_plan())


def test_every_step_says_what_it_makes(world: World) -> None:
    assert world.release().packs.policy == load_policy()
    assert [step.name for plan in plans() for step in plan.steps if not step.why or step.why.endswith(".")] == []


def test_a_screening_runs_every_room_that_plans(recorder: Recorder) -> None:
    """So that the tests above see every plan: one that is new and not run here fails this."""
    known = {name.partition(":")[0].rstrip(" 0123456789") for name in recorder.steps.values()}
    assert known >= {
        "mentions",
        "entities",
        "identifiers",
        "statements",
        "ends",
        "evidence",
        "proofs",
        "nodes",
        "clusters",
        "cluster names",
        "links",
        "graph",
        "topics",
        "edges",
        "layer",
        "layers",
        "labels",
        "decisions",
        "holdings",
        "route",
        "routes",
        "asked",
        "sought",
        "paths",
        "around",
    }


def test_the_printed_plan_is_portable_as_well() -> None:
    printed = "\n".join(plan.text() for plan in plans()) + plan_text(load_policy())
    assert [fault for statement in printed.split(";\n") for fault in faults(statement)] == []
