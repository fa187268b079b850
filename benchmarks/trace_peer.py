"""The best scores again, by another's Dijkstra: networkx on the graph of companies and states that the labels were found on."""
# ruff: noqa: S608 - queries are put together from names of tables and columns of ours, never from data

import time
from collections.abc import Iterable, Iterator

import networkx as nx

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.engine.port import Row
from clew.pack.policy import Policy
from clew.trace.graph import STATES, pack_of

_HOPS = 64
"""More links than any best path has: a link costs one beside its score, so that of paths that are as good the shortest is found."""
_PLACE = "SELECT DISTINCT spot, line FROM layer"
_EDGES = f"""
SELECT y.spot * 256 + y.line AS behind, n.spot * 256 + n.line AS here, min(a.score) AS score
FROM place n
JOIN arc a ON a.source = n.spot - n.spot % {STATES}
JOIN step t ON t.class = a.class AND t.source = n.spot % {STATES}
JOIN place y ON y.spot = a.target + t.target
JOIN continuity c ON c.bought = y.line AND c.sold = t.checks * a.goods
WHERE n.line = t.sets * a.goods + t.keeps * y.line
GROUP BY y.spot * 256 + y.line, n.spot * 256 + n.line
"""
_SEEDS = "SELECT p.theme, (p.node + s.state) * 256, min(p.score) FROM proof p CROSS JOIN state s GROUP BY p.theme, (p.node + s.state) * 256"
_BEST = f"""
SELECT t.indicator, l.spot, min(l.cost - l.cost % {{pack}}) FROM label l JOIN topic t ON t.topic = l.topic
WHERE l.spot % {STATES} = 0 GROUP BY t.indicator, l.spot
"""


def differing(engine: DuckEngine, policy: Policy) -> tuple[float, int]:
    """Seconds of the peer, and how many best scores of issuers are not the same; paths longer than the policy allows are not compared."""
    engine.run(Plan("places", (Step("place", _PLACE, "where labels are"),)))
    pack = pack_of(engine)
    ours = {(str(code), int(str(spot))): int(str(cost)) // pack for code, spot, cost in engine.fetch(_BEST.format(pack=pack))}
    codes = {int(str(theme)): str(code) for theme, code in engine.fetch("SELECT theme, indicator FROM theme")}
    own = {(node, theme) for node, theme in _whole(engine.fetch("SELECT node, theme FROM proof"))}
    begun = time.perf_counter()
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_weighted_edges_from((behind, here, score * _HOPS + 1) for behind, here, score in _whole(engine.fetch(_EDGES)))
    seeds: dict[int, list[tuple[int, int]]] = {}
    for theme, spot, score in _whole(engine.fetch(_SEEDS)):
        seeds.setdefault(theme, []).append((spot, score))
    wrong = 0
    spent = time.perf_counter() - begun
    for theme, starts in seeds.items():
        begun = time.perf_counter()
        graph.add_weighted_edges_from((-1, spot, score * _HOPS) for spot, score in starts)
        found = nx.single_source_dijkstra_path_length(graph, -1)
        graph.remove_node(-1)
        spent += time.perf_counter() - begun
        for place, cost in found.items():
            spot, line = divmod(place, 256)
            if place >= 0 and line == 0 and spot % STATES == 0 and cost % _HOPS <= policy.hops and (spot, theme) not in own:
                wrong += ours.get((codes[theme], spot)) != cost // _HOPS
    return spent, wrong


def _whole(rows: Iterable[Row]) -> Iterator[tuple[int, ...]]:
    """Rows of whole numbers."""
    return (tuple(int(str(cell)) for cell in row) for row in rows)
