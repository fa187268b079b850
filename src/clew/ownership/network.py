"""Stakes as a network: who stands above and below whom, and which companies own one another in a loop."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from clew.model.ownership import ALL, NOTHING, Stake

Neighbours = Mapping[str, Sequence[str]]


class Network(Struct, frozen=True, dict=True):
    """Stakes, one for each owner and asset.

    Attributes:
        stakes: sorted by owner and asset.
        complete: nodes whose owners are all on record, so that their shares come to exactly one: joint holders of an interest.
    """

    stakes: tuple[Stake, ...]
    complete: frozenset[str] = frozenset()

    @cached_property
    def above(self) -> Mapping[str, tuple[Stake, ...]]:
        """Asset → the stakes in it."""
        return _by((stake.asset, stake) for stake in self.stakes)

    @cached_property
    def below(self) -> Mapping[str, tuple[Stake, ...]]:
        """Owner → its stakes."""
        return _by((stake.owner, stake) for stake in self.stakes)

    @cached_property
    def _owners(self) -> Neighbours:
        return {asset: [stake.owner for stake in found] for asset, found in self.above.items()}

    @cached_property
    def _assets(self) -> Neighbours:
        return {owner: [stake.asset for stake in found] for owner, found in self.below.items()}

    @cached_property
    def over(self) -> frozenset[str]:
        """Companies whose owners hold more than all of their shares together."""
        return frozenset(
            asset for asset, found in self.above.items() if sum((stake.share.low for stake in found if stake.owns), NOTHING) > ALL
        )

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Companies that own one another, and each other company alone; owners before what they own."""
        nodes = sorted({end for stake in self.stakes for end in (stake.owner, stake.asset)})
        return strong_groups(nodes, {owner: [stake.asset for stake in found if stake.owns] for owner, found in self.below.items()})

    @cached_property
    def loops(self) -> tuple[tuple[str, ...], ...]:
        """Groups in which a company owns itself, at once or by way of others."""
        own = {stake.owner for stake in self.stakes if stake.owner == stake.asset and stake.owns}
        return tuple(group for group in self.groups if len(group) > 1 or group[0] in own)

    @cached_property
    def closed(self) -> frozenset[str]:
        """Companies of loops that own themselves wholly: no owner outside is left for them."""
        found: set[str] = set()
        for group in self.loops:
            inside = set(group)
            totals = [
                sum((stake.share.low for stake in self.above.get(one, ()) if stake.owns and stake.owner in inside), NOTHING)
                for one in group
            ]
            found |= inside if all(total == ALL for total in totals) else set()
        return frozenset(found)

    def owners_of(self, node: str) -> frozenset[str]:
        """Everybody above a company, itself left out unless it stands in a loop."""
        return _reached(node, self._owners)

    def holdings_of(self, node: str) -> frozenset[str]:
        """Everything below a company, itself left out unless it stands in a loop."""
        return _reached(node, self._assets)

    def within(self, nodes: Iterable[str]) -> "Network":
        """The stakes whose assets are among the nodes: a company keeps all of its owners, so that its totals stay true."""
        kept = set(nodes)
        return Network(tuple(stake for stake in self.stakes if stake.asset in kept), self.complete & kept)


def chained(below: Neighbours, start: str, end: str) -> bool:
    """Whether a chain leads from a node to another."""
    return end in _reached(start, below)


def strong_groups(nodes: Iterable[str], below: Neighbours) -> tuple[tuple[str, ...], ...]:
    """Strongly connected groups, each before those that it leads to (Tarjan 1972, without recursion)."""
    search = _Search(below)
    for node in nodes:
        if node not in search.index:
            search.run(node)
    return tuple(reversed(search.found))


class _Search:
    """Tarjan's search: the order in which nodes were met, the earliest that each leads back to, and the groups so far."""

    def __init__(self, below: Neighbours) -> None:
        self.below = below
        self.index: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.waiting: list[str] = []
        self.inside: set[str] = set()
        self.found: list[tuple[str, ...]] = []

    def run(self, root: str) -> None:
        """Meet everything below a node."""
        work = [self._meet(root)]
        while work:
            node, following = work[-1]
            onward = next(self._onward(node, following), "")
            if onward:
                work.append(self._meet(onward))
                continue
            work.pop()
            if work:
                above = work[-1][0]
                self.low[above] = min(self.low[above], self.low[node])
            if self.low[node] == self.index[node]:
                self.found.append(_cut(self.waiting, self.inside, node))

    def _meet(self, node: str) -> tuple[str, Iterator[str]]:
        self.index[node] = self.low[node] = len(self.index)
        self.waiting.append(node)
        self.inside.add(node)
        return node, iter(self.below.get(node, ()))

    def _onward(self, node: str, following: Iterator[str]) -> Iterator[str]:
        """The next node that was not met; those that were met make the node lead back to them."""
        for one in following:
            if one not in self.index:
                yield one
            elif one in self.inside:
                self.low[node] = min(self.low[node], self.index[one])


def _cut(waiting: list[str], inside: set[str], root: str) -> tuple[str, ...]:
    """Take a finished group off the stack."""
    group = [waiting.pop()]
    while group[-1] != root:
        group.append(waiting.pop())
    inside.difference_update(group)
    return tuple(sorted(group))


def _reached(start: str, neighbours: Neighbours) -> frozenset[str]:
    """Every node to which at least one step leads."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for one in neighbours.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return frozenset(found)


def _by(pairs: Iterable[tuple[str, Stake]]) -> Mapping[str, tuple[Stake, ...]]:
    found: dict[str, list[Stake]] = defaultdict(list)
    for key, stake in pairs:
        found[key].append(stake)
    return {key: tuple(stakes) for key, stakes in found.items()}
