"""Names that come near by several keys, as one list of each query: those that are first by any of its keys before those that are second."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clew.names.compiled import compiled
from clew.names.gram_index import Found
from clew.names.grams import Numbers

Rows = NDArray[np.int64]


class Near(NamedTuple):
    """Pairs that are near.

    Attributes:
        one, other: the row of a query, ascending, and that of a name.
        cosines: how near their letters are.
        places: the place of each among those of its query, from 0.
    """

    one: Rows
    other: Rows
    cosines: NDArray[np.float32]
    places: Rows

    def part(self, chosen: NDArray[np.bool_] | slice) -> "Near":
        """Some of the pairs."""
        return Near(self.one[chosen], self.other[chosen], self.cosines[chosen], self.places[chosen])

    def with_(self, more: "Near") -> "Near":
        """These pairs, and others after them."""
        one, other = np.concatenate([self.one, more.one]), np.concatenate([self.other, more.other])
        return Near(one, other, np.concatenate([self.cosines, more.cosines]), np.concatenate([self.places, more.places]))


class _Asking(NamedTuple):
    """Whose keys the rows of an answer are: those of query q are keys[starts[q]:starts[q + 1]], of which so many names are kept."""

    keys: Rows
    starts: Rows
    most: Rows


def beside(found: Found, more: Found) -> Found:
    """What was found of some keys, and then of others of which fewer names are kept."""
    width = found.rows.shape[1] - more.rows.shape[1]
    rows, cosines = np.pad(more.rows, ((0, 0), (0, width)), constant_values=-1), np.pad(more.cosines, ((0, 0), (0, width)))
    return Found(np.concatenate([found.rows, rows]), np.concatenate([found.cosines, cosines]))


def put_in_order(found: Found, asking: Numbers, owners: Numbers, names: int, most: Rows) -> Near:
    """The nearest names of each query by all of its keys: first by place, then by cosine; each name once.

    Args:
        found: the nearest keys of each key that was asked for.
        asking: the query whose each of these is.
        owners: the name whose each key of the index is.
        names: how many names there are.
        most: how many are kept of each query.
    """
    keys = np.argsort(asking, kind="stable")
    counts = np.bincount(asking, minlength=len(most))
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    size = int(np.minimum(most, counts * found.rows.shape[1]).sum())
    near, room = _room(size), _room(int(counts.max(initial=0)))
    count = _merged(found, owners, _Asking(keys, starts, most), np.full(names, -1, np.int64), room, near)
    return near.part(slice(count))


def _room(size: int) -> Near:
    """Room for so many pairs."""
    return Near(np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.float32), np.empty(size, np.int64))


@compiled
def _merged(found: Found, owners: Numbers, asking: _Asking, seen: Rows, room: Near, out: Near) -> int:
    """Fill `out`; the number of pairs. `seen` is the last query that has each name, -1 at first."""
    size = 0
    for query in range(len(asking.most)):
        most, begun = asking.most[query], size
        for place in range(found.rows.shape[1]):
            for at in range(_abreast(found, owners, asking, query, place, room)):
                other = room.other[at]
                if seen[other] != query and size - begun < most:
                    seen[other] = query
                    out.one[size], out.other[size], out.cosines[size], out.places[size] = query, other, room.cosines[at], size - begun
                    size += 1
    return size


@compiled
def _abreast(found: Found, owners: Numbers, asking: _Asking, query: int, place: int, room: Near) -> int:
    """Put what stands at one place of each key of a query into the order of cosines, then of rows; how many there are."""
    size = 0
    for at in range(asking.starts[query], asking.starts[query + 1]):
        key = asking.keys[at]
        row = found.rows[key, place]
        if row < 0:
            continue
        other, cosine, to = np.int64(owners[row]), found.cosines[key, place], size
        while to > 0 and (room.cosines[to - 1] < cosine or (room.cosines[to - 1] == cosine and room.other[to - 1] > other)):
            room.other[to], room.cosines[to] = room.other[to - 1], room.cosines[to - 1]
            to -= 1
        room.other[to], room.cosines[to] = other, cosine
        size += 1
    return size
