"""Whom a list's rule on ownership covers: the least set that holds the listed, and everybody whom they own so together.

OFAC's guidance is the model (FAQ 399 and 401): holdings of several blocked persons are added up, and what stands below counts only
through companies that are themselves owned to the threshold. A share is never multiplied along a chain here, which is why the answer may
differ from the economic share in both directions.
"""

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction

from clew.model.ownership import ALL, NOTHING, Band, Covered, Stake, Sure
from clew.ownership.network import Network

Reached = Callable[[Fraction], bool]


def covered(listed: Collection[str], network: Network, reached: Reached, *, together: bool = True) -> Mapping[str, Covered]:
    """Every listed organisation, and every company in which listed or covered owners have a stake.

    Args:
        listed: whom the list names.
        network: the stakes.
        reached: whether a share is as much as the rule asks for.
        together: whether several listed owners are added up; else each is followed alone, and the strongest answer stands.
    """
    sets = [frozenset(listed)] if together else [frozenset((one,)) for one in sorted(listed)]
    found: dict[str, Covered] = {}
    for one in sets:
        for node, answer in _fixpoint(one, network, reached).items():
            found[node] = max(found.get(node, answer), answer, key=_strength)
    return {node: answer for node, answer in found.items() if node not in network.complete}


def _strength(answer: Covered) -> tuple[object, ...]:
    order = (Sure.NO, Sure.POSSIBLE, Sure.YES)
    return (answer.named, order.index(answer.sure), answer.total.low, answer.total.high, answer.by and answer.by[0].owner)


def _fixpoint(listed: frozenset[str], network: Network, reached: Reached) -> Mapping[str, Covered]:
    """The answer for one set of listed owners."""
    certain = _closure(listed, network, reached, upper=False)
    possible = _closure(certain, network, reached, upper=True)
    answers = {one: Covered(Sure.YES, named=True, total=Band(NOTHING, NOTHING), by=()) for one in listed}
    touched = {stake.asset for one in possible for stake in network.below.get(one, ()) if stake.owns}
    for node in sorted(touched - listed):
        sure = Sure.YES if node in certain else Sure.POSSIBLE if node in possible else Sure.NO
        stakes = [stake for stake in network.above[node] if stake.owns]
        low, high = _total(certain, stakes, node, network).low, _total(possible, stakes, node, network).high
        by = tuple(stake for stake in stakes if stake.owner in possible)
        answers[node] = Covered(sure, named=False, total=Band(low, high, all(stake.share.told for stake in by)), by=by)
    return answers


def _closure(start: frozenset[str], network: Network, reached: Reached, *, upper: bool) -> frozenset[str]:
    """The least set that holds the start and every company whose owners in it reach the threshold, at one end of the bands."""
    found, waiting = set(start), deque(sorted(start))
    while waiting:
        for stake in network.below.get(waiting.popleft(), ()):
            if stake.asset in found or not stake.owns:
                continue
            total = _total(found, [one for one in network.above[stake.asset] if one.owns], stake.asset, network)
            if reached(total.high if upper else total.low):
                found.add(stake.asset)
                waiting.append(stake.asset)
    return frozenset(found)


def _total(holders: Collection[str], stakes: Sequence[Stake], node: str, network: Network) -> Band:
    """What holders have of a company together: no more than the others are sure to leave, no less than they can leave."""
    mine, others = (
        [stake.share for stake in stakes if stake.owner in holders],
        [stake.share for stake in stakes if stake.owner not in holders],
    )
    low, high = sum((share.low for share in mine), NOTHING), sum((share.high for share in mine), NOTHING)
    if node in network.complete:
        low = max(low, ALL - sum((share.high for share in others), NOTHING))
    if node not in network.over:
        high = min(high, ALL - sum((share.low for share in others), NOTHING))
    return Band(low, max(low, high))
