"""nomenklatura: logic-v2, each name a company of its own.

It is a scorer of pairs, and what comes with it for finding candidates wants a store of entities: names are looked up among those that
sparse_dot_topn finds. Chinese names must come in pinyin: as they are, it gives 0 to a Chinese and an English name.
"""

from collections.abc import Sequence
from importlib.metadata import version
from itertools import count

from followthemoney import model
from followthemoney.proxy import EntityProxy
from nomenklatura.matching.logic_v2.model import LogicV2

import by_sparse
from name_task import Contestant, Look

_CONFIG = LogicV2.default_config()
_CANDIDATES = 50
_IDS = count()
"""The names of an entity are remembered by its id: each must have its own."""


def _company(name: str) -> EntityProxy:
    """A company that has a name and nothing else."""
    made = model.make_entity("Company")
    made.id = f"company-{next(_IDS)}"
    made.add("name", name)
    return made


def score(left: Sequence[str], right: Sequence[str]) -> list[float]:
    """A score for each pair, the left name being the query."""
    return [LogicV2.compare(_company(a), _company(b), _CONFIG).score for a, b in zip(left, right, strict=True)]


def index(names: Sequence[str]) -> Look:
    """Names made ready for finding candidates."""
    find = by_sparse.index(names)

    def look(queries: Sequence[str], top: int) -> list[list[tuple[int, float]]]:
        """The best of each query; names of the same score in their order."""
        found: list[list[tuple[int, float]]] = []
        for query, rows in zip(queries, find(queries, _CANDIDATES), strict=True):
            asked = _company(query)
            scored = [(at, LogicV2.compare(asked, _company(names[at]), _CONFIG).score) for at, _ in rows]
            found.append(sorted(scored, key=lambda one: (-one[1], one[0]))[:top])
        return found

    return look


CONTESTANT = Contestant("nomenklatura logic-v2", version("nomenklatura"), score, index)
