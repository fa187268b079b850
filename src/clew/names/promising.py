"""Which of many pairs of names are worth being compared: those whose words may be alike, by the letters they have. Kernels over arrays.

Comparing a pair takes ten times as long. What is left out may be wrong by it: a pair is never dropped where all can be compared.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clew.names.alikeness import may_be_alike
from clew.names.answered import MOST
from clew.names.coded import FORM, Units
from clew.names.compiled import compiled
from clew.names.nearest import Near, Rows

_LEAST = 0.01
_ACROSS = 0.25
"""What is said to be answered of two names of two scripts: their words cannot be set against each other by letters."""
_FAR = 20.0
"""The place in which a name promises half of what it would in the first: what is nearest by one key is near, whatever its cosine."""


class Told(NamedTuple):
    """Names: their words, and which are Chinese."""

    units: Units
    han: NDArray[np.bool_]


@compiled
def promising(left: Told, right: Told, near: Near, known: Near, most: int, chosen: NDArray[np.bool_]) -> None:
    """Choose the pairs of each query that promise most.

    Args:
        left: the queries.
        right: the names.
        near: pairs, by their queries.
        known: pairs that are not chosen, likewise by their queries.
        most: how many are chosen of a query, at most.
        chosen: of each pair of `near`, all False; filled.
    """
    values, places, met = np.empty(most, np.float64), np.empty(most, np.int64), np.empty(MOST, np.bool_)
    size, first, last = 0, 0, -1
    for at in range(len(near.one)):
        query = near.one[at]
        if query != last:
            _choose(places, size, chosen)
            size, last = 0, query
            while first < len(known.one) and known.one[first] < query:
                first += 1
        value, full = near.cosines[at] * _FAR / (_FAR + near.places[at]), size == most
        if full and (size == 0 or values[size - 1] >= value):
            continue  # whatever its words answer
        if not _is_known(known, first, query, near.other[at]):
            value *= _promise(left, query, right, near.other[at], met)
            size = _kept(values, places, size, value, at)
    _choose(places, size, chosen)


@compiled
def _choose(places: Rows, size: int, chosen: NDArray[np.bool_]) -> None:
    """Mark so many places."""
    for at in range(size):
        chosen[places[at]] = True


@compiled
def _is_known(known: Near, first: int, query: int, other: int) -> bool:
    """Whether a pair is among those of its query that are known, which begin at `first`."""
    at = first
    while at < len(known.one) and known.one[at] == query:
        if known.other[at] == other:
            return True
        at += 1
    return False


@compiled
def _kept(values: NDArray[np.float64], places: Rows, size: int, value: float, place: int) -> int:
    """Keep a pair if it is among the best so far, the best first and of equals the one that came first; how many are kept."""
    most = len(values)
    if size == most and (most == 0 or values[most - 1] >= value):
        return size
    at = min(size, most - 1)
    while at > 0 and values[at - 1] < value:
        values[at], places[at] = values[at - 1], places[at - 1]
        at -= 1
    values[at], places[at] = value, place
    return min(size + 1, most)


@compiled
def _promise(left: Told, i: int, right: Told, j: int, met: NDArray[np.bool_]) -> float:
    """How much of what two names tell may be answered, 0 to 1."""
    return _ACROSS if left.han[i] != right.han[j] else _may_answer(left.units, i, right.units, j, met)


@compiled
def _may_answer(left: Units, i: int, right: Units, j: int, met: NDArray[np.bool_]) -> float:
    """The share of each name, by what its words tell, that is in words which may be like one of the other; one times the other."""
    a, b = left.starts[i], right.starts[j]
    n, m = min(left.starts[i + 1] - a, MOST), min(right.starts[j + 1] - b, MOST)
    told, others, answered, answers = 0.0, 0.0, 0.0, 0.0
    for q in range(m):
        others += right.weights[b + q]
        met[q] = False
    for k in range(a, a + n):
        if left.kinds[k] == FORM:
            continue
        told += left.weights[k]
        mask, letter, size, any_ = left.masks[k], left.letters[left.at[k]], left.at[k + 1] - left.at[k], False
        for q in range(m):
            w = b + q
            if right.kinds[w] != FORM:
                length = right.at[w + 1] - right.at[w]
                same = letter == right.letters[right.at[w]]
                if may_be_alike(mask, right.masks[w], min(size, length), max(size, length), same):
                    any_ = True
                    met[q] = True
        answered += left.weights[k] * any_
    for q in range(m):
        answers += right.weights[b + q] * met[q]
    return float(answered / max(told, _LEAST) * answers / max(others, _LEAST))
