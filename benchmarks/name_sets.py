"""Sets of English pairs whose answer is known.

The drawn ones are half matches: a name of the register and the same spoiled in one of thirteen ways (`name_noise`), the spoiled one at the
left, as a file has it; and half hard negatives (`name_negatives`). Those of `name_pairs.csv` are written by hand: public facts that anybody
can look up, and fictional names.
"""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from name_measures import Truth
from name_negatives import RULES, hard_negatives, words_of
from name_noise import LATIN, spoiled

SEED = 20261122
_BY_HAND = Path(__file__).with_name("name_pairs.csv")


class Pair(Struct, frozen=True):
    """Two names, whether they are of the same company, and the class or the reason."""

    left: str
    right: str
    same: bool
    kind: str


def truth(pairs: Sequence[Pair]) -> Truth:
    """Which pairs are the same."""
    return np.array([pair.same for pair in pairs])


def english_pairs(names: Sequence[str], size: int, seed: int = SEED) -> list[Pair]:
    """About so many pairs of the names, half of them matches, in a drawn order; fewer negatives where the names yield fewer."""
    draw = random.Random(seed)
    latin = sorted({name for name in names if words_of(name)})
    matches = [
        Pair(one.text, latin[one.owner], same=True, kind=one.way) for one in spoiled(latin, [], (-(-size // 2 // len(LATIN)), 0), seed)
    ]
    near = hard_negatives(names, -(-size // 2 // len(RULES)))
    others = [Pair(left, right, same=False, kind=kind) for left, right, kind in near]
    draw.shuffle(matches)
    draw.shuffle(others)
    pairs = matches[: size // 2] + others[: size // 2]
    draw.shuffle(pairs)
    return pairs


def hand_pairs(path: Path = _BY_HAND) -> list[Pair]:
    """The pairs written by hand, in their order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Pair(row["left"], row["right"], row["is_match"] == "1", row["why"]) for row in csv.DictReader(file)]


def write_pairs(path: Path, pairs: Sequence[Pair]) -> None:
    """A CSV file for those who train or look: left, right, is_match, class."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["left", "right", "is_match", "class"])
        writer.writerows([pair.left, pair.right, int(pair.same), pair.kind] for pair in pairs)
