"""rapidfuzz: `WRatio`, which its `process.extract` uses where nothing else is said."""

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from rapidfuzz import fuzz, process, utils

from name_task import Contestant

_HUNDRED = 100


def score(left: Sequence[str], right: Sequence[str]) -> list[float]:
    """A score for each pair."""
    found = process.cpdist(left, right, scorer=fuzz.WRatio, processor=utils.default_process, workers=2, dtype=np.float32)
    return [float(one) / _HUNDRED for one in found]


CONTESTANT = Contestant("rapidfuzz, WRatio", version("rapidfuzz"), score, None)
