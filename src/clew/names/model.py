"""From figures to a probability: sums of small decision trees, which are data of a pack."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from itertools import groupby
from math import exp, isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clew.errors import Fault, PackError
from clew.names.compiled import by_machine, compiled
from clew.names.cross_script import FIGURES as CROSS
from clew.names.same_script import FIGURES as SAME
from clew.pack.toml import PACKS

_HEAD = ["tree", "node", "figure", "most", "then", "otherwise", "value"]
_FOLDER = PACKS / "names"
_ROWS, _MANY_ROWS = 16, 4096
"""Rows that go through the trees at once: compiled, and by numpy."""


class Trees(NamedTuple):
    """Decision trees.

    Attributes:
        roots: where the nodes of each tree begin.
        figures: of a node, the figure that it asks for; -1 for a leaf.
        most: a figure up to this goes to node `then` of all nodes, a greater one to node `otherwise`.
        values: of a leaf, what it adds to the logarithm of the odds.
    """

    roots: NDArray[np.uint32]
    depths: NDArray[np.int64]
    figures: NDArray[np.uint32]
    most: NDArray[np.float32]
    nexts: NDArray[np.uint32]
    values: NDArray[np.float64]


@cache
def same_script_model() -> Trees:
    """How figures of two names in one script tell whether they are one company's; trained by `./run train-names`."""
    return load_trees(_FOLDER / "same_script.csv", SAME)


@cache
def cross_script_model() -> Trees:
    """The same for a Latin and a Chinese name."""
    return load_trees(_FOLDER / "cross_script.csv", CROSS)


def load_trees(place: Traversable, figures: tuple[str, ...]) -> Trees:
    """Read trees: one row a node, with the number of its tree and its own within it; a leaf names no figure.

    The nodes of a tree stand together, from 0 on, and lead to later ones, so that every path ends.

    Raises:
        PackError: the file is missing or has another head, or a row is no such node; all such rows are named.
    """
    try:
        head, *rows = list(csv.reader(io.StringIO(place.read_text(encoding="utf-8")))) or [[]]
    except OSError as error:
        raise PackError(Fault("the pack's file is missing", "Reinstall clew, or restore the file.", str(place))) from error
    if head != _HEAD:
        raise PackError(Fault("the head is another one", f"It is {','.join(_HEAD)}.", str(place), 1))
    numbers = {figure: at for at, figure in enumerate(figures)} | {"": -1}
    faults = [
        Fault(what, "Restore the file, or train the trees anew.", str(place), row, column) for row, column, what in _odd(rows, numbers)
    ]
    if faults:
        raise PackError(*faults)
    roots = np.array([at for at, row in enumerate(rows) if row[1] == "0"], np.int64)
    base = np.repeat(roots, np.diff([*roots, len(rows)]))
    most, then, otherwise, values = (np.array([float(row[at] or 0) for row in rows]) for at in range(3, 7))
    asked = np.array([numbers[row[2]] for row in rows], np.int64)
    leads = base[:, None] + np.stack([then, otherwise], 1).astype(np.int64)
    nexts = np.where(asked[:, None] < 0, np.arange(len(rows))[:, None], leads)
    figure = np.maximum(asked, 0).astype(np.uint32)
    return Trees(roots.astype(np.uint32), _depths(roots, nexts), figure, _rounded_down(most), nexts.astype(np.uint32).ravel(), values)


def _rounded_down(most: NDArray[np.float64]) -> NDArray[np.float32]:
    """The greatest numbers of 32 bits that are no greater: a figure of 32 bits is up to one of them where it is up to the other."""
    short = most.astype(np.float32)
    found: NDArray[np.float32] = np.where(short > most, np.nextafter(short, np.float32(-np.inf)), short).astype(np.float32)
    return found


def _depths(roots: NDArray[np.int64], nexts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The steps to the farthest leaf of each tree; `nexts` (nodes, 2) lead to later nodes alone."""
    steps = np.zeros(len(nexts), np.int64)
    for node in range(len(nexts) - 1, -1, -1):
        steps[node] = steps[nexts[node]].max() + 1 if nexts[node, 0] != node else 0
    return steps[roots]


def _odd(rows: Iterable[list[str]], numbers: Mapping[str, int]) -> Iterator[tuple[int, str, str]]:
    """The row, the column and what is odd, of every cell that is none of a tree."""
    row = 2
    for _, run in groupby(rows, key=lambda cells: cells[:1]):
        tree = list(run)
        for node, cells in enumerate(tree):
            yield from ((row + node, column, what) for column, what in _odd_node(node, cells, len(tree), numbers))
        row += len(tree)


def _odd_node(node: int, cells: list[str], size: int, numbers: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The column and what is odd, of every odd cell of one node of a tree of `size` nodes."""
    if len(cells) != len(_HEAD):
        yield "", f"the row has {len(cells)} cells"
        return
    said = dict(zip(_HEAD, cells, strict=True))
    if said["node"] != str(node):
        yield "node", f"“{said['node']}” stands where node {node} of tree {said['tree']} is due"
    if said["figure"] not in numbers:
        yield "figure", f"“{said['figure']}” is no figure of {', '.join(filter(None, numbers))}"
    for column in ("most",) if said["figure"] else ("value",):
        if not _finite(said[column]):
            yield column, f"“{said[column]}” is no number"
    for column in ("then", "otherwise") if said["figure"] else ():
        if not (said[column].isdecimal() and node < int(said[column]) < size):
            yield column, f"“{said[column]}” is no later node of the tree"


def _finite(text: str) -> bool:
    """Whether a text is a number that is neither infinite nor none."""
    try:
        return isfinite(float(text))
    except ValueError:
        return False


def probabilities(trees: Trees, figures: NDArray[np.float32], out: NDArray[np.float64]) -> None:
    """The probability of each row of figures that its two names are one company's."""
    if by_machine():
        _probable(trees, figures, np.empty(_ROWS, np.uint32), out)
        return
    for first in range(0, len(figures), _MANY_ROWS):
        sums = _summed(trees, figures[first : first + _MANY_ROWS])
        out[first : first + _MANY_ROWS] = [1.0 / (1.0 + exp(-total)) for total in sums.tolist()]


@compiled
def _probable(trees: Trees, figures: NDArray[np.float32], nodes: NDArray[np.uint32], out: NDArray[np.float64]) -> None:
    """The probability of each row, compiled. `nodes` is room for the places of some rows.

    Some rows take a step after the other, and as many as a tree's farthest leaf has: so no step waits for the one before, and no way out
    has to be guessed. Numbers without a sign save the machine a test for places that count from an array's end.
    """
    asked, most, nexts, values = trees.figures, trees.most, trees.nexts, trees.values
    out[:] = 0.0
    for first in range(0, len(figures), len(nodes)):
        size = min(len(nodes), len(figures) - first)
        for tree in range(len(trees.roots)):
            nodes[:] = trees.roots[tree]
            for _ in range(trees.depths[tree]):
                for row in range(size):
                    node = np.uint64(nodes[row])
                    figure = figures[np.uint64(first + row), np.uint64(asked[node])]
                    nodes[row] = nexts[np.uint64(2) * node + np.uint64(figure > most[node])]
            for row in range(size):
                out[first + row] += values[np.uint64(nodes[row])]
        for row in range(size):
            out[first + row] = 1.0 / (1.0 + exp(-out[first + row]))


def _summed(trees: Trees, figures: NDArray[np.float32]) -> NDArray[np.float64]:
    """The sum of one leaf of each tree, of each row: all trees at once, and added one after the other, as when compiled."""
    nodes = np.repeat(trees.roots[None, :].astype(np.int64), len(figures), axis=0)
    rows = np.arange(len(figures))[:, None]
    for _ in range(int(trees.depths.max(initial=0))):
        nodes = trees.nexts[2 * nodes + (figures[rows, trees.figures[nodes]] > trees.most[nodes])].astype(np.int64)
    sums = np.cumsum(trees.values[nodes], axis=1)
    return sums[:, -1] if sums.shape[1] else np.zeros(len(figures))
