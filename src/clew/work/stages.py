"""The derived stages of a release, each under a key that names every input: what did not change is found among the caches.

What sources mention and state is computed for one group of them at a time: a list that changed is read anew, a register beside it is not.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from clew.engine.plan import Plan
from clew.engine.port import Engine
from clew.lake.caches import key_of
from clew.model.claim import Claim
from clew.model.snapshot import Snapshot
from clew.resolve import clusters, entities, mentions
from clew.resolve.decisions import decisions_plan
from clew.trace import goods, graph, labels, links, statements
from clew.values.days import months_before
from clew.work.near import load_near
from clew.work.release import Packs, Release
from clew.work.stores import Progress, Stores, silent

_ALONE = 100_000
"""Claims from which on a group of sources is kept apart: less is computed anew as fast as it is found."""


_ENTITIES = "\n".join((*(plan.text() for plan in entities.PLANS), clusters.PLAN_TEXT))
"""The text of the queries by which entities become companies."""


class Stage(NamedTuple):
    """A stage of a release: its name and key, the tables that it makes, whether they were kept already, and how long it took."""

    name: str
    key: str
    tables: tuple[str, ...]
    kept: bool
    seconds: float


class _Desk(NamedTuple):
    """What every stage works with."""

    stores: Stores
    engine: Engine
    release: Release
    progress: Progress
    groups: tuple[tuple[Snapshot, ...], ...]


def prepare(stores: Stores, engine: Engine, release: Release, progress: Progress = silent, alone: int = _ALONE) -> tuple[Stage, ...]:
    """Make the release's tables (entities, clusters, links, labels) available in the engine, from the caches or anew; says which.

    What sources state of links is looked for only where links are computed.

    Args:
        stores: the caches.
        engine: takes the tables, and computes what is missing.
        release: what they are a function of.
        progress: told what begins.
        alone: claims from which on sources are computed and kept apart from others; no row depends on it.

    Raises:
        UnexpectedContentError: there is evidence of an indicator that nobody knows, or more than numbers can tell apart.
        WorkspaceError: the workspace cannot be read or written, or memory or disk do not suffice.
    """
    desk = _Desk(stores, engine, release, progress, groups(release.snapshots, alone))
    _load(desk)
    policy, named = release.packs.policy, mentions.mentions_plan(release.packs.names)
    made = [_of_sources(desk, "mentions", named, mentions.TABLES, "")]
    key = key_of({"mentions": made[0].key, "decisions": release.joins_hash(), "plan": _ENTITIES})
    made.append(_whole(desk, "entities", key, {**entities.TABLES, **clusters.TABLES}, lambda: _entities(engine)))
    engine.define(entities.IDENTIFIERS)
    engine.define(clusters.CLUSTERS)
    made += _links(desk, key)
    key = key_of({"links": made[-1].key, "classes": repr(graph.classes(policy)), "plan": graph.PLAN.text()})
    made.append(_whole(desk, "graph", key, graph.TABLES, lambda: graph.build_graph(engine, policy)))
    key = key_of({"graph": key, "steps": repr(graph.steps(policy)), "plan": labels.plan_text(policy)})
    made.append(_whole(desk, "labels", key, labels.TABLES, lambda: labels.build_labels(engine, policy)))
    engine.run(decisions_plan(labels.LEADING))
    return tuple(made)


def groups(snapshots: Iterable[Snapshot], alone: int) -> tuple[tuple[Snapshot, ...], ...]:
    """Snapshots that are read together: no subject has claims in two groups.

    A source may speak of another's subjects (who owns whom, by the ids of a register): these two stand together. Small groups are one.
    """
    held = tuple(snapshots)
    if any(not one.namespaces for one in held):
        return (held,)
    found: list[tuple[set[str], tuple[Snapshot, ...]]] = []
    for one in held:
        spaces = {one.version.dataset, *one.namespaces}
        joined = [group for group in found if group[0] & spaces]
        found = [group for group in found if group not in joined]
        found.append((spaces.union(*(names for names, _ in joined)), (*(held for _, group in joined for held in group), one)))
    large = [near for _, near in found if _claims(near) >= alone]
    small = tuple(one for _, near in found if _claims(near) < alone for one in near)
    return (*large, *([small] if small or not large else []))


def companies_text(packs: Packs) -> str:
    """The text of every query from claims to companies: part of the key of all that is made of these."""
    return mentions.mentions_plan(packs.names).text() + _ENTITIES


def _claims(group: Iterable[Snapshot]) -> int:
    """How many claims a group has."""
    return sum(one.claims for one in group)


def _load(desk: _Desk) -> None:
    """Hand the engine the claims, the judgements, and the small tables of the packs."""
    engine, release = desk.engine, desk.release
    _read_claims(engine, release.snapshots)
    columns = {**dict.fromkeys(("subject", "entity_id", "verdict"), "VARCHAR"), "confirmed": "BIGINT"}
    judged = [(one.subject, one.entity_id, one.verdict, int(bool(one.confirmed_by))) for one in release.judgements]
    engine.load("judgement", columns, judged)
    load_near(desk.stores, engine, release.near)
    packs = release.packs
    links.load_rules(engine, packs.policy, packs.standards, _sources(release))
    goods.load_goods_lines(engine, packs.goods)
    graph.load_grammar(engine, packs.policy)


def _read_claims(engine: Engine, snapshots: Sequence[Snapshot]) -> None:
    """Make the claims of some snapshots available."""
    if snapshots:
        engine.read("claims", [path for snapshot in snapshots for path in snapshot.paths])
    else:
        engine.load("claims", dict.fromkeys(("claim_id", "dataset", *Claim._fields), "VARCHAR"), [])


def _of_sources(desk: _Desk, stage: str, plan: Plan, tables: Mapping[str, tuple[str, ...]], rules: str) -> Stage:
    """A stage that is made of each group of sources on its own; `rules` are what it is a function of besides claims and plan."""
    begun, caches, kept = time.monotonic(), desk.stores.caches, True
    keys = {_key_of(group, plan.text(), rules): group for group in desk.groups}
    for key, group in keys.items():
        while not caches.recall(desk.engine, stage, key, tables):
            desk.progress(f"Computing {stage} of {_titles(group)}")
            _read_claims(desk.engine, group)
            desk.engine.run(plan)
            caches.keep(desk.engine, stage, key, tables)
            kept = False
    if len(keys) > 1:
        caches.join(desk.engine, stage, tuple(keys), tables)
    if not kept:
        _read_claims(desk.engine, desk.release.snapshots)
        caches.evict()
    key = next(iter(keys)) if len(keys) == 1 else key_of(dict.fromkeys(keys, ""))
    return Stage(stage, key, tuple(tables), kept, time.monotonic() - begun)


def _key_of(group: Sequence[Snapshot], plan: str, rules: str) -> str:
    """The key of a group's part of a stage."""
    return key_of({**{f"snapshot {one.version.dataset}": one.content_hash for one in group}, "plan": plan, "rules": rules})


def _titles(group: Sequence[Snapshot]) -> str:
    """What a group is called while a person waits."""
    return group[0].card.title if len(group) == 1 else f"{len(group)} sources"


def _whole(desk: _Desk, stage: str, key: str, tables: Mapping[str, tuple[str, ...]], build: Callable[[], None]) -> Stage:
    """A stage that is made of all sources together."""
    begun, caches = time.monotonic(), desk.stores.caches
    kept = caches.recall(desk.engine, stage, key, tables)
    if not kept:
        desk.progress(f"Computing {stage}")
        build()
        caches.keep(desk.engine, stage, key, tables)
        caches.evict()
    return Stage(stage, key, tuple(tables), kept, time.monotonic() - begun)


def _entities(engine: Engine) -> None:
    """Entities of all sources, and which of them are one company."""
    entities.build_pairs(engine)
    clusters.build_clusters(engine)


def _links(desk: _Desk, before: str) -> tuple[Stage, ...]:
    """What sources state, where links are not among the caches, and the links of all sources; `before` is the key of the entities."""
    release = desk.release
    packs, cutoff = release.packs, months_before(release.as_of, release.packs.policy.historical_months)
    plan, stated = links.links_plan(release.as_of, cutoff), statements.statements_plan(packs.policy)
    said = {f"snapshot {one.version.dataset}": one.content_hash for one in release.snapshots}
    said |= {"entities": before, "policy": packs.policy.text, "standards": packs.standards.text, "as_of": release.as_of}
    said |= {"sources": repr(_sources(release)), "goods": packs.goods.text, "plan": stated.text() + plan.text()}
    stages: list[Stage] = []

    def build() -> None:
        rules = repr(packs.standards.reported)
        stages.append(_of_sources(desk, "statements", stated, statements.TABLES, rules))
        desk.engine.run(plan)
        links.check_indicators(desk.engine, packs.standards)

    stages.append(_whole(desk, "links", key_of(said), links.TABLES, build))
    return tuple(stages)


def _sources(release: Release) -> list[tuple[str, str, str]]:
    """Dataset, day of publication and family of every source."""
    return [(one.version.dataset, one.version.published, one.card.family) for one in release.snapshots]
