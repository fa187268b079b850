"""The standards pack: indicators with their severity, what a list entry means, and the sentences that may be said."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import combinations
from string import Formatter

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, collect, once, read, section
from clew.values.plain import asdict


class IndicatorRule(Struct, frozen=True):
    """An indicator: what it is called, what it proposes for the investee's own group, how severe it is (0–4, None unknown)."""

    code: str
    title: str
    mode: str
    own: str
    own_why: str
    scale: int | None = None
    scope: int | None = None
    irremediability: int | None = None


class ListingRule(Struct, frozen=True):
    """What an entry of a list means: dataset, sub-list and ground ("" fits any) → indicator, or a restriction.

    One rule fits an entry, never two.
    """

    dataset: str
    sublist: str
    ground: str
    indicator: str
    restriction: bool = False


class ReportedRule(Struct, frozen=True):
    """Claims of which schema report something about whom: the property `subject`; `positive` for a practice to credit."""

    schema: str
    subject: str
    positive: bool = False


class Standards(Struct, frozen=True, dict=True):
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


SENTENCES: Mapping[str, frozenset[str]] = {
    "listed": frozenset({"subject", "list", "sublist", "version", "since", "scope"}),
    "delisted": frozenset({"subject", "list", "sublist", "version", "since", "scope"}),
    "since": frozenset({"date", "citation"}),
    **dict.fromkeys(
        ("reported", "indicated", "unsourced", "positive", "disclosed"), frozenset({"subject", "publication", "published", "quote"})
    ),
    "none_found": frozenset({"sources", "date"}),
    "not_assessed": frozenset({"kind"}),
    "sector": frozenset({"matched", "sector", "since"}),
    **dict.fromkeys(("candidate", "candidate_cut"), frozenset({"holding", "entity", "source"})),
}
"""The sentences that a pack must have, each with the words that may be filled in."""
MODES = ("specific_instance", "systemic_nexus")
OWN = ("cause", "contribute", "directly linked", "")
RESTRICTED = ("military", "other")
"""Grounds of a measure that are no finding on the region: they make another legal restriction."""
_WORST = 4


class _Head(Struct, frozen=True):
    """What a standards pack says besides its tables."""

    id: str
    version: str
    title: str


@once
def load_standards(place: Traversable = PACKS / "standards" / "xuar" / "standards.toml") -> Standards:
    """Read a standards pack.

    Raises:
        PackError: it is missing, malformed, or contradicts itself; all faults are named.
    """
    content, where = read(place), str(place)
    faults: list[Fault] = []
    tables = {key: section(content, key, where, faults) for key in ("indicator", "listing", "reported")}
    sentences = content.get("sentence", {})
    faults += [Fault(what, mend, where, column="sentence") for what, mend in _sentence_faults(sentences)]
    head = collect(_Head, [{key: value for key, value in content.items() if key not in {*tables, "sentence"}}], where, faults)
    indicators = collect(IndicatorRule, tables["indicator"], where, faults)
    listings = collect(ListingRule, tables["listing"], where, faults)
    reported = collect(ReportedRule, tables["reported"], where, faults)
    if faults:
        raise PackError(*faults)
    text = place.read_text(encoding="utf-8")
    standards = Standards(
        **asdict(head[0]), indicators=indicators, listings=listings, reported=reported, sentences=dict(sentences), text=text
    )
    faults = [Fault(what, mend, where) for what, mend in (*_indicator_faults(standards), *_listing_faults(standards))]
    if faults:
        raise PackError(*faults)
    return standards


def _indicator_faults(standards: Standards) -> Iterator[tuple[str, str]]:
    """Codes given twice, and values that no indicator has."""
    for rule in standards.indicators:
        if standards.by_code[rule.code] is not rule:
            yield f"the indicator “{rule.code}” is given twice", "Keep one."
        if rule.mode not in MODES:
            yield f"{rule.code}: unknown mode “{rule.mode}”", f"Known are {', '.join(MODES)}."
        if rule.own not in OWN:
            yield f"{rule.code}: unknown involvement “{rule.own}”", f"Known are {', '.join(filter(None, OWN))} or nothing."
        if any(not 0 <= value <= _WORST for value in (rule.scale, rule.scope, rule.irremediability) if value is not None):
            yield f"{rule.code}: severity is not between 0 and {_WORST}", "Mend it, or leave out what is unknown."


def _listing_faults(standards: Standards) -> Iterator[tuple[str, str]]:
    """Indicators that are not there, two rules for one entry, and restrictions that look like findings or the other way round."""
    restricted = {rule.indicator for rule in standards.listings if rule.restriction}
    for rule in standards.listings:
        name = f"the listing of {rule.dataset} ({rule.sublist or 'any'}, {rule.ground or 'any'})"
        indicator = standards.by_code.get(rule.indicator)
        if indicator is None:
            yield f"{name} names the indicator “{rule.indicator}”, which is not in the pack", "Add it."
        elif rule.restriction and (indicator.scale or indicator.scope or indicator.irremediability or indicator.own):
            yield f"{name} is a restriction, but {rule.indicator} has a severity or an involvement", "Take them out: it is no finding."
        if not rule.restriction and (rule.ground in {*RESTRICTED, ""} or rule.indicator in restricted):
            yield f"{name} makes a finding of a restriction", "Say restriction = true, or name the ground."
    for one, other in combinations(standards.listings, 2):
        if one.dataset == other.dataset and all(
            a == b or not a or not b for a, b in ((one.sublist, other.sublist), (one.ground, other.ground))
        ):
            yield f"two listings of {one.dataset} fit one entry: {one.indicator} and {other.indicator}", "Make them exclude each other."


def _sentence_faults(sentences: object) -> Iterator[tuple[str, str]]:
    """Sentences that are missing or unknown, and words that nothing fills."""
    if not isinstance(sentences, dict):
        yield "[sentence] is not a table", "Write the sentences below [sentence]."
        return
    for name in sorted(SENTENCES.keys() ^ sentences.keys()):
        yield (f"the sentence “{name}” is missing", "Add it.") if name in SENTENCES else (f"unknown sentence “{name}”", "Take it out.")
    for name, text in sentences.items():
        known = SENTENCES.get(name, frozenset())
        for word in sorted(_blanks(str(text)) - known):
            yield f"the sentence “{name}” has {{{word}}}, which nothing fills", f"Known are {', '.join(sorted(known))}."


def _blanks(text: str) -> set[str]:
    """The words in braces that a sentence has filled in; the text itself where its braces do not match."""
    try:
        return {word for _, word, _, _ in Formatter().parse(text) if word is not None}
    except ValueError:
        return {text}
