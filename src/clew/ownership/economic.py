"""The economic share of one owner in everything below it: shares multiplied along a chain and added over all chains.

That is the sum of all powers of the matrix of stakes (Brioschi, Buzzacchi and Colombo 1989), without the chains that come back to the
owner, since nobody is an owner of itself (Baldone, Brioschi and Paleari 1998); for an owner that stands in no loop the two are the same.
Loops are solved exactly as linear equations. Where stakes are bands, the ends are the smallest and the largest share that figures within
all bands allow, if no company has owners of more than a whole: both are found by choosing, at each company, the figures that serve best,
until no choice can be bettered (policy iteration, Howard 1960), so that a band is as narrow as the records let it be.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from clew.model.ownership import ALL, NOTHING, Band, Economic, Stake
from clew.ownership.network import Network

_EXACTLY = 40
"""Companies of a loop that are solved as equations; larger loops are enclosed by repeated steps, rounded outwards."""
_ROUNDS = 400
_GRID = 10**12
_ITSELF, _ABOVE = "it stands in ", "an owner above stands in "
_CLOSED = f"{_ITSELF}a closed loop, of which no owner outside is on record"
_BROKEN = f"{_ITSELF}a loop in which owners are on record with more than 100 % together"

Values = Mapping[str, Fraction]
Weights = Sequence[tuple[str, Fraction]]
Choice = Callable[[str, Values], Weights]


class _Side(Struct, frozen=True):
    """One end of all bands: how weights are chosen at a company, and whether more is better."""

    network: Network
    choose: Choice
    upper: bool


def economic_shares(owner: str, network: Network) -> Mapping[str, Economic]:
    """The share of an owner in each company that it reaches, itself left out."""
    below = network.holdings_of(owner) | {owner}
    reached = [group for group in network.groups if not below.isdisjoint(group)]
    lows, highs = {owner: ALL}, {owner: ALL}
    answers: dict[str, Economic] = {owner: Economic(Band(ALL, ALL))}
    sides = (_Side(network, _fewest(network), upper=False), _Side(network, _most(network), upper=True))
    for group in reached:
        members = [one for one in group if one != owner and _fed(one, answers, group, network)]
        why = _unsolved(members, network, answers)
        for side, values in zip(sides, (lows, highs), strict=True):
            values.update(dict.fromkeys(members, NOTHING) if why else _solved(members, values, side))
        told = all(_told(one, members, network, answers) for one in members)
        for one in members:
            answers[one] = Economic(None if why else Band(lows[one], highs[one], told), why, _doubtful(one, network, answers))
    del answers[owner]
    return answers


def returned(owner: str, network: Network, shares: Mapping[str, Economic]) -> Band | None:
    """What an owner holds of itself by way of others; None where nothing, or not solved."""
    low, high = NOTHING, NOTHING
    for stake in network.above.get(owner, ()):
        held = Band(ALL, ALL) if stake.owner == owner else shares[stake.owner].share if stake.owner in shares else None
        if stake.owns and held:
            low, high = low + stake.share.low * held.low, high + stake.share.high * held.high
    return Band(low, min(high, ALL)) if high else None


def _told(one: str, members: Sequence[str], network: Network, answers: Mapping[str, Economic]) -> bool:
    """Whether every share is told through which something reaches a company."""
    stakes = [stake for stake in network.above.get(one, ()) if stake.owns and (stake.owner in answers or stake.owner in members)]
    above = (answers[stake.owner].share for stake in stakes if stake.owner in answers)
    return all(stake.share.told for stake in stakes) and all(share is None or share.told for share in above)


def _fed(one: str, answers: Mapping[str, Economic], group: Sequence[str], network: Network) -> bool:
    """Whether anything of the owner reaches a company."""
    return len(group) > 1 or any(stake.owner in answers for stake in network.above.get(one, ()) if stake.owns)


def _unsolved(members: Sequence[str], network: Network, answers: Mapping[str, Economic]) -> str:
    """Why the shares in a group have no figure; "" where they have one."""
    if any(one in network.closed for one in members):
        return _CLOSED
    if len(members) > 1 and any(one in network.over for one in members):
        return _BROKEN
    above = (stake.owner for one in members for stake in network.above.get(one, ()) if stake.owns)
    reasons = (answers[one].solved for one in above if one in answers)
    return next((f"{_ABOVE}{why.removeprefix(_ITSELF).removeprefix(_ABOVE)}" for why in reasons if why), "")


def _doubtful(one: str, network: Network, answers: Mapping[str, Economic]) -> bool:
    """Whether owners of more than a whole stand on the way."""
    above = (answers[stake.owner] for stake in network.above.get(one, ()) if stake.owns and stake.owner in answers)
    return one in network.over or any(answer.doubtful for answer in above)


def _fewest(network: Network) -> Choice:
    """Every stake at its lower end; where the owners come to a whole, what is left goes where it serves least."""

    def choose(one: str, values: Values) -> Weights:
        stakes = [stake for stake in network.above.get(one, ()) if stake.owns]
        if one not in network.complete:
            return [(stake.owner, stake.share.low) for stake in stakes]
        return _shared_out(sorted(stakes, key=lambda stake: values.get(stake.owner, NOTHING)))

    return choose


def _most(network: Network) -> Choice:
    """What the lower ends leave of a whole goes where it serves most; where they leave nothing, every stake is at its upper end."""

    def choose(one: str, values: Values) -> Weights:
        stakes = [stake for stake in network.above.get(one, ()) if stake.owns]
        if one in network.over:
            return [(stake.owner, stake.share.high) for stake in stakes]
        return _shared_out(sorted(stakes, key=lambda stake: -values.get(stake.owner, NOTHING)))

    return choose


def _shared_out(stakes: Sequence[Stake]) -> Weights:
    """Every stake at its lower end, and what is left of a whole to the first ones."""
    left = ALL - sum((stake.share.low for stake in stakes), NOTHING)
    found = []
    for stake in stakes:
        more = max(NOTHING, min(left, stake.share.high - stake.share.low))
        left -= more
        found.append((stake.owner, stake.share.low + more))
    return found


def _solved(members: Sequence[str], values: Values, side: _Side) -> Values:
    """The figures of the members of a group, those of all owners above them being known."""
    if len(members) > _EXACTLY:
        return _enclosed(members, values, side)
    known = {**values, **dict.fromkeys(members, NOTHING)}
    if len(members) == 1 and all(stake.owner != members[0] for stake in side.network.above.get(members[0], ())):
        return {members[0]: _weigh(side.choose(members[0], known), known)}
    begun = _fewest(side.network)  # a loop that the lower ends leave open stays open, whatever is bettered
    chosen = {one: begun(one, known) for one in members}
    while True:
        known |= _equations(members, chosen, known)
        better = {}
        for one in members:
            other = side.choose(one, known)
            now, then = _weigh(chosen[one], known), _weigh(other, known)
            if then > now if side.upper else then < now:
                better[one] = other
        if not better:
            return {one: known[one] for one in members}
        chosen |= better


def _weigh(weights: Weights, values: Values) -> Fraction:
    return sum((weight * values.get(owner, NOTHING) for owner, weight in weights), NOTHING)


def _equations(members: Sequence[str], chosen: Mapping[str, Weights], known: Values) -> Values:
    """Solve x = inside · x + outside exactly; a part that nothing outside feeds is nothing."""
    outside = {one: _weigh([pair for pair in chosen[one] if pair[0] not in chosen], known) for one in members}
    fed = {one for one in members if outside[one]}
    while more := {one for one in members if one not in fed and any(weight and owner in fed for owner, weight in chosen[one])}:
        fed |= more
    place = {one: at for at, one in enumerate(sorted(fed))}
    rows = []
    for one, at in place.items():
        row = [NOTHING] * len(place) + [outside[one]]
        row[at] += ALL
        for owner, weight in chosen[one]:
            if owner in place:
                row[place[owner]] -= weight
        rows.append(row)
    found = _eliminated(rows)
    return {one: found[place[one]] if one in place else NOTHING for one in members}


def _eliminated(rows: list[list[Fraction]]) -> list[Fraction]:
    """The solution of linear equations, each a row with its right side last; Gauss and Jordan, in fractions."""
    for at in range(len(rows)):
        pivot = next(line for line in range(at, len(rows)) if rows[line][at])
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [cell / rows[at][at] for cell in rows[at]]
        for line, row in enumerate(rows):
            if line != at and row[at]:
                rows[line] = [cell - row[at] * own for cell, own in zip(row, rows[at], strict=True)]
    return [row[-1] for row in rows]


def _enclosed(members: Sequence[str], values: Values, side: _Side) -> Values:
    """A bound of a large loop: steps upwards from nothing, or downwards from a whole, each rounded to the safe side."""
    known = {**values, **dict.fromkeys(members, ALL if side.upper else NOTHING)}
    for _ in range(_ROUNDS):
        after = {one: _outwards(_weigh(side.choose(one, known), known), upper=side.upper) for one in members}
        if all(known[one] == value for one, value in after.items()):
            break
        known |= after
    return {one: known[one] for one in members}


def _outwards(value: Fraction, *, upper: bool) -> Fraction:
    scaled = value * _GRID
    return min(ALL, Fraction(-(-scaled.numerator // scaled.denominator) if upper else scaled.numerator // scaled.denominator, _GRID))
