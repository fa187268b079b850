from clew.names.neighbours import neighbours
from clew.names.pairs import Verdict
from clew.names.searching import NameIndex

NAMES = ["Kelp Harbour Loom Inc.", "Amber Tern Cotton Mills", "Kelp Harbour Loom, Incorporated", "Amber Tern Cotton Mills Ltd.", ""]


def test_each_pair_that_is_near_is_compared_once() -> None:
    low, high, scores = neighbours(NameIndex.build((str(at), name) for at, name in enumerate(NAMES)))
    pairs = list(zip(low.tolist(), high.tolist(), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert all(one < other for one, other in pairs)
    same = {pair for pair, verdict in zip(pairs, scores.verdict, strict=True) if verdict is Verdict.SAME}
    assert same == {(0, 2), (1, 3)}


def test_of_one_name_there_are_no_pairs() -> None:
    assert len(neighbours(NameIndex.build([("1", "Kelp Harbour Loom Inc.")]))[0]) == 0
