"""Names whose brands have the same consonants, by kind, across scripts: Joyoung and jiuyang, of which no four letters agree.

The skeleton of a brand is its first letter and the consonants that follow, each by its kind (`sounds`), three in all. It brings names to be
compared, and says nothing of them. A skeleton that very many names have brings none: it would bring too much.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from clew.names.alikeness import Letters
from clew.names.coded import ACTIVITY, BRAND, ENTITY, Spoken, Units
from clew.names.compiled import compiled
from clew.names.sounds import kind_of

_SIZE, _BASE = 3, 10
"""Letters of a skeleton, and the base of its number: a digit more than there are kinds, 0 being none."""
_MOST, _LONGEST_LIST = 60, 50_000
"""Names that a skeleton brings at most; and the names of the longest list in which it is looked for: in longer ones it brings too many."""
_H, _G, _N = ord("h"), ord("g"), ord("n")
Rows = NDArray[np.int64]
Sides: TypeAlias = tuple[Units, Spoken, NDArray[np.bool_]]


def by_skeleton(asked: Sides, names: Sides) -> tuple[Rows, Rows]:
    """Rows of what is asked and of names in the other script that have one skeleton, ascending.

    Of both: the words of the Latin names, what is said of the Chinese ones, and which those are.
    """
    found = [np.zeros((0, 2), np.int64)]
    for han in (True, False):
        rows, places = np.flatnonzero(asked[2] == han), np.flatnonzero(names[2] != han)
        if len(rows) and 0 < len(places) <= _LONGEST_LIST:
            found.append(_equal(rows, _skeletons(asked, rows, han=han), places, _skeletons(names, places, han=not han)))
    pairs = np.concatenate(found)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return pairs[:, 0], pairs[:, 1]


def _skeletons(names: Sides, rows: Rows, *, han: bool) -> Rows:
    """The skeleton of some names, as a number; 0 of none."""
    return of_spoken(names[1], rows) if han else of_units(names[0], rows)


def _equal(rows: Rows, wanted: Rows, places: Rows, found: Rows) -> Rows:
    """Pairs of a row and of a place that have one number that is not 0, and that few have."""
    order = np.argsort(found, kind="stable")
    begin, end = (np.searchsorted(found[order], wanted, side) for side in ("left", "right"))
    counts = np.where((wanted > 0) & (end - begin <= _MOST), end - begin, 0)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.stack([np.repeat(rows, counts), places[order[np.repeat(begin, counts) + within]]], axis=1)


@compiled
def of_units(units: Units, rows: Rows) -> Rows:
    """Skeletons of Latin names: of their brands, or, of a name that has none, of the first word that tells what a company does or is."""
    out = np.zeros(len(rows), np.int64)
    for p in range(len(rows)):
        first, last, bare = units.starts[rows[p]], units.starts[rows[p] + 1], True
        state = (0, 0, 0)
        for at in range(first, last):
            if units.kinds[at] == BRAND:
                state = _read(units.letters[units.at[at] : units.at[at + 1]], state)
                bare = False
        at = first
        while bare and at < last:
            if units.kinds[at] == ACTIVITY or units.kinds[at] == ENTITY:
                state = _read(units.letters[units.at[at] : units.at[at + 1]], state)
                bare = False
            at += 1
        out[p] = state[0]
    return out


@compiled
def of_spoken(spoken: Spoken, rows: Rows) -> Rows:
    """Skeletons of Chinese names: of the pinyin of their brands."""
    out = np.zeros(len(rows), np.int64)
    for p in range(len(rows)):
        first, state = spoken.firsts[rows[p]], (0, 0, 0)
        for at in range(spoken.starts[rows[p]], spoken.starts[rows[p] + 1]):
            if spoken.kinds[first + spoken.segments[at]] == BRAND:
                state = _read(spoken.letters[spoken.at[at] : spoken.at[at + 1]], state)
        out[p] = state[0]
    return out


@compiled
def _read(letters: Letters, state: tuple[int, int, int]) -> tuple[int, int, int]:
    """The number, how many letters it has, and the letter before, after further letters.

    The first letter counts, be it a vowel; then consonants alone. Not the second of two that are one sound: an h after a consonant, a g
    after n, a letter twice.
    """
    number, size, before = state
    for letter in letters:
        kind = kind_of(letter)
        silent = (letter == _H and kind_of(before) > 0) or (letter == _G and before == _N) or letter == before
        if size < _SIZE and kind >= 0 and (size == 0 or (kind > 0 and not silent)):
            number, size = number * _BASE + kind + 1, size + 1
        before = letter
    return number, size, before
