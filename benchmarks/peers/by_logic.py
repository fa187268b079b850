"""nomenklatura: logic-v2, each name a company of its own.

It is a scorer of pairs. Few names are looked up by comparing with each; among more than `_MANY`, it scores those twenty that
sparse_dot_topn finds, since what comes with nomenklatura for finding candidates wants a store of entities.
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
_MANY, _CANDIDATES = 5_000, 20
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
    """Names made ready."""
    few = len(names) <= _MANY
    companies = {at: _company(name) for at, name in enumerate(names)} if few else {}
    find = None if few else by_sparse.index(names)

    def look(queries: Sequence[str], top: int) -> list[list[tuple[int, float]]]:
        """The best of each query; names of the same score in their order."""
        near = find(queries, _CANDIDATES) if find else [[(at, 0.0) for at in companies] for _ in queries]
        found: list[list[tuple[int, float]]] = []
        for query, rows in zip(queries, near, strict=True):
            asked = _company(query)
            scored = [(at, LogicV2.compare(asked, companies.get(at) or _company(names[at]), _CONFIG).score) for at, _ in rows]
            found.append(sorted(scored, key=lambda one: (-one[1], one[0]))[:top])
        return found

    return look


CONTESTANT = Contestant(
    "nomenklatura logic-v2",
    version("nomenklatura"),
    score,
    index,
    (f"among more than {_MANY:,} names it scores the {_CANDIDATES} that sparse_dot_topn finds",),
)
