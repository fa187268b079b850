"""An index of keys by their character 4-grams: which of a million names come near a query, whatever its words' order and its errors.

Of each query the rarest grams are read, until a budget of postings is spent; of the keys that share them, the nearest by cosine are kept.
The work of a query is so the same however many keys there are, and what the budget misses can be counted by `audit`.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import fields
from numpy.typing import NDArray

from clew.disk import explained
from clew.errors import Fault, WorkspaceError
from clew.lake.filesets import fileset
from clew.names.compiled import THREADS
from clew.names.gram_search import Postings, Weighed, search, shared_with_all, weigh
from clew.names.gram_weights import inverses_of, weights_of
from clew.names.grams import ALPHABET, END, GRAMS, PASSED, SPACE, Bytes, Keys, Numbers, Wide, counted, grams_of, inverted, norms_of
from clew.names.texts import joined_bounds

Shares = NDArray[np.float32]

BUDGET = 20_000
"""Postings read of a query, unless the caller says otherwise."""
_KEYS_A_POSTING = 50
KEEP = 100
"""Rows kept of a query, unless the caller says otherwise."""
_WRITTEN_WHOLE = 50_000
"""From so many keys on, what follows from them is written too; of fewer, it is larger than they are, and soon made anew."""
_SAID = ("owners", "starts", "grams")
"""Fields from which all others follow."""
_AT_ONCE = 1 << 18
"""Keys whose text is joined at once."""
_QUERIES = 1000
"""Queries of one piece of work of a thread."""


def usual_budget(keys: int) -> int:
    """Postings to read of a query among so many keys: every gram is in more keys where there are more, so the budget goes with them."""
    return max(BUDGET, keys // _KEYS_A_POSTING)


class Found(NamedTuple):
    """The nearest rows of each query, (queries, keep), best first: -1 and 0.0 where there are no more; an owner has one row."""

    rows: Numbers
    cosines: Shares


class Missed(NamedTuple):
    """Rows that a search did not find: the query, the row, and the cosine of the two; by query, nearest first."""

    queries: Numbers
    rows: Numbers
    cosines: Shares


class GramIndex(Struct, frozen=True, eq=False):
    """Keys, and where each of their grams occurs; made by `build`, `extended` or `load`, never changed.

    Attributes:
        owners: whose each key is: several keys may be one company's.
        starts: where the grams of each key begin in `grams`.
        grams: see `starts`.
        order: the numbers of the keys, by their norms.
        offsets: where the places, in that order, of the keys with each gram begin in `places`.
        places: see `offsets`.
        weights: of each gram, see `gram_weights`.
        norms: of each key, the sum of its grams' weights.
        inverses: of each key, 2³⁰ by the root of that.
        ordered: the same, in the order.
    """

    owners: Numbers
    starts: Wide
    grams: Numbers
    order: Numbers
    offsets: Wide
    places: Numbers
    weights: Numbers
    norms: Numbers
    inverses: Numbers
    ordered: Numbers

    @classmethod
    def build(cls, keys: Sequence[str], owners: Numbers) -> "GramIndex":
        """Index keys of small letters, digits and spaces, each with the number of its owner.

        Raises:
            ValueError: there are more keys than owners, or fewer.
        """
        if len(keys) != len(owners):
            raise ValueError(f"{len(keys)} keys have {len(owners)} owners")
        return cls.of_keys(keyed(keys), np.array(owners, np.int32))

    def extended(self, keys: Sequence[str], owners: Numbers) -> "GramIndex":
        """An index with further keys after those that are there: the same as one that was built of all.

        Raises:
            ValueError: there are more keys than owners, or fewer.
        """
        if len(keys) != len(owners):
            raise ValueError(f"{len(keys)} keys have {len(owners)} owners")
        more = keyed(keys)
        both = Keys(joined_bounds([self.starts, more.starts]), np.concatenate([self.grams, more.grams]))
        return self.of_keys(both, np.concatenate([self.owners, np.array(owners, np.int32)]))

    @classmethod
    def joined(cls, parts: Sequence[tuple["GramIndex", int]]) -> "GramIndex":
        """The index of the keys of several, at least one, in their order: the same as one that was built of all.

        Args:
            parts: each with the number from which its owners are counted on, which are counted from 0 in it.
        """
        starts = joined_bounds([one.starts for one, _ in parts])
        grams = np.concatenate([one.grams for one, _ in parts])
        return cls.of_keys(Keys(starts, grams), np.concatenate([(one.owners + begun).astype(np.int32) for one, begun in parts]))

    @classmethod
    def of_keys(cls, keys: Keys, owners: Numbers) -> "GramIndex":
        """The index of keys whose grams are known."""
        offsets = counted(keys.grams)
        weights = weights_of(np.diff(offsets), len(owners))
        norms = norms_of(keys, weights)
        order = np.argsort(norms, kind="stable").astype(np.int32)
        inverses = inverses_of(norms)
        arrays = (owners, *keys, order, offsets, inverted(keys, order, offsets), weights, norms, inverses, inverses[order])
        for array in arrays:
            array.flags.writeable = False
        return cls(*arrays)

    def candidates(self, queries: Sequence[str], budget: int = BUDGET, keep: int = KEEP, threads: int = THREADS) -> Found:
        """The nearest keys of each query, one for an owner.

        Args:
            queries: keys as those of the index; their number is the number of the answer's rows.
            budget: how many postings are read of a query: more find more, and take longer.
            keep: how many rows are kept of a query.
            threads: how many work at once.
        """
        rows = np.full((len(queries), keep), -1, np.int32)
        scores = np.zeros(rows.shape, np.int64)
        cosines = np.zeros(rows.shape, np.float32)
        postings, keys = self._postings(), self._weighed()

        def answer(part: slice) -> None:
            """Fill the answers of some queries."""
            asked = keyed(queries[part])
            search(postings, asked, budget, rows[part], scores[part])
            weigh(keys, asked, rows[part], scores[part])
            cosines[part] = self._cosines(rows[part], scores[part], norms_of(asked, self.weights))

        _share_out(answer, len(queries), threads)
        return Found(rows, cosines)

    def audit(self, queries: Sequence[str], floor: float, budget: int = BUDGET, keep: int = KEEP) -> Missed:
        """What `candidates` does not find although its cosine is `floor` or more: all postings of all grams are read.

        Of an owner the nearest row alone is told. It takes as long as there are keys: ask it about a sample.
        """
        found, postings, asked = self.candidates(queries, budget, keep), self._postings(), keyed(queries)
        lengths = norms_of(asked, self.weights)
        sums = np.zeros(len(self.owners), np.int32)
        missed: list[tuple[int, int, float]] = []
        for query in range(len(queries)):
            shared_with_all(postings, asked.grams[asked.starts[query] : asked.starts[query + 1]], sums)
            near = np.flatnonzero(sums)
            cosines = (sums[near] / np.sqrt(self.norms[near] * np.float64(lengths[query]))).astype(np.float32)
            told = set(self.owners[found.rows[query][found.rows[query] >= 0]].tolist())
            for at in np.lexsort((near, -cosines))[: int(np.count_nonzero(cosines >= floor))]:
                owner = int(self.owners[near[at]])
                if owner not in told:
                    told.add(owner)
                    missed.append((query, int(near[at]), float(cosines[at])))
        table = np.array(missed, np.float64).reshape(-1, 3)
        return Missed(table[:, 0].astype(np.int32), table[:, 1].astype(np.int32), table[:, 2].astype(np.float32))

    def save(self, folder: Path) -> None:
        """Write the index to a new folder, as a whole or not at all; a folder that is there already is left as it is.

        Raises:
            WorkspaceError: the disk is full, or the folder cannot be written.
        """
        with fileset(folder) as aside, explained(folder):
            for name in _ALL if len(self.owners) >= _WRITTEN_WHOLE else _SAID:
                np.save(aside / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> "GramIndex":
        """Open an index that was saved; its files are read where they are needed, and must stay as long as it is used.

        Raises:
            WorkspaceError: a file is missing or damaged.
        """
        try:
            arrays = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _SAID}
            if len(arrays["owners"]) >= _WRITTEN_WHOLE:
                arrays |= {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _ALL if name not in _SAID}
        except (OSError, ValueError) as error:
            raise damaged(folder, str(error)) from error
        if len(arrays) > len(_SAID):  # not looked through: what is not asked for is not read
            index = cls(**arrays)
            if index._agrees():
                return index
        elif _are_keys(**arrays):
            return cls.of_keys(Keys(arrays["starts"], arrays["grams"]), arrays["owners"])
        raise damaged(folder, "its files are not of one index")

    def _agrees(self) -> bool:
        """Whether the arrays are as long as they say of each other."""
        count, held = len(self.owners), len(self.grams)
        long = {len(self.starts) - 1, len(self.order), len(self.norms), len(self.inverses), len(self.ordered)} == {count}
        wide = len(self.offsets) - 1 == len(self.weights) == GRAMS
        return long and wide and self.starts[-1] == held == len(self.places) == self.offsets[-1]

    def _weighed(self) -> Weighed:
        """What scores a key: its grams, their weights, and one by its norm."""
        return Weighed(self.starts, self.grams, self.weights, self.inverses)

    def _postings(self) -> Postings:
        """What finds keys: the places of each gram, by the norm of the keys, with whose they are."""
        return Postings(self.order, self.offsets, self.places, self.weights, self.ordered, self.owners)

    def _cosines(self, rows: Numbers, scores: Wide, lengths: Numbers) -> Shares:
        """Cosines of rows (queries, keep) from their scores, which are shared weight times inverse, and the queries' own norms."""
        some = np.maximum(rows, 0)
        if not len(self.owners):
            return np.zeros(rows.shape, np.float32)
        both = np.sqrt(self.norms[some].astype(np.float64) * lengths[:, None])
        shared = scores // self.inverses[some]
        return np.where(rows >= 0, shared / np.maximum(both, 1.0), 0.0).astype(np.float32)


_ALL = tuple(field.name for field in fields(GramIndex))


def _are_keys(owners: Numbers, starts: Wide, grams: Numbers) -> bool:
    """Whether these are grams of keys: as long as they say of each other, and none that there cannot be."""
    if len(starts) != len(owners) + 1 or starts[0] != 0 or starts[-1] != len(grams) or (np.diff(starts) < 0).any():
        return False
    return not len(grams) or (int(grams.min()) >= 0 and int(grams.max()) < GRAMS)


_CODES = np.full(256, PASSED, np.uint8)
_CODES[[ord(letter) for letter in ALPHABET if letter != "^"]] = [at for at, letter in enumerate(ALPHABET) if letter != "^"]
_CODES[ord(" ")] = SPACE
_CODES[ord("\n")] = END


def keyed(keys: Sequence[str]) -> Keys:
    """Grams of keys of small letters, digits and spaces."""
    parts = [grams_of(_codes(keys[at : at + _AT_ONCE]), len(keys[at : at + _AT_ONCE])) for at in range(0, len(keys), _AT_ONCE)]
    starts, total = [np.zeros(1, np.int64)], 0
    for part in parts:
        starts.append(part.starts[1:] + total)
        total += len(part.grams)
    return Keys(np.concatenate(starts), np.concatenate([np.zeros(0, np.int32), *(part.grams for part in parts)]))


def _codes(keys: Sequence[str]) -> Bytes:
    """The codes of keys, one after the other."""
    text = "\n".join(keys) + "\n"
    if text.count("\n") != len(keys):
        text = "\n".join(key.replace("\n", " ") for key in keys) + "\n"
    return _CODES[np.frombuffer(text.encode("ascii", "replace"), np.uint8)]


def _share_out(work: Callable[[slice], None], count: int, threads: int) -> None:
    """Do the work for so many queries, in pieces, some at once."""
    if threads == 1:  # another thread may be busy with the interpreter: it is asked for once
        work(slice(0, count))
        return
    pieces = (slice(at, min(at + _QUERIES, count)) for at in range(0, count, _QUERIES))
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(work, pieces):
            pass


def damaged(folder: Path, why: str) -> WorkspaceError:
    """That an index cannot be used."""
    return WorkspaceError(Fault(f"the index of names in {folder} cannot be read: {why}", "Delete the folder, so that it is made anew."))
