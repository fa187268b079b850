"""The starter pack: the shipped tables of every source, and the version that each carries."""

import hashlib
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from clew.errors import Fault, UnexpectedContentError
from clew.model.claim import Claim
from clew.model.snapshot import Version
from clew.pack.toml import PACKS, read
from clew.sources.reading.tables import Tables, read_tables
from clew.sources.registry import SOURCES, Source

_FOLDER = PACKS / "starter"
SHIPPED = tuple(source for source in SOURCES if source.ships)
"""The sources whose tables ship."""


class StarterSource(Struct, frozen=True):
    """One source of the starter pack, ready to be written as a snapshot."""

    source: Source
    version: Version
    tables: Tables

    def claims(self) -> Iterator[Claim]:
        """The claims of its tables.

        Raises:
            UnexpectedContentError: the tables hold something that the reader does not understand, or fewer or more rows than the card
                expects.
        """
        fewest, most = self.source.card.rows
        rows = self.tables.count()
        if not fewest <= rows <= most:
            raise UnexpectedContentError(
                Fault(
                    f"{self.source.dataset} has {rows} rows where {fewest} to {most} are expected", "Check the table, or the card's `rows`."
                )
            )
        yield from self.read(self.tables)

    def read(self, tables: Tables) -> Iterator[Claim]:
        """The claims of some tables of the source, by its reader.

        Raises:
            UnexpectedContentError: the tables hold something that the reader does not understand.
        """
        return self.source.read(tables) if self.source.read is not None else iter(())


def starter_sources() -> tuple[StarterSource, ...]:
    """Every source that ships with clew, in the order of the registry."""
    found = []
    for source in SHIPPED:
        folder = _FOLDER / source.dataset
        found.append(StarterSource(source, _version(read(folder / "version.toml")), read_tables(source.dataset, folder)))
    return tuple(found)


def fingerprint() -> str:
    """SHA-256 over every file of the starter pack: says cheaply whether a workspace has loaded this one."""
    digest = hashlib.sha256()
    for source in SHIPPED:
        for place in sorted((_FOLDER / source.dataset).iterdir(), key=lambda found: found.name):
            digest.update(f"{source.dataset}/{place.name}\n".encode())
            digest.update(place.read_bytes())
    return digest.hexdigest()


def _version(content: dict[str, Any]) -> Version:
    """The version of a dataset, from `version.toml`."""
    texts = {key: str(content[key]) for key in ("dataset", "published", "retrieved", "source_url", "note")}
    return Version(**texts, label=str(content["version"]), starter=True)
