"""The sectors pack: which share of the world's supply of a good is said to come from the region, with its citation; else unknown."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, collect, read, section
from clew.values.days import is_day


class Share(Struct, frozen=True):
    """A cited share.

    Attributes:
        sectors: keys of the high-priority sectors that the good belongs to.
        low, high: fractions of the world's supply, `low` 0 where the source gives an upper end alone; `about` where the source says so.
        year: of which year the figure is, or when it was stated; `retrieved`: when it was read (ISO).
    """

    sectors: list[str]
    good: str
    low: float
    high: float
    about: bool
    unit: str
    year: str
    publisher: str
    citation: str
    url: str
    retrieved: str

    @property
    def figure(self) -> str:
        """The share as a reader sees it: "about 20 %", "35–45 %", "up to 45 %" where no lower end is said."""
        low, high = f"{self.low * 100:g}", f"{self.high * 100:g}"
        if not self.low:
            return f"up to {high} %"
        return f"{'about ' if self.about else ''}{low if low == high else f'{low}–{high}'} %"


class _Head(Struct, frozen=True):
    """What the pack says besides its shares."""

    id: str
    version: str
    title: str
    known: str
    unknown: str


class SectorShares(Struct, frozen=True):
    """The pack; `text` is the file's own text."""

    id: str
    version: str
    title: str
    known: str
    unknown: str
    shares: tuple[Share, ...]
    text: str

    def sentence(self, sector: str) -> str:
        """What may be said of the share of a sector, by its key."""
        one = next((share for share in self.shares if sector in share.sectors), None)
        if one is None:
            return f"{self.unknown}."
        parts = {"good": one.good, "share": one.figure, "year": one.year, "publisher": one.publisher}
        return f"{self.known.format(**parts, citation=one.citation, url=one.url)}."


def load_sector_shares(place: Traversable = PACKS / "sectors" / "shares.toml") -> SectorShares:
    """Read the pack.

    Raises:
        PackError: it is missing, malformed, or has a figure without a citation; all faults are named.
    """
    content, where = read(place), str(place)
    faults: list[Fault] = []
    shares = collect(Share, section(content, "share", where, faults), where, faults)
    head = collect(_Head, [{key: value for key, value in content.items() if key != "share"}], where, faults)
    faults += [Fault(what, mend, where) for share in shares for what, mend in _odd(share)]
    if faults:
        raise PackError(*faults)
    one = head[0]
    return SectorShares(one.id, one.version, one.title, one.known, one.unknown, shares, place.read_text(encoding="utf-8"))


def _odd(share: Share) -> Iterator[tuple[str, str]]:
    """What is wrong with a share."""
    if not 0 <= share.low <= share.high <= 1:
        yield f"{share.good}: {share.low} to {share.high} is no share", "Give fractions from 0 to 1, the lower first."
    for key in ("year", "publisher", "citation"):
        if not getattr(share, key):
            yield f"{share.good}: a figure without {key}", "Give it, or leave the figure out: unknown is said of what is not cited."
    if not share.url.startswith("https://"):
        yield f"{share.good}: “{share.url}” is no address", "Give the address at which the figure was read."
    if not is_day(share.retrieved):
        yield f"{share.good}: “{share.retrieved}” is no day", "Give the day on which the figure was read."
