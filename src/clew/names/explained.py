"""A Latin name against a Chinese one: which words say which characters, by pinyin, translation or initials. Kernels over arrays."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clew.names.alikeness import Letters, alike, bit_of, may_be_alike
from clew.names.coded import BRAND, FORM, Spoken, Units
from clew.names.compiled import compiled

WORDS, CHARACTERS, PARTS = 14, 24, 16
"""Of a Latin name, and of a Chinese one, what is compared; the rest is not looked at."""
NOTHING, PINYIN, NEARLY, MEANING, INITIALS = range(5)
"""By what a Latin word is explained."""
_APART = 4
"""Words that may be one Chinese word's pinyin, written apart: “Zhe Jiang”."""
_ONE_SYLLABLE, _LONGER = 0.55, 0.05
"""One syllable is shared by many characters, so that it says little; every further one says more."""
_WRITTEN_APART = 0.98
_TAKEN = 0.5
"""What is left of an explanation whose characters another word explains already."""
_NEARLY_FROM, _NEARLY = 0.7, 0.9
_NEARLY_LETTERS, _NEARLY_SPAN = 5, 5
_SLACK = 2
_MEANING_FROM, _MEANING, _SAID_ALREADY = 0.75, 0.97, 0.4
_LONGER_WORD = 3
"""Letters by which a brand's word is longer than a rendering that it is no form of: Goldwind says more than gold."""
_INITIALS_FROM, _INITIALS_TO, _BY_INITIALS = 2, 5, 0.6
_SURE = 0.9
_LEAST = 0.3
_BUFFER = 64


class Found(NamedTuple):
    """What is worked out for one pair of names; one table serves many pairs.

    Attributes:
        quality: of each word of the Latin name, how well it is explained; `how`: by what; `begins`, `ends`: the characters that it says
            (for a meaning: the part, and -1).
        covered: of each character, how well it is explained; `said`: of each part, how much of it is.
        buffer: letters of words that are put together.
        best: quality, begin, end, words, how, of the explanation at hand.
        sums: syllables of the longest run explained, 1 where initials explain something, what the best explained brand word tells,
            words that stand before one which they follow in the other name, words explained.
    """

    quality: NDArray[np.float32]
    how: NDArray[np.int64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    covered: NDArray[np.float32]
    said: NDArray[np.float32]
    buffer: NDArray[np.int32]
    best: NDArray[np.float64]
    sums: NDArray[np.float64]


@compiled
def found() -> Found:
    """An empty table."""
    return Found(
        np.zeros(WORDS, np.float32),
        np.zeros(WORDS, np.int64),
        np.zeros(WORDS, np.int64),
        np.zeros(WORDS, np.int64),
        np.zeros(CHARACTERS, np.float32),
        np.zeros(PARTS, np.float32),
        np.zeros(_BUFFER, np.int32),
        np.zeros(5, np.float64),
        np.zeros(5, np.float64),
    )


@compiled
def explain(latin: Units, e: int, han: Spoken, h: int, out: Found) -> None:
    """Explain the words of Latin name e by the characters of Chinese name h, from the first word on, each by what explains it best."""
    first, size = latin.starts[e], min(latin.starts[e + 1] - latin.starts[e], WORDS)
    out.quality[:] = 0.0
    out.how[:] = NOTHING
    out.covered[:] = 0.0
    out.said[:] = 0.0
    out.sums[:] = 0.0
    at, last = 0, -1
    while at < size:
        out.best[:] = 0.0
        out.best[3] = 1
        if latin.kinds[first + at] < FORM:
            _by_pinyin(latin, first + at, size - at, han, h, out)
            _by_meaning(latin, first + at, han, h, out)
            _by_initials(latin, first + at, han, h, out)
        if out.best[0] > _LEAST:
            last = _take(latin, first, at, han, h, out, last)
        at += int(out.best[3])


@compiled
def _offer(out: Found, quality: float, begin: int, end: int, words: int, how: int) -> None:
    """Keep an explanation if it is better than the one at hand."""
    if quality > out.best[0]:
        out.best[0], out.best[1], out.best[2], out.best[3], out.best[4] = quality, begin, end, words, how


@compiled
def _by_pinyin(latin: Units, word: int, left: int, han: Spoken, h: int, out: Found) -> None:
    """Explain a word, or it and those that follow, as the pinyin of characters that follow each other; else as nearly that."""
    size = 0
    for words in range(1, min(left, _APART) + 1):
        if latin.kinds[word + words - 1] >= FORM:
            return
        for p in range(latin.at[word + words - 1], latin.at[word + words]):
            if size < _BUFFER:
                out.buffer[size] = latin.letters[p]
                size += 1
        letters, base = out.buffer[:size], han.starts[h]
        for begin in range(min(han.starts[h + 1] - base, CHARACTERS)):
            end = _spells(letters, han, h, begin)
            if end > begin:
                _offer(out, _pinyin_quality(out, begin, end, words), begin, end, words, PINYIN)
        if words == 1 and size >= _NEARLY_LETTERS and out.best[0] < _SURE:
            _by_nearly(letters, latin.masks[word], han, h, out)


@compiled
def _spells(letters: Letters, han: Spoken, h: int, begin: int) -> int:
    """The position after the characters from `begin` on whose pinyin the letters are; -1 if they are not."""
    base, at = han.starts[h], 0
    for end in range(begin, min(han.starts[h + 1] - base, CHARACTERS)):
        p, q = han.at[base + end], han.at[base + end + 1]
        if at + q - p > len(letters):
            return -1
        for k in range(p, q):
            if han.letters[k] != letters[at]:
                return -1
            at += 1
        if at == len(letters):
            return end + 1
    return -1


@compiled
def _pinyin_quality(out: Found, begin: int, end: int, words: int) -> float:
    """How well characters explain a word: the more of them the better, and those best that explain nothing yet."""
    fresh = 0
    for at in range(begin, end):
        fresh += out.covered[at] < _TAKEN
    quality = (1.0 if end - begin > 1 else _ONE_SYLLABLE) * (1 + _LONGER * (end - begin)) * (1.0 if words == 1 else _WRITTEN_APART)
    return quality * (_TAKEN + (1 - _TAKEN) * fresh / (end - begin))


@compiled
def _by_nearly(letters: Letters, mask: int, han: Spoken, h: int, out: Found) -> None:
    """Explain a word, of these letters as bits, as the pinyin of two to five characters with a slip, or cut short."""
    base = han.starts[h]
    size = min(han.starts[h + 1] - base, CHARACTERS)
    for begin in range(size):
        p, other = han.at[base + begin], 0
        same = han.letters[p] == letters[0]
        for end in range(begin + 1, min(size, begin + _NEARLY_SPAN) + 1):
            for k in range(han.at[base + end - 1], han.at[base + end]):
                other |= bit_of(han.letters[k])
            long = han.at[base + end] - p
            if end < begin + 2 or abs(long - len(letters)) > _SLACK:
                continue
            # Most spans have other letters: only what may be alike is compared letter by letter.
            if may_be_alike(mask, other, min(long, len(letters)), max(long, len(letters)), same):
                value = alike(letters, han.letters[p : han.at[base + end]])
                if _NEARLY_FROM <= value < 1.0:
                    _offer(out, _NEARLY * value, begin, end, 1, NEARLY)


@compiled
def _by_meaning(latin: Units, word: int, han: Spoken, h: int, out: Found) -> None:
    """Explain a word as a rendering of a part."""
    letters = latin.letters[latin.at[word] : latin.at[word + 1]]
    for r in range(han.lists[h], han.lists[h + 1]):
        if han.bears[r] >= PARTS:
            break
        p, q = han.ends[han.says[r]], han.ends[han.says[r] + 1]
        if han.renderings[p] != letters[0] or (_of_brand(han, h, r) and q - p + _LONGER_WORD <= len(letters)):
            continue
        value = alike(letters, han.renderings[p:q])
        if value >= _MEANING_FROM:
            fresh = out.said[han.bears[r]] < 1.0
            _offer(out, (_MEANING if fresh else _SAID_ALREADY) * value, r, -1, 1, MEANING)


@compiled
def _of_brand(han: Spoken, h: int, r: int) -> bool:
    """Whether a rendering is of a part of a brand."""
    return bool(han.kinds[han.firsts[h] + han.bears[r]] == BRAND)


@compiled
def _by_initials(latin: Units, word: int, han: Spoken, h: int, out: Found) -> None:
    """Explain a short word as the first letters of the pinyin of characters that follow each other."""
    begin, size = latin.at[word], latin.at[word + 1] - latin.at[word]
    if out.best[0] >= _BY_INITIALS or not _INITIALS_FROM <= size <= _INITIALS_TO:
        return
    base = han.starts[h]
    for start in range(min(han.starts[h + 1] - base, CHARACTERS) - size + 1):
        same = True
        for k in range(size):
            same = same and han.letters[han.at[base + start + k]] == latin.letters[begin + k]
        if same:
            _offer(out, _BY_INITIALS, start, start + size, 1, INITIALS)
            return


@compiled
def _take(latin: Units, first: int, at: int, han: Spoken, h: int, out: Found, last: int) -> int:  # noqa: PLR0913, PLR0917
    """Hold the explanation at hand; returns the position of its first character."""
    quality, how, words = min(out.best[0], 1.0), int(out.best[4]), int(out.best[3])
    told, begin = 0.0, int(out.best[1])
    for k in range(words):
        out.quality[at + k], out.how[at + k] = quality, how
        out.begins[at + k], out.ends[at + k] = begin, int(out.best[2])
        told += float(latin.weights[first + at + k])
        if words > 1:
            word = latin.letters[latin.at[first + at + k] : latin.at[first + at + k + 1]]
            begin = max(begin, _spells(word, han, h, begin))
    place = _take_meaning(han, h, out) if how == MEANING else _take_span(han, h, out, quality, how)
    part = han.segments[han.starts[h] + place]
    if how != INITIALS and part < PARTS and han.kinds[han.firsts[h] + part] == BRAND:
        out.sums[2] = max(out.sums[2], told * quality)
    out.sums[1] = max(out.sums[1], how == INITIALS)
    out.sums[3] += place < last
    out.sums[4] += 1
    return place


@compiled
def _take_meaning(han: Spoken, h: int, out: Found) -> int:
    """Mark the part that a meaning says, as much as the word says of it; returns its first character."""
    r = int(out.best[1])
    part = han.bears[r]
    out.said[part] = min(1.0, out.said[part] + han.shares[r])
    place = -1
    base = han.starts[h]
    for k in range(min(han.starts[h + 1] - base, CHARACTERS)):
        if han.segments[base + k] == part:
            out.covered[k] = max(out.covered[k], out.said[part])
            place = k if place < 0 else place
    return max(place, 0)


@compiled
def _take_span(han: Spoken, h: int, out: Found, quality: float, how: int) -> int:
    """Mark the characters that pinyin or initials say; returns the first."""
    begin, end = int(out.best[1]), int(out.best[2])
    for k in range(begin, end):
        out.covered[k] = max(out.covered[k], quality)
        part = han.segments[han.starts[h] + k]
        if part < PARTS:
            out.said[part] = 1.0
    if how != INITIALS:
        out.sums[0] = max(out.sums[0], end - begin)
    return begin
