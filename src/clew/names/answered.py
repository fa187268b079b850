"""Two names in one script, word against word: which words answer which. Kernels over arrays."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clew.names.alikeness import Letters, alike, may_be_alike
from clew.names.coded import FORM, NUMBER, Units
from clew.names.compiled import compiled

MOST = 16
"""Words of a name that are compared; further ones are not looked at."""
COUNTS, SPARE = 1024, 24
"""Room for pairs of letters, by a hash; letters that are left over, at most."""
_JOINED = 0.85
_JOIN = 0.97
"""From this alikeness on, two words put together are one word of the other name; what such a pair is worth."""
_SHORTEST_JOINED = 5
_NEARER = 1e-4
_ANY = 0.01
_OFFERS = 256
"""Pairs of words that may answer each other, at most, of one pair of names."""


class Table(NamedTuple):
    """What is worked out for one pair of names; one table serves many pairs, one after the other.

    Attributes:
        offers: (left word, right word, how) of pairs of words that are alike: one by one (0), the left word with the next one (1), the
            right word with the next one (2); `worth`: how alike, and what that tells.
        left, right: how well each word is answered, 0 to 1.
        to: of each word of the left, the word of the right that answers it; -1 for none.
        sizes: words of the left, of the right; pairs that answer each other; pairs of which one side is two words; offers.
        sums: what the answered words tell, and how much of it slips cost.
        counts: room for counting pairs of letters; all 0 between uses.
        spare: room for the letters that are left over of both names.
    """

    offers: NDArray[np.int64]
    worth: NDArray[np.float64]
    left: NDArray[np.float32]
    right: NDArray[np.float32]
    to: NDArray[np.int64]
    sizes: NDArray[np.int64]
    sums: NDArray[np.float64]
    counts: NDArray[np.int64]
    spare: NDArray[np.int32]


@compiled
def table() -> Table:
    """An empty table."""
    return Table(
        np.zeros((_OFFERS, 3), np.int64),
        np.zeros((_OFFERS, 2), np.float64),
        np.zeros(MOST, np.float32),
        np.zeros(MOST, np.float32),
        np.zeros(MOST, np.int64),
        np.zeros(5, np.int64),
        np.zeros(2, np.float64),
        np.zeros(COUNTS, np.int64),
        np.zeros((2, SPARE), np.int32),
    )


@compiled
def answer(left: Units, i: int, right: Units, j: int, out: Table) -> None:
    """Let the words of name i of `left` and name j of `right` answer each other, the most telling first; each word once."""
    a, b = left.starts[i], right.starts[j]
    n, m = min(left.starts[i + 1] - a, MOST), min(right.starts[j + 1] - b, MOST)
    out.sizes[0], out.sizes[1] = n, m
    out.sizes[2:] = 0
    out.sums[:] = 0.0
    out.left[:n] = 0.0
    out.right[:m] = 0.0
    out.to[:n] = -1
    _rate(left, a, right, b, out)
    while _settle(out):
        pass


# Kernels below take arrays, and not tables of them: handing a table to a function costs more than most of what is done with it.
@compiled
def _rate(left: Units, a: int, right: Units, b: int, out: Table) -> None:
    """List the pairs of words that are alike, and the pairs of which two words put together are like one."""
    n, m, count = out.sizes[0], out.sizes[1], 0
    letters, at, masks, kinds, weights = left.letters, left.at, left.masks, left.kinds, left.weights
    others, places, seen, sorts, heavy = right.letters, right.at, right.masks, right.kinds, right.weights
    offers, worth = out.offers, out.worth
    for k in range(n):
        for q in range(m):
            i, j = a + k, b + q
            size, length = at[i + 1] - at[i], places[j + 1] - places[j]
            same = letters[at[i]] == others[places[j]]
            if count < _OFFERS and may_be_alike(masks[i], seen[j], min(size, length), max(size, length), same):
                value = _single(letters[at[i] : at[i + 1]], others[places[j] : places[j + 1]], kinds[i], sorts[j])
                if value > 0.0:
                    offers[count, 0], offers[count, 1], offers[count, 2] = k, q, 0
                    worth[count, 0], worth[count, 1] = value, min(weights[i], heavy[j])
                    count += 1
    out.sizes[4] = count
    _double(left, a, n, right, b, m, offers, worth, out.sizes, 1)
    _double(right, b, m, left, a, n, offers, worth, out.sizes, 2)


@compiled
def _single(one: Letters, other: Letters, kind: int, sort: int) -> float:
    """How alike two words are. Legal forms answer legal forms alone; a number answers the same number alone."""
    if (kind == FORM) != (sort == FORM):
        return 0.0
    value = alike(one, other)
    return value if value == 1.0 or (kind != NUMBER and sort != NUMBER) else 0.0  # noqa: PLR1714 - numba has no sets of numbers


@compiled
def _double(  # noqa: PLR0913, PLR0917 - a kernel takes its arrays
    two: Units,
    a: int,
    n: int,
    one: Units,
    b: int,
    m: int,
    offers: NDArray[np.int64],
    worth: NDArray[np.float64],
    sizes: NDArray[np.int64],
    how: int,
) -> None:
    """List words that are, but for a slip, two words of the other name put together."""
    at, places, count = two.at, one.at, sizes[4]
    for k in range(n - 1):
        i = a + k
        size = at[i + 2] - at[i]
        if size < _SHORTEST_JOINED or max(two.kinds[i], two.kinds[i + 1]) >= NUMBER:
            continue
        for q in range(m):
            j = b + q
            if not -1 <= places[j + 1] - places[j] - size <= 1 or one.kinds[j] >= NUMBER or count == _OFFERS:
                continue
            if not may_be_alike(two.masks[i] | two.masks[i + 1], one.masks[j], size, size + 1, same=False):
                continue
            value = alike(two.letters[at[i] : at[i + 2]], one.letters[places[j] : places[j + 1]])
            if value > _JOINED:
                offers[count, 0], offers[count, 1], offers[count, 2] = (k, q, how) if how == 1 else (q, k, how)
                worth[count, 0], worth[count, 1] = _JOIN * value, min(two.weights[i] + two.weights[i + 1], one.weights[j])
                count += 1
    sizes[4] = count


@compiled
def _settle(out: Table) -> bool:
    """Take the most telling offer whose words are free; False where none is left."""
    best, chosen = 0.0, -1
    offers, worth, left, right = out.offers, out.worth, out.left, out.right
    for at in range(out.sizes[4]):
        i, j, how = offers[at, 0], offers[at, 1], offers[at, 2]
        said = worth[at, 0] * (worth[at, 1] + _ANY) - _NEARER * abs(i - j)
        if said > best and left[i] == 0.0 and right[j] == 0.0:
            if (how == 1 and left[i + 1] > 0.0) or (how > 1 and right[j + 1] > 0.0):
                continue
            best, chosen = said, at
    if chosen < 0:
        return False
    i, j, how = offers[chosen, 0], offers[chosen, 1], offers[chosen, 2]
    left[i], right[j], out.to[i] = worth[chosen, 0], worth[chosen, 0], j
    if how == 1:
        left[i + 1], out.to[i + 1] = worth[chosen, 0], j
    elif how > 1:
        right[j + 1] = worth[chosen, 0]
    out.sizes[2] += 1
    out.sizes[3] += how > 0
    out.sums[0] += worth[chosen, 1] * worth[chosen, 0]
    out.sums[1] += worth[chosen, 1] * (1.0 - worth[chosen, 0])
    return True
