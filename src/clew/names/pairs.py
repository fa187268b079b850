"""Pairs of names in bulk: how probable it is that each is one company's, and what may be said of it."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from enum import StrEnum
from hashlib import blake2b

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from clew.names.coded import Spoken, Units, spoken, units
from clew.names.compiled import THREADS, interpreted
from clew.names.cross_script import FIGURES as CROSS
from clew.names.cross_script import compare_cross
from clew.names.initials import Initials, abbreviate, long_of, short_of
from clew.names.model import cross_script_model, probabilities, same_script_model
from clew.names.parsing import parse_name
from clew.names.parts import Kind, Name, Script
from clew.names.same_script import FIGURES as SAME
from clew.names.same_script import compare_same
from clew.names.text import LONGEST
from clew.names.vocabulary import Vocabulary
from clew.names.words import shipped_words

SAME_FROM, POSSIBLE_FROM = 0.97, 0.25
"""From these scores on two names are one company's, and possibly one company's."""
DEFAULT_LINE = POSSIBLE_FROM
"""The line at which a pair is taken for one company's where only yes and no are asked for."""
_SHARED_BRAND = 6.0
"""What an answered brand word must tell for two companies to be related: it is in fewer than one name in four hundred."""
_EXPLAINED = 0.85
"""Of what a Latin and a Chinese name tell, how much must be explained for them to be the same: words explained well leave a little."""
_ALL = 0.9999
_SPACED = 0.9
"""The score, at least, of names that differ by their spaces, or Chinese ones by their legal form, alone."""
_AT_ONCE = 50_000
_FEW = 200
"""Pairs that are compared by plain Python: it takes less time than starting the compiler does."""

Rows = NDArray[np.int64]


class Verdict(StrEnum):
    """What may be said of two names."""

    SAME = "same"
    POSSIBLE = "possibly same"
    RELATED = "related"
    DIFFERENT = "different"
    TOO_LITTLE = "too little to compare"


VERDICTS = tuple(Verdict)
_SAME, _POSSIBLE, _RELATED, _DIFFERENT, _TOO_LITTLE = range(5)


class Scores(Struct, frozen=True, eq=False):
    """What was found of pairs of names.

    Attributes:
        score: the probability that a pair is one company's, 0 to 1.
        codes: of each pair, the place of its verdict in `VERDICTS`.
    """

    score: NDArray[np.float64]
    codes: NDArray[np.int8]

    @property
    def verdict(self) -> list[Verdict]:
        """The verdict of each pair."""
        return [VERDICTS[code] for code in self.codes]


class Table(Struct, frozen=True, eq=False):
    """Parsed names in the forms in which they are compared.

    Attributes:
        names: as parsed; `units`: their words; `spoken`: the Chinese ones by sound and meaning, the others empty.
        han: which are Chinese; `little`: of which there is too little to compare; `plain`: which have one word of a trade, and no more.
        lands: of each, the countries whose law has its legal form, as bits of three numbers; 0 where it has none, or one of many countries.
        whole: of each, a number of its letters, legal forms and fillers aside: the same wherever spaces stand; 0 of none.
        short, long: what it abbreviates, and by what it is abbreviated, see `Initials`.
    """

    names: Sequence[Name]
    units: Units
    spoken: Spoken
    han: NDArray[np.bool_]
    little: NDArray[np.bool_]
    plain: NDArray[np.bool_]
    lands: NDArray[np.int64]
    whole: NDArray[np.int64]
    short: NDArray[np.int64]
    long: NDArray[np.int64]

    @property
    def initials(self) -> Initials:
        """What the names abbreviate and are abbreviated by."""
        return Initials(self.short, self.long)


def compare_pairs(left: Sequence[str], right: Sequence[str], known: Vocabulary | None = None) -> Scores:
    """Compare each name of `left` with the name of `right` in its place.

    Raises:
        ValueError: there are more names on one side.
    """
    if len(left) != len(right):
        raise ValueError(f"{len(left)} names stand against {len(right)}")
    words = known or shipped_words()
    places = {name: at for at, name in enumerate(dict.fromkeys([*left, *right]))}
    table = table_of([parse_name(name, words) for name in places], words)
    one, other = (np.fromiter((places[name] for name in side), np.int64, len(side)) for side in (left, right))
    with interpreted() if len(left) <= _FEW else nullcontext():
        return compare_rows(table, one, table, other)


def table_of(names: Sequence[Name], known: Vocabulary) -> Table:
    """Names, ready to be compared."""
    han = np.fromiter((name.script in {Script.HAN, Script.MIXED} for name in names), np.bool_, len(names))
    chinese = [name if told else _EMPTY for name, told in zip(names, han, strict=True)]
    little = np.fromiter((too_little(name) for name in names), np.bool_, len(names))
    lands = np.array([_lands(name, known) for name in names], np.int64).reshape(len(names), 3)
    plain = np.fromiter((_plain(name) for name in names), np.bool_, len(names))
    count = len(names)
    whole, short = np.fromiter(map(_whole_of, names), np.int64, count), np.fromiter(map(short_of, names), np.int64, count)
    long = np.array([long_of(name) for name in names], np.int64).reshape(count, 2)
    return Table(names, units(names, known), spoken(chinese, known), han, little, plain, lands, whole, short, long)


def _whole_of(name: Name) -> int:
    """A number of a name's letters, legal forms and fillers aside; 0 where there is none, or a digit, which says more than a letter."""
    letters = "".join(part.text for part in name.parts if part.kind not in _SILENT).replace(" ", "")
    # Of 64 bits, so that no two of many millions of names have one number by chance: equal numbers are said to be equal letters.
    return int.from_bytes(blake2b(letters.encode(), digest_size=8).digest(), "big", signed=True) if letters.isalpha() else 0


def _plain(name: Name) -> bool:
    """Whether a name is one word of a trade, without brand, place or number: many companies may be called so."""
    trades = 0
    for part in name.parts:
        if part.kind in _NAMING:
            return False
        trades += part.kind is Kind.ACTIVITY
    return trades <= 1


def _lands(name: Name, known: Vocabulary) -> tuple[int, int, int]:
    """The countries of a name's last legal form that is of few countries."""
    for part in reversed(name.parts):
        if part.kind is Kind.FORM and any(lands := known.lands.get(part.text, _NOWHERE)):
            return lands
    return _NOWHERE


_NAMING = frozenset({Kind.BRAND, Kind.PLACE, Kind.NUMBER})
_TELLING = frozenset({Kind.BRAND, Kind.ACTIVITY, Kind.ENTITY})
_SILENT = frozenset({Kind.FORM, Kind.FILLER})
_NOWHERE = (0, 0, 0)
_EMPTY = Name("", "", Script.NONE, ())


def too_little(name: Name) -> bool:
    """Whether a name says too little to be compared: nothing, one letter, a legal form, a number or a place alone.

    What is longer than any name is read in part, and what is left unread may tell two apart: of it too little is known as well.
    """
    if len(name.written) > LONGEST:
        return True
    telling = None
    for part in name.parts:
        if part.kind in _TELLING:
            if telling:
                return False
            telling = part
    return telling is None or len(telling.text) == len(name.parts) == 1


def compare_rows(left: Table, one: Rows, right: Table, other: Rows, threads: int = THREADS) -> Scores:
    """Compare name one[p] of `left` with name other[p] of `right`, for every p; so many threads at once."""
    score, codes = np.zeros(len(one)), np.full(len(one), _DIFFERENT, np.int8)
    blocks = [slice(at, at + _AT_ONCE) for at in range(0, len(one), _AT_ONCE)]

    def work(block: slice) -> None:
        """Compare one block into its own rows of the answer: blocks of several threads do not meet."""
        score[block], codes[block] = _compared(left, one[block], right, other[block])

    if threads == 1 or len(blocks) == 1:
        for block in blocks:
            work(block)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, blocks))
    return Scores(score, codes)


def _compared(left: Table, one: Rows, right: Table, other: Rows) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Score and verdict of each pair, by the scripts of its two names."""
    score, codes = np.zeros(len(one)), np.full(len(one), _DIFFERENT, np.int8)
    first, second = left.han[one], right.han[other]
    lands, others = left.lands[one], right.lands[other]
    abroad = np.asarray(lands.any(axis=1) & others.any(axis=1) & ~(lands & others).any(axis=1), np.bool_)
    for rows, figures in (
        _same(left, one, right, other, np.flatnonzero(first == second)),
        _cross(left, one, right, other, np.flatnonzero(~first & second)),
        _cross(right, other, left, one, np.flatnonzero(first & ~second)),
    ):
        if len(rows):
            spaced = (left.whole[one[rows]] == right.whole[other[rows]]) & (left.whole[one[rows]] != 0)
            score[rows], codes[rows] = _judged(figures, abroad[rows], spaced, first[rows])
    _abbreviated(left, one, right, other, np.flatnonzero(~first & ~second & (codes == _DIFFERENT) & ~abroad), score, codes)
    codes[(left.plain[one] | right.plain[other]) & (codes == _SAME)] = _POSSIBLE
    little = left.little[one] | right.little[other]
    score[little], codes[little] = 0.0, _TOO_LITTLE
    return score, codes


def _abbreviated(  # noqa: PLR0913, PLR0917 - two names and what is said of them
    left: Table, one: Rows, right: Table, other: Rows, rows: Rows, score: NDArray[np.float64], codes: NDArray[np.int8]
) -> None:
    """Say of those of the rows in which one name is the initials of the other that they are possibly the same."""
    i, j = one[rows], other[rows]
    told = abbreviate(left.short[i], right.long[j]) | abbreviate(right.short[j], left.long[i])
    score[rows[told]], codes[rows[told]] = POSSIBLE_FROM, _POSSIBLE


def _same(left: Table, one: Rows, right: Table, other: Rows, rows: Rows) -> tuple[Rows, NDArray[np.float32]]:
    """Which rows are of one script, and their figures: one row a pair, one column a name of `SAME`."""
    figures = np.zeros((len(rows), len(SAME)), np.float32)
    if len(rows):
        compare_same(left.units, right.units, one[rows], other[rows], figures)
    return rows, figures


def _cross(latin: Table, one: Rows, han: Table, other: Rows, rows: Rows) -> tuple[Rows, NDArray[np.float32]]:
    """Which rows are of a Latin and a Chinese name, and their figures: one row a pair, one column a name of `CROSS`."""
    figures = np.zeros((len(rows), len(CROSS)), np.float32)
    if len(rows):
        compare_cross(latin.units, han.spoken, one[rows], other[rows], figures)
    return rows, figures


def _judged(
    figures: NDArray[np.float32], abroad: NDArray[np.bool_], spaced: NDArray[np.bool_], han: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Score and verdict by figures, whether legal forms are of two countries, and whether names differ in forms and spaces alone.

    Two names are not *same* where a word that tells anything is left over on either side: a number, a place, a trade or a word such as
    group, holding or branch tells companies of one group apart; nor where their legal forms are of two countries. They are *related* where
    they share a brand that is rare. Chinese names that differ by their legal form alone are most often those of one company, of which there
    is one of a name in one place, before and after it went public.
    """
    same = figures.shape[1] == len(SAME)
    names, model = (SAME, same_script_model()) if same else (CROSS, cross_script_model())
    column = {name: figures[:, at] for at, name in enumerate(names)}
    score = np.zeros(len(figures))
    probabilities(model, figures, score)
    differ = column["entity_both"] > 0
    apart = (column["number_more"] > 0) | (column["entity_one"] > 0) | (column["place_more"] > 0) | (column["places_differ"] > 0)
    apart |= abroad
    if same:
        whole = _whole(column) & ~abroad
        score[whole] = np.maximum(score[whole], SAME_FROM)
        spaced = spaced & ~abroad & (han | (column["forms_differ"] <= 0))
        score[spaced] = np.maximum(score[spaced], _SPACED)
        differ |= column["numbers_differ"] > 0
        apart |= column["rarest_one"] > 0
    else:
        apart |= (column["rarest"] > 0) | (column["brand_characters"] > 0)
        apart |= np.minimum(column["latin_share"], column["han_share"]) < _EXPLAINED
    codes = np.full(len(figures), _DIFFERENT, np.int8)
    codes[(column["best_brand"] >= _SHARED_BRAND) | (differ & (score >= POSSIBLE_FROM))] = _RELATED
    codes[(score >= POSSIBLE_FROM) & ~differ] = _POSSIBLE
    codes[(score >= SAME_FROM) & ~differ & ~apart] = _SAME
    return score, codes


def _whole(column: Mapping[str, NDArray[np.float32]]) -> NDArray[np.bool_]:
    """Which pairs have the same words in the same order, and no legal forms that differ: the same name, however common its words are."""
    whole: NDArray[np.bool_] = (column["share_both"] >= _ALL) & (column["letters"] >= _ALL)
    for nothing in ("slips", "joined", "disorder", "forms_differ"):
        whole &= column[nothing] <= 0
    return whole
