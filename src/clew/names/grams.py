"""Keys by their character 4-grams, and where each gram occurs.

A key is small letters and digits in words with spaces between; everything else in it is passed over. Its grams are those of `^key^` without
its spaces, so that it does not matter where they stand; and of each word the one with which it begins, `^key`, or `^hl^` and `^x^^` of a
short one, so that short words are found in any order. Each gram counts once; an empty key has none. A gram is a number to the base 37 whose
digits are ordered as the characters are, so that grams stand in one order here and in SQL (`gram_sql`).
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clew.names.compiled import compiled

Bytes: TypeAlias = NDArray[np.uint8]
Numbers: TypeAlias = NDArray[np.int32]
Wide: TypeAlias = NDArray[np.int64]

LENGTH = 4
"""Characters of a gram."""
LONGEST = 1000
"""Characters of a key that are read, spaces among them: so many weights together fit 32 bits."""
ALPHABET = "0123456789^abcdefghijklmnopqrstuvwxyz"
"""Digits of a gram's number, in the order of their code points."""
BASE = len(ALPHABET)
GRAMS = BASE**LENGTH
"""How many grams there can be."""

MARK = ALPHABET.index("^")
END = BASE
"""Code of the end of a key."""
SPACE = BASE + 1
"""Code of what stands between words."""
PASSED = BASE + 2
"""Code of a character that is passed over."""


class Keys(NamedTuple):
    """Grams of keys, row by row: those of row r are `grams[starts[r]:starts[r + 1]]`, in the order in which they first occur."""

    starts: Wide
    grams: Numbers


@compiled
def _added(grams: Numbers, first: int, size: int, gram: int) -> int:
    """Add a gram to the row that begins at `first`, unless it is there; the new size."""
    for at in range(first, size):
        if grams[at] == gram:
            return size
    grams[size] = gram
    return size + 1


@compiled
def grams_of(text: Bytes, count: int) -> Keys:
    """Grams of so many keys; `text` has the codes of their characters, each key followed by `END`."""
    starts = np.zeros(count + 1, np.int64)
    grams = np.empty(2 * len(text), np.int32)
    row, first, size, read = 0, 0, 0, 0
    gram, held, begin, letters = MARK, 1, MARK, 0
    for at in range(len(text)):
        code = int(text[at])
        if code == PASSED or (code != END and read == LONGEST):
            continue
        read += 1
        if code < BASE:
            gram, held = (gram * BASE + code) % GRAMS, held + 1
            size = _added(grams, first, size, gram) if held >= LENGTH else size
            begin, letters = begin * BASE + code if letters < LENGTH - 1 else begin, letters + 1
            size = _added(grams, first, size, begin) if letters == LENGTH - 1 else size
            continue
        if 0 < letters < LENGTH - 1:
            size = _added(grams, first, size, _filled(begin, letters))
        begin, letters = MARK, 0
        if code == END:
            if held >= LENGTH - 1:
                size = _added(grams, first, size, (gram * BASE + MARK) % GRAMS)
            row, first, gram, held, read = row + 1, size, MARK, 1, 0
            starts[row] = size
    return Keys(starts, grams[:size].copy())


@compiled
def _filled(gram: int, letters: int) -> int:
    """The gram of a word of so few letters, filled up."""
    for _ in range(LENGTH - 1 - letters):
        gram = gram * BASE + MARK
    return gram


@compiled
def inverted(keys: Keys, order: Numbers, offsets: Wide) -> Numbers:
    """Places, in the order, of the keys with each gram, ascending, at the gram's offset."""
    nexts = offsets[:-1].copy()
    places = np.empty(len(keys.grams), np.int32)
    for place in range(len(order)):
        row = order[place]
        for at in range(keys.starts[row], keys.starts[row + 1]):
            gram = keys.grams[at]
            places[nexts[gram]] = place
            nexts[gram] += 1
    return places


@compiled
def counted(grams: Numbers) -> Wide:
    """Where the rows of each gram begin, when all are laid one after the other; the end last."""
    offsets = np.zeros(GRAMS + 1, np.int64)
    for gram in grams:
        offsets[gram + 1] += 1
    for gram in range(GRAMS):
        offsets[gram + 1] += offsets[gram]
    return offsets


@compiled
def norms_of(keys: Keys, weights: Numbers) -> Numbers:
    """The sum of the weights of each key's grams: the square of its length, of which a cosine takes the root."""
    norms = np.zeros(len(keys.starts) - 1, np.int32)
    for row in range(len(norms)):
        for at in range(keys.starts[row], keys.starts[row + 1]):
            norms[row] += weights[keys.grams[at]]
    return norms
