"""The chains behind a figure, so that a reader can do the sum again: simple ones, which pass no company twice."""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from clew.model.ownership import Chain, Stake
from clew.ownership.network import Network

_STEPS = 20_000
"""Most steps that are taken to look for chains: beyond, there are more than anybody reads."""


class Chains(Struct, frozen=True):
    """Chains from an owner to an asset, the shortest first, and whether they are all that there are."""

    shown: tuple[Chain, ...]
    whole: bool


def chains(owner: str, asset: str, network: Network, most: int) -> Chains:
    """Up to `most` chains whose shares are multiplied and added."""
    useful = network.owners_of(asset) | {asset}
    steps = [_STEPS]
    found = list(islice(_walk((), owner, asset, network, (useful, steps)), most + 1))
    kept = sorted(found, key=lambda stakes: (len(stakes), [stake.asset for stake in stakes]))[:most]
    return Chains(tuple(map(Chain, kept)), len(found) <= most and steps[0] > 0)


def _walk(
    way: tuple[Stake, ...], node: str, asset: str, network: Network, bounds: tuple[frozenset[str], list[int]]
) -> Iterator[tuple[Stake, ...]]:
    """Every chain on from a node, depth first."""
    useful, steps = bounds
    waiting = [(way, node)]
    while waiting and steps[0] > 0:
        way, node = waiting.pop()
        passed = {stake.owner for stake in way}
        for stake in network.below.get(node, ()):
            steps[0] -= 1
            if not stake.owns or stake.asset in passed or stake.asset == node or stake.asset not in useful:
                continue
            if stake.asset == asset:
                yield (*way, stake)
            else:
                waiting.append(((*way, stake), stake.asset))
