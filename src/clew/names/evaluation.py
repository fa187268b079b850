"""How good scores are where the answer is known: precision, recall and F1 at a line, and at the best one."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class AtLine(NamedTuple):
    """What is right when pairs whose score reaches `line` are called one company's.

    Attributes:
        line: the line.
        precision: the share of the pairs called so that are; `recall`: the share of those that are that is called so. 0 of none.
        f1: their harmonic mean.
    """

    line: float
    precision: float
    recall: float
    f1: float


def at_line(scores: NDArray[np.float64], truth: NDArray[np.bool_], line: float) -> AtLine:
    """Measures at one line, of one score and one truth a pair."""
    said = scores >= line
    right, called, same = (int(np.sum(each)) for each in (said & truth, said, truth))
    precision, recall = right / called if called else 0.0, right / same if same else 0.0
    return AtLine(line, precision, recall, 2 * right / (called + same) if called + same else 0.0)


def best_line(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> AtLine | None:
    """Measures at the score with the highest F1, of several the highest score; None without pairs.

    It is chosen with the answers at hand, so it says what a line could do at most.
    """
    if not len(scores):
        return None
    order = np.argsort(-scores, kind="stable")
    ranked, right = scores[order], np.cumsum(truth[order])
    last = np.append(ranked[1:] != ranked[:-1], True)
    f1 = np.where(last, 2 * right / (np.arange(1, len(scores) + 1) + truth.sum()), 0.0)
    return at_line(scores, truth, float(ranked[int(np.argmax(f1))]))
