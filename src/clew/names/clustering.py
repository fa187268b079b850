"""Names that are one company's, put together: by what joins pairs, and against what keeps pairs apart."""

from collections.abc import Iterable, Sequence

Pair = tuple[int, int]


def clusters(size: int, joins: Sequence[Pair], bars: Iterable[Pair]) -> list[tuple[int, ...]]:
    """Put the things 0 … size - 1 together: join by join, in the order given, unless a bar stands between the two clusters.

    So a chain ends where its ends do not fit: of two joins, a with b and b with c, the second falls away if a and c are barred from each
    other. The surest joins come first. A pair that is neither joined nor barred hinders nothing.

    Args:
        size: how many things there are.
        joins: pairs that belong together, the surest first.
        bars: pairs that do not.

    Returns:
        The clusters, single things too, each in ascending order, ordered by their first.
    """
    state = _Clusters(size, bars)
    for one, other in joins:
        state.join(one, other)
    found: dict[int, list[int]] = {}
    for at in range(size):
        found.setdefault(state.root(at), []).append(at)
    return [tuple(members) for members in found.values()]


class _Clusters:
    """Clusters that grow; each knows its members, and what is barred from any of them."""

    def __init__(self, size: int, bars: Iterable[Pair]) -> None:
        """Begin with every thing by itself."""
        self._parents = list(range(size))
        self._members = [{at} for at in range(size)]
        self._barred: list[set[int]] = [set() for _ in range(size)]
        for one, other in bars:
            self._barred[one].add(other)
            self._barred[other].add(one)

    def root(self, at: int) -> int:
        """The thing that stands for the cluster of this one."""
        while self._parents[at] != at:
            self._parents[at] = at = self._parents[self._parents[at]]
        return at

    def join(self, one: int, other: int) -> None:
        """Make two clusters one, unless a bar stands between them; the smaller goes into the larger."""
        small, large = sorted((self.root(one), self.root(other)), key=lambda root: len(self._members[root]))
        if small == large or not self._barred[large].isdisjoint(self._members[small]):
            return
        self._parents[small] = large
        self._members[large] |= self._members[small]
        self._barred[large] |= self._barred[small]
