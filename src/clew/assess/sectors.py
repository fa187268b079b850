"""Sector signals: a holding whose name, stated industry or goods are of a high-priority sector. No finding, no presumption."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from clew.assess.facts import Facts
from clew.model.screening import HoldingRef, SectorSignal
from clew.pack.sectors import SectorShares

_WORD = re.compile(r"[a-z0-9]+")
_STATED = re.compile(r"\bHS(?:\s+(?:code|chapter|heading))?[\s:]*(\d{2}(?:[.\s]?\d{2}){0,2})\b", re.IGNORECASE)
"""An HS code in the text of a stated industry: “HS 5205”, “HS chapter 52”."""


class Sector(Struct, frozen=True):
    """A high-priority sector: its words, phrases in which they mean something else, and the beginnings of its HS codes."""

    entity_id: str
    name: str
    words: tuple[str, ...]
    exclude: tuple[str, ...]
    prefixes: tuple[str, ...] = ()

    def covers(self, code: str) -> bool:
        """Whether an HS code is of the sector; a code wider than the sector's own says too little."""
        return any(code.startswith(prefix) for prefix in self.prefixes)


class Traded(Struct, frozen=True):
    """An HS code (digits) under which a source, by its short title, reports so many shipments or supply links of an issuer."""

    code: str
    source: str
    count: int


class Line(Struct, frozen=True):
    """A holding of which no finding speaks: its stated industry ("" where the file has none), and the goods of its issuer."""

    holding: HoldingRef
    industry: str = ""
    traded: tuple[Traded, ...] = ()


def sectors_of(facts: Facts) -> tuple[Sector, ...]:
    """The sectors that the release's claims name."""
    found = []
    for entity, rows in sorted(facts.by_entity.items()):
        if rows[0].schema == "PrioritySector":
            words = tuple(sorted({row.value.lower() for row in rows if row.prop == "keyword"}))
            exclude = tuple(sorted({row.value.lower() for row in rows if row.prop == "exclude"}))
            prefixes = tuple(sorted({row.value for row in rows if row.prop == "hsPrefix"}))
            found.append(Sector(entity, facts.value(entity, "name"), words, exclude, prefixes))
    return tuple(found)


def sector_signals(
    facts: Facts, sectors: Sequence[Sector], lines: Iterable[Line], templates: Mapping[str, str], shares: SectorShares
) -> Iterator[SectorSignal]:
    """A signal for each holding and sector that its name, its stated industry, or the HS codes of its goods name; the first that does.

    Args:
        facts: the claims, for the notice that named the sector.
        sectors: from `sectors_of`.
        lines: holdings of which no finding speaks.
        templates: `sentence` of the standards pack.
        shares: which share of the world's supply is said to come from the region.
    """
    lexicon = _Lexicon(sectors)
    industries: dict[str, tuple[tuple[Sector, str], ...]] = {}
    for line in lines:
        if line.industry not in industries:
            industries[line.industry] = (*_worded(lexicon, line.industry, "its stated industry"), *_stated(sectors, line.industry))
        said: set[str] = set()
        for sector, matched in (*_worded(lexicon, line.holding.name, "its name"), *industries[line.industry], *_traded(sectors, line)):
            if sector.entity_id not in said:
                said.add(sector.entity_id)
                yield _signal(facts, sector, line.holding, (matched, shares.sentence(sector.entity_id.partition(":")[2])), templates)


def _worded(lexicon: "_Lexicon", text: str, column: str) -> Iterator[tuple[Sector, str]]:
    """The sectors that the words of a text name."""
    return ((sector, f"{column} (“{word}”)") for sector, word in lexicon.named_in(text))


def _stated(sectors: Sequence[Sector], industry: str) -> Iterator[tuple[Sector, str]]:
    """The sectors of the HS codes that a stated industry gives."""
    codes = [re.sub(r"\D", "", found) for found in _STATED.findall(industry)]
    return ((sector, f"its stated industry (HS {code})") for code in codes for sector in sectors if sector.covers(code))


def _traded(sectors: Sequence[Sector], line: Line) -> Iterator[tuple[Sector, str]]:
    """The sectors of the goods that sources report for the issuer."""
    for one in line.traded:
        many = f"{one.count:,} shipment{'' if one.count == 1 else 's'}"
        yield from ((sector, f"goods under HS {one.code} ({many} in {one.source})") for sector in sectors if sector.covers(one.code))


class _Lexicon:
    """The words of all sectors, arranged so that a text without any of them costs one set operation."""

    def __init__(self, sectors: Sequence[Sector]) -> None:
        """Arrange the words by their first word; words of scripts without spaces are sought as they are."""
        self._by_word: dict[str, list[Sector]] = {}
        for sector in sectors:
            for word in sector.words:
                self._by_word.setdefault(word, []).append(sector)
        self._first = {_WORD.findall(word)[0] for word in self._by_word if word.isascii()}
        self._unspaced = [word for word in self._by_word if not word.isascii()]
        self._pattern = _pattern(self._by_word) if self._by_word else None
        self._masks = {sector.entity_id: _pattern(sector.exclude) for sector in sectors if sector.exclude}

    def named_in(self, text: str) -> tuple[tuple[Sector, str], ...]:
        """The sectors that a text names, each with the word that names it."""
        low = text.lower()
        hopeful = not self._first.isdisjoint(_WORD.findall(low)) or (not text.isascii() and any(word in low for word in self._unspaced))
        if not hopeful or self._pattern is None:
            return ()
        found = ((sector, word) for word in self._pattern.findall(low) for sector in self._by_word[word])
        return tuple((sector, word) for sector, word in found if not self._masked(sector, low))

    def _masked(self, sector: Sector, text: str) -> bool:
        """Whether a phrase says that the word means something else here."""
        mask = self._masks.get(sector.entity_id)
        return mask is not None and mask.search(text) is not None


def _signal(facts: Facts, sector: Sector, holding: HoldingRef, said: tuple[str, str], templates: Mapping[str, str]) -> SectorSignal:
    """One signal, with the notice that named the sector; `said` is what matched, and what is known of the region's share."""
    matched, share = said
    day, citation = facts.since(sector.entity_id)
    since = f" (since {day}, {citation})" if day else ""
    sentence = templates["sector"].format(matched=f"{holding.name}: {matched}", sector=sector.name, since=since) + f". {share}"
    return SectorSignal(holding, sector.name, matched, sentence, citation, day, facts.cited(sector.entity_id))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, as a whole word where the script has spaces; longest first."""
    parts = [
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))
    ]
    return re.compile("|".join(parts))
