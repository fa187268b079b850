"""What a gram weighs and how a key's length is made up for, in whole numbers: the same here and in SQL, to the row.

A gram's weight is the square of its inverse document frequency ln((keys + 1) / (keys that have it + 1)), rounded to 1/32 and times 32.
So a cosine of keys is shared weight / √(weight of one · weight of the other). SQL that is portable has no root and no division: it looks
up 2³⁰/√weight by the weight's first four digits, which is within 0.025 % of it.
"""

import math

import numpy as np
from numpy.typing import NDArray

STEPS = 32
"""Steps of one unit of the inverse document frequency."""
DIGITS = 4
"""Digits of a weight by which its inverse root is looked up."""
_ONE = 2.0**30
_MOST_DIGITS = 10
"""Digits of the largest whole number of 32 bits."""


def levels(count: int) -> list[tuple[int, int, int]]:
    """The weight of a gram among so many keys, by the number of keys that have it: (from, to, weight), without gaps, from 0 on."""
    most = max(1, round(STEPS * math.log(count + 1)))
    ends = [math.floor((count + 1) * math.exp(-(level - 0.5) / STEPS)) - 1 for level in range(most, 1, -1)] + [count]
    found: list[tuple[int, int, int]] = []
    low = 0
    for level, high in zip(range(most, 0, -1), ends, strict=True):
        if high >= low:
            found.append((low, high, level * level))
            low = high + 1
    return found


def weights_of(frequencies: NDArray[np.int64], count: int) -> NDArray[np.int32]:
    """The weight of each gram, of the number of keys that have it, among so many keys."""
    table = levels(count)
    ends = np.array([high for _, high, _ in table])
    weights = np.array([weight for _, _, weight in table], np.int32)
    return weights[np.searchsorted(ends, frequencies)]


def inverse_table() -> NDArray[np.int32]:
    """2³⁰/√weight, by (digits of the weight, its first four digits); a shorter weight is filled up with zeros."""
    leads = np.arange(10**DIGITS)
    shifts = np.arange(_MOST_DIGITS + 1)[:, None] - DIGITS
    middles = np.where(shifts > 0, leads + 0.5, np.maximum(leads, 1)) * 10.0**shifts
    return np.minimum(np.rint(_ONE / np.sqrt(middles)), _ONE).astype(np.int32)


def inverses_of(norms: NDArray[np.int32]) -> NDArray[np.int32]:
    """2³⁰/√weight of each key; of a key without grams, the whole 2³⁰."""
    digits = np.searchsorted(10 ** np.arange(1, _MOST_DIGITS), norms, side="right") + 1
    leads = np.where(digits > DIGITS, norms // 10 ** np.maximum(digits - DIGITS, 0), norms * 10 ** np.maximum(DIGITS - digits, 0))
    return inverse_table()[digits, leads]
