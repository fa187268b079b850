"""Keys by their character 4-grams: which of many keys share rare grams with a query, and how much of their weight.

A key is small letters and digits; everything else in it is passed over. Its grams are those of `^key^`, each once; a key of one letter
has the one gram `^x^^`, an empty one has none. A gram is a number to the base 37 whose digits are ordered as the characters are, so that
grams stand in one order here and in SQL (`gram_sql`). All weights and scores are whole numbers, for the same reason.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from clew.names.compiled import compiled

Bytes: TypeAlias = NDArray[np.uint8]
Numbers: TypeAlias = NDArray[np.int32]
Wide: TypeAlias = NDArray[np.int64]

LENGTH = 4
"""Characters of a gram."""
LONGEST = 1000
"""Characters of a key that are read: so many weights together fit 32 bits."""
ALPHABET = "0123456789^abcdefghijklmnopqrstuvwxyz"
"""Digits of a gram's number, in the order of their code points."""
BASE = len(ALPHABET)
GRAMS = BASE**LENGTH
"""How many grams there can be."""
LEAST_READ = 2
"""So many grams of a query are read, however common they are."""

MARK = ALPHABET.index("^")
END = BASE
"""Code of the end of a key."""
PASSED = BASE + 1
"""Code of a character that is passed over."""
BLOCK = 65_536
"""Keys that are summed at once: their sums fit the cache of a core."""


class Keys(NamedTuple):
    """Grams of keys, row by row: those of row r are `grams[starts[r]:starts[r + 1]]`, in the order in which they first occur."""

    starts: Wide
    grams: Numbers


class Postings(NamedTuple):
    """Keys of grams.

    Attributes:
        offsets: the rows with gram g are `rows[offsets[g]:offsets[g + 1]]`, ascending.
        rows: numbers of keys.
        weights: of each gram.
        inverses: of each key, 2³⁰ by the root of the sum of its weights.
        owners: of each key.
    """

    offsets: Wide
    rows: Numbers
    weights: Numbers
    inverses: Numbers
    owners: Numbers


class Best(NamedTuple):
    """The best rows of one query: a heap, its worst at the root, -1 and 0 where it is not full."""

    rows: Numbers
    scores: Wide


class Room(NamedTuple):
    """Working memory of one thread: sums of the rows of a block (all 0 between queries), and which of them were touched."""

    sums: Numbers
    touched: Numbers


class Reading(NamedTuple):
    """Postings of a query's rarest grams: where each is read next, where it ends, and what it weighs."""

    places: Wide
    ends: Wide
    weights: Wide


@compiled
def _added(grams: Numbers, first: int, size: int, gram: int) -> int:
    """Add a gram to the row that begins at `first`, unless it is there; the new size."""
    for at in range(first, size):
        if grams[at] == gram:
            return size
    grams[size] = gram
    return size + 1


@compiled
def grams_of(text: Bytes, count: int) -> Keys:
    """Grams of so many keys; `text` has the codes of their characters, each key followed by `END`."""
    starts = np.zeros(count + 1, np.int64)
    grams = np.empty(len(text), np.int32)
    row, first, size, gram, held = 0, 0, 0, MARK, 1
    for at in range(len(text)):
        code = int(text[at])
        if code == PASSED or (code != END and held > LONGEST):
            continue
        # A key of one letter is filled up to a gram.
        times = 2 if code == END and held == LENGTH - 2 else 1
        for _ in range(times):
            gram = (gram * BASE + (MARK if code == END else code)) % GRAMS
            held += 1
            if held >= LENGTH:
                size = _added(grams, first, size, gram)
        if code == END:
            row, first, gram, held = row + 1, size, MARK, 1
            starts[row] = size
    return Keys(starts, grams[:size].copy())


@compiled
def inverted(keys: Keys, offsets: Wide) -> Numbers:
    """Rows of each gram, ascending, at the gram's offset."""
    places = offsets[:-1].copy()
    rows = np.empty(len(keys.grams), np.int32)
    for row in range(len(keys.starts) - 1):
        for at in range(keys.starts[row], keys.starts[row + 1]):
            gram = keys.grams[at]
            rows[places[gram]] = row
            places[gram] += 1
    return rows


@compiled
def _rarest_first(grams: Numbers, offsets: Wide) -> Numbers:
    """The grams that some key has, by the number of keys, then by their own."""
    order = np.empty(len(grams), np.int32)
    size = 0
    for at in range(len(grams)):
        gram = grams[at]
        count = offsets[gram + 1] - offsets[gram]
        if count == 0:
            continue
        place = size
        while place > 0:
            other = order[place - 1]
            others = offsets[other + 1] - offsets[other]
            if others < count or (others == count and other < gram):
                break
            order[place] = other
            place -= 1
        order[place] = gram
        size += 1
    return order[:size]


@compiled
def _reading(grams: Numbers, index: Postings, budget: int) -> Reading:
    """What is read of a query: its rarest grams, until their postings exceed the budget, but never fewer than `LEAST_READ`."""
    order = _rarest_first(grams, index.offsets)
    read, spent = 0, 0
    for gram in order:
        spent += index.offsets[gram + 1] - index.offsets[gram]
        if spent > budget and read >= LEAST_READ:
            break
        read += 1
    places, ends, weights = np.empty(read, np.int64), np.empty(read, np.int64), np.empty(read, np.int64)
    for at in range(read):
        gram = order[at]
        places[at], ends[at], weights[at] = index.offsets[gram], index.offsets[gram + 1], index.weights[gram]
    return Reading(places, ends, weights)


@compiled
def _summed(reading: Reading, rows: Numbers, low: int, room: Room) -> int:
    """Sum the weights of the rows from `low` to `low + BLOCK`; the number of rows touched."""
    size, high = 0, low + len(room.sums)
    for gram in range(len(reading.places)):
        at, end, weight = reading.places[gram], reading.ends[gram], np.int32(reading.weights[gram])
        while at < end:
            row = rows[at]
            if row >= high:
                break
            place = row - low
            if room.sums[place] == 0:
                room.touched[size] = place
                size += 1
            room.sums[place] += weight
            at += 1
        reading.places[gram] = at
    return size


@compiled
def _worse(score: int, row: int, than: int, than_row: int) -> bool:
    """Whether a row comes after another: a lower score or, where scores are equal, a higher number."""
    return score < than or (score == than and row > than_row)


@compiled
def _sunk(best: Best, place: int, row: int, score: int) -> None:
    """Put a row at a place of the heap or, as long as one below is worse, below it."""
    size = len(best.rows)
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and _worse(best.scores[child + 1], best.rows[child + 1], best.scores[child], best.rows[child]):
            child += 1
        if not _worse(best.scores[child], best.rows[child], score, row):
            break
        best.scores[place], best.rows[place] = best.scores[child], best.rows[child]
        place = child
    best.scores[place], best.rows[place] = score, row


@compiled
def _offered(best: Best, row: int, score: int, owners: Numbers) -> None:
    """Take a row that is better than the worst into the heap, in the place of its owner's other row where that is in it."""
    for place in range(len(best.rows)):
        other = best.rows[place]
        if other >= 0 and owners[other] == owners[row]:
            if _worse(best.scores[place], other, score, row):
                _sunk(best, place, row, score)
            return
    _sunk(best, 0, row, score)


@compiled
def _ordered(best: Best) -> None:
    """Put the best first."""
    for at in range(1, len(best.rows)):
        row, score, place = best.rows[at], best.scores[at], at
        while place > 0 and _worse(best.scores[place - 1], best.rows[place - 1], score, row):
            best.scores[place], best.rows[place] = best.scores[place - 1], best.rows[place - 1]
            place -= 1
        best.scores[place], best.rows[place] = score, row


@compiled
def search(index: Postings, queries: Keys, budget: int, found: Numbers, scores: Wide) -> None:
    """The best row of each of the best owners of each query, by the weights that were read.

    Args:
        index: the postings.
        queries: grams of the queries.
        budget: postings read of each query.
        found: rows (queries, keep), all -1, filled with row numbers, best first.
        scores: as `found`, all 0, filled with their scores.
    """
    room = Room(np.zeros(BLOCK, np.int32), np.empty(BLOCK, np.int32))
    for query in range(len(queries.starts) - 1):
        reading = _reading(queries.grams[queries.starts[query] : queries.starts[query + 1]], index, budget)
        best = Best(found[query], scores[query])
        for low in range(0, len(index.owners), BLOCK):
            for at in range(_summed(reading, index.rows, low, room)):
                place = room.touched[at]
                score = np.int64(room.sums[place]) * index.inverses[low + place]
                room.sums[place] = 0
                if _worse(best.scores[0], best.rows[0], score, low + place):
                    _offered(best, low + place, score, index.owners)
        _ordered(best)


@compiled
def weigh(index: Postings, keys: Keys, queries: Keys, found: Numbers, scores: Wide) -> None:
    """Score the rows that were found by all grams that they share with their query, and put them into that order.

    Args:
        index: the postings.
        keys: grams of the keys.
        queries: grams of the queries.
        found: rows (queries, keep), -1 for none; put into order.
        scores: as `found`; filled with the scores: the weight that is shared, times the inverse of the row.
    """
    weights = np.zeros(GRAMS, np.int32)
    for query in range(len(queries.starts) - 1):
        asked = queries.grams[queries.starts[query] : queries.starts[query + 1]]
        for gram in asked:
            weights[gram] = index.weights[gram]
        best = Best(found[query], scores[query])
        for place in range(len(best.rows)):
            row = best.rows[place]
            if row >= 0:
                shared = np.int64(0)
                for at in range(keys.starts[row], keys.starts[row + 1]):
                    shared += weights[keys.grams[at]]
                best.scores[place] = shared * index.inverses[row]
        _ordered(best)
        for gram in asked:
            weights[gram] = 0


@compiled
def counted(grams: Numbers) -> Wide:
    """Where the rows of each gram begin, when all are laid one after the other; the end last."""
    offsets = np.zeros(GRAMS + 1, np.int64)
    for gram in grams:
        offsets[gram + 1] += 1
    for gram in range(GRAMS):
        offsets[gram + 1] += offsets[gram]
    return offsets


@compiled
def norms_of(keys: Keys, weights: Numbers) -> Numbers:
    """The sum of the weights of each key's grams: the square of its length, of which a cosine takes the root."""
    norms = np.zeros(len(keys.starts) - 1, np.int32)
    for row in range(len(norms)):
        for at in range(keys.starts[row], keys.starts[row + 1]):
            norms[row] += weights[keys.grams[at]]
    return norms


@compiled
def shared_with_all(index: Postings, grams: Numbers, sums: Numbers) -> None:
    """Fill `sums` with the weight that each row shares with one query, all its grams read."""
    sums[:] = 0
    for gram in grams:
        for at in range(index.offsets[gram], index.offsets[gram + 1]):
            sums[index.rows[at]] += index.weights[gram]
