"""Sector signals: a holding whose own name or stated industry names a high-priority sector. No finding, no presumption."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clew.assess.facts import Facts
from clew.model.screening import HoldingRef, SectorSignal

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Sector:
    """A high-priority sector: its words, and phrases in which they mean something else."""

    entity_id: str
    name: str
    words: tuple[str, ...]
    exclude: tuple[str, ...]


def sectors_of(facts: Facts) -> tuple[Sector, ...]:
    """The sectors that the release's claims name."""
    found = []
    for entity, rows in sorted(facts.by_entity.items()):
        if rows[0].schema == "PrioritySector":
            words = tuple(sorted({row.value.lower() for row in rows if row.prop == "keyword"}))
            exclude = tuple(sorted({row.value.lower() for row in rows if row.prop == "exclude"}))
            found.append(Sector(entity, facts.value(entity, "name"), words, exclude))
    return tuple(found)


def sector_signals(
    facts: Facts, sectors: Sequence[Sector], lines: Iterable[tuple[HoldingRef, str]], templates: Mapping[str, str]
) -> Iterator[SectorSignal]:
    """A signal for each holding and sector whose words occur in the holding's name or in its stated industry.

    Args:
        facts: the claims, for the notice that named the sector.
        sectors: from `sectors_of`.
        lines: holdings with their stated industry ("" where the file has none).
        templates: `sentence` of the standards pack.
    """
    lexicon = _Lexicon(sectors)
    industries: dict[str, tuple[tuple[Sector, str], ...]] = {}
    for holding, industry in lines:
        if industry not in industries:
            industries[industry] = lexicon.named_in(industry)
        said: set[str] = set()
        for column, found in (("its name", lexicon.named_in(holding.name)), ("its stated industry", industries[industry])):
            for sector, word in found:
                if sector.entity_id not in said:
                    said.add(sector.entity_id)
                    yield _signal(facts, sector, holding, f"{column} (“{word}”)", templates)


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


def _signal(facts: Facts, sector: Sector, holding: HoldingRef, matched: str, templates: Mapping[str, str]) -> SectorSignal:
    """One signal, with the notice that named the sector."""
    day, citation = facts.since(sector.entity_id)
    since = f" (since {day}, {citation})" if day else ""
    sentence = templates["sector"].format(matched=f"{holding.name}: {matched}", sector=sector.name, since=since) + "."
    return SectorSignal(holding, sector.name, matched, sentence, citation, day, facts.cited(sector.entity_id))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, as a whole word where the script has spaces; longest first."""
    parts = [
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))
    ]
    return re.compile("|".join(parts))
