"""The search among postings: which of many keys share rare grams with a query, and how much of their weight.

All weights and scores are whole numbers, so that compiled, plain and SQL (`gram_sql`) answers are the same to the row.
"""

from typing import NamedTuple

import numpy as np

from clew.names.compiled import compiled
from clew.names.grams import GRAMS, Keys, Numbers, Wide

LEAST_READ = 2
"""So many grams of a query are read, however common they are."""
ONE = 2.0**30
"""What an inverse is a part of."""
HIGHEST = 2**31 - 1
BLOCK = 32_768
"""Keys that are summed at once: their sums fit the cache of a core."""


class Postings(NamedTuple):
    """Keys of grams. Keys stand in the order of their weight, so that those of one block are about as heavy.

    Attributes:
        order: the number of the key at each place of that order.
        offsets: the places with gram g are `places[offsets[g]:offsets[g + 1]]`, ascending.
        places: see `offsets`.
        weights: of each gram.
        inverses: of the key at each place, 2³⁰ by the root of the sum of its weights: never more than of the one before.
        owners: of each key, by its number.
    """

    order: Numbers
    offsets: Wide
    places: Numbers
    weights: Numbers
    inverses: Numbers
    owners: Numbers


class Weighed(NamedTuple):
    """Grams of keys as in `Keys`, the weight of each gram, and the inverse of each key, by its number."""

    starts: Wide
    grams: Numbers
    weights: Numbers
    inverses: Numbers


class Best(NamedTuple):
    """The best rows of one query, with their scores and owners: a heap, its worst at the root, -1, 0 and -1 where it is not full."""

    rows: Numbers
    scores: Wide
    owners: Numbers


class Room(NamedTuple):
    """Working memory of one thread.

    Attributes:
        sums: of the keys of a block. They count from a base that is higher for each block, and what is lower counts as the base: so
            nothing need be set back to 0.
        crossed: places within the block whose sums became large enough.
        rows: those of them that may be kept: the numbers of the keys.
        scores: of the same.
        owners: of the same.
    """

    sums: Numbers
    crossed: Numbers
    rows: Numbers
    scores: Wide
    owners: Numbers


class Reading(NamedTuple):
    """Postings of a query's rarest grams: where each is read next, where it begins and ends, and what it weighs."""

    nexts: Wide
    begins: Wide
    ends: Wide
    weights: Numbers


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
    begins, ends, weights = np.empty(read, np.int64), np.empty(read, np.int64), np.empty(read, np.int32)
    for at in range(read):
        gram = order[at]
        begins[at], ends[at], weights[at] = index.offsets[gram], index.offsets[gram + 1], index.weights[gram]
    return Reading(begins.copy(), begins, ends, weights)


@compiled
def _sought(reading: Reading, places: Numbers, low: int) -> None:
    """Go on to the first posting of each gram at `low` or after it."""
    for gram in range(len(reading.nexts)):
        begin, end = reading.begins[gram], reading.ends[gram] if low else reading.begins[gram]
        while begin < end:
            middle = (begin + end) // 2
            if places[middle] < low:
                begin = middle + 1
            else:
                end = middle
        reading.nexts[gram] = begin


@compiled
def _crossing(reading: Reading, places: Numbers, room: Room, low: int, base: int, least: int) -> int:
    """Sum the weights of the keys of a block; the number of those that came to `least`.

    The innermost loop of a search: whole numbers without a sign save the machine a test for places that count from an array's end.
    """
    sums, crossed, size = room.sums, room.crossed, 0
    high, floor, line = low + len(sums), np.int32(base), np.int32(base + least)
    for gram in range(len(reading.nexts)):
        at, end, weight = reading.nexts[gram], reading.ends[gram], reading.weights[gram]
        while at < end:
            place = places[np.uint64(at)]
            if place >= high:
                break
            within = np.uint64(place - low)
            before = max(sums[within], floor)
            after = np.int32(before + weight)
            sums[within] = after
            if before < line <= after:
                crossed[np.uint64(size)] = np.int32(within)
                size += 1
            at += 1
        reading.nexts[gram] = at
    return size


@compiled
def _worse(score: int, row: int, than: int, than_row: int) -> bool:
    """Whether a row comes after another: a lower score or, where scores are equal, a higher number."""
    return score < than or (score == than and row > than_row)


@compiled
def _offered(best: Best, row: int, score: int, owner: int) -> None:
    """Take a row into the heap if it is better than the worst, in the place of its owner's other row where that is in it."""
    if not _worse(best.scores[0], best.rows[0], score, row):
        return
    size, place = len(best.rows), 0
    for other in range(size):  # without a way out, the machine does many at once
        if best.owners[other] == owner:
            place = other
    if not _worse(best.scores[place], best.rows[place], score, row):
        return
    while 2 * place + 1 < size:
        child = 2 * place + 1
        if child + 1 < size and _worse(best.scores[child + 1], best.rows[child + 1], best.scores[child], best.rows[child]):
            child += 1
        if not _worse(best.scores[child], best.rows[child], score, row):
            break
        best.rows[place], best.scores[place], best.owners[place] = best.rows[child], best.scores[child], best.owners[child]
        place = child
    best.rows[place], best.scores[place], best.owners[place] = row, score, owner


@compiled
def _ordered(rows: Numbers, scores: Wide) -> None:
    """Put the best first."""
    for at in range(1, len(rows)):
        row, score, place = rows[at], scores[at], at
        while place > 0 and _worse(scores[place - 1], rows[place - 1], score, row):
            rows[place], scores[place] = rows[place - 1], scores[place - 1]
            place -= 1
        rows[place], scores[place] = row, score


@compiled
def _listed(index: Postings, room: Room, low: int, base: int, count: int, worst: int) -> int:
    """List the rows of so many that crossed whose scores are not lower than the worst; their number.

    What is far away in memory is read here, for all rows at once: between comparisons, the machine would wait for each.
    """
    size = 0
    for at in range(count):
        place = room.crossed[at]
        score = np.int64(room.sums[place] - base) * index.inverses[low + place]
        room.rows[size], room.scores[size] = index.order[low + place], score
        size += int(score >= worst)
    for at in range(size):
        room.owners[at] = index.owners[room.rows[at]]
    return size


@compiled
def _first_block(index: Postings, weight: int) -> int:
    """The last block whose keys are all as heavy as a query, or heavier, or the one before: there its nearest are likely to be."""
    inverse, block = ONE / np.sqrt(max(weight, 1)), 0
    while (block + 1) * BLOCK < len(index.order) and index.inverses[(block + 1) * BLOCK] > inverse:
        block += 1
    return block


@compiled
def _searched(index: Postings, reading: Reading, best: Best, room: Room, base: int) -> int:
    """Fill `best` for one query; the base of the sums afterwards."""
    total, blocks = reading.weights.sum(), (len(index.order) + BLOCK - 1) // BLOCK
    rows, scores, owners, worst = room.rows, room.scores, room.owners, best.scores
    first = _first_block(index, total)
    for step in range(blocks):
        low = (first + step) % blocks * BLOCK
        if step == 0 or low == 0:
            _sought(reading, index.places, low)
        if base > HIGHEST - 2 * total:
            room.sums[:] = 0
            base = 0
        # The first of a block is its lightest key, whose inverse is the largest: a sum below this cannot come to the worst that is kept.
        least = min(max(worst[0] // index.inverses[low], 1), total + 1)
        count = _crossing(reading, index.places, room, low, base, least)
        for at in range(_listed(index, room, low, base, count, worst[0])):
            if scores[at] >= worst[0]:
                _offered(best, rows[at], scores[at], owners[at])
        base += total
    return base


@compiled
def search(index: Postings, queries: Keys, budget: int, found: Numbers, scores: Wide) -> None:
    """The best row of each of the best owners of each query, by the weights that were read.

    Args:
        index: the postings.
        queries: grams of the queries.
        budget: postings read of each query.
        found: rows (queries, keep), all -1, filled with numbers of keys, in no order.
        scores: as `found`, all 0, filled with their scores.
    """
    lists = np.empty(BLOCK + 1, np.int32), np.empty(BLOCK + 1, np.int64), np.empty(BLOCK + 1, np.int32)
    room, base = Room(np.zeros(BLOCK, np.int32), np.empty(BLOCK, np.int32), lists[0], lists[1], lists[2]), 0
    owners = np.empty(found.shape[1], np.int32)
    for query in range(len(queries.starts) - 1):
        reading = _reading(queries.grams[queries.starts[query] : queries.starts[query + 1]], index, budget)
        best = Best(found[query], scores[query], owners)
        owners[:] = -1
        if len(reading.nexts):
            base = _searched(index, reading, best, room, base)


@compiled
def weigh(keys: Weighed, queries: Keys, found: Numbers, scores: Wide) -> None:
    """Score the rows that were found by all grams that they share with their query, and put them into that order.

    Args:
        keys: grams of the keys, and weights.
        queries: grams of the queries.
        found: rows (queries, keep), -1 for none; put into order.
        scores: as `found`; filled with the scores: the weight that is shared, times the inverse of the row.
    """
    weights = np.zeros(GRAMS, np.int32)
    for query in range(len(queries.starts) - 1):
        asked = queries.grams[queries.starts[query] : queries.starts[query + 1]]
        for gram in asked:
            weights[gram] = keys.weights[gram]
        rows, products = found[query], scores[query]
        for place in range(len(rows)):
            row = rows[place]
            if row >= 0:
                shared = np.int64(0)
                for at in range(keys.starts[row], keys.starts[row + 1]):
                    shared += weights[keys.grams[at]]
                products[place] = shared * keys.inverses[row]
        _ordered(rows, products)
        for gram in asked:
            weights[gram] = 0


@compiled
def shared_with_all(index: Postings, grams: Numbers, sums: Numbers) -> None:
    """Fill `sums` with the weight that each row shares with one query, all its grams read."""
    sums[:] = 0
    for gram in grams:
        for at in range(index.offsets[gram], index.offsets[gram + 1]):
            sums[index.order[index.places[at]]] += index.weights[gram]
