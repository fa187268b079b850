"""Stages: tables made of others, each under a key that names every input; what did not change is found among the caches.

What sources mention and state is computed for one group of them at a time: a list that changed is read anew, a register beside it is not.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from clew.engine.plan import Plan
from clew.engine.port import Engine
from clew.errors import Fault, WorkspaceError
from clew.lake.caches import key_of
from clew.model.claim import Claim
from clew.model.snapshot import Snapshot
from clew.work.release import Release
from clew.work.stores import Progress, Stores

Tables = Mapping[str, tuple[str, ...]]
"""Table → the columns that order it."""


class Stage(NamedTuple):
    """A stage of a release: its name and key, the tables that it makes, whether they were kept already, and how long it took."""

    name: str
    key: str
    tables: tuple[str, ...]
    kept: bool
    seconds: float


class Preparation(NamedTuple):
    """What every stage works with; `groups` are the sources that are read together."""

    stores: Stores
    engine: Engine
    release: Release
    progress: Progress
    groups: tuple[tuple[Snapshot, ...], ...]


class Parts(NamedTuple):
    """A stage that was made in parts, with the keys of these."""

    stage: Stage
    keys: tuple[str, ...]

    def contents(self, preparation: Preparation, *tables: str) -> dict[str, str]:
        """What the parts say in some tables, as a part of a key."""
        said = {table: sorted(preparation.stores.caches.contents(self.stage.name, key)[table] for key in self.keys) for table in tables}
        return {f"{self.stage.name} {table}": " ".join(found) for table, found in said.items()}


def groups(snapshots: Iterable[Snapshot], alone: int) -> tuple[tuple[Snapshot, ...], ...]:
    """Snapshots that are read together: no subject has claims in two groups.

    A source may speak of another's subjects (who owns whom, by the ids of a register): these two stand together. Small groups are one.

    Args:
        snapshots: those of a release.
        alone: claims from which on a group is kept apart.
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


def read_claims(engine: Engine, snapshots: Sequence[Snapshot]) -> None:
    """Make the claims of some snapshots available as `claims`."""
    if snapshots:
        engine.read("claims", [path for snapshot in snapshots for path in snapshot.paths])
    else:
        engine.load("claims", dict.fromkeys(("claim_id", "dataset", *Claim._fields), "VARCHAR"), [])


def of_sources(preparation: Preparation, name: str, plan: Plan, tables: Tables, rules: str = "") -> Parts:
    """A stage that is made of each group of sources on its own; `rules` are what it is a function of besides claims and plan."""
    keys = {_key_of(group, plan.text(), rules): group for group in preparation.groups}

    def build(missing: Sequence[str]) -> None:
        for key in missing:
            group = keys[key]
            preparation.progress(f"Computing {name} of {group[0].card.title if len(group) == 1 else f'{len(group)} sources'}")
            read_claims(preparation.engine, group)
            preparation.engine.run(plan)
            preparation.stores.caches.keep(preparation.engine, name, key, tables)
        read_claims(preparation.engine, preparation.release.snapshots)

    return in_parts(preparation, name, tuple(keys), tables, build)


def in_parts(
    preparation: Preparation,
    name: str,
    keys: tuple[str, ...],
    tables: Tables,
    build: Callable[[Sequence[str]], None],
    *,
    stays: bool = False,
) -> Parts:
    """A stage in parts, available as one; those that are missing are made and kept by `build`.

    What was made is read again from the disk, unless it `stays` in memory, which a stage of one part may.

    Raises:
        WorkspaceError: what was kept a moment ago is gone, or cannot be held.
    """
    begun, caches = time.monotonic(), preparation.stores.caches
    missing = [key for key in keys if not caches.recall(preparation.engine, name, key, tables)]
    if missing:
        build(missing)
        if not all(caches.found(name, key) if stays else caches.recall(preparation.engine, name, key, tables) for key in missing):
            what = f"what was kept of the stage {name} cannot be read again"
            mend = "Check that the disk of the workspace knows file locks and that nothing deletes its caches, then try again."
            raise WorkspaceError(Fault(what, mend))
        caches.evict()
    if len(keys) > 1:
        caches.join(preparation.engine, name, keys, tables)
    key = keys[0] if len(keys) == 1 else key_of(dict.fromkeys(keys, ""))
    return Parts(Stage(name, key, tuple(tables), not missing, time.monotonic() - begun), keys)


def as_one(
    preparation: Preparation, name: str, said: Mapping[str, str], tables: Tables, build: Callable[[], None], *, stays: bool = False
) -> Parts:
    """A stage that is made at once of all that `said` names; see `in_parts`."""
    key = key_of(said)

    def kept(_: Sequence[str]) -> None:
        preparation.progress(f"Computing {name}")
        build()
        preparation.stores.caches.keep(preparation.engine, name, key, tables)

    return in_parts(preparation, name, (key,), tables, kept, stays=stays)


def _claims(group: Iterable[Snapshot]) -> int:
    """How many claims a group has."""
    return sum(one.claims for one in group)


def _key_of(group: Sequence[Snapshot], plan: str, rules: str) -> str:
    """The key of a group's part of a stage."""
    return key_of({**{f"snapshot {one.version.dataset}": one.content_hash for one in group}, "plan": plan, "rules": rules})
