"""From figures to a probability: sums of small decision trees, which are data of a pack."""

import csv
import io
from functools import cache
from importlib.resources.abc import Traversable
from math import exp
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

    Raises:
        PackError: the file is missing or has another head, or a node asks for an unknown figure or leads to none; all are named.
    """
    try:
        rows = list(csv.reader(io.StringIO(place.read_text(encoding="utf-8"))))
    except OSError as error:
        raise PackError(Fault("the pack's file is missing", "Reinstall clew, or restore the file.", str(place))) from error
    if not rows or rows[0] != _HEAD:
        raise PackError(Fault("the head is another one", f"It is {','.join(_HEAD)}.", str(place), 1))
    numbers = {figure: at for at, figure in enumerate(figures)} | {"": -1}
    roots = [at for at, row in enumerate(rows[1:]) if row[1] == "0"]
    first = {rows[1 + root][0]: root for root in roots}
    faults = [
        Fault(f"“{row[2]}” is no figure", f"Known are {', '.join(figures)}.", str(place), at, "figure")
        for at, row in enumerate(rows[1:], start=2)
        if row[2] not in numbers
    ]
    if faults:
        raise PackError(*faults)
    asked = np.array([numbers[row[2]] for row in rows[1:]], np.int64)
    base = np.array([first[row[0]] for row in rows[1:]], np.int64)
    most, then, otherwise, values = (np.array([float(row[at] or 0) for row in rows[1:]]) for at in range(3, 7))
    trees = Trees(np.array(roots, np.int64), asked, most, base + then.astype(np.int64), base + otherwise.astype(np.int64), values)
    if len(asked) and max(trees.then.max(), trees.otherwise.max()) >= len(asked):
        raise PackError(Fault("a node leads to a node that is not there", "Restore the file, or train it anew.", str(place)))
    return trees


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
