"""A name that is the initials of another: IBM of International Business Machines, BMW of Bayerische Motoren Werke.

The initials are those of the words as they are written, without legal forms or with the first word of one, as in TSMC. Such names share no
word, so that nothing else speaks for them. Nor does this say much: many companies have the initials of others. It makes two names possibly
one company's, and never the same.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clew.names.parts import Kind, Name

_FEWEST, _MOST = 3, 6
"""Letters of initials: two are those of too many names, and longer words are seldom initials."""
_AT_MOST = 20
"""Names that one name's initials bring; further ones would only be in the way of what is alike by its letters."""
_SILENT = frozenset({Kind.FORM, Kind.FILLER})


class Initials(NamedTuple):
    """What names abbreviate and are abbreviated by, as numbers that are the same for the same letters; 0 for none.

    Attributes:
        short: the one word of a name, if it may be initials.
        long: the initials of a name's words, without its legal form and with its first word; a row a name.
    """

    short: NDArray[np.int64]
    long: NDArray[np.int64]


def short_of(name: Name) -> int:
    """The number of a name's one word, legal forms and fillers aside, if it is a brand of a few letters; 0 of another name."""
    told = [part for part in name.parts if part.kind not in _SILENT]
    if len(told) != 1 or told[0].kind is not Kind.BRAND or not told[0].text.isalpha():
        return 0
    return _number(told[0].text)


def long_of(name: Name) -> tuple[int, int]:
    """The numbers of the initials of a name's words, without its legal form and with the first word of it."""
    letters = "".join(word[0] for part in name.parts if part.kind not in _SILENT for word in part.text.split())
    form = next((part.text[0] for part in reversed(name.parts) if part.kind is Kind.FORM), "") if letters else ""
    return _number(letters), _number(letters + form) if form else 0


def _number(letters: str) -> int:
    """Letters as a number; 0 of too few or too many, and of those of other alphabets."""
    return int.from_bytes(letters.encode(), "big") if _FEWEST <= len(letters) <= _MOST and letters.isascii() else 0


def abbreviate(short: NDArray[np.int64], long: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a name is the initials of another, row by row."""
    told: NDArray[np.bool_] = (short != 0) & (long == short[:, None]).any(axis=1)
    return told


def by_initials(asked: Initials, names: Initials) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of what is asked and of names of which the one is the initials of the other: the first few names of each."""
    found = [np.zeros((0, 2), np.int64), *_ahead(asked, names), *_back(asked, names)]
    pairs = np.unique(np.concatenate(found), axis=0)
    kept = np.arange(len(pairs)) - np.searchsorted(pairs[:, 0], pairs[:, 0]) < _AT_MOST
    return pairs[kept, 0], pairs[kept, 1]


def _ahead(asked: Initials, names: Initials) -> Iterator[NDArray[np.int64]]:
    """Pairs of which what is asked is the initials."""
    rows = np.flatnonzero(asked.short)
    if len(rows):
        for at in range(names.long.shape[1]):
            yield _equal(rows, asked.short[rows], names.long[:, at])


def _back(asked: Initials, names: Initials) -> Iterator[NDArray[np.int64]]:
    """Pairs of which the name is the initials."""
    places = np.flatnonzero(names.short)
    for at in range(asked.long.shape[1] if len(places) else 0):
        rows = np.flatnonzero(asked.long[:, at])
        pairs = _equal(rows, asked.long[rows, at], names.short[places])
        yield np.stack([pairs[:, 0], places[pairs[:, 1]]], axis=1)


def _equal(rows: NDArray[np.int64], wanted: NDArray[np.int64], found: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs of rows, and of places of an equal number among those that are found: the first few of each."""
    told = np.flatnonzero(np.isin(found, wanted))
    told = told[np.argsort(found[told], kind="stable")]
    begin, end = (np.searchsorted(found[told], wanted, side) for side in ("left", "right"))
    counts = np.minimum(end - begin, _AT_MOST)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.stack([np.repeat(rows, counts), told[np.repeat(begin, counts) + within]], axis=1)
