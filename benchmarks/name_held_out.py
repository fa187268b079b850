"""The words of names without what was learnt from some companies: so that what trees learn of words holds for companies never seen.

The lexicons hold words that were read in names of the very companies of which the lessons are made. There, a rendering agrees more often
than it does anywhere else, and trees would learn to trust too little what sounds alike, and to expect too much. So each fourth of the
companies is compared by words of which none is known by names of that fourth alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from clew.names.parts import Kind
from clew.names.vocabulary import Meaning, Vocabulary, Words
from name_chinese import Listed

FOURTHS = (1, 2, 3, 4)
"""What is left of an exchange code divided by five: 0 are the companies that are asked about."""
_DIVISOR, _LONGEST = 5, 8
_WORD = re.compile(r"[a-z]+|\d+")
_Support = Mapping[str, Sequence[tuple[int, frozenset[str]]]]


def fourth_of(company: Listed) -> int:
    """The fourth to which a company belongs."""
    return int(company.code) % _DIVISOR


def support(companies: Iterable[Listed]) -> _Support:
    """Chinese word → the fourth and the English words of each company whose name has it."""
    found: defaultdict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for one in companies:
        words = frozenset(_WORD.findall(one.english.casefold()))
        size = len(one.chinese)
        ends = ((at, end) for at in range(size) for end in range(at + 1, min(size, at + _LONGEST) + 1))
        for word in {one.chinese[at:end] for at, end in ends}:
            found[word].append((fourth_of(one), words))
    return found


def without(words: Vocabulary, told: _Support, fourth: int) -> Vocabulary:
    """The vocabulary without renderings that names of one fourth have, and no others."""

    def kept(chinese: str, renderings: Iterable[Words]) -> tuple[Words, ...]:
        """The renderings that others have as well, or none."""
        return tuple(one for one in renderings if _fourths(told.get(chinese, ()), one) != {fourth})

    brands = {word: left for word, renderings in words.brands.items() if (left := kept(word, renderings))}
    han = {word: fewer for word, meaning in words.han.items() if (fewer := _meaning(meaning, kept(word, meaning.renderings)))}
    return replace(words, brands=brands, han=han)


def _meaning(meaning: Meaning, left: tuple[Words, ...]) -> Meaning | None:
    """A meaning with fewer renderings; none where none are left of those by which the word is known. Places are read in no names."""
    if meaning.kind not in {Kind.ACTIVITY, Kind.ENTITY} or len(left) == len(meaning.renderings):
        return meaning
    return replace(meaning, renderings=left) if left else None


def _fourths(told: Iterable[tuple[int, frozenset[str]]], rendering: Words) -> set[int]:
    """The fourths in which an English name has all words of a rendering."""
    return {fourth for fourth, words in told if words.issuperset(rendering)}
