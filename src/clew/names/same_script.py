"""What speaks for and against two names of one script being one company's, in figures. Kernels over arrays.

Every figure is the same whichever name stands first. Names of figures that differ by “both” and “one”: the lesser and the greater of what
is left over on the two sides. What is left on both sides speaks against them; what is left on one side may have been left out.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clew.names.alikeness import Letters
from clew.names.answered import COUNTS, SPARE, Table, answer, table
from clew.names.coded import ACTIVITY, BRAND, ENTITY, FILLER, FORM, NUMBER, PLACE, Units
from clew.names.compiled import compiled
from clew.names.sounds import sounds_alike

FIGURES = (
    *("share_both", "share_one", "told", "slips", "rarest_both", "rarest_one", "numbers_differ", "number_more"),
    *("brand_both", "brand_one", "activity_both", "activity_one", "entity_both", "entity_one", "places_differ", "place_more"),
    *("forms_differ", "forms_agree", "disorder", "first_agrees", "best_brand", "no_brand", "weight_least", "joined", "answered"),
    *("beginning", "initials", "sound", "letters"),
)
"""What each column of the figures says: shares of what a name tells, or sums of it in natural logarithms of rarity, or 0 and 1."""
_LEAST = 0.01
_HASH = 37
_INITIALS = 3
"""Letters of an abbreviation made of first letters, at least."""


Rows = NDArray[np.int64]
Codes = NDArray[np.int8]
Shares = NDArray[np.float32]


class Side(NamedTuple):
    """What is left over of one name."""

    told: float
    answered: float
    rarest: float
    brand: float
    activity: float
    entity: float
    places: int
    numbers: int
    forms: int


@compiled
def compare_same(left: Units, right: Units, one: NDArray[np.int64], other: NDArray[np.int64], out: NDArray[np.float32]) -> None:
    """The figures of pairs of names: row p is name one[p] of `left` against name other[p] of `right`."""
    work = table()
    for p in range(len(one)):
        i, j = one[p], other[p]
        if _after(left, i, right, j):
            _figures(right, j, left, i, work, out[p])
        else:
            _figures(left, i, right, j, work, out[p])


@compiled
def _after(left: Units, i: int, right: Units, j: int) -> bool:
    """Whether the left name comes after the right one: by its length, then by its letters. So that a pair has one order."""
    a, b = left.at[left.starts[i]], right.at[right.starts[j]]
    n, m = left.at[left.starts[i + 1]] - a, right.at[right.starts[j + 1]] - b
    if n != m:
        return bool(n > m)
    for k in range(n):
        if left.letters[a + k] != right.letters[b + k]:
            return bool(left.letters[a + k] > right.letters[b + k])
    return False


@compiled
def _figures(left: Units, i: int, right: Units, j: int, work: Table, out: NDArray[np.float32]) -> None:
    """The figures of one pair."""
    answer(left, i, right, j, work)
    a, b = left.starts[i], right.starts[j]
    n, m = work.sizes[0], work.sizes[1]
    x, y = _side(left.kinds, left.weights, a, n, work.left), _side(right.kinds, right.weights, b, m, work.right)
    share, share_other = x.answered / max(x.told, _LEAST), y.answered / max(y.told, _LEAST)
    out[0], out[1], out[2], out[3] = min(share, share_other), max(share, share_other), work.sums[0], work.sums[1]
    out[4], out[5] = min(x.rarest, y.rarest), max(x.rarest, y.rarest)
    out[6], out[7] = min(x.numbers, y.numbers) > 0, (x.numbers > 0) != (y.numbers > 0)
    out[8], out[9] = min(x.brand, y.brand), max(x.brand, y.brand)
    out[10], out[11] = min(x.activity, y.activity), max(x.activity, y.activity)
    out[12], out[13] = min(x.entity, y.entity), max(x.entity, y.entity)
    out[14], out[15] = min(x.places, y.places) > 0, (x.places > 0) != (y.places > 0)
    out[17] = _forms_agree(left.kinds, a, n, work.left)
    out[16] = out[17] == 0.0 and min(x.forms, y.forms) > 0
    out[18] = _disorder(left.kinds, a, n, work.to)
    out[19] = n > 0 and m > 0 and work.to[0] == 0
    out[20] = _best_brand(left.kinds, left.weights, a, n, work.left)
    out[21] = out[20] == 0.0
    out[22], out[23], out[24] = min(x.told, y.told), work.sizes[3], work.sizes[2]
    out[25] = _beginning(left.letters, left.at[a], left.at[a + n], right.letters, right.at[b], right.at[b + m])
    out[26] = _initials(left, a, n, right, b, m) or _initials(right, b, m, left, a, n)
    out[27] = _sound(left, a, n, right, b, m, work) if x.brand > 0.0 and y.brand > 0.0 else 0.0
    out[28] = _letters(left, a, n, right, b, m, work.counts)


@compiled
def _sound(left: Units, a: int, n: int, right: Units, b: int, m: int, work: Table) -> float:  # noqa: PLR0913, PLR0917
    """How alike what is left over of both brands sounds; 0 where nothing is left on a side."""
    size = _left_over(left.letters, left.at, left.kinds, a, n, work.left, work.spare[0])
    other = _left_over(right.letters, right.at, right.kinds, b, m, work.right, work.spare[1])
    return sounds_alike(work.spare[0, :size], work.spare[1, :other]) if size and other else 0.0


@compiled
def _left_over(  # noqa: PLR0913, PLR0917 - a kernel takes its arrays
    letters: Letters, places: Rows, kinds: Codes, first: int, size: int, credit: Shares, into: Letters
) -> int:
    """Put the letters of brand words that nothing answers together; returns how many there are."""
    count = 0
    for at in range(size):
        if credit[at] > 0.0 or kinds[first + at] != BRAND:
            continue
        for p in range(places[first + at], places[first + at + 1]):
            if count < SPARE:
                into[count] = letters[p]
                count += 1
    return count


@compiled
def _letters(left: Units, a: int, n: int, right: Units, b: int, m: int, counts: NDArray[np.int64]) -> float:  # noqa: PLR0913, PLR0917
    """The pairs of letters that follow each other in both names, spaces, fillers and legal forms aside, by all of both (Dice)."""
    one, _ = _paired(left.letters, left.at, left.kinds, a, n, counts, 1)
    other, common = _paired(right.letters, right.at, right.kinds, b, m, counts, -1)
    _paired(left.letters, left.at, left.kinds, a, n, counts, 0)
    return 2.0 * common / (one + other) if one + other else 0.0


@compiled
def _paired(  # noqa: PLR0913, PLR0917 - a kernel takes its arrays
    letters: Letters, places: Rows, kinds: Codes, first: int, size: int, counts: Rows, step: int
) -> tuple[int, int]:
    """Count pairs of letters up (1), down as far as they are there (-1), or forget them (0); how many there are, and how many went down."""
    last, total, found = -1, 0, 0
    for at in range(size):
        if kinds[first + at] >= FORM:
            continue
        for p in range(places[first + at], places[first + at + 1]):
            letter = letters[p]
            if last >= 0:
                place = (last * _HASH + letter) % COUNTS
                total += 1
                if step > 0:
                    counts[place] += 1
                elif step == 0:
                    counts[place] = 0
                elif counts[place] > 0:
                    counts[place] -= 1
                    found += 1
            last = letter
    return total, found


@compiled
def _side(kinds: Codes, weights: Shares, first: int, size: int, credit: Shares) -> Side:
    """What is left over of one name, and what it tells in all."""
    told, answered, rarest, brand, activity, entity = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    places, numbers, forms = 0, 0, 0
    for at in range(size):
        kind, weight, open_ = kinds[first + at], float(weights[first + at]), credit[at] == 0.0
        if kind == FORM:
            forms += open_
            continue
        told += weight
        answered += float(weights[first + at] * credit[at])
        if not open_ or kind == FILLER:
            continue
        rarest = max(rarest, weight)
        brand += weight * (kind == BRAND)
        activity += weight * (kind == ACTIVITY)
        entity += weight * (kind == ENTITY)
        places += kind == PLACE
        numbers += kind == NUMBER
    return Side(told, answered, rarest, brand, activity, entity, places, numbers, forms)


@compiled
def _forms_agree(kinds: Codes, first: int, size: int, credit: Shares) -> bool:
    """Whether a legal form is answered."""
    agree = False
    for at in range(size):
        agree = agree or (kinds[first + at] == FORM and credit[at] > 0.0)
    return agree


@compiled
def _best_brand(kinds: Codes, weights: Shares, first: int, size: int, credit: Shares) -> float:
    """What the most telling answered brand word tells; 0 where none is answered."""
    best = 0.0
    for at in range(size):
        if kinds[first + at] == BRAND:
            best = max(best, weights[first + at] * credit[at])
    return best


@compiled
def _disorder(kinds: Codes, first: int, size: int, to: Rows) -> float:
    """The part of the answered words that stand before one that they follow in the other name."""
    last, count, back = -1, 0, 0
    for at in range(size):
        if to[at] >= 0 and kinds[first + at] != FORM:
            count += 1
            back += to[at] < last
            last = to[at]
    return float(back / max(count, 1))


@compiled
def _beginning(letters: Letters, p: int, end: int, others: Letters, q: int, stop: int) -> float:
    """Letters with which both names begin, spaces aside, as a part of the shorter name."""
    size = min(end - p, stop - q)
    for at in range(size):
        if letters[p + at] != others[q + at]:
            return float(at / size)
    return 1.0 if size else 0.0


@compiled
def _initials(short: Units, a: int, n: int, long: Units, b: int, m: int) -> bool:
    """Whether the first word of one name is the first letters of the other's words, fillers and legal forms aside."""
    if n == 0:
        return False
    begin, size = short.at[a], short.at[a + 1] - short.at[a]
    if size < _INITIALS or size > m:
        return False
    at = 0
    for j in range(m):
        if long.kinds[b + j] >= FORM:
            continue
        if at < size and short.letters[begin + at] != long.letters[long.at[b + j]]:
            return False
        at += 1
    return bool(at >= size)
