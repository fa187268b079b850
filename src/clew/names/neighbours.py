"""Which of many names are near enough to each other to be compared, and what comparing them says."""

import numpy as np

from clew.names.pairs import Rows, Scores, compare_rows
from clew.names.searching import NameIndex


def neighbours(index: NameIndex) -> tuple[Rows, Rows, Scores]:
    """Every pair of the names of an index that are near by their letters, each once with the lower row first, and its score."""
    one, other, _ = index.near(index.table)
    size = max(len(index.ids), 1)
    low, high = np.divmod(np.unique(np.minimum(one, other) * size + np.maximum(one, other)), size)
    low, high = low[low != high], high[low != high]
    return low, high, compare_rows(index.table, low, index.table, high)
