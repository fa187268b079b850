"""Build: the stages of a release, computed ahead of the screenings that find them among the caches, whatever engine computed them."""

import time
from collections.abc import Callable

from msgspec import Struct

from clew.engine.port import Engine
from clew.lake.caches import key_of
from clew.model.building import Built, BuiltStage, Table
from clew.work.candidates import PLAN_TEXT, STAGE, TABLES, build_candidates
from clew.work.clocks import Clocks
from clew.work.preparing import prepare
from clew.work.release import load_packs, pin
from clew.work.stages import Stage
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent


class Builder(Struct, frozen=True):
    """An engine that is yet to be made, and what a person calls it."""

    name: str
    make: Callable[[], Engine]


def build(stores: Stores, clocks: Clocks, builder: Builder, progress: Progress = silent, *, near: bool = False) -> Built:
    """Compute the stages of a release that the caches do not have, and keep them there.

    Args:
        stores: the workspace.
        clocks: as-of and known.
        builder: the engine that computes.
        progress: told what begins.
        near: whether to look for companies whose names come near each other, too.

    Raises:
        ClusterError: the engine is a cluster, and cannot be reached or cannot work.
        MissingExtraError: what the engine needs is not installed.
        WorkspaceError: the workspace cannot be read or written, or memory or disk do not suffice.
    """
    load_starter(stores, progress)
    release = pin(stores, clocks.as_of, clocks.known, load_packs())
    begun = time.monotonic()
    progress(f"Waiting for {builder.name}")
    engine = builder.make()
    try:
        made = prepare(stores, engine, release, progress)
        if near:
            made = (*made, _candidates(stores, engine, next(one.key for one in made if one.name == "entities"), progress))
        stages = tuple(BuiltStage(one.name, one.key, one.kept, one.seconds, _tables(engine, one.tables)) for one in made)
    finally:
        engine.close()
    return Built(
        engine=builder.name,
        as_of=clocks.as_of,
        known=clocks.known,
        sources=len(release.snapshots),
        claims=sum(one.claims for one in release.snapshots),
        stages=stages,
        seconds=time.monotonic() - begun,
    )


def _candidates(stores: Stores, engine: Engine, entities: str, progress: Progress) -> Stage:
    """The stage of near companies, which is a function of the stage of entities under this key."""
    begun, key = time.monotonic(), key_of({"entities": entities, "plan": PLAN_TEXT})
    kept = stores.caches.recall(engine, STAGE, key, TABLES)
    if not kept:
        progress("Looking for near names of companies")
        build_candidates(engine)
        stores.caches.keep(engine, STAGE, key, TABLES)
        stores.caches.evict()
    return Stage(STAGE, key, tuple(TABLES), kept, time.monotonic() - begun)


def _tables(engine: Engine, names: tuple[str, ...]) -> tuple[Table, ...]:
    """Tables with their rows."""
    counts = " UNION ALL ".join(f"SELECT {place} AS place, count(*) AS n FROM {name}" for place, name in enumerate(names))  # noqa: S608 - our names
    rows = engine.fetch(f"{counts} ORDER BY place")
    return tuple(Table(name, int(str(count))) for name, (_, count) in zip(names, rows, strict=True))
