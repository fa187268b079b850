"""What speaks for and against a Latin and a Chinese name being one company's, in figures. Kernels over arrays."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clew.names.alikeness import Letters
from clew.names.coded import ACTIVITY, BRAND, ENTITY, FILLER, FORM, NUMBER, PLACE, Spoken, Units
from clew.names.compiled import compiled
from clew.names.explained import CHARACTERS, NEARLY, PARTS, WORDS, Found, explain, found
from clew.names.sounds import is_spelt, kind_of, sounds_alike

FIGURES = (
    *("latin_share", "han_share", "latin_brand", "han_brand", "latin_activity", "han_activity"),
    *("places", "places_differ", "place_more", "told", "rarest", "brand_characters", "sound", "initial_agrees", "initial_differs"),
    *("initials", "entity_both", "entity_one", "number_more", "best_brand", "disorder", "longest", "no_latin_brand", "no_han_brand"),
    *("han_told", "latin_weight", "han_weight", "latin_left", "han_left", "brand_letters", "spelt_left"),
    *("nearly_spelt", "pieced", "pieced_letters", "consonants", "initials_begun", "rarest_agrees", "activity_both", "activity_one"),
)
"""What each column of the figures says: shares of what is explained, or sums of what words tell, or counts."""
_NONE = -0.2
"""The share of a kind that a name has nothing of: neither explained nor unexplained."""
_LEAST = 0.1
_OPEN = 0.3
_BUFFER = 24
_PIECE, _SYLLABLE = 3, 2
"""Letters of a rendering, and of a syllable, that may be a piece of a word, at least."""


class LatinSide(NamedTuple):
    """What is explained of a Latin name, by what it tells: in all, of its brand, of its activities; and words left over."""

    told: float
    explained: float
    brand: float
    brand_explained: float
    activity: float
    activity_explained: float
    rarest: float
    places: int
    places_left: int
    entities: int
    numbers: int


class HanSide(NamedTuple):
    """What is explained of a Chinese name, likewise."""

    told: float
    explained: float
    brand: float
    brand_explained: float
    activity: float
    activity_explained: float
    places_left: int
    entities: int


class Left(NamedTuple):
    """Brands that are left over on both sides: letters of words put together, and of characters; where each word ends; room for counts."""

    latin: NDArray[np.int32]
    han: NDArray[np.int32]
    words: NDArray[np.int64]
    best: NDArray[np.int64]


@compiled
def empty_left() -> Left:
    """Room for what is left over of one pair; it serves many."""
    return Left(np.zeros(_BUFFER, np.int32), np.zeros(_BUFFER, np.int32), np.zeros(WORDS + 1, np.int64), np.zeros(_BUFFER + 1, np.int64))


@compiled
def compare_cross(latin: Units, han: Spoken, one: NDArray[np.int64], other: NDArray[np.int64], out: NDArray[np.float32]) -> None:
    """The figures of pairs of names: row p is Latin name one[p] against Chinese name other[p]."""
    work, left = found(), empty_left()
    for p in range(len(one)):
        explain(latin, one[p], han, other[p], work)
        _figures(latin, one[p], han, other[p], work, left, out[p])


@compiled
def _figures(latin: Units, e: int, han: Spoken, h: int, work: Found, left: Left, out: NDArray[np.float32]) -> None:  # noqa: PLR0913, PLR0917
    """The figures of one pair."""
    x, y = _latin_side(latin, e, work), _han_side(han, h, work)
    out[0], out[1] = x.explained / max(x.told, _LEAST), y.explained / max(y.told, _LEAST)
    out[2], out[3] = _share(x.brand_explained, x.brand), _share(y.brand_explained, y.brand)
    out[4], out[5] = _share(x.activity_explained, x.activity), _share(y.activity_explained, y.activity)
    out[6], out[7] = x.places, x.places_left > 0 and y.places_left > 0
    out[8], out[9], out[10] = (x.places_left > 0) != (y.places_left > 0), x.explained, x.rarest
    words, m, characters = _latin_left(latin, e, work, left), 0, 0
    m, characters = _han_left(han, h, work, left.han)
    n, out[11] = left.words[words], characters
    out[12] = sounds_alike(left.latin[:n], left.han[:m]) if n > 1 and m > 1 else 0.0
    out[13] = n > 0 and m > 0 and left.latin[0] == left.han[0]
    out[14] = n > 0 and m > 0 and left.latin[0] != left.han[0]
    out[15], out[16], out[17] = work.sums[1], min(x.entities, y.entities), max(x.entities, y.entities)
    out[18], out[19], out[20] = x.numbers, work.sums[2], work.sums[3] / max(work.sums[4], 1.0)
    out[21], out[22], out[23] = work.sums[0], x.brand == 0.0, y.brand == 0.0
    out[24], out[25], out[26] = y.explained, x.told, y.told
    out[27], out[28], out[29] = x.told - x.explained, y.told - y.explained, n
    out[30] = _spelt_left(left, words)
    out[31] = _nearly_spelt(latin, e, work)
    out[32], out[33] = _pieced(left, words, han, h)
    out[34], out[35] = _consonants(left.latin[:n], han, h, work), _initials_begun(left, words, han, h, work)
    out[36] = _rarest_agrees(latin, e, work)
    more, others = x.activity - x.activity_explained, y.activity - y.activity_explained
    out[37], out[38] = min(more, others), max(more, others)


@compiled
def _spelt_left(left: Left, words: int) -> int:
    """How many of the words that are left over are pinyin: of these characters they are not."""
    count = 0
    for word in range(words):
        count += is_spelt(left.latin[left.words[word] : left.words[word + 1]])
    return count


@compiled
def _nearly_spelt(latin: Units, e: int, work: Found) -> int:
    """How many words are nearly the pinyin of characters, and are pinyin as they stand: of other characters, then."""
    first, count = latin.starts[e], 0
    for at in range(min(latin.starts[e + 1] - first, WORDS)):
        if work.how[at] == NEARLY:
            count += is_spelt(latin.letters[latin.at[first + at] : latin.at[first + at + 1]])
    return count


@compiled
def _pieced(left: Left, words: int, han: Spoken, h: int) -> tuple[float, int]:
    """How much of the words that are left over is put together of renderings and of pinyin of the brand, as Goldwind is: share, letters.

    Of all ways to take pieces out of a word, the one that leaves the fewest letters.
    """
    covered = 0
    for word in range(words):
        begin, end = left.words[word], left.words[word + 1]
        best = left.best
        best[: end - begin + 1] = 0
        for at in range(end - begin):
            best[at + 1] = max(best[at + 1], best[at])
            _piece_renderings(left.latin[begin + at : end], best, at, han, h)
            _piece_syllables(left.latin[begin + at : end], best, at, han, h)
        covered += best[end - begin]
    return covered / max(left.words[words], 1), covered


@compiled
def _piece_renderings(letters: Letters, best: NDArray[np.int64], at: int, han: Spoken, h: int) -> None:
    """Mark where renderings of a brand end that begin here."""
    for r in range(han.lists[h], han.lists[h + 1]):
        begin = han.ends[han.says[r]]
        if han.renderings[begin] != letters[0]:
            continue
        size = han.ends[han.says[r] + 1] - begin
        if size < _PIECE or size > len(letters) or han.kinds[han.firsts[h] + han.bears[r]] != BRAND:
            continue
        same = True
        for k in range(size):
            same = same and han.renderings[begin + k] == letters[k]
        if same:
            best[at + size] = max(best[at + size], best[at] + size)


@compiled
def _piece_syllables(letters: Letters, best: NDArray[np.int64], at: int, han: Spoken, h: int) -> None:
    """Mark where the pinyin of a brand's character ends that begins here."""
    base = han.starts[h]
    for c in range(min(han.starts[h + 1] - base, CHARACTERS)):
        if han.letters[han.at[base + c]] != letters[0]:
            continue
        size = han.at[base + c + 1] - han.at[base + c]
        if size < _SYLLABLE or size > len(letters) or han.kinds[han.firsts[h] + han.segments[base + c]] != BRAND:
            continue
        same = True
        for k in range(size):
            same = same and han.letters[han.at[base + c] + k] == letters[k]
        if same:
            best[at + size] = max(best[at + size], best[at] + size)


@compiled
def _is_open(han: Spoken, h: int, c: int, work: Found) -> bool:
    """Whether a character is of a brand, and nothing explains it."""
    return bool(work.covered[c] < _OPEN and han.kinds[han.firsts[h] + han.segments[han.starts[h] + c]] == BRAND)


@compiled
def _consonants(letters: Letters, han: Spoken, h: int, work: Found) -> float:
    """The share of the syllables left over whose first letter, or one of its kind, comes in the letters left over, in this order."""
    base, at, agree, count = han.starts[h], 0, 0, 0
    for c in range(min(han.starts[h + 1] - base, CHARACTERS)):
        if not _is_open(han, h, c, work):
            continue
        count += 1
        p = at
        while p < len(letters) and kind_of(letters[p]) != kind_of(han.letters[han.at[base + c]]):
            p += 1
        if p < len(letters):
            at = p + 1
            agree += 1
    return agree / count if count else _NONE


@compiled
def _initials_begun(left: Left, words: int, han: Spoken, h: int, work: Found) -> int:
    """With how many first letters of the pinyin of characters left over, one after the other, a word that is left over begins."""
    base, best = han.starts[h], 0
    size = min(han.starts[h + 1] - base, CHARACTERS)
    for word in range(words):
        for c in range(size):
            k = 0
            while (
                c + k < size
                and left.words[word] + k < left.words[word + 1]
                and _is_open(han, h, c + k, work)
                and left.latin[left.words[word] + k] == han.letters[han.at[base + c + k]]
            ):
                k += 1
            best = max(best, k)
    return best


@compiled
def _rarest_agrees(latin: Units, e: int, work: Found) -> float:
    """What the most telling word that is explained, and is no brand, tells."""
    first, best = latin.starts[e], 0.0
    for at in range(min(latin.starts[e + 1] - first, WORDS)):
        if latin.kinds[first + at] not in (BRAND, PLACE) and latin.kinds[first + at] < FORM:
            best = max(best, float(latin.weights[first + at] * work.quality[at]))
    return best


@compiled
def _share(part: float, whole: float) -> float:
    """The explained part of what a kind tells; `_NONE` where a name has nothing of that kind."""
    return part / whole if whole > 0.0 else _NONE


@compiled
def _latin_side(latin: Units, e: int, work: Found) -> LatinSide:
    """What is explained of Latin name e: sums of what its words tell, in natural logarithms of rarity, and counts of words left over."""
    first, size = latin.starts[e], min(latin.starts[e + 1] - latin.starts[e], WORDS)
    told, explained, brand, brand_explained, activity, activity_explained, rarest = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    places, places_left, entities, numbers = 0, 0, 0, 0
    for at in range(size):
        kind, weight, quality = latin.kinds[first + at], float(latin.weights[first + at]), work.quality[at]
        if kind >= FORM:
            continue
        open_, said = quality == 0.0, float(latin.weights[first + at] * quality)
        told += weight
        explained += said
        if kind == BRAND:
            brand += weight
            brand_explained += said
            rarest = max(rarest, weight * open_)
        elif kind == ACTIVITY:
            activity += weight
            activity_explained += said
        places += kind == PLACE and not open_
        places_left += kind == PLACE and open_
        entities += kind == ENTITY and open_
        numbers += kind == NUMBER and open_
    return LatinSide(told, explained, brand, brand_explained, activity, activity_explained, rarest, places, places_left, entities, numbers)


@compiled
def _han_side(han: Spoken, h: int, work: Found) -> HanSide:
    """What is explained of Chinese name h: sums of what its parts tell, by the share of their characters that is explained."""
    base, first = han.starts[h], han.firsts[h]
    size, parts = min(han.starts[h + 1] - base, CHARACTERS), min(han.firsts[h + 1] - first, PARTS)
    told, explained, brand, brand_explained, activity, activity_explained = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    places, entities = 0, 0
    for part in range(parts):
        characters, covered, best = 0, 0.0, 0.0
        for at in range(size):
            if han.segments[base + at] == part:
                characters += 1
                covered += float(work.covered[at])
                best = max(best, work.covered[at])
        kind, weight = han.kinds[first + part], float(han.weights[first + part])
        share = covered / max(characters, 1)
        told += weight
        explained += weight * share
        if kind == BRAND:
            brand += weight
            brand_explained += weight * share
        elif kind == ACTIVITY:
            activity += weight
            activity_explained += weight * share
        places += kind == PLACE and best == 0.0
        entities += kind == ENTITY and best == 0.0
    return HanSide(told, explained, brand, brand_explained, activity, activity_explained, places, entities)


@compiled
def _latin_left(latin: Units, e: int, work: Found, into: Left) -> int:
    """Put the letters of brand words that nothing explains together; returns how many words there are."""
    first, count, words, bare = latin.starts[e], 0, 0, True
    size = min(latin.starts[e + 1] - first, WORDS)
    for at in range(size):
        bare = bare and latin.kinds[first + at] != BRAND
    for at in range(size):
        kind, stands_first = latin.kinds[first + at], bare
        bare = bare and kind in (PLACE, FORM, FILLER)
        if work.quality[at] == 0.0 and (kind == BRAND or (stands_first and kind in (ACTIVITY, ENTITY))):
            for p in range(latin.at[first + at], latin.at[first + at + 1]):
                if count < _BUFFER:
                    into.latin[count] = latin.letters[p]
                    count += 1
            words += 1
            into.words[words] = count
    return words


@compiled
def _han_left(han: Spoken, h: int, work: Found, into: NDArray[np.int32]) -> tuple[int, int]:
    """Put the pinyin of brand characters that nothing explains together; returns how many letters and how many characters there are."""
    base, count, characters = han.starts[h], 0, 0
    for at in range(min(han.starts[h + 1] - base, CHARACTERS)):
        if work.covered[at] >= _OPEN or han.kinds[han.firsts[h] + han.segments[base + at]] != BRAND:
            continue
        characters += 1
        for p in range(han.at[base + at], han.at[base + at + 1]):
            if count < _BUFFER:
                into[count] = han.letters[p]
                count += 1
    return count, characters
