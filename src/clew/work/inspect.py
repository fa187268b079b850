"""Inspect: which sources are in force, whether the chain of events is whole, and the plan by which findings are made."""

from msgspec import Struct

from clew.assess.states import notes
from clew.engine.plan import Plan
from clew.ledger.chain import Event
from clew.ledger.store import PolicyUse
from clew.model.card import Card
from clew.model.snapshot import Snapshot
from clew.resolve.clusters import CLUSTERS, NAMES
from clew.resolve.entities import PLANS
from clew.resolve.holdings import holdings_plan
from clew.resolve.mentions import mentions_plan
from clew.trace import evidence, graph, links, proofs
from clew.trace.labels import plan_text
from clew.trace.statements import statements_plan
from clew.values.days import age_in_days, months_before
from clew.work.clocks import Clocks
from clew.work.deciding import PLANS as DECISIONS
from clew.work.release import load_packs, pin, policy_of
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent


class SourceState(Struct, frozen=True):
    """A source: its card, version, age in days, rows and claims, the evidence grades of these, and what became of it.

    `in_force` is False for one that is held and not searched; `state` says why.
    """

    card: Card
    version: str
    published: str
    age_days: int
    stale: bool
    claims: int
    starter: bool
    note: str
    rows: int
    grades: str
    snapshot_id: str
    retrieved: str
    state: str
    in_force: bool


class ChainState(Struct, frozen=True):
    """The chain of events: how many, the newest hash, and the first break (None while it is whole)."""

    events: int
    head: str
    broken_at: int | None
    outputs: int


def sources(stores: Stores, clocks: Clocks, progress: Progress = silent) -> tuple[SourceState, ...]:
    """Every source in force, and behind them what is held and not searched."""
    load_starter(stores, progress)
    release = pin(stores, clocks.as_of, clocks.known, load_packs())
    limit = release.packs.policy.stale_days
    used = [
        _state(one, clocks, limit, notes(release.marks.of_source(one.version.dataset, one.snapshot_id)), in_force=True)
        for one in release.snapshots
    ]
    return (*used, *(_state(one.snapshot, clocks, limit, f"left out: {one.why}", in_force=False) for one in release.omitted))


def _state(snapshot: Snapshot, clocks: Clocks, limit: int, state: str, *, in_force: bool) -> SourceState:
    """One version of a source, as a person is told of it."""
    version, card = snapshot.version, snapshot.card
    age = max(0, age_in_days(version.published, clocks.as_of))
    days = (version.label, version.published, age, card.changes and age > limit)
    last = (snapshot.about.rows, " ".join(snapshot.grades), snapshot.snapshot_id, version.retrieved)
    return SourceState(card, *days, snapshot.claims, version.starter, version.note, *last, state, in_force)


def chain(stores: Stores) -> ChainState:
    """Check the chain of events."""
    events = stores.ledger.events()
    return ChainState(len(events), events[-1].hash if events else "", stores.ledger.broken_at(), len(stores.ledger.outputs()))


def events(stores: Stores) -> tuple[Event, ...]:
    """The chain of events, oldest first."""
    return stores.ledger.events()


def plan(clocks: Clocks, use: PolicyUse | None = None) -> str:
    """The whole plan as SQL, in the order in which it runs: the audit trail of how a finding is made.

    Args:
        clocks: as-of and known.
        use: the policy that is in force; None for the one that ships with clew.
    """
    packs = load_packs(policy_of(use).at(clocks.as_of))
    cutoff = months_before(clocks.as_of, packs.policy.historical_months)
    companies: tuple[Plan, ...] = (mentions_plan(packs.names), *PLANS, NAMES, CLUSTERS)
    linked = (statements_plan(packs.policy), links.ENDS, links.links_plan(clocks.as_of, cutoff), graph.PLAN)
    proven = (evidence.evidence_plan(clocks.as_of, cutoff), proofs.PLAN, proofs.NODES)
    last = (*DECISIONS, holdings_plan(packs.names))
    return "\n".join((*(part.text() for part in (*companies, *linked, *proven)), plan_text(packs.policy), *(part.text() for part in last)))
