"""rapidfuzz: the larger of `ratio` and `token_sort_ratio` over names in lower case without punctuation; looked up by brute force."""

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from rapidfuzz import fuzz, process, utils

from name_task import Contestant, Look

_BLOCK = 50
_HUNDRED = 100


def _sorted(names: Sequence[str]) -> list[str]:
    """Words of each name in alphabetical order: `ratio` of these is `token_sort_ratio`."""
    return [" ".join(sorted(name.split())) for name in names]


def score(left: Sequence[str], right: Sequence[str]) -> list[float]:
    """A score for each pair."""
    a, b = [utils.default_process(name) for name in left], [utils.default_process(name) for name in right]
    plain = process.cpdist(a, b, scorer=fuzz.ratio, workers=2, dtype=np.float32)
    ordered = process.cpdist(_sorted(a), _sorted(b), scorer=fuzz.ratio, workers=2, dtype=np.float32)
    return [float(one) for one in np.maximum(plain, ordered) / _HUNDRED]


def index(names: Sequence[str]) -> Look:
    """Names made ready; each query is compared with each of them."""
    plain = [utils.default_process(name) for name in names]
    ordered = _sorted(plain)

    def look(queries: Sequence[str], top: int) -> list[list[tuple[int, float]]]:
        """The best of each query; names of the same score in their order."""
        found: list[list[tuple[int, float]]] = []
        for start in range(0, len(queries), _BLOCK):
            asked = [utils.default_process(query) for query in queries[start : start + _BLOCK]]
            near = process.cdist(asked, plain, scorer=fuzz.ratio, workers=2, dtype=np.float32)
            np.maximum(near, process.cdist(_sorted(asked), ordered, scorer=fuzz.ratio, workers=2, dtype=np.float32), out=near)
            for row in near:
                best = np.argpartition(-row, top)[:top] if len(row) > top else np.arange(len(row))
                best = best[np.lexsort((best, -row[best]))]
                found.append([(int(at), float(row[at]) / _HUNDRED) for at in best])
        return found

    return look


CONTESTANT = Contestant("rapidfuzz, ratio or token_sort_ratio", version("rapidfuzz"), score, index)
