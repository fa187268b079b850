"""clew does one task: `python name_clew.py <task.json> <answer.json>`, in clew's own environment."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from clew.names import compare_pairs, search
from name_task import Contestant, Look, contend


def score(left: Sequence[str], right: Sequence[str]) -> list[float]:
    """Calibrated scores."""
    return [float(one) for one in compare_pairs(left, right).score]


def index(names: Sequence[str]) -> Look:
    """Names by row."""
    rows = [(str(at), name) for at, name in enumerate(names)]

    def look(queries: Sequence[str], top: int) -> list[list[tuple[int, float]]]:
        """The best of each query."""
        return [[(int(hit.id), float(hit.score)) for hit in hits] for hits in search(rows, queries, top=top)]

    return look


if __name__ == "__main__":
    contend(Contestant("clew", version("clew"), score, index), Path(sys.argv[1]), Path(sys.argv[2]))
