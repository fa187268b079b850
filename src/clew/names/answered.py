"""Two names in one script, word against word: which words answer which. Kernels over arrays."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clew.names.alikeness import alike
from clew.names.coded import FORM, NUMBER, Units
from clew.names.compiled import compiled

MOST = 16
"""Words of a name that are compared; further ones are not looked at."""
COUNTS, SPARE = 1024, 24
"""Room for pairs of letters, by a hash; letters that are left over, at most."""
_SLIPS = 6
"""Bits in which the letters of two words may differ that are three slips apart."""
_JOINED = 0.85
_JOIN = 0.97
"""From this alikeness on, two words put together are one word of the other name; what such a pair is worth."""
_SHORTEST_JOINED = 5
_NEARER = 1e-4
_ANY = 0.01


class Table(NamedTuple):
    """What is worked out for one pair of names; one table serves many pairs, one after the other.

    Attributes:
        singles: [i, j] how alike word i of the left and word j of the right are; `lefts`: words i and i+1 of the left against word j;
            `rights`: word i against words j and j+1 of the right.
        left, right: how well each word is answered, 0 to 1.
        to: of each word of the left, the word of the right that answers it; -1 for none.
        sizes: words of the left, of the right; pairs that answer each other; pairs of which one side is two words.
        sums: what the answered words tell, and how much of it slips cost.
        counts: room for counting pairs of letters; all 0 between uses.
        spare: room for the letters that are left over of both names.
    """

    singles: NDArray[np.float32]
    lefts: NDArray[np.float32]
    rights: NDArray[np.float32]
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
        np.zeros((MOST, MOST), np.float32),
        np.zeros((MOST, MOST), np.float32),
        np.zeros((MOST, MOST), np.float32),
        np.zeros(MOST, np.float32),
        np.zeros(MOST, np.float32),
        np.zeros(MOST, np.int64),
        np.zeros(4, np.int64),
        np.zeros(2, np.float64),
        np.zeros(COUNTS, np.int64),
        np.zeros((2, SPARE), np.int32),
    )


@compiled
def answer(left: Units, i: int, right: Units, j: int, out: Table) -> None:
    """Let the words of name i of `left` and name j of `right` answer each other, the most telling first; each word once."""
    a, b = left.starts[i], right.starts[j]
    n, m = min(left.starts[i + 1] - a, MOST), min(right.starts[j + 1] - b, MOST)
    out.sizes[0], out.sizes[1], out.sizes[2], out.sizes[3] = n, m, 0, 0
    out.sums[:] = 0.0
    out.left[:n] = 0.0
    out.right[:m] = 0.0
    out.to[:n] = -1
    for k in range(n):
        for p in range(m):
            out.singles[k, p] = _single(left, a + k, right, b + p)
            out.lefts[k, p] = _double(left, a + k, right, b + p) if k + 1 < n else 0.0
            out.rights[k, p] = _double(right, b + p, left, a + k) if p + 1 < m else 0.0
    while _settle(left, a, right, b, out):
        pass


@compiled
def _single(left: Units, i: int, right: Units, j: int) -> float:
    """How alike two words are. Legal forms answer legal forms alone; a number answers the same number alone."""
    kind, other = left.kinds[i], right.kinds[j]
    if (kind == FORM) != (other == FORM) or _cannot(left, i, right, j):
        return 0.0
    value = alike(left.letters[left.at[i] : left.at[i + 1]], right.letters[right.at[j] : right.at[j + 1]])
    return value if value == 1.0 or (kind != NUMBER and other != NUMBER) else 0.0


@compiled
def _cannot(left: Units, i: int, right: Units, j: int) -> bool:
    """Whether two words are too far apart to be compared: other beginnings, and more letters that one lacks than slips would explain."""
    if left.letters[left.at[i]] == right.letters[right.at[j]]:
        return False
    differ, bits = left.masks[i] ^ right.masks[j], 0
    while differ and bits <= _SLIPS:
        differ &= differ - 1
        bits += 1
    return bits > _SLIPS


@compiled
def _double(two: Units, i: int, one: Units, j: int) -> float:
    """How alike words i and i+1 put together are to word j of the other name: the same but for a slip, or not at all."""
    begin, end = two.at[i], two.at[i + 2]
    size = end - begin
    if size < _SHORTEST_JOINED or abs(one.at[j + 1] - one.at[j] - size) > 1 or max(two.kinds[i], two.kinds[i + 1], one.kinds[j]) >= NUMBER:
        return 0.0
    value = alike(two.letters[begin:end], one.letters[one.at[j] : one.at[j + 1]])
    return _JOIN * value if value > _JOINED else 0.0


@compiled
def _settle(left: Units, a: int, right: Units, b: int, out: Table) -> bool:
    """Take the most telling pair of words that are free; False where none is left."""
    best, worth, kind, to, shape = 0.0, 0.0, -1, -1, 0
    for i in range(out.sizes[0]):
        if out.left[i] > 0.0:
            continue
        for j in range(out.sizes[1]):
            if out.right[j] > 0.0:
                continue
            for how in range(3):
                value = _value(out, i, j, how)
                if value == 0.0:
                    continue
                said = value * (_told(left, a + i, right, b + j, how) + _ANY) - _NEARER * abs(i - j)
                if said > best:
                    best, worth, kind, to, shape = said, value, i, j, how
    if kind < 0:
        return False
    _take(out, kind, to, shape, worth)
    told = _told(left, a + kind, right, b + to, shape)
    out.sums[0] += told * worth
    out.sums[1] += told * (1.0 - worth)
    return True


@compiled
def _value(out: Table, i: int, j: int, how: int) -> float:
    """What a pair is worth: of two words (0), of two on the left (1) or on the right (2) put together; 0 where one of them is taken."""
    if how == 0:
        return out.singles[i, j]
    if how == 1:
        return out.lefts[i, j] if out.lefts[i, j] > 0.0 and out.left[i + 1] == 0.0 else 0.0
    return out.rights[i, j] if out.rights[i, j] > 0.0 and out.right[j + 1] == 0.0 else 0.0


@compiled
def _told(left: Units, i: int, right: Units, j: int, how: int) -> float:
    """What a pair of words tells: as much as the less telling of both sides."""
    one = left.weights[i] + (left.weights[i + 1] if how == 1 else 0.0)
    other = right.weights[j] + (right.weights[j + 1] if how == 2 else 0.0)  # noqa: PLR2004 - see `_value`
    return min(one, other)


@compiled
def _take(out: Table, i: int, j: int, how: int, worth: float) -> None:
    """Mark the words of a pair as answered."""
    out.left[i], out.right[j], out.to[i] = worth, worth, j
    if how == 1:
        out.left[i + 1], out.to[i + 1] = worth, j
    elif how > 1:
        out.right[j + 1] = worth
    out.sizes[2] += 1
    out.sizes[3] += how > 0
