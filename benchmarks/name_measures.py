"""Measures of names: what a line between same and different gets right, the place of the right answer, whether a score is calibrated.

Scores are arrays of floats, truth arrays of booleans of the same length.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

Floats = npt.NDArray[np.float64]
Truth = npt.NDArray[np.bool_]


class AtLine(Struct, frozen=True):
    """Pairs whose score reaches `line` are called the same: how many of these are, and how many of the same ones are found."""

    line: float
    precision: float
    recall: float
    f1: float


class Bin(Struct, frozen=True):
    """Scores from `low` up to `high`: how many, their mean, and the share of them that is true; both are 0 of none."""

    low: float
    high: float
    pairs: int
    scored: float
    true: float


def at_line(scores: Floats, truth: Truth, line: float) -> AtLine:
    """Measures at one line."""
    said = scores >= line
    right = int(np.sum(said & truth))
    called, same = int(np.sum(said)), int(np.sum(truth))
    return AtLine(
        line, right / called if called else 0.0, right / same if same else 0.0, 2 * right / (called + same) if called + same else 0.0
    )


def best_line(scores: Floats, truth: Truth) -> AtLine:
    """The line with the highest F1; of several, the highest. It is chosen with the answers at hand, and flatters all alike."""
    order = np.argsort(-scores, kind="stable")
    ranked, right = scores[order], np.cumsum(truth[order])
    last = np.append(ranked[1:] != ranked[:-1], True)
    f1 = np.where(last, 2 * right / (np.arange(1, len(scores) + 1) + truth.sum()), 0.0)
    return at_line(scores, truth, float(ranked[int(np.argmax(f1))]))


def average_precision(scores: Floats, truth: Truth) -> float:
    """The area under precision over recall, pairs of one score taken together: how good a score is whatever the line."""
    order = np.argsort(-scores, kind="stable")
    ranked, right = scores[order], np.cumsum(truth[order])
    last = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True))
    precision, recall = right[last] / (last + 1), right[last] / max(1, int(truth.sum()))
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def bins(scores: Floats, truth: Truth, count: int = 10) -> list[Bin]:
    """So many bins of equal width between 0 and 1; the last holds 1 itself."""
    place = np.minimum((scores * count).astype(int), count - 1)
    made = []
    for at in range(count):
        inside = place == at
        pairs = int(inside.sum())
        mean, true = (float(scores[inside].mean()), float(truth[inside].mean())) if pairs else (0.0, 0.0)
        made.append(Bin(at / count, (at + 1) / count, pairs, mean, true))
    return made


def calibration_error(found: Sequence[Bin]) -> float:
    """How far score and truth are apart on average, each bin weighing by its pairs (the expected calibration error)."""
    pairs = sum(one.pairs for one in found)
    return sum(one.pairs * abs(one.scored - one.true) for one in found) / pairs if pairs else 0.0


def places(found: Sequence[Sequence[int]], right: Sequence[frozenset[int]]) -> list[int]:
    """For each query the place of the first right answer, from 1; 0 where none was found."""
    return [next((at for at, row in enumerate(rows, 1) if row in good), 0) for rows, good in zip(found, right, strict=True)]


def recall_at(placed: Sequence[int], most: int) -> float:
    """The share of queries whose right answer is among the first so many."""
    return sum(0 < place <= most for place in placed) / len(placed) if placed else 0.0


def alarm_line(best_of_strangers: Floats, share: float) -> float:
    """The line that so large a share of names without any right answer reaches with their best candidate: the false alerts."""
    return float(np.quantile(best_of_strangers, 1 - share)) if len(best_of_strangers) else 1.0
