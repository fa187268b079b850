"""Searching names among names: the nearest by their letters, then the most probable of those."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import accumulate, chain, compress, islice, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from clew.disk import explained
from clew.lake.filesets import fileset
from clew.names.compiled import THREADS
from clew.names.gram_index import Found, GramIndex, damaged, usual_budget
from clew.names.grams import Numbers
from clew.names.initials import by_initials
from clew.names.keys import brand_key, keys_of_all
from clew.names.nearest import Near, beside, put_in_order
from clew.names.pairs import VERDICTS, Rows, Scores, Table, Verdict, compare_rows, table_of
from clew.names.parsing import parse_name
from clew.names.parts import Name
from clew.names.pieces import Piece, piece_of, put_together
from clew.names.promising import Told, promising
from clew.names.skeletons import by_skeleton
from clew.names.tables import Reread, joined_tables, load_table, load_texts, save_table, save_texts
from clew.names.texts import Texts
from clew.names.vocabulary import Vocabulary, Words
from clew.names.weighing import activities, reweighed
from clew.names.words import shipped_words, words_in

TOP = 5
_THOROUGH = 2_400_000
"""Pairs that are compared at most where all that come near are; where they are more, those that promise most are."""
_WIDE, _NEAR = 300, 120
"""Where all that come near are compared, names that are kept of a key, some of which are nearer by all their letters than by the rare
ones; and those that are compared."""
_CLEAR, _CLEAR_HAN = 0.4, 0.1
"""Where there are many queries, no further names are looked for where one scores so high: of those that are found later, few are right.
A Chinese name is looked for by many keys from the beginning, so what comes first is rarely passed by what comes later."""
_QUICK, _QUICK_KEEP, _FIRST = 5, 18, 6
"""Where there are many queries, the part of the postings that is read at first, the names that are kept of a key, and compared."""
_DEEP_KEEP, _MORE = 200, 40
"""Names that are kept of a key of a query that is not clear, by the usual postings, and those that are compared."""
_DEEP_TOPS, _MORE_TOPS = 20, 2
"""How many times the names that are asked for are kept, and compared, at least."""
_PART, _AHEAD = 8_000, THREADS + 1
"""Queries of a part of very many; parts that are read, and not compared yet: so that none who compares waits for one to be read."""
_AT_ONCE, _FEW = 10_000, 20_000
"""Names that are parsed at once; up to so many stay parsed, which is quicker where all are looked for among themselves."""
_OF_BRANDS, _BRANDS, _BRANDS_OF_MANY = 4, 20, 10
"""A brand alone is rare: the part of the postings that are read of it, and the names that are kept, of many queries fewer."""


class Hit(Struct, frozen=True, gc=False):
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
    """Names that are looked for: ready to be compared.

    Attributes:
        table: the names.
        keys: their keys, and `owners`, whose each is; `brands`: of Latin names the keys of their brands, and `bearers`, whose each is.
        among: how many names are looked for in all: these are some of them.
        threads: how many work at once.
    """

    table: Table
    keys: list[str]
    owners: Numbers
    brands: list[str]
    bearers: Numbers
    among: int
    threads: int = THREADS


class _Depth(NamedTuple):
    """How thoroughly names are looked for: postings read of a key, names kept of it and of a brand, and names near a Latin query in all."""

    budget: int
    keep: int
    brands: int
    most: int


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
        if len(queries) * _NEAR <= _THOROUGH:
            return self.answer(ask(queries, self.known), top) if queries else []

        return list(chain.from_iterable(self._parts(queries, top)))

    def _parts(self, queries: Sequence[str], top: int) -> Iterator[list[tuple[Hit, ...]]]:
        """The answers of very many queries, part by part: one part is read by the interpreter while others are compared beside it."""
        waiting: deque[Future[list[tuple[Hit, ...]]]] = deque()
        with ThreadPoolExecutor(THREADS) as pool:
            for begun in range(0, len(queries), _PART):
                asked = replace(ask(queries[begun : begun + _PART], self.known), among=len(queries), threads=1)
                waiting.append(pool.submit(self.answer, asked, top))
                if len(waiting) > _AHEAD:
                    yield waiting.popleft().result()
            yield from (part.result() for part in waiting)

    def answer(self, asked: Asked, top: int = TOP, floor: float = 0.0) -> list[tuple[Hit, ...]]:
        """As `search`, for names that are made ready by the same vocabulary; hits with a lower score than `floor` are left out."""
        near, scores = self._compared(asked, top)
        order = np.lexsort((near.other, -near.cosines, -scores.score, near.one))
        kept = order[(_nth(near.one[order]) < top) & (scores.score[order] >= floor)]
        hits = self._hits(near.other[kept], scores.score[kept], scores.codes[kept])
        bounds = np.searchsorted(near.one[kept], np.arange(len(asked.table.han) + 1)).tolist()
        return [tuple(hits[begin:end]) for begin, end in pairwise(bounds)]

    def _hits(self, rows: Rows, scores: NDArray[np.float64], codes: NDArray[np.int8]) -> list[Hit]:
        """Hits of some names."""
        ids, written = (_texts(texts).picked(rows) for texts in (self.ids, self.written))
        verdicts = [VERDICTS[code] for code in codes.tolist()]
        return list(map(Hit, ids, written, rows.tolist(), scores.tolist(), verdicts))

    def near(self, asked: Table) -> tuple[Rows, Rows, NDArray[np.float32]]:
        """Pairs of a query's row and a name's row to be compared, each once, and how near their letters are."""
        near = self._near(_asked(asked, self.known), self._thorough())
        order = np.lexsort((near.other, near.one))
        return near.one[order], near.other[order], near.cosines[order]

    def _thorough(self) -> _Depth:
        """How names are looked for where all that are found can be compared."""
        return _Depth(usual_budget(len(self.keys.owners)), _WIDE, _BRANDS, _NEAR)

    def _compared(self, asked: Asked, top: int) -> tuple[Near, Scores]:
        """Pairs that are near, with what comparing them says."""
        if asked.among * _NEAR > _THOROUGH:
            return self._staged(asked, top)
        near = self._near(asked, self._thorough())
        return near, compare_rows(asked.table, near.one, self.table, near.other)

    def _staged(self, asked: Asked, top: int) -> tuple[Near, Scores]:
        """As `_compared`, of very many queries, with fewer names of each: of those that are near, the ones that promise most.

        The nearest come first; more are looked for of those queries alone that found none that is clearly the one.
        """
        usual = usual_budget(len(self.keys.owners))
        quick, deep = max(_QUICK_KEEP, top), max(_DEEP_KEEP, _DEEP_TOPS * top)
        near = self._near(asked, _Depth(usual // _QUICK, quick, _BRANDS_OF_MANY, quick))
        near = self._chosen(asked, near, near.part(slice(0)), max(_FIRST, top))
        found = compare_rows(asked.table, near.one, self.table, near.other, asked.threads)
        best = np.zeros(len(asked.table.han))
        np.maximum.at(best, near.one, found.score)
        clear = np.where(asked.table.han, _CLEAR_HAN, _CLEAR)
        more = self._near(_only(asked, best < clear), _Depth(usual, deep, _BRANDS_OF_MANY, deep))
        more = self._chosen(asked, more, near, max(_MORE, _MORE_TOPS * top))
        further = compare_rows(asked.table, more.one, self.table, more.other, asked.threads)
        scores = Scores(np.concatenate([found.score, further.score]), np.concatenate([found.codes, further.codes]))
        return near.with_(more), scores

    def _chosen(self, asked: Asked, near: Near, known: Near, most: int) -> Near:
        """Pairs, at most so many of a query, that promise most of those that are near and not known yet."""
        chosen, left, right = np.zeros(len(near.one), np.bool_), asked.table, self.table
        promising(Told(left.units, left.han), Told(right.units, right.han), near, known, most, chosen)
        return near.part(chosen)

    def _near(self, asked: Asked, depth: _Depth) -> Near:
        """As `near`, by keys that are there already: at most so many of a query, the first of each of its keys before the second of any.

        A Chinese name has many keys, and so three times as many.
        """
        most = np.where(asked.table.han, 3, 1) * depth.most
        found = self.keys.candidates(asked.keys, depth.budget, depth.keep, asked.threads)
        owners = asked.owners
        if self.table.han.any():
            brands = self.keys.candidates(asked.brands, depth.budget // _OF_BRANDS, min(depth.keep, depth.brands), asked.threads)
            found, owners = beside(found, brands), np.concatenate([owners, asked.bearers])
        bearers = self.keys.owners
        for rows, names in (
            by_initials(asked.table.initials, self.table.initials),
            by_skeleton(*((table.units, table.spoken, table.han) for table in (asked.table, self.table))),
        ):
            if len(rows):  # such a name is found by no key of the index, but as if it had one after all of these
                asking, places = np.unique(rows, return_index=True)
                found = beside(found, _by_query(rows, places, len(bearers), depth.keep))
                owners, bearers = (
                    np.concatenate([owners, asking.astype(owners.dtype)]),
                    np.concatenate([bearers, names.astype(bearers.dtype)]),
                )
        return put_in_order(found, owners, bearers, len(self.ids), most)


def _by_query(rows: Rows, places: Rows, first: int, most: int) -> Found:
    """Names that were found of some queries, numbered from `first` on, a row a query, with no cosine.

    Args:
        rows: the query of each, ascending.
        places: where each query begins.
        first: the number of the first name.
        most: how many of a query are kept.
    """
    nth = _nth(rows)
    kept = nth < most
    found = np.full((len(places), int(nth[kept].max()) + 1), -1, np.int32)
    found[np.repeat(np.arange(len(places)), np.diff([*places, len(rows)]))[kept], nth[kept]] = (first + np.arange(len(rows)))[kept]
    return Found(found, np.zeros(found.shape, np.float32))


def _nth(rows: Rows) -> Rows:
    """The place of each within its row, from 0; rows ascend."""
    return np.arange(len(rows)) - np.searchsorted(rows, rows)


def search(names: Iterable[tuple[str, str]], queries: Sequence[str], top: int = TOP) -> list[tuple[Hit, ...]]:
    """The most probable of `names`, each an id and a name, for each of the queries."""
    return NameIndex.build(names).search(queries, top)


def ask(queries: Sequence[str], known: Vocabulary) -> Asked:
    """Make names ready to be looked for in indices of this vocabulary."""
    return _asked(table_of([parse_name(query, known) for query in queries], known), known)


def _asked(table: Table, known: Vocabulary) -> Asked:
    """Names of a table, ready to be looked for."""
    brands = [(at, brand_key(name)) for at, name in enumerate(table.names) if not table.han[at]]
    told = [(at, key) for at, key in brands if key]
    bearers = np.array([at for at, _ in told], np.int32)
    return Asked(table, *keys_of_all(table.names, known, asked=True), [key for _, key in told], bearers, len(table.han))


def _only(asked: Asked, chosen: NDArray[np.bool_]) -> Asked:
    """The keys of some names alone."""
    keys, brands = chosen[asked.owners], chosen[asked.bearers]
    return replace(
        asked,
        keys=list(compress(asked.keys, keys)),
        owners=asked.owners[keys],
        brands=list(compress(asked.brands, brands)),
        bearers=asked.bearers[brands],
    )


def _texts(texts: Sequence[str]) -> Texts:
    """Texts in two arrays, whatever holds them now."""
    return texts if isinstance(texts, Texts) else Texts.of(texts)
