"""Who controls whom: by more than half of the votes, held by an owner and by whom it controls, or because a source says so.

A company that is controlled counts with all of its votes for whoever controls it; that is why control is not multiplied along a chain.
Where nothing is told of votes, shares stand for them.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from clew.model.ownership import ALL, NOTHING, Band, Grip, Stake, Sure
from clew.ownership.network import Network

_HALF = Fraction(1, 2)


def controlled(owner: str, network: Network) -> Mapping[str, Grip]:
    """Everything that an owner controls, or may control, itself left out."""
    certain = _closure(owner, network, {}, sure=True)
    return {**_closure(owner, network, certain, sure=False), **certain}


def _closure(owner: str, network: Network, held: Mapping[str, Grip], *, sure: bool) -> dict[str, Grip]:
    """The least set that control makes of an owner: for certain, or (`held` being certain) possibly."""
    found: dict[str, Grip] = dict(held)
    waiting = [owner, *held]
    while waiting:
        for stake in network.below.get(waiting.pop(), ()):
            if stake.asset in found or stake.asset == owner:
                continue
            grip = _grip({owner, *found}, network.above[stake.asset], sure=sure)
            if grip is not None:
                found[stake.asset] = grip
                waiting.append(stake.asset)
    return found


def _grip(holders: set[str], stakes: Sequence[Stake], *, sure: bool) -> Grip | None:
    """What the holders' stakes in a company come to; None where they give no control."""
    mine = tuple(stake for stake in stakes if stake.owner in holders)
    votes = held_together(mine, stakes)
    said = tuple(stake for stake in mine if stake.control is Sure.YES or (not sure and stake.control is Sure.POSSIBLE))
    if said or (votes.low if sure else votes.high) > _HALF:
        return Grip(Sure.YES if sure else Sure.POSSIBLE, votes, said or mine)
    return None


def held_together(mine: Sequence[Stake], every: Sequence[Stake]) -> Band:
    """The votes of some stakes together: no more than the others are sure to leave."""
    counted = [stake.voting for stake in mine if stake.adds]
    others = sum((stake.voting.low for stake in every if stake.adds and stake not in mine), NOTHING)
    low = sum((votes.low for votes in counted), NOTHING)
    high = sum((votes.high for votes in counted), NOTHING)
    return Band(low, max(low, min(high, ALL - others)), all(votes.told for votes in counted))
