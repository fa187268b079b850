import numpy as np

from clew.names.gram_index import GramIndex


def test_a_search_over_many_blocks_finds_what_comparing_each_finds() -> None:
    """Keys of more than one block, of all lengths; compared with plain sums over texts."""
    draw = np.random.default_rng(7)
    syllables = ["ka", "shi", "ming", "tex", "ur", "lan", "co", "bei", "x", "hotan"]
    keys = ["".join(syllables[at] for at in draw.integers(0, len(syllables), draw.integers(1, 6))) for _ in range(70_000)]
    index = GramIndex.build(keys, np.arange(len(keys), dtype=np.int32))
    queries = [keys[17], keys[40_000] + "x", "mingtex", "lanurka"]
    found = index.candidates(queries, budget=10**9, keep=20)
    for query, rows in zip(queries, found.rows.tolist(), strict=True):
        assert rows == _nearest(index, query, 20)


def _nearest(index: GramIndex, query: str, keep: int) -> list[int]:
    """By the definition: the weight that is shared times the inverse, ties by number."""
    asked = GramIndex.build([query], np.zeros(1, np.int32)).grams
    shared = np.zeros(len(index.owners), np.int64)
    rows = np.repeat(np.arange(len(index.owners)), np.diff(index.starts))
    np.add.at(shared, rows, np.where(np.isin(index.grams, asked), index.weights[index.grams], 0))
    scores = shared * index.inverses
    best: list[int] = np.lexsort((np.arange(len(scores)), -scores))[:keep].tolist()
    return best
