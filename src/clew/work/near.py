"""Near names that were found: pairs of a holding's name and an entity, kept for as long as they are wanted; never more than candidates.

They are derived, and found again by the same question. They lie beside the books, not among the caches, since a screening that sees them
says so as one of its inputs: nothing may take them away unasked. They go with any portfolio that is forgotten and any source that is
purged, since they repeat names of both.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell, Engine
from clew.lake.filesets import ASIDE, discard, fileset
from clew.resolve.holdings import NEAR_NAME
from clew.values.plain import asdict
from clew.work.stores import Stores

_ABOUT, _TABLE = "about.json", "near_name.parquet"
_UNION = "SELECT held, entity_id, min(name) AS name, max(score) AS score FROM near_set GROUP BY held, entity_id"


class NearSet(Struct, frozen=True):
    """What was found at one time.

    Attributes:
        portfolios: those whose names were looked for; `file`: a holdings file instead, by its name.
        known: the day until which the sources that were searched had been retrieved (ISO).
        above: the lowest likelihood.
        pairs: how many were found.
        sha256: of the pairs.
    """

    portfolios: tuple[str, ...]
    file: str
    known: str
    above: float
    pairs: int
    sha256: str

    @property
    def title(self) -> str:
        """What was looked at, as a list of inputs names it."""
        return f"{self.file or ', '.join(self.portfolios)}, found by {self.known}, from {self.above:g}"

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()[:32]


def near_sets(stores: Stores, known: str) -> tuple[NearSet, ...]:
    """Everything that was found by a day (ISO), in a fixed order."""
    found = (about for _, about in _kept(stores))
    return tuple(sorted((one for one in found if one.known <= known), key=lambda one: (one.title, one.sha256)))


def load_near(stores: Stores, engine: Engine, sets: Sequence[NearSet]) -> None:
    """Make the table `near_name` of what was found.

    Raises:
        WorkspaceError: what was found is gone or damaged.
    """
    if not sets:
        engine.load("near_name", NEAR_NAME, [])
        return
    engine.read("near_set", [_home(stores) / one.folder / _TABLE for one in sets])
    engine.run(Plan("near names", (Step("near_name", _UNION, "names of holdings, and the entities whose names a search found near them"),)))


def keep_near(stores: Stores, engine: Engine, about: NearSet) -> None:
    """Keep the table `near_name`; what was found before in no more than the same portfolios, or in that file, gives place to it.

    Raises:
        WorkspaceError: the workspace cannot be written.
    """
    with fileset(_home(stores) / about.folder) as aside:
        engine.write("near_name", aside / _TABLE, tuple(NEAR_NAME))
        (aside / _ABOUT).write_text(json.dumps(asdict(about), ensure_ascii=False) + "\n", encoding="utf-8")
    _forget(stores, lambda one: one != about and one.file == about.file and set(one.portfolios) <= set(about.portfolios))


def forget_near(stores: Stores) -> int:
    """Forget everything that was found; returns the number of pairs."""
    return _forget(stores, lambda _: True)


def digest_of(rows: Iterable[Sequence[Cell]]) -> str:
    """SHA-256 over pairs, which stand in order."""
    return hashlib.sha256("\n".join("\x1f".join(map(str, row)) for row in rows).encode()).hexdigest()


def _forget(stores: Stores, gone: Callable[[NearSet], bool]) -> int:
    """Delete what was found where that is wanted."""
    pairs = 0
    for folder, about in list(_kept(stores)):
        if gone(about):
            with suppress(OSError):
                discard(folder)
                pairs += about.pairs
    return pairs


def _kept(stores: Stores) -> Iterable[tuple[Path, NearSet]]:
    """Every set with its folder; a damaged one is none."""
    for folder in _home(stores).glob("*"):
        if not folder.name.startswith(ASIDE):
            with suppress(OSError, ValueError, TypeError, KeyError):
                said = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
                about = NearSet(**{**said, "portfolios": tuple(said["portfolios"])})
                if about.folder == folder.name and (folder / _TABLE).is_file():
                    yield folder, about


def _home(stores: Stores) -> Path:
    return stores.folder / "near"
