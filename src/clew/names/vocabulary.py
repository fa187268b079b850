"""The words that names are made of, in the form in which names are searched for them: places, activities, entity words, legal forms."""

from collections.abc import Mapping
from math import log

from msgspec import Struct
from msgspec.structs import replace

from clew.names.parts import Kind

Words = tuple[str, ...]
BRANCH = "branch"
"""The kind of the legal forms that say that a name is of a part of a company."""
COMPANY = "company"
"""The kind of the legal forms that say no more than that a name is a company's."""
BEGUN = 3
"""Letters by which the words of pinyin are found that begin at a place: two syllables nearly always have as many."""
SLIPPED, _SELDOM = 6, 20
"""Letters from which on a word of legal forms may be misspelt; names from which on a word is itself: Generali, Alberta, Listed."""


class Meaning(Struct, frozen=True):
    """What a word says.

    Attributes:
        kind: of the part that it is.
        key: under which it meets its other spellings.
        renderings: of a Chinese word, its English ones.
        syllables: of a Chinese word whose characters have several readings, the one that it has.
        shared: of a place, that the word is as often no place: it counts as one only where it stands first.
    """

    kind: Kind
    key: str
    renderings: tuple[Words, ...] = ()
    syllables: Words = ()
    shared: bool = False


class Vocabulary(Struct, frozen=True):
    """Words by spelling.

    Attributes:
        latin: one or several words with single spaces → meaning; `phrase_starts`: a word → the most words of those that begin with it.
        forms: legal forms → class; `form_ends`: a word → the most words of those that end with it; `leading`: those that stand first;
            `usual`: those that are legal forms within a name as well; `lands`: a form → the countries whose law has it, where they
            are few, as bits of three numbers; `cut`: beginnings of forms, as a column's width leaves them at a name's end;
            `slips`: longer words of forms, each by itself and without any one of its letters → the word.
        syllables: of pinyin.
        families: an English word → the one that stands for its family (technologies → technology).
        han: simplified characters → meaning; `longest`: a character → the most characters of those that begin with it;
            `heads`: those that are places.
        pinyin: the syllables of a Chinese word, put together → meaning; `tongue`: its syllables apart → the same;
            `tongue_longest`: a syllable → the most syllables of words that begin with it; `tongue_heads`: those that are places.
        spoken: the letters of a Chinese word → its syllables and what it says, for each word that is said so; legal forms are among them;
            `spoken_lengths`: the first `BEGUN` letters of such a word → how many letters those have that begin so, ascending.
        brands: Chinese words of which brands are made → their English renderings.
        counts: a word → how many names have it, among `names` names.
    """

    latin: Mapping[str, Meaning]
    phrase_starts: Mapping[str, int]
    forms: Mapping[str, str]
    form_ends: Mapping[str, int]
    leading: frozenset[str]
    usual: frozenset[str]
    lands: Mapping[str, tuple[int, int, int]]
    cut: frozenset[str]
    slips: Mapping[str, str]
    syllables: frozenset[str]
    families: Mapping[str, str]
    han: Mapping[str, Meaning]
    longest: Mapping[str, int]
    heads: frozenset[str]
    pinyin: Mapping[str, Meaning]
    tongue: Mapping[Words, Meaning]
    tongue_longest: Mapping[str, int]
    tongue_heads: frozenset[Words]
    spoken: Mapping[str, tuple[tuple[Words, Meaning], ...]]
    spoken_lengths: Mapping[str, tuple[int, ...]]
    brands: Mapping[str, tuple[Words, ...]]
    counts: Mapping[str, int]
    names: int

    def counting(self, counts: Mapping[str, int], names: int) -> "Vocabulary":
        """The same, with words counted in so many further names as well: what is common among them tells little between them."""
        both = {**self.counts, **{word: count + self.counts.get(word, 0) for word, count in counts.items()}}
        return replace(self, counts=both, names=self.names + names)

    def righted(self, word: str) -> str:
        """A word that is hardly in any name as the word of legal forms that it is a slip of the pen from; every other word as it is."""
        if len(word) < SLIPPED or word in self.latin or self.counts.get(word, 0) >= _SELDOM:
            return word
        for at in range(-1, len(word)):
            told = self.slips.get(word[:at] + word[at + 1 :] if at >= 0 else word, "")
            if abs(len(told) - len(word)) <= 1:
                return told
        return word

    def rarity(self, word: str) -> float:
        """How much a word tells: the natural logarithm of how rare it is among names (inverse document frequency)."""
        return log((self.names + 1) / (self.counts.get(word, 0) + 1))
