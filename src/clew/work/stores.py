"""The opened stores of one workspace, as every verb takes them."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from clew.engine.port import LocalEngine
from clew.lake.archive import Archive
from clew.lake.caches import Caches
from clew.ledger.store import Ledger
from clew.values.secret import NO_SECRET, Secret

Progress: TypeAlias = Callable[[str], None]
"""Told what begins now, in a few words; the terminal shows it when it takes more than a second."""


def silent(_: str) -> None:
    """Progress for callers that show none."""


class Stores(Struct, frozen=True):
    """Lake, ledger, books, archive, caches, and a maker of engines.

    Attributes:
        lake: folder of snapshots; `books`: folder of portfolio versions.
        engine: makes a fresh engine; its user closes it.
        proxy: through which addresses are fetched, "" for none.
    """

    folder: Path
    lake: Path
    books: Path
    archive: Archive
    caches: Caches
    ledger: Ledger
    engine: Callable[[], LocalEngine]
    proxy: Secret = NO_SECRET
