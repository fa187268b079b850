"""Parsed names as arrays, so that kernels compare hundreds of thousands of pairs a second."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clew.names.alikeness import BITS, FIRST_OTHER, OTHER_BITS
from clew.names.parts import Kind, Name, Part
from clew.names.vocabulary import COMPANY, Vocabulary, Words

BRAND, ACTIVITY, ENTITY, PLACE, NUMBER, FORM, FILLER = range(7)
CODES = {
    Kind.BRAND: BRAND,
    Kind.ACTIVITY: ACTIVITY,
    Kind.ENTITY: ENTITY,
    Kind.PLACE: PLACE,
    Kind.NUMBER: NUMBER,
    Kind.FORM: FORM,
    Kind.FILLER: FILLER,
}
TELLS = {
    Kind.BRAND: 1.0,
    Kind.ACTIVITY: 0.8,
    Kind.ENTITY: 0.6,
    Kind.PLACE: 0.7,
    Kind.NUMBER: 0.8,
    Kind.FORM: 0.0,
    Kind.FILLER: 0.0,
}
"""What a kind's words tell, as a share of their rarity: two companies of one town and trade are not one."""


class Units(NamedTuple):
    """Words of names, one after the other.

    Attributes:
        letters: code points of all words; word k has those from at[k] to at[k+1], and those of the next word follow.
        kinds: a code each; `weights`: what it tells, in natural logarithms of rarity; `masks`: the letters that it has, as bits.
        starts: name i has the words from starts[i] to starts[i+1].
    """

    letters: NDArray[np.int32]
    at: NDArray[np.int64]
    kinds: NDArray[np.int8]
    weights: NDArray[np.float32]
    masks: NDArray[np.int64]
    starts: NDArray[np.int64]


def units(names: Iterable[Name], known: Vocabulary) -> Units:
    """The words of names, each by the word that stands for its family; a phrase of several words (“hong kong”) is so many of its kind.

    Chinese brands and activities are words as they are written.
    """
    told: dict[tuple[object, ...], int] = {}  # the same few words are parts of most names
    distinct: list[Part] = []
    numbers: list[int] = []
    ends = [0]
    for name in names:
        for part in name.parts:
            said = part.kind, part.text, part.key, not part.syllables, not part.renderings
            number = told.setdefault(said, len(distinct))
            if number == len(distinct):
                distinct.append(part)
            numbers.append(number)
        ends.append(len(numbers))
    coded = _coded(distinct, known)
    chosen, starts = gathered(coded.starts, np.array(numbers, np.int64))
    return _picked(coded, chosen, starts[ends])


def _coded(parts: Sequence[Part], known: Vocabulary) -> Units:
    """The words of parts, each part as a name of its own."""
    words = [words_of(part, known) for part in parts]
    letters, at = text_arrays([word for some in words for word in some])
    kinds = [CODES[part.kind] for part, some in zip(parts, words, strict=True) for _ in some]
    weights = [TELLS[part.kind] * known.rarity(word) for part, some in zip(parts, words, strict=True) for word in some]
    starts = offsets(map(len, words))
    return Units(letters, at, np.array(kinds, np.int8), np.array(weights, np.float32), masks_of(letters, at), starts)


def _picked(units: Units, chosen: NDArray[np.int64], starts: NDArray[np.int64]) -> Units:
    """Some of the words, in this order, as those of names that begin at `starts`."""
    places, at = gathered(units.at, chosen)
    return Units(units.letters[places], at, units.kinds[chosen], units.weights[chosen], units.masks[chosen], starts)


def gathered(bounds: NDArray[np.int64], chosen: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What lies between bounds, of some of the things that they bound: the place of each, and the bounds of what was put together."""
    sizes = bounds[chosen + 1] - bounds[chosen]
    at = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    return np.repeat(bounds[chosen] - at[:-1], sizes) + np.arange(at[-1]), at


def words_of(part: Part, known: Vocabulary) -> list[str]:
    """The words by which a part is compared: of its key where other spellings say the same, else of its text.

    A Chinese word that is written in pinyin is compared by that: it has renderings, and no characters. “Co” is of any form, and so is
    compared with none.
    """
    if part.kind is Kind.FORM and part.key == COMPANY:
        return []
    spoken_ = bool(part.renderings) and not part.syllables
    if part.kind in {Kind.PLACE, Kind.FORM, Kind.NUMBER} or not (part.syllables or spoken_ or part.kind is Kind.BRAND):
        return part.key.split()
    return (part.text if part.syllables else known.families.get(part.text, part.text)).split()


def _within(brand: Part, known: Vocabulary) -> Iterator[tuple[tuple[str, ...], float]]:
    """Renderings of the words within a Chinese brand, and how much of its characters each has."""
    size = len(brand.text)
    for start in range(size):
        for end in range(start + 1, min(size, start + _LONGEST_BRAND_WORD) + 1):
            for words in known.brands.get(brand.text[start:end], ()):
                yield words, (end - start) / size


def head_of(word: str, known: Vocabulary) -> list[str]:
    """The words under which a word of a Latin name would be compared, so that a rendering meets it."""
    meaning = known.latin.get(word)
    return meaning.key.split() if meaning and meaning.kind is not Kind.PLACE else [known.families.get(word, word)]


def text_arrays(words: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Code points of words put together, and where each begins, with the end of the last."""
    letters = np.frombuffer("".join(words).encode("utf-32-le"), np.int32)
    return letters, offsets(map(len, words))


def offsets(sizes: Iterable[int]) -> NDArray[np.int64]:
    """Where things of such sizes begin when they follow each other, with the end of the last."""
    return np.fromiter(accumulate(chain((0,), sizes)), np.int64)


def masks_of(letters: NDArray[np.int32], at: NDArray[np.int64]) -> NDArray[np.int64]:
    """The letters of each word as bits: two words that differ in n slips differ in 2·n bits at most."""
    if len(at) == 1:
        return np.zeros(0, np.int64)
    shared = np.left_shift(np.int64(1), (FIRST_OTHER + letters % OTHER_BITS).astype(np.int64))
    found = np.where(letters < len(BITS), BITS[np.minimum(letters, len(BITS) - 1)], shared)
    return np.bitwise_or.reduceat(found, at[:-1])


class Spoken(NamedTuple):
    """Chinese names as they are said, and what their words mean; legal forms are left out.

    Attributes:
        letters, at: pinyin of every character (a Latin word within the name counts as one), as in `Units`.
        segments: of each character, which part of its name it is in, from 0.
        starts: name i has the characters from starts[i] to starts[i+1].
        kinds, weights: of each part; `firsts`: name i has the parts from firsts[i] to firsts[i+1].
        renderings, ends: letters of English words, as `letters` and `at`, of which the same few render many names.
        says: which of those words each rendering of a part is; `bears`: the part of its name; `shares`: how much of the part it says, at
            most 1; `lists`: name i has the renderings from lists[i] to lists[i+1].
    """

    letters: NDArray[np.int32]
    at: NDArray[np.int64]
    segments: NDArray[np.int16]
    starts: NDArray[np.int64]
    kinds: NDArray[np.int8]
    weights: NDArray[np.float32]
    firsts: NDArray[np.int64]
    renderings: NDArray[np.int32]
    ends: NDArray[np.int64]
    says: NDArray[np.int32]
    bears: NDArray[np.int16]
    shares: NDArray[np.float32]
    lists: NDArray[np.int64]


_BRAND_CHARACTER, _BRAND_MOST = 4.0, 12.0
_OTHER = {Kind.ENTITY: 1.5, Kind.PLACE: 2.5, Kind.NUMBER: 3.0, Kind.FILLER: 0.0}
_LONGEST_BRAND_WORD = 4


def spoken(names: Iterable[Name], known: Vocabulary) -> Spoken:
    """Chinese names by the pinyin of their characters and by the English words of their parts."""
    said: list[str] = []
    segments: list[int] = []
    kinds: list[int] = []
    weights: list[float] = []
    words: dict[str, int] = {}
    says: list[int] = []
    bears: list[int] = []
    shares: list[float] = []
    starts, firsts, lists = [0], [0], [0]
    for name in names:
        parts = [part for part in name.parts if part.kind is not Kind.FORM]
        for number, part in enumerate(parts):
            said += part.syllables or (part.text,)
            segments += [number] * (len(part.syllables) or 1)
            kinds.append(CODES[part.kind])
            weights.append(_weight(part, known))
            for word, share in rendered(part, known).items():
                says.append(words.setdefault(word, len(words)))
                bears.append(number)
                shares.append(share)
        starts.append(len(said))
        firsts.append(len(kinds))
        lists.append(len(says))
    letters, at = text_arrays(said)
    renderings, ends = text_arrays(list(words))
    return Spoken(
        *(letters, at, np.array(segments, np.int16), np.array(starts, np.int64)),
        *(np.array(kinds, np.int8), np.array(weights, np.float32), np.array(firsts, np.int64)),
        renderings,
        ends,
        np.array(says, np.int32),
        *(np.array(bears, np.int16), np.array(shares, np.float32), np.array(lists, np.int64)),
    )


def _weight(part: Part, known: Vocabulary) -> float:
    """What a Chinese part tells: a brand by its length, an activity by the rarest word of its first rendering."""
    if part.kind is Kind.BRAND:
        return min(_BRAND_MOST, _BRAND_CHARACTER * max(len(part.syllables), 1))
    if part.kind is Kind.ACTIVITY:
        return TELLS[Kind.ACTIVITY] * max(map(known.rarity, first_rendering(part)))
    return _OTHER[part.kind]


def first_rendering(part: Part) -> Words:
    """The words of the most usual rendering of a part, by the rarest of which an activity weighs."""
    return part.renderings[0] if part.renderings else (part.key,)


def rendered(part: Part, known: Vocabulary) -> dict[str, float]:
    """English word → how much of a Chinese part it says, at most 1: a rendering of two words says half by each of them.

    A rendering that is a phrase of its own (“integrated circuit”) is met by its words, and by the words under which the phrase is known.
    A brand is rendered by the words of which it is made, each as much as it has of the brand's characters.
    """
    found: dict[str, float] = {}
    for words in part.renderings:
        text = " ".join(words)
        phrase = head_of(text, known) if text in known.latin else []
        for heads, share in (*((head_of(word, known), 1 / len(words)) for word in words), (phrase, 1 / max(len(phrase), 1))):
            for head in heads:
                found[head] = max(found.get(head, 0.0), share)
    if part.kind is Kind.BRAND and part.syllables:
        for words, share in _within(part, known):
            for head in (head for word in words for head in head_of(word, known)):
                found[head] = max(found.get(head, 0.0), share / len(words))
    return found
