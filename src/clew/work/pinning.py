"""Pinning: one release with its tables in an engine, for as long as something is asked of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from msgspec import Struct

from clew.engine.port import Engine
from clew.pack.policy import Policy
from clew.work.clocks import Clocks
from clew.work.preparing import prepare
from clew.work.release import Release, load_packs, pin
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent


class Pinned(Struct, frozen=True):
    """A release whose tables are in an engine: any number of questions can be answered by it; `head` is the chain's when it was pinned."""

    engine: Engine
    release: Release
    head: str


@contextmanager
def pinned(
    stores: Stores,
    clocks: Clocks,
    progress: Progress = silent,
    heads: Mapping[str, str] | None = None,
    policy: Policy | None = None,
) -> Iterator[Pinned]:
    """Pin the release and make its tables available, for as long as the block lasts.

    Args:
        stores: the workspace.
        clocks: as-of and known.
        progress: told what begins.
        heads: dataset → snapshot id, to see other snapshots than those in force.
        policy: the link policy, where it is not the one in force.

    Raises:
        WorkspaceError: the workspace cannot be read or written.
    """
    load_starter(stores, progress)
    engine = stores.engine()
    try:
        release = pin(stores, clocks.as_of, clocks.known, load_packs(policy), heads)
        head = stores.ledger.head()
        prepare(stores, engine, release, progress)
        yield Pinned(engine, release, head)
    finally:
        engine.close()
