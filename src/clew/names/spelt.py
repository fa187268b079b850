"""A Chinese name in letters, however its words are spaced: “Shenzhen Huaqiang Dianzi Youxian Gongsi”, each syllable apart, or all as one.

People write pinyin in words as they please: where spaces stand says nothing but that no syllable goes across one. So all letters of a name
are cut at once, into the words of the vocabulary and what is between them. Such a name is known by 公司 *gongsi*, which names in other
languages do not have.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from clew.names.parts import Kind, Part
from clew.names.vocabulary import BEGUN, Meaning, Vocabulary

_COMPANY = "gongsi"
_NAMING = frozenset({Kind.BRAND, Kind.ACTIVITY, Kind.ENTITY})
_UMLAUT = re.compile("(?<=[ln])v")
"""ü, as it is typed."""
_SYLLABLE = 6
"""Letters of the longest syllable."""
_WORD, _LONGER, _HEAD, _INNER = 100, 3, 20, 120
"""What a word costs, what less for each syllable, what less for a place at the beginning, and what more for one that is not there."""
_UNKNOWN = (290, -60, 110, 110, 115)
"""What the first syllable costs that is in no word, the second after it, and so on: brands have two, and seldom one."""
_STRAY = 1000
"""What a letter costs that is in no syllable."""
_VOWEL = 60
"""A syllable that begins with a vowel is seldom within a word: an apostrophe should stand before it."""
_STRAYS = 4
"""Fewer letters than one in so many may be in no syllable, as where a brand in capitals is among pinyin; else a word is no pinyin."""
_TELLING = 5
"""Letters from which on a word that is known, and is no Chinese one, is that word, though its letters are syllables: China, machine."""
_WORDS = 1 << 16
"""Words of which it is remembered how they are spelt: the same few are in most names."""


class _Step(NamedTuple):
    """The least that the letters up to a place cost, in a run of so many syllables in no word; how it came there.

    Attributes:
        cost: in all.
        before: the place and the run before; `meaning`: of the word between, None where it is in none; `stray`: that it is no syllable.
    """

    cost: int
    before: tuple[int, int]
    meaning: Meaning | None
    stray: bool


def spells_a_company(words: Sequence[str]) -> bool:
    """Whether a name has 公司 in letters."""
    return _COMPANY in "".join(words)


def is_pinyin(word: str, known: Vocabulary) -> bool:
    """Whether a word among pinyin is pinyin as well, but for a few letters."""
    if len(word) >= _TELLING and word in known.latin and word not in known.spoken:
        return False
    return _strays(word, known.syllables) * _STRAYS < len(word)


@lru_cache(maxsize=_WORDS)
def _strays(word: str, syllables: frozenset[str]) -> int:
    """The fewest letters of a word that are in no syllable."""
    least: list[int] = list(range(len(word) + 1))
    for end in range(1, len(word) + 1):
        starts = (start for start in range(max(0, end - _SYLLABLE), end) if word[start:end] in syllables)
        least[end] = min(least[end - 1] + 1, *(least[start] for start in starts), end)
    return least[-1]


def spelt_parts(words: Sequence[str], known: Vocabulary) -> list[Part]:
    """The parts of words that are pinyin: the fewest and longest words of the vocabulary, and what is between them as brand."""
    said = _UMLAUT.sub("u", "".join(words))
    breaks = frozenset(accumulate(map(len, words)))
    steps = _steps(said, breaks, known, strays=False)
    return list(_parts(said, steps if steps[-1] else _steps(said, breaks, known, strays=True)))


def named(parts: Sequence[Part]) -> list[Part]:
    """The parts of a name, with its last place as brand where nothing else says who it is: that only sounds like a place."""
    last = max((at for at, part in enumerate(parts) if part.kind is Kind.PLACE), default=-1)
    if any(part.kind in _NAMING for part in parts):
        last = -1
    return [_brand(part.text) if at == last else part for at, part in enumerate(parts)]


def _steps(said: str, breaks: frozenset[int], known: Vocabulary, *, strays: bool) -> list[dict[int, _Step]]:
    """Of each place among the letters, the cheapest way there, for each length of the run of syllables in no word that ends there.

    Without `strays`, which most names need not, no letter is outside of syllables: only where one ends is looked on from.
    """
    steps: list[dict[int, _Step]] = [{} for _ in range(len(said) + 1)]
    steps[0][0] = _Step(0, (0, 0), None, stray=False)
    for at, here in enumerate(steps[:-1]):
        if not here:
            continue
        least, last = min((step.cost, run) for run, step in here.items())
        for end, cost, meaning in _known_words(said, at, breaks, known):
            _offer(steps[end], 0, least + cost, (at, last), meaning)
        vowel = _VOWEL if said[at] in "aeo" and at not in breaks else 0
        for end in _syllables(said, at, breaks, known):
            for run, step in here.items():
                longer = min(run + 1, len(_UNKNOWN))
                _offer(steps[end], longer, step.cost + _UNKNOWN[longer - 1] + vowel, (at, run))
        if strays:
            for run, step in here.items():
                _offer(steps[at + 1], min(run + 1, len(_UNKNOWN)), step.cost + _STRAY, (at, run), stray=True)
    return steps


def _offer(
    steps: dict[int, _Step], run: int, cost: int, before: tuple[int, int], meaning: Meaning | None = None, *, stray: bool = False
) -> None:
    """Keep a way if it is cheaper than the one that is known."""
    if run not in steps or cost < steps[run].cost:
        steps[run] = _Step(cost, before, meaning, stray)


def _syllables(said: str, at: int, breaks: frozenset[int], known: Vocabulary) -> Iterator[int]:
    """Where the syllables end that begin at a place."""
    for end in range(at + 1, min(len(said), at + _SYLLABLE) + 1):
        if said[at:end] in known.syllables:
            yield end
        if end in breaks:
            return


def _known_words(said: str, at: int, breaks: frozenset[int], known: Vocabulary) -> Iterator[tuple[int, int, Meaning]]:
    """The words of the vocabulary that begin at a place: where each ends, what it costs, what it says."""
    for length in known.spoken_lengths.get(said[at : at + BEGUN], ()):
        end = at + length
        if end > len(said):
            return
        words = known.spoken.get(said[at:end])
        if not words:
            continue
        crossed = [place for place in range(at + 1, end) if place in breaks]
        for syllables, meaning in words:
            if not crossed or frozenset(accumulate(map(len, syllables), initial=at)).issuperset(crossed):
                if meaning.kind is Kind.PLACE and at and meaning.shared:
                    continue
                place = 0 if meaning.kind is not Kind.PLACE else _INNER if at else -_HEAD
                yield end, _WORD - _LONGER * len(syllables) + place, meaning


def _parts(said: str, steps: Sequence[dict[int, _Step]]) -> Iterator[Part]:
    """The words on the cheapest way through all letters; syllables in no word, and letters in no syllable, as one each."""
    way: list[tuple[str, Meaning | None, bool]] = []
    at, run = len(said), min((step.cost, run) for run, step in steps[-1].items())[1]
    while at:
        step = steps[at][run]
        way.append((said[step.before[0] : at], step.meaning, step.stray))
        at, run = step.before
    text, kind = "", False
    for word, meaning, stray in (*reversed(way), ("", None, False)):
        if text and (meaning or not word or stray is not kind):
            yield _brand(text)
            text = ""
        if meaning:
            yield _known(word, meaning)
        else:
            text, kind = text + word, stray


def _known(word: str, meaning: Meaning) -> Part:
    """A word of the vocabulary; a legal form by its syllables apart, as lists of forms have it, and its countries are known by."""
    if meaning.kind is Kind.FORM:
        return Part(Kind.FORM, " ".join(meaning.syllables), meaning.key)
    return Part(meaning.kind, word, meaning.key, () if meaning.kind is Kind.PLACE else meaning.renderings)


def _brand(text: str) -> Part:
    """What is in no word: a brand, or a number."""
    return Part(Kind.NUMBER, text, text.lstrip("0") or "0") if text.isdigit() else Part(Kind.BRAND, text, text)
