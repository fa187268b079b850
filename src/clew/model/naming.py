"""Names in tables: what was asked, what was found, and which belong together."""

from msgspec import Struct


class Listed(Struct, frozen=True):
    """A row of a table of names: its id, and the name."""

    id: str
    name: str


class Nearest(Struct, frozen=True):
    """A name that was found.

    Attributes:
        id, name: its row.
        score: how probable it is that it is the company asked for, 0 to 1; `verdict`: what may be said; `why`: the reason in one sentence.
    """

    id: str
    name: str
    score: float
    verdict: str
    why: str


class Answered(Struct, frozen=True):
    """A name that was asked for, and the nearest, best first.

    Attributes:
        query: the row that asked.
        little: whether its name says too little to be looked for by.
        hits: at most so many as were asked for.
    """

    query: Listed
    little: bool
    hits: tuple[Nearest, ...]


class Measured(Struct, frozen=True):
    """How good scores of pairs are.

    Attributes:
        line: from which score on a pair is called one company's; `precision`, `recall`, `f1`: at that line.
        best_f1, best_line: the highest F1, and the score from which on it holds; None without pairs.
        seconds: that taking the names apart and comparing them took, once words were loaded.
        rows: how many pairs.
    """

    line: float
    precision: float
    recall: float
    f1: float
    best_f1: float | None
    best_line: float | None
    seconds: float
    rows: int
