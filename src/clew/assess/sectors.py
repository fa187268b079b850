"""Sector signals: a holding whose own name or stated industry names a high-priority sector. No finding, no presumption."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clew.assess.facts import Facts
from clew.model.screening import HoldingRef, SectorSignal


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
    by_word = {word: sector for sector in sectors for word in sector.words}
    if not by_word:
        return
    words = _pattern(by_word)
    masks = {sector.entity_id: _pattern(sector.exclude) if sector.exclude else None for sector in sectors}
    for holding, industry in lines:
        said: set[str] = set()
        for column, text in (("its name", holding.name.lower()), ("its stated industry", industry.lower())):
            for word in words.findall(text):
                sector = by_word[word]
                mask = masks[sector.entity_id]
                if sector.entity_id not in said and not (mask and mask.search(text)):
                    said.add(sector.entity_id)
                    yield _signal(facts, sector, holding, f"{column} (“{word}”)", templates)


def _signal(facts: Facts, sector: Sector, holding: HoldingRef, matched: str, templates: Mapping[str, str]) -> SectorSignal:
    """One signal, with the notice that named the sector."""
    day, citation = facts.since(sector.entity_id)
    since = f" (since {day}, {citation})" if day else ""
    sentence = templates["sector"].format(matched=f"{holding.name}: {matched}", sector=sector.name, since=since) + "."
    return SectorSignal(holding, sector.name, matched, sentence, citation, day, facts.cited(sector.entity_id))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, as a whole word where the script has spaces; longest first."""
    parts = [rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))]
    return re.compile("|".join(parts))
