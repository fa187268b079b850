"""The three answers for every company at once, over millions of stakes, as arrays.

Companies are numbers from 0. Shares are whole billionths, rounded outwards after each product, so that a band always holds the exact
answer, sums do not depend on their order, and the same stakes give the same bytes. What `economic`, `control` and `covered` say of one
company exactly, this says of all of them; tests hold one to the other.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Mark = NDArray[np.bool_]

UNIT = 1_000_000_000
"""A whole, in billionths."""
_ROUNDS = 2_000
"""Steps around loops after which a band is left as wide as it is."""


class Stakes(Struct, frozen=True):
    """Stakes by column, one for each owner and asset.

    Attributes:
        nodes: how many companies there are.
        owner, asset: their numbers.
        low, high: the share in billionths.
        controls: where a record states control in words.
    """

    nodes: int
    owner: Whole
    asset: Whole
    low: Whole
    high: Whole
    controls: Mark

    def sums(self, amounts: Whole) -> Whole:
        """Amounts of stakes, added up by asset."""
        found = np.zeros(self.nodes, dtype=np.int64)
        np.add.at(found, self.asset, amounts)
        return found


class Bands(Struct, frozen=True):
    """A band for each company, in billionths."""

    low: Whole
    high: Whole


def over(stakes: Stakes) -> Whole:
    """Companies whose owners are on record with more than a whole together."""
    return np.flatnonzero(stakes.sums(stakes.low) > UNIT)


def economic_bulk(owners: Mark, stakes: Stakes) -> Bands:
    """What a set of owners holds of every company together, over all chains; the owners themselves are a whole.

    The upper end is that of all stakes at their upper ends, and no more than what owners leave whom nothing reaches: it holds the exact
    upper end, and may be wider. No share is more than a whole, whatever the records come to.
    """
    fixed = np.where(owners, UNIT, 0).astype(np.int64)
    rest = np.flatnonzero(~owners[stakes.asset])
    part = Stakes(stakes.nodes, stakes.owner[rest], stakes.asset[rest], stakes.low[rest], stakes.high[rest], stakes.controls[rest])
    order = _layers(part)
    low = _flow(part, order, fixed, part.low, upper=False)
    reached = _flow(part, order, fixed, np.where(part.high > 0, UNIT, 0).astype(np.int64), upper=True) > 0
    others = part.sums(np.where(reached[part.owner], 0, part.low))
    limit = np.where(part.sums(part.low) > UNIT, UNIT, UNIT - others)
    high = _flow(part, order, fixed, part.high, upper=True, limit=limit)
    return Bands(low, np.maximum(low, high))


def _layers(stakes: Stakes) -> Whole:
    """The layer of each company: owners before what they own; companies in loops, and below them, are of layer -1."""
    layer = np.full(stakes.nodes, -1, dtype=np.int64)
    waiting = np.bincount(stakes.asset, minlength=stakes.nodes)
    order, starts = _by_owner(stakes)
    front, at = np.flatnonzero(waiting == 0), 0
    while front.size:
        layer[front] = at
        below = stakes.asset[order[_ranges(starts, front)]]
        np.subtract.at(waiting, below, 1)
        candidates = np.unique(below)
        front, at = candidates[(waiting[candidates] == 0) & (layer[candidates] < 0)], at + 1
    return layer


def _flow(stakes: Stakes, layer: Whole, fixed: Whole, weight: Whole, *, upper: bool, limit: Whole | None = None) -> Whole:
    """Shares carried from the fixed owners downwards: layer by layer, and in steps around loops until nothing changes."""
    bound = np.full(stakes.nodes, UNIT, dtype=np.int64) if limit is None else limit
    found = fixed.copy()
    depth = layer[stakes.asset]
    order = np.argsort(depth, kind="stable")
    cuts = np.searchsorted(depth[order], np.arange(1, depth.max(initial=-1) + 2))
    for begin, end in pairwise(cuts):
        _carry(stakes, order[begin:end], found, (weight, fixed), upper=upper, bound=bound)
    loops = order[: cuts[0]] if cuts.size else order
    if loops.size:
        inside = np.unique(stakes.asset[loops])
        if upper:
            found[inside] = np.where(_fed(stakes, loops, found), bound, found)[inside]
        _settle(stakes, loops, found, (weight, fixed), upper=upper, bound=bound)
    return found


def _fed(stakes: Stakes, rows: Whole, found: Whole) -> Mark:
    """Companies of loops, and below, to which anything leads."""
    fed = found > 0
    while True:
        more = np.unique(stakes.asset[rows][fed[stakes.owner[rows]] & ~fed[stakes.asset[rows]] & (stakes.high[rows] > 0)])
        if not more.size:
            return fed
        fed[more] = True


def _settle(stakes: Stakes, rows: Whole, found: Whole, given: tuple[Whole, Whole], *, upper: bool, bound: Whole) -> None:
    """Steps around loops: upwards from nothing, or downwards from a bound; every step is itself a bound."""
    for _ in range(_ROUNDS):
        before = found[stakes.asset[rows]]
        _carry(stakes, rows, found, given, upper=upper, bound=bound)
        if np.array_equal(before, found[stakes.asset[rows]]):
            return


def _carry(stakes: Stakes, rows: Whole, found: Whole, given: tuple[Whole, Whole], *, upper: bool, bound: Whole) -> None:
    """One step: every asset of some stakes gets what its owners have of it."""
    weight, fixed = given
    products = weight[rows] * found[stakes.owner[rows]]
    parts = -(-products // UNIT) if upper else products // UNIT
    assets, place = np.unique(stakes.asset[rows], return_inverse=True)
    sums = fixed[assets].copy()
    np.add.at(sums, place, parts)
    found[assets] = np.minimum(sums, bound[assets])


def covered_bulk(listed: Mark, stakes: Stakes, reached: Callable[[Whole], Mark]) -> tuple[Mark, Mark]:
    """Whom a rule on ownership covers, for certain and possibly, the listed among them.

    Args:
        listed: whom the list names.
        stakes: the stakes.
        reached: whether shares, in billionths, are as much as the rule asks for.
    """
    certain = _fixpoint(listed, stakes, stakes.low, reached, None)
    return certain, _fixpoint(certain, stakes, stakes.high, reached, stakes.sums(stakes.low))


def _fixpoint(start: Mark, stakes: Stakes, share: Whole, reached: Callable[[Whole], Mark], lows: Whole | None) -> Mark:
    """The least set that holds the start and every company that it owns to the threshold; each stake is looked at once."""
    found, total, own = start.copy(), np.zeros(stakes.nodes, dtype=np.int64), np.zeros(stakes.nodes, dtype=np.int64)
    order, starts = _by_owner(stakes)
    front = np.flatnonzero(start)
    while front.size:
        rows = order[_ranges(starts, front)]
        np.add.at(total, stakes.asset[rows], share[rows])
        np.add.at(own, stakes.asset[rows], stakes.low[rows])
        touched = np.unique(stakes.asset[rows])
        held = total[touched]
        if lows is not None:
            held = np.where(lows[touched] > UNIT, held, np.minimum(held, UNIT - (lows - own)[touched]))
        new = touched[reached(held) & ~found[touched]]
        found[new] = True
        front = new
    return found


def heads(stakes: Stakes) -> Whole:
    """Who controls each company in the end: by more than half of the votes with all whom that owner controls, or in words of a record.

    A company that nobody is sure to control is its own head; of companies that control one another, the one with the least number.
    """
    head = np.arange(stakes.nodes, dtype=np.int64)
    while True:
        above = head[stakes.owner]
        inside = above == head[stakes.asset]
        key = stakes.asset * np.int64(stakes.nodes) + above
        keys, place = np.unique(key[~inside], return_inverse=True)
        votes, stated = np.zeros(keys.size, dtype=np.int64), np.zeros(keys.size, dtype=np.int64)
        np.add.at(votes, place, stakes.low[~inside])
        np.maximum.at(stated, place, stakes.controls[~inside].astype(np.int64))
        asset, owner = keys // stakes.nodes, keys % stakes.nodes
        wins = ((votes * 2 > UNIT) | (stated > 0)) & (head[asset] == asset)
        if not wins.any():
            return head
        head = _joined(head, asset[wins], owner[wins])


def _joined(head: Whole, asset: Whole, owner: Whole) -> Whole:
    """Companies under the heads of who controls them; of a ring, the least number becomes the head."""
    up = np.arange(head.size, dtype=np.int64)
    first = np.unique(asset, return_index=True)
    up[first[0]] = owner[first[1]]
    least = up.copy()
    reach = up.copy()
    for _ in range(max(1, int(head.size).bit_length())):
        least = np.minimum(least, least[reach])
        reach = reach[reach]
    ring = up[reach] != reach
    up[reach[ring]] = np.where(reach[ring] == least[reach[ring]], reach[ring], up[reach[ring]])
    while not np.array_equal(up, up[up]):
        up = up[up]
    return up[head]


def _by_owner(stakes: Stakes) -> tuple[Whole, Whole]:
    """Stakes in the order of their owners, and where each owner's begin; one more place at the end."""
    order = np.argsort(stakes.owner, kind="stable")
    starts = np.zeros(stakes.nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(stakes.owner, minlength=stakes.nodes), out=starts[1:])
    return order, starts


def _ranges(starts: Whole, nodes: Whole) -> Whole:
    """The places of all stakes of some owners."""
    begin, count = starts[nodes], starts[nodes + 1] - starts[nodes]
    offset = np.repeat(begin - np.concatenate(([0], np.cumsum(count)[:-1])), count) if nodes.size else begin
    return offset + np.arange(int(count.sum()), dtype=np.int64)
