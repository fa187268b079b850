"""How alike two words are, by their letters: slips of the pen, cut ends, contractions. Kernels over arrays of code points."""

from string import ascii_lowercase, digits

import numpy as np
from numpy.typing import NDArray

from clew.names.compiled import compiled

Letters = NDArray[np.int32]

LONGEST_WORD = 48
"""Letters of a word that are compared."""
CUT, CUT_SHORT, CONTRACTED = 0.9, 0.8, 0.75
"""What a word is worth that is cut at its end, one cut after three letters, and one of which only some letters stand."""
_SHORT = 3
_SLIPS, _MOST = (8, 12), 3
"""From these lengths on, a word may have two and three slips; one in four letters at most."""
_SPARE = 4
_OF_A_SLIP, _WITH_DIGITS = 2, 10
"""Bits in which the letters of two words may differ for each slip; in all, where one has a digit."""
LATIN, OTHER_BITS = 26, 27
"""Bits of a mask: first those of letters from a to z, then of ten digits, then of other letters, several of which share one."""
FIRST_OTHER = LATIN + 10
BITS = np.array([0] * 127, np.int64)
BITS[[ord(letter) for letter in ascii_lowercase + digits]] = np.left_shift(np.int64(1), np.arange(FIRST_OTHER))
"""The bit of a letter or digit of ASCII, 0 of what is neither; what is beyond ASCII shares the bits from `FIRST_OTHER` on."""
DIGITS = 0x3FF << LATIN
"""Bits of the digits in a mask of letters."""
_PAIRS, _FOURS, _EIGHTS, _COUNT = 0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F, 0x7F
_ZERO, _ONE, _NINE, _I, _HAN = 48, 49, 57, 105, 0x3400
_SEEN = np.array([111, 108, 0, 0, 0, 115, 0, 0, 98, 103], np.int64)
"""Of each digit, the letter that it looks like: o, l, s, b, g; 0 for none."""
_MISREAD = 0.95
_HAN_SLIP = 1.2
"""A character says more than a letter does: one that differs costs more."""


@compiled
def alike(a: Letters, b: Letters) -> float:
    """1 for the same letters, 0 for two words; between them for a slip of the pen, a cut end (“techn”), a contraction (“mfg”).

    Words of one or two letters, and numbers, are the same or are not. A slip is a letter changed, left out, added, or two exchanged
    (optimal string alignment); see `_SLIPS`. A digit within a word is no slip where it looks like the letter.
    """
    short, long = min(len(a), len(b)), max(len(a), len(b))
    common = _beginning(a, b)
    if common == long:
        return 1.0
    if long > LONGEST_WORD or short == 0:
        return 0.0
    han = a[0] >= _HAN and b[0] >= _HAN
    if short < (2 if han else _SHORT) or number(a) or number(b):
        return 0.0
    if common == short:
        return CUT if short > _SHORT or han else CUT_SHORT
    worth = _slipped(a, b, han)
    if worth > 0.0 or han or common == 0:
        return worth
    contracts = contraction(a, b) if len(a) < len(b) else contraction(b, a)
    return CONTRACTED if contracts else 0.0


@compiled
def _slipped(a: Letters, b: Letters, han: bool) -> float:  # noqa: FBT001 - a kernel's arguments stand in order
    """What two words are worth that are some slips apart; 0 where they are more, or too short to have one."""
    short, long = min(len(a), len(b)), max(len(a), len(b))
    most = most_slips(long)
    if long - short > most or (long < _SPARE and not han):
        return 0.0
    distance = osa(a, b, most)
    if distance == 0:
        return _MISREAD
    if distance > most or (distance > 1 and distance * _SPARE > long):
        return 0.0
    return 1.0 - (_HAN_SLIP if han else 1.0) * distance / long


@compiled
def number(a: Letters) -> bool:
    """Whether a word is digits for the greater part: such have no slips, every digit counts."""
    digits = 0
    for letter in a:
        if _ZERO <= letter <= _NINE:
            digits += 1
    return digits * 2 > len(a)


@compiled
def _beginning(a: Letters, b: Letters) -> int:
    """Letters with which both begin."""
    size = min(len(a), len(b))
    for at in range(size):
        if a[at] != b[at]:
            return at
    return size


@compiled
def contraction(short: Letters, long: Letters) -> bool:
    """Whether a word is a contraction: first and last letter of the long one, between them letters of it in order, half of them at most."""
    size = len(short)
    if size < _SHORT or size * 2 > len(long) + 1 or short[0] != long[0] or short[size - 1] != long[len(long) - 1]:
        return False
    at = 0
    for letter in long:
        if at < size and short[at] == letter:
            at += 1
    return at == size


@compiled
def _misread(x: int, y: int) -> bool:
    """Whether one is a digit that a scanner takes the other letter for: 0 o, 1 l, 1 i, 5 s, 8 b, 9 g."""
    digit, letter = min(x, y), max(x, y)
    if not _ZERO <= digit <= _NINE or letter <= _NINE:
        return False
    return bool(letter == _SEEN[digit - _ZERO] or (digit == _ONE and letter == _I))


@compiled
def osa(a: Letters, b: Letters, most: int) -> int:
    """Letters to change, drop, add or exchange with their neighbour to turn one word into the other; more than `most` where it takes more.

    Optimal string alignment. What is more than `most` places from the diagonal takes more; rows end as soon as none of their values is
    within `most`.
    """
    n, m = len(a), len(b)
    if abs(n - m) > most:
        return most + 1
    rows = np.empty((3, LONGEST_WORD + 2), np.int32)
    for j in range(min(m, most) + 1):
        rows[0, j] = j
    rows[0, min(m, most) + 1] = most + 1
    for i in range(1, n + 1):
        last, row, before = (i - 1) % 3, i % 3, (i - 2) % 3
        low, high = max(1, i - most), min(m, i + most)
        least = rows[row, low - 1] = i if low == 1 else most + 1
        for j in range(low, high + 1):
            changed = rows[last, j - 1] + (0 if a[i - 1] == b[j - 1] or _misread(a[i - 1], b[j - 1]) else 1)
            best = min(rows[last, j] + 1, rows[row, j - 1] + 1, changed)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[before, j - 2] + 1)
            rows[row, j] = best
            least = min(least, best)
        rows[row, high + 1] = most + 1
        if least > most:
            return most + 1
    return int(rows[n % 3, m])


@compiled
def most_slips(long: int) -> int:
    """How many slips a word of so many letters may have."""
    return 1 if long < _SLIPS[0] else 2 if long < _SLIPS[1] else _MOST


@compiled
def may_be_alike(mask: int, other: int, short: int, long: int, same: bool) -> bool:  # noqa: FBT001 - a kernel's arguments stand in order
    """Whether two words of so many letters may be alike, by the letters that they have, see `coded.Units`; `same`: they begin with one.

    A slip leaves two letters at most in one of the words alone. A cut end and a contraction begin with the same letter, and leave letters
    in the longer word alone. A digit within a word may stand for another letter, so that it says nothing.
    """
    differ = mask ^ other
    if (mask | other) & DIGITS:
        return bool(same or bits(differ) <= _WITH_DIGITS)
    if same and ((differ & mask) == 0 or (differ & other) == 0):
        return True
    most = most_slips(long)
    return bool(long - short <= most and bits(differ) <= _OF_A_SLIP * most)


@compiled
def bit_of(letter: int) -> int:
    """The bit of a letter in a mask, see `coded.masks_of`."""
    return 1 << (FIRST_OTHER + letter % OTHER_BITS) if letter >= len(BITS) else BITS[letter]


@compiled
def bits(mask: int) -> int:
    """How many bits of a mask, which is not negative, are set: added in pairs, fours and eights, without a way out that must be guessed."""
    pairs = mask - ((mask >> 1) & _PAIRS)
    fours = (pairs & _FOURS) + ((pairs >> 2) & _FOURS)
    eights = (fours + (fours >> 4)) & _EIGHTS
    eights += eights >> 8
    eights += eights >> 16
    return (eights + (eights >> 32)) & _COUNT
