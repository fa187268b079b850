"""The standards pack: indicators with their severity, what a list entry means, and the sentences that may be said."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, fill, read


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """An indicator: what it is called, what it proposes for the investee's own group, how severe it is (0–4, None unknown)."""

    code: str
    title: str
    mode: str
    own: str
    own_why: str
    scale: int | None = None
    scope: int | None = None
    irremediability: int | None = None


@dataclass(frozen=True, slots=True)
class ListingRule:
    """What an entry of a list means: dataset, sub-list and ground ("" fits any) → indicator, or a restriction."""

    dataset: str
    sublist: str
    ground: str
    indicator: str
    restriction: bool = False


@dataclass(frozen=True, slots=True)
class ReportedRule:
    """Claims of which schema report something about whom: the property `subject`; `positive` for a practice to credit."""

    schema: str
    subject: str
    positive: bool = False


@dataclass(frozen=True)
class Standards:
    """A standards pack; `text` is the file's own text, part of every cache key."""

    id: str
    version: str
    title: str
    indicators: tuple[IndicatorRule, ...]
    listings: tuple[ListingRule, ...]
    reported: tuple[ReportedRule, ...]
    sentences: Mapping[str, str]
    text: str

    @cached_property
    def by_code(self) -> Mapping[str, IndicatorRule]:
        """Indicator code → rule."""
        return {rule.code: rule for rule in self.indicators}


def load_standards(place: Traversable = PACKS / "standards" / "xuar" / "standards.toml") -> Standards:
    """Read a standards pack.

    Raises:
        PackError: it is missing, malformed, or a listing names an indicator that it does not have.
    """
    content, where = read(place), str(place)
    standards = Standards(
        id=content["id"],
        version=content["version"],
        title=content["title"],
        indicators=fill(IndicatorRule, content["indicator"], where),
        listings=fill(ListingRule, content["listing"], where),
        reported=fill(ReportedRule, content["reported"], where),
        sentences=dict(content["sentence"]),
        text=place.read_text(encoding="utf-8"),
    )
    missing = sorted({rule.indicator for rule in standards.listings} - standards.by_code.keys())
    if missing:
        raise PackError(*(Fault(f"a listing names the indicator “{code}”, which is not in the pack", "Add it.", where) for code in missing))
    return standards
