"""A name that is the initials of another: IBM of International Business Machines. Kernels over arrays.

The initials are those of the words as they are compared: BMW is not found, since “Werke” is compared as “plant”. Such names share no word,
so that nothing else speaks for them. Nor does this say much: many companies have the initials of others. It makes two names possibly one
company's, and never the same.
"""

import numpy as np
from numpy.typing import NDArray

from clew.names.coded import BRAND, FORM, Units
from clew.names.compiled import compiled

_FEWEST, _MOST = 3, 6
"""Letters of initials: two are those of too many names, and longer words are seldom initials."""
_A, _Z = 97, 122


@compiled
def by_initials(left: Units, right: Units, one: NDArray[np.int64], other: NDArray[np.int64], out: NDArray[np.bool_]) -> None:
    """Whether one of the names one[p] of `left` and other[p] of `right` is the initials of the other, for every p."""
    for p in range(len(one)):
        out[p] = initials_of(left, one[p], right, other[p]) or initials_of(right, other[p], left, one[p])


@compiled
def initials_of(short: Units, i: int, long: Units, j: int) -> bool:
    """Whether name i is one word of the first letters of all words of name j, in their order, legal forms and fillers aside."""
    word = _only_word(short, i)
    if word < 0:
        return False
    first, size, count = short.at[word], short.at[word + 1] - short.at[word], 0
    for at in range(long.starts[j], long.starts[j + 1]):
        if long.kinds[at] < FORM:
            letter = long.letters[long.at[at]]
            if count == size or not _A <= letter <= _Z or letter != short.letters[first + count]:
                return False
            count += 1
    return bool(count == size)


@compiled
def _only_word(names: Units, i: int) -> int:
    """The word of a name that is one brand of a few letters, legal forms and fillers aside; -1 of another."""
    word = -1
    for at in range(names.starts[i], names.starts[i + 1]):
        if names.kinds[at] < FORM:
            if word >= 0 or names.kinds[at] != BRAND:
                return -1
            word = at
    return word if word >= 0 and _FEWEST <= names.at[word + 1] - names.at[word] <= _MOST else -1
