"""Many names are indexed in two processes, and the index is the same."""

from clew.names.indexing import MANY, index_names

WORDS = ["lantern", "paper", "harbour", "norden", "yarkand", "mill", "copper", "bridge", "quartz", "willow"]
NAMES = [
    (str(at), f"{WORDS[at % 10]} {WORDS[at // 10 % 10]} {at:x} Co., Ltd." if at % 50 else f"北京灯笼{at}有限公司") for at in range(MANY + 1)
]


def test_two_processes_make_the_index_that_one_makes_and_say_how_far_they_are() -> None:
    said: list[str] = []
    two, one = index_names(NAMES, len(NAMES), said.append), index_names(NAMES, 0, said.append)
    queries = ["Lantern Paper 64 Co Ltd", "Beijing Denglong 500", "Copper Mill 3e9"]
    assert two.search(queries) == one.search(queries)
    assert list(two.ids[-2:]) == [str(MANY - 1), str(MANY)]
    assert said[-1] == f"Reading names: {MANY + 1:,} of {MANY + 1:,}"
