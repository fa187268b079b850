"""Names of the lake: an index over the names of each source in force, kept as a cache of its snapshot, and searched as one.

An index is a function of its snapshot, of the words of names and of the code that reads them; so a source that did not change keeps its
own, and a new version makes its own alone. Those of small sources are put together when they are opened, so that a search is as fast among
twenty sources as among two.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

from clew.engine.port import Engine
from clew.errors import WorkspaceError
from clew.lake.caches import key_of
from clew.model.snapshot import Snapshot
from clew.names.indexing import MANY, index_names
from clew.names.searching import Hit, NameIndex, ask
from clew.names.words import shipped_words
from clew.resolve.mentions import named_sql
from clew.work.stores import Progress, Stores, silent

STAGE = "names"
_SMALL = MANY
"""Names of a source whose index is put together with others."""
_AT_ONCE = 2_000
"""Names that are looked for at once, between two words of progress."""
_MOST = 20
"""Names that are found for one, at most."""


class NameLake(Struct, frozen=True):
    """Indices of all sources; their names, and the names that are looked for, are read by the shipped words."""

    indices: tuple[NameIndex, ...]

    def __len__(self) -> int:
        """How many names there are."""
        return sum(len(one.ids) for one in self.indices)

    def search(self, queries: Sequence[str], floor: float, progress: Progress = silent) -> list[tuple[Hit, ...]]:
        """The most probable names of each query, best first, from a likelihood on; a hit's `id` is its entity's."""
        found: list[tuple[Hit, ...]] = []
        for at in range(0, len(queries), _AT_ONCE):
            progress(f"Looking for near names: {at:,} of {len(queries):,}")
            asked = ask(queries[at : at + _AT_ONCE], shipped_words())
            each = [one.answer(asked, _MOST, floor) for one in self.indices]
            found += [_best(hits) for hits in zip(*each, strict=True)] if each else [()] * len(asked.table.han)
        return found


def open_names(stores: Stores, snapshots: Sequence[Snapshot], progress: Progress = silent) -> NameLake:
    """The names of snapshots, from the caches or indexed now; indices are held until the workspace is closed.

    Raises:
        WorkspaceError: a snapshot cannot be read, or the cache not be written.
    """
    held = [one for one in (_index(stores, snapshot, progress) for snapshot in snapshots) if len(one.ids)]
    small = [one for one in held if len(one.ids) < _SMALL]
    large = tuple(one for one in held if len(one.ids) >= _SMALL)
    return NameLake((*([NameIndex.joined(small)] if small else []), *large))


def _index(stores: Stores, snapshot: Snapshot, progress: Progress) -> NameIndex:
    """The index of one snapshot."""
    key = f"{snapshot.version.dataset}-{key_of({'snapshot': snapshot.content_hash, 'names': _reading()})}"
    kept = stores.caches.found(STAGE, key)
    if kept is not None:
        try:
            return NameIndex.load(kept / "index", shipped_words())
        except WorkspaceError:
            stores.caches.drop(STAGE, key)
    made = _made(stores, snapshot, progress)
    with stores.caches.filling(STAGE, key) as aside:
        made.save(aside / "index")
    stores.caches.found(STAGE, key)
    stores.caches.evict()
    return made


def _made(stores: Stores, snapshot: Snapshot, progress: Progress) -> NameIndex:
    """Index the names of a snapshot; subjects do not stand in two of its files, so each is read by itself."""
    progress(f"Reading the names of {snapshot.card.short}")
    engine = stores.engine()
    try:
        count = 0
        for path in snapshot.paths:
            engine.read("part", [path])
            count += int(str(engine.fetch(f"SELECT count(*) FROM ({named_sql('part')}) AS named")[0][0]))  # noqa: S608 - our query
        return index_names(_names(engine, snapshot), count, progress)
    finally:
        engine.close()


def _names(engine: Engine, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Every entity of a snapshot with every name of it."""
    for path in snapshot.paths:
        engine.read("part", [path])
        yield from ((str(entity), str(name)) for entity, name in engine.fetch(named_sql("part")))


def _best(hits: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The best of what several indices found."""
    return tuple(sorted((hit for each in hits for hit in each), key=lambda hit: (-hit.score, hit.id, hit.name))[:_MOST])


@cache
def _reading() -> str:
    """SHA-256 over the words of names and over the code that reads them: what an index is a function of besides the names."""
    digest = hashlib.sha256()
    for folder in (files("clew.names"), files("clew") / "packs" / "names"):
        for place in sorted(folder.iterdir(), key=lambda one: one.name):
            if place.is_file() and place.name.endswith((".py", ".csv", ".toml")):
                digest.update(f"{place.name}\n".encode())
                digest.update(place.read_bytes())
    return digest.hexdigest()
