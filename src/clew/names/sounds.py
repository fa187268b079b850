"""How alike a coined brand sounds to the pinyin of a Chinese one, Narada to nandu, Fingu to fangu; and whether a word is pinyin.

Kernels over arrays of code points.
"""

from string import ascii_lowercase

import numpy as np
from numpy.typing import NDArray

from clew.names.alikeness import Letters
from clew.names.compiled import compiled

_VOWEL, _RELATED, _OTHER = 0.35, 0.4, 1.0
"""What it costs to change a vowel for another, a consonant for one of its kind, and a letter for any."""
_LIGHT, _HEAVY = 0.3, 0.7
"""What it costs to add or leave out a letter: a vowel, g or h, by which spellings of one sound differ; any other."""
_KINDS = np.array([0, 3, 1, 4, 0, 5, 1, 5, 0, 2, 1, 6, 7, 7, 0, 3, 1, 6, 2, 4, 0, 5, 5, 2, 0, 2], np.int64)
"""Of each letter from a to z, its kind: 0 a vowel; 1 c g k q; 2 j s x z; 3 b p; 4 d t; 5 f h v w; 6 l r; 7 m n."""
_NONE = len(_KINDS)
"""The code of what is no letter from a to z."""
_A, _LONGEST = 97, 24
_WEIGHTS = np.array(
    [_LIGHT if kind == 0 or letter in "gh" else _HEAVY for letter, kind in zip(ascii_lowercase, _KINDS, strict=True)] + [_HEAVY]
)
"""What it costs to add a letter or to leave it out, by its code."""
_CHANGES = np.array(
    [
        [_VOWEL if one == other == 0 else _RELATED if one == other > 0 else _OTHER for other in (*_KINDS.tolist(), -1)]
        for one in (*_KINDS.tolist(), -1)
    ]
)
"""What it costs to change a letter for another, by the codes of both."""

_INITIALS = "bpmfdtnlgkhjqxzcsryw"
_ASPIRATED = "zcs"
"""Letters with which a syllable of pinyin begins, and those that h may follow then."""
_FINALS = (
    *("a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "er", "i", "ia", "ie", "iao", "iu", "ian", "in", "iang"),
    *("ing", "iong", "u", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue"),
)
"""With what a syllable may go on. Not each stands after each letter; what is no syllable for that is hardly ever a word."""
_FINAL, _BASE = 4, 32
_FINAL_CODES = np.array(sorted(sum((ord(letter) - _A + 1) * _BASE**at for at, letter in enumerate(final)) for final in _FINALS), np.int64)
_INITIAL = np.array([letter in _INITIALS for letter in ascii_lowercase])
_BEFORE_H = np.array([letter in _ASPIRATED for letter in ascii_lowercase])
_H = ord("h") - _A
_SHORTEST = 5
"""Letters from which on a word that can be read as pinyin is pinyin."""


@compiled
def is_spelt(word: Letters) -> bool:
    """Whether a word is two syllables of pinyin or more."""
    size = len(word)
    if not _SHORTEST <= size <= _LONGEST:
        return False
    reached = np.zeros(_LONGEST + 1, np.bool_)
    reached[0] = True
    for at in range(size):
        if reached[at]:
            _reach(word, at, reached)
    return bool(reached[size]) and not _is_final(word, _initial(word, 0), size)


@compiled
def _reach(word: Letters, at: int, reached: NDArray[np.bool_]) -> None:
    """Mark where a syllable ends that begins at a place."""
    begin = _initial(word, at)
    for end in range(begin + 1, min(len(word), begin + _FINAL) + 1):
        if _is_final(word, begin, end):
            reached[end] = True


@compiled
def _initial(word: Letters, at: int) -> int:
    """The place after the letters with which a syllable begins, if any."""
    code = _code(word[at])
    if code == _NONE or not _INITIAL[code]:
        return at
    if _BEFORE_H[code] and at + 1 < len(word) and _code(word[at + 1]) == _H:
        return at + 2
    return at + 1


@compiled
def _is_final(word: Letters, begin: int, end: int) -> bool:
    """Whether letters are what a syllable may go on with."""
    if not 0 < end - begin <= _FINAL:
        return False
    code, power = 0, 1
    for at in range(begin, end):
        code += (_code(word[at]) + 1) * power
        power *= _BASE
    place = np.searchsorted(_FINAL_CODES, code)
    return bool(place < len(_FINAL_CODES) and _FINAL_CODES[place] == code)


@compiled
def sounds_alike(a: Letters, b: Letters) -> float:
    """1 for the same sound, 0 or less for nothing alike: an edit distance in which related sounds are near, by the longer of the two."""
    n, m = min(len(a), _LONGEST), min(len(b), _LONGEST)
    if not (n and m):
        return 0.0
    row, codes = np.empty(_LONGEST + 1, np.float64), np.empty(_LONGEST, np.int64)
    row[0] = 0.0
    for j in range(m):
        codes[j] = _code(b[j])
        row[j + 1] = row[j] + _WEIGHTS[codes[j]]
    for i in range(n):
        code = _code(a[i])
        weight, before = _WEIGHTS[code], row[0]
        row[0] = left = before + weight
        for j in range(m):
            kept = before + (0.0 if a[i] == b[j] else _CHANGES[code, codes[j]])
            before = row[j + 1]
            row[j + 1] = left = min(kept, before + weight, left + _WEIGHTS[codes[j]])
    return float(1.0 - row[m] / (_HEAVY * max(n, m)))


@compiled
def kind_of(letter: int) -> int:
    """The kind of a letter from a to z: 0 of a vowel, a greater number of consonants that sound alike; -1 of what is none."""
    code = _code(letter)
    return int(_KINDS[code]) if code < _NONE else -1


@compiled
def _code(letter: int) -> int:
    """The place of a letter in the alphabet; `_NONE` of what is no letter from a to z."""
    return letter - _A if 0 <= letter - _A < _NONE else _NONE
