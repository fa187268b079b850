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
from clew.names.compiled import compiled
from clew.names.cross_script import FIGURES as CROSS
from clew.names.same_script import FIGURES as SAME
from clew.pack.toml import PACKS

_HEAD = ["tree", "node", "figure", "most", "then", "otherwise", "value"]
_FOLDER = PACKS / "names"


class Trees(NamedTuple):
    """Decision trees.

    Attributes:
        roots: where the nodes of each tree begin.
        figures: of a node, the figure that it asks for; -1 for a leaf.
        most: a figure up to this goes to node `then` of all nodes, a greater one to node `otherwise`.
        values: of a leaf, what it adds to the logarithm of the odds.
    """

    roots: NDArray[np.int64]
    figures: NDArray[np.int64]
    most: NDArray[np.float64]
    then: NDArray[np.int64]
    otherwise: NDArray[np.int64]
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
    return Trees(roots, asked, most, base + then.astype(np.int64), base + otherwise.astype(np.int64), values)


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


@compiled
def probabilities(trees: Trees, figures: NDArray[np.float32], out: NDArray[np.float64]) -> None:
    """The probability of each row of figures that its two names are one company's."""
    for row in range(len(figures)):
        total = 0.0
        for root in trees.roots:
            node = root
            while trees.figures[node] >= 0:
                node = trees.then[node] if figures[row, trees.figures[node]] <= trees.most[node] else trees.otherwise[node]
            total += trees.values[node]
        out[row] = 1.0 / (1.0 + exp(-total))
