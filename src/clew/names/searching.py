"""Searching names among names: the nearest by their letters, then the most probable of those."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from clew.disk import explained
from clew.lake.filesets import fileset
from clew.names.gram_index import KEEP, GramIndex, damaged, usual_budget
from clew.names.initials import by_initials
from clew.names.keys import brand_key, keys_of_all
from clew.names.pairs import VERDICTS, Rows, Scores, Table, Verdict, compare_rows, table_of
from clew.names.parsing import parse_name
from clew.names.parts import Name
from clew.names.pieces import Piece, piece_of, put_together
from clew.names.tables import Reread, joined_tables, load_table, load_texts, save_table, save_texts
from clew.names.texts import Texts
from clew.names.vocabulary import Vocabulary, Words
from clew.names.weighing import activities, reweighed
from clew.names.words import shipped_words, words_in

TOP = 5
_THOROUGH, _LEAST = 2_000_000, 10
"""Pairs that are compared, unless more answers are asked for; and of each query at least."""
_COSINE, _QUERY = 31, 40
"""Bits of a cosine, and of it and its place."""
_CLEAR = 0.85
"""A name that scores so high is clearly the one: where there are many queries, no further ones are compared."""
_AT_ONCE, _FEW = 10_000, 50_000
"""Names that are parsed at once; up to so many stay parsed, which is quicker where all are looked for among themselves."""
_OF_BRANDS, _BRANDS = 4, 20
"""A brand alone is rare: the part of the postings that are read of it, and the names that are kept."""


class Hit(Struct, frozen=True):
    """A name that was found.

    Attributes:
        id, name: of the name that was found; `place`: its row.
        score: the probability that it is the company that was asked for; `verdict`: what may be said.
    """

    id: str
    name: str
    place: int
    score: float
    verdict: Verdict


class Asked(Struct, frozen=True, eq=False):
    """Names that are looked for: ready to be compared, with their keys, and whose each key is."""

    table: Table
    keys: list[str]
    owners: NDArray[np.int32]


class Near(NamedTuple):
    """Pairs that are near: the row of a query, the row of a name, how near their letters are; and its place among those of the query."""

    one: Rows
    other: Rows
    cosines: NDArray[np.float32]
    places: Rows


class _Read:
    """What is kept of names while they are read, besides their pieces.

    Attributes:
        ids, written: as texts; `few`: the parsed names where they are few.
        counts: in how many names each word is; `said`: the words of activities, see `activities`.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.ids: list[Texts] = []
        self.written: list[Texts] = []
        self.few: list[Name] = []
        self.counts: Counter[str] = Counter()
        self.said: list[Words] = []

    def pieces(self, names: Iterable[tuple[str, str]], known: Vocabulary) -> Iterator[Piece]:
        """Names, each with an id, piece by piece."""
        left = iter(names)
        for chunk in iter(lambda: list(islice(left, _AT_ONCE)), []):
            parsed = [parse_name(name, known) for _, name in chunk]
            self.ids.append(Texts.of(one for one, _ in chunk))
            self.written.append(Texts.of(name for _, name in chunk))
            self.few = [*self.few, *parsed] if len(self.ids) * _AT_ONCE <= _FEW else []
            self.counts.update(words_in(parsed))
            piece = piece_of(parsed, known)
            self.said += activities(name for name, told in zip(parsed, piece.table.han, strict=True) if told)
            yield piece


class NameIndex(Struct, frozen=True, eq=False):
    """Names to be searched.

    Attributes:
        ids: of each name; `written`: the names; `table`: the same, ready to be compared; `keys`: the index of their keys.
        known: the vocabulary, with words counted among these names where they were counted.
    """

    ids: Sequence[str]
    written: Sequence[str]
    table: Table
    keys: GramIndex
    known: Vocabulary

    @classmethod
    def build(cls, names: Iterable[tuple[str, str]], known: Vocabulary | None = None) -> "NameIndex":
        """Index names, each with an id. Words are weighed by how common they are among these names as well."""
        words, read = known or shipped_words(), _Read()
        joined, keys = put_together(chain([piece_of((), words)], read.pieces(names, words)))
        counted = words.counting(read.counts, joined.names)
        written = Texts.joined(read.written)
        parsed = read.few if joined.names <= _FEW else Reread(written, words)
        table = reweighed(joined.table(parsed), read.said, counted)
        return cls(Texts.joined(read.ids), written, table, keys, counted)

    @classmethod
    def joined(cls, several: Sequence["NameIndex"]) -> "NameIndex":
        """Indices, at least one, of one vocabulary as one; the names of each follow those of the one before."""
        ids, written = (Texts.joined([_texts(getattr(one, field)) for one in several]) for field in ("ids", "written"))
        begun = [0, *accumulate(len(one.ids) for one in several)]
        keys = GramIndex.joined([(one.keys, first) for one, first in zip(several, begun, strict=False)])
        known = several[0].known
        return cls(ids, written, joined_tables([one.table for one in several], Reread(written, known)), keys, known)

    def save(self, folder: Path) -> None:
        """Write the index to a new folder, as a whole or not at all; a folder that is there already is left as it is.

        The vocabulary is not written: who opens the index says by which words it was made.

        Raises:
            WorkspaceError: the disk is full, or the folder cannot be written.
        """
        with fileset(folder) as aside, explained(folder):
            save_table(aside, self.table, _texts(self.written))
            save_texts(aside, "ids", _texts(self.ids))
            self.keys.save(aside / "keys")

    @classmethod
    def load(cls, folder: Path, known: Vocabulary) -> "NameIndex":
        """Open an index that was saved; its files are read where they are needed, and must stay as long as it is used.

        Args:
            folder: where it was saved.
            known: the vocabulary by which it was made.

        Raises:
            WorkspaceError: a file is missing or damaged.
        """
        keys = GramIndex.load(folder / "keys")
        try:
            table, written = load_table(folder, known)
            ids = load_texts(folder, "ids")
        except (OSError, ValueError, EOFError) as error:
            raise damaged(folder, str(error)) from error
        if len(ids) != len(written) or (len(keys.owners) and int(keys.owners.max()) >= len(ids)):
            raise damaged(folder, "its files are not of one index")
        return cls(ids, written, table, keys, known)

    def search(self, queries: Sequence[str], top: int = TOP) -> list[tuple[Hit, ...]]:
        """The most probable names of each query, best first: at most `top`, fewer where fewer come near."""
        return self.answer(ask(queries, self.known), top) if queries else []

    def answer(self, asked: Asked, top: int = TOP, floor: float = 0.0) -> list[tuple[Hit, ...]]:
        """As `search`, for names that are made ready by the same vocabulary; hits with a lower score than `floor` are left out."""
        one, other, cosines, scores = self._compared(asked, top)
        order = np.lexsort((other, -cosines, -scores.score, one))
        count = len(asked.table.han)
        kept = order[(_nth(one[order]) < top) & (scores.score[order] >= floor)]
        found: list[list[Hit]] = [[] for _ in range(count)]
        for at in kept.tolist():
            row = int(other[at])
            hit = Hit(self.ids[row], self.written[row], row, float(scores.score[at]), VERDICTS[scores.codes[at]])
            found[int(one[at])].append(hit)
        return [tuple(hits) for hits in found]

    def near(self, asked: Table) -> tuple[Rows, Rows, NDArray[np.float32]]:
        """Pairs of a query's row and a name's row to be compared, each once, and how near their letters are."""
        near = self._near(Asked(asked, *keys_of_all(asked.names, self.known)), KEEP)
        order = np.lexsort((near.other, near.one))
        return near.one[order], near.other[order], near.cosines[order]

    def _compared(self, asked: Asked, top: int) -> tuple[Rows, Rows, NDArray[np.float32], Scores]:
        """Pairs that are near, with what comparing them says.

        Where all would be too many, the nearest few of each query come first, and further ones of those queries alone that found none that
        is clearly the one.
        """
        count = len(asked.table.han)
        if count * KEEP <= _THOROUGH:
            one, other, cosines, _ = self._near(asked, KEEP)
            return one, other, cosines, compare_rows(asked.table, one, self.table, other)
        near, few = self._near(asked, max(KEEP // 2, top)), max(_LEAST, top, _THOROUGH // (2 * count))
        chosen = near.places < few
        found = compare_rows(asked.table, near.one[chosen], self.table, near.other[chosen])
        best = np.zeros(count)
        np.maximum.at(best, near.one[chosen], found.score)
        unclear = best < _CLEAR
        more = few + _THOROUGH // (2 * max(int(np.count_nonzero(unclear)), 1))
        rest = ~chosen & (near.places < more) & unclear[near.one]
        further = compare_rows(asked.table, near.one[rest], self.table, near.other[rest])
        one, other, cosines = (np.concatenate([array[chosen], array[rest]]) for array in near[:3])
        scores = Scores(np.concatenate([found.score, further.score]), np.concatenate([found.codes, further.codes]))
        return one, other, cosines, scores

    def _near(self, asked: Asked, most: int) -> Near:
        """As `near`, by keys that are there already: at most so many of a query, the first of each of its keys before the second of any.

        A Chinese name has as many keys as two Latin ones, and so twice as many.
        """
        budget = usual_budget(len(self.keys.owners))
        found = [self._found(asked.keys, asked.owners, budget, most)]
        if self.table.han.any():
            brands = [(at, brand_key(name)) for at, name in enumerate(asked.table.names) if not asked.table.han[at]]
            told = [(at, key) for at, key in brands if key]
            owners = np.array([at for at, _ in told], np.int32)
            found.append(self._found([key for _, key in told], owners, budget // _OF_BRANDS, min(most, _BRANDS)))
        short, long = by_initials(asked.table.initials, self.table.initials)
        found.append((short, long, np.zeros(len(short), np.float32), _nth(short)))
        one, other, cosines, places = (np.concatenate(each) for each in zip(*found, strict=True))
        before = _precedence(places, cosines)
        pairs = one * max(len(self.ids), 1) + other
        order = np.lexsort((before, pairs))
        order = order[np.diff(pairs[order], prepend=-1) != 0]
        one, other, cosines = one[order], other[order], cosines[order]
        order = np.argsort(one << _QUERY | before[order], kind="stable")
        one, other, cosines = one[order], other[order], cosines[order]
        places = _nth(one)
        kept = places < most * (1 + asked.table.han[one])
        return Near(one[kept], other[kept], cosines[kept], places[kept])

    def _found(
        self, keys: Sequence[str], owners: NDArray[np.int32], budget: int, keep: int
    ) -> tuple[Rows, Rows, NDArray[np.float32], Rows]:
        """The nearest names of each key: the row of its query, the row of the name, how near they are, and at which place."""
        found = self.keys.candidates(keys, budget, keep)
        told = found.rows >= 0
        one = np.repeat(owners, keep).reshape(found.rows.shape)[told].astype(np.int64)
        return one, self.keys.owners[found.rows[told]].astype(np.int64), found.cosines[told], np.nonzero(told)[1]


def _precedence(places: Rows, cosines: NDArray[np.float32]) -> Rows:
    """Numbers in the order of places, from the first on, and of cosines within them, from the highest on; below 2 to the power `_QUERY`.

    The bits of a float that is not negative are in the order of its value.
    """
    return places << _COSINE | ((1 << _COSINE) - 1 - cosines.view(np.int32).astype(np.int64))


def _nth(rows: Rows) -> Rows:
    """The place of each within its row, from 0; rows ascend."""
    return np.arange(len(rows)) - np.searchsorted(rows, rows)


def search(names: Iterable[tuple[str, str]], queries: Sequence[str], top: int = TOP) -> list[tuple[Hit, ...]]:
    """The most probable of `names`, each an id and a name, for each of the queries."""
    return NameIndex.build(names).search(queries, top)


def ask(queries: Sequence[str], known: Vocabulary) -> Asked:
    """Make names ready to be looked for in indices of this vocabulary."""
    parsed = [parse_name(query, known) for query in queries]
    return Asked(table_of(parsed, known), *keys_of_all(parsed, known))


def _texts(texts: Sequence[str]) -> Texts:
    """Texts in two arrays, whatever holds them now."""
    return texts if isinstance(texts, Texts) else Texts.of(texts)
