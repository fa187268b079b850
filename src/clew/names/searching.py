"""Searching names among names: the nearest by their letters, then the most probable of those."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from clew.names.gram_index import KEEP, GramIndex
from clew.names.keys import brand_key, keys_of
from clew.names.pairs import VERDICTS, Rows, Table, Verdict, compare_rows, table_of
from clew.names.parsing import parse_name
from clew.names.parts import Name
from clew.names.vocabulary import Vocabulary
from clew.names.words import shipped_words, with_counts

TOP = 5
_THOROUGH = 2_000_000
"""Pairs that are compared at most; of many queries, fewer candidates each are."""
_LEAST = 10


@dataclass(frozen=True, slots=True)
class Hit:
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


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """Names to be searched.

    Attributes:
        ids: of each name; `table`: the names, ready to be compared; `keys`: the index of their keys.
        known: the vocabulary, with words counted among these names.
    """

    ids: Sequence[str]
    table: Table
    keys: GramIndex
    known: Vocabulary

    @classmethod
    def build(cls, names: Iterable[tuple[str, str]], known: Vocabulary | None = None) -> "NameIndex":
        """Index names, each with an id."""
        rows = list(names)
        words = known or shipped_words()
        parsed = [parse_name(name, words) for _, name in rows]
        counted = with_counts(words, parsed)
        keys, owners = _keys(parsed, counted)
        return cls([one for one, _ in rows], table_of(parsed, counted), GramIndex.build(keys, owners), counted)

    def search(self, queries: Sequence[str], top: int = TOP) -> list[tuple[Hit, ...]]:
        """The most probable names of each query, best first: at most `top`, fewer where fewer come near."""
        if not queries:
            return []
        asked = table_of([parse_name(query, self.known) for query in queries], self.known)
        one, other, cosines = self.near(asked)
        scores = compare_rows(asked, one, self.table, other)
        order = np.lexsort((other, -cosines, -scores.score, one))
        places = np.arange(len(one)) - np.repeat(
            starts := np.searchsorted(one[order], np.arange(len(queries))), np.diff([*starts, len(one)])
        )
        kept = order[places < top]
        found: list[list[Hit]] = [[] for _ in queries]
        for at in kept.tolist():
            row = int(other[at])
            hit = Hit(self.ids[row], self.table.names[row].written, row, float(scores.score[at]), VERDICTS[scores.codes[at]])
            found[int(one[at])].append(hit)
        return [tuple(hits) for hits in found]

    def near(self, asked: Table) -> tuple[Rows, Rows, np.ndarray[tuple[int], np.dtype[np.float32]]]:
        """Pairs of a query's row and a name's row to be compared, each once, and how near their letters are."""
        keys, owners = _keys(asked.names, self.known)
        if self.table.han.any():
            brands = [(at, brand_key(name)) for at, name in enumerate(asked.names) if not asked.han[at]]
            keys += [key for _, key in brands if key]
            owners = np.concatenate([owners, np.array([at for at, key in brands if key], np.int32)])
        keep = max(_LEAST, min(KEEP, _THOROUGH // max(len(keys), 1)))
        found = self.keys.candidates(keys, keep=KEEP)
        rows, near = found.rows[:, :keep], found.cosines[:, :keep]
        told = rows >= 0
        one = np.repeat(owners, keep).reshape(rows.shape)[told].astype(np.int64)
        other = self.keys.owners[rows[told]].astype(np.int64)
        order = np.lexsort((-near[told], other, one))
        one, other, cosines = one[order], other[order], near[told][order]
        first = np.ones(len(one), np.bool_)
        first[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
        return one[first], other[first], cosines[first]


def search(names: Iterable[tuple[str, str]], queries: Sequence[str], top: int = TOP) -> list[tuple[Hit, ...]]:
    """The most probable of `names`, each an id and a name, for each of the queries."""
    return NameIndex.build(names).search(queries, top)


def _keys(names: Sequence[Name], known: Vocabulary) -> tuple[list[str], np.ndarray[tuple[int], np.dtype[np.int32]]]:
    """Every key of every name, and whose it is."""
    keys: list[str] = []
    owners: list[int] = []
    for at, name in enumerate(names):
        for key in keys_of(name, known):
            keys.append(key)
            owners.append(at)
    return keys, np.array(owners, np.int32)
