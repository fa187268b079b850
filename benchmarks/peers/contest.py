"""One peer does one task: `python contest.py <peer> <task.json> <answer.json>`, in the environment of this folder (see pyproject.toml)."""

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from name_task import contend

PEERS = {"rapidfuzz": "by_rapidfuzz", "rapidfuzz-wratio": "by_wratio", "logic-v2": "by_logic", "splink": "by_splink", "sparse": "by_sparse"}
"""Name of a peer, and the module that calls it."""


def main() -> int:
    """Load the peer alone, since its imports count into its memory."""
    peer, task, answer = sys.argv[1:]
    contend(importlib.import_module(PEERS[peer]).CONTESTANT, Path(task), Path(answer))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
