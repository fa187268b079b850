"""The ways from one issuer to one piece of evidence: the best ones one after another, on the part of the graph that lies between them.

That part is made of the labels that are kept of this piece of evidence: a way over a company that has as many better pieces of evidence as
are kept is not among them. The ways come in the order of their scores by Yen's algorithm (Management Science 17, 1971).
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import networkx as nx

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell, Engine
from clew.pack.policy import Policy
from clew.trace.graph import AHEAD, CROSSED, STATES
from clew.trace.paths import Hop, Thread
from clew.trace.proofs import TOPIC_PLAN

TRIED = 200
"""Ways that are looked at for each that is wanted: those that pass a company twice, or are too long, are no ways."""

# The issuer is sought in a step of its own: of a join of many tables an engine may read all companies.
_START = """
SELECT n.node AS start, w.indicator, w.end_state, w.evidence_id FROM wanted_way w JOIN node n ON n.cluster_id = w.cluster_id
"""
_GOAL = """
SELECT p.proof, p.node + s.state AS spot, t.topic, w.start
FROM start_way w
JOIN proof p ON p.evidence_id = w.evidence_id AND p.indicator = w.indicator
JOIN topic t ON t.indicator = w.indicator AND t.end_state = w.end_state AND t.historical = 0
JOIN state s ON s.name = w.end_state
"""
_KNOWN = "SELECT DISTINCT y.spot, y.line FROM layer y JOIN goal g ON g.proof = y.proof AND g.topic = y.topic - y.topic % 2"
_AHEAD = f"""
SELECT n.spot, n.line, a.link, a.score, {CROSSED} FROM between_{{before}} n
{AHEAD}
"""  # noqa: S608 - numbers of ours
_STEP = """
SELECT n.spot, n.line, y.spot AS next_spot, y.line AS next_line, n.link, n.score, n.historical
FROM ahead_way n
JOIN known_place y ON y.spot = n.further
JOIN continuity c ON c.bought = y.line AND c.sold = n.sold
LEFT JOIN (SELECT o.link FROM borne o JOIN goal g ON g.proof = o.proof) AS b ON b.link = n.link
WHERE n.line = n.bought + n.keeps * y.line AND b.link IS NULL
"""
_BETWEEN = """
SELECT DISTINCT s.next_spot AS spot, s.next_line AS line
FROM onward_{before} s LEFT JOIN ({seen}) AS k ON k.spot = s.next_spot AND k.line = s.next_line WHERE k.spot IS NULL
"""
_LINKS = """
SELECT l.number, l.source_id, l.target_id, l.link_id, l.kind, l.score, l.share_low, l.share_high, l.stated_on, l.link_entity, l.held, l.line
FROM link l JOIN wanted_link w ON w.link = l.number
"""


class Place(NamedTuple):
    """A company in a state, and the line of goods that it buys on the way; or the middle of a link of the past, which has its number."""

    spot: int
    line: int
    past: int = 0


def alternatives(engine: Engine, policy: Policy, thread: Thread, most: int) -> tuple[Thread, ...]:
    """Up to `most` ways that lead where the thread leads, the surest first, the thread's own among them.

    Args:
        engine: holds the tables of a release.
        policy: says how long a way may be.
        thread: names the issuer, the indicator, the state at the evidence, and the evidence.
        most: how many ways.
    """
    row = (thread.cluster_id, thread.indicator, thread.end_state, thread.evidence_id)
    engine.load("wanted_way", dict.fromkeys(("cluster_id", "indicator", "end_state", "evidence_id"), "VARCHAR"), [row])
    graph, start, goal = _between(engine, policy)
    ways = list(islice(_straight(graph, start, goal, policy.hops, most * TRIED), most))
    numbers = sorted({edge["link"] for way in ways for edge in _edges(graph, way)})
    engine.load("wanted_link", {"link": "BIGINT"}, [(number,) for number in numbers])
    hops = {int(str(number)): _hop(rest) for number, *rest in engine.fetch(_LINKS)}
    return tuple(_thread(thread, graph, way, hops) for way in ways)


def _between(engine: Engine, policy: Policy) -> "tuple[nx.DiGraph[Place], Place, Place]":
    """The graph between the issuer and the evidence; of links in force between the same two places the best, and of those of the past."""
    steps = (
        Step("start_way", _START, "the issuer's number"),
        Step("goal", _GOAL, "the evidence"),
        Step("known_place", _KNOWN, "places from which it is reached"),
        Step("between_0", "SELECT start AS spot, 0 AS line FROM goal", "the issuer"),
    )
    engine.run(TOPIC_PLAN)
    engine.run(Plan("ways", steps))
    graph: nx.DiGraph[Place] = nx.DiGraph()
    for at in range(policy.hops):
        seen = " UNION ALL ".join(f"SELECT spot, line FROM between_{before}" for before in range(at + 1))  # noqa: S608 - names of ours
        further = (
            Step("ahead_way", _AHEAD.format(before=at), "links onward"),
            Step(f"onward_{at}", _STEP, "those that lead to the evidence"),
            Step(f"between_{at + 1}", _BETWEEN.format(before=at, seen=seen), "and the places behind them"),
        )
        engine.run(Plan(f"ways {at}", further))
        rows = engine.fetch(f"SELECT * FROM onward_{at} ORDER BY spot, line, next_spot, next_line, score DESC, link DESC")  # noqa: S608 - ours
        for spot, line, next_spot, next_line, link, score, historical in (tuple(int(str(cell)) for cell in row) for row in rows):
            here, there = Place(spot, line), Place(next_spot, next_line)
            if historical:
                middle = Place(next_spot, next_line, link)
                graph.add_edge(middle, there, score=0)
                there = middle
            graph.add_edge(here, there, link=link, score=score, historical=historical)
        if not rows:
            break
    spot, start = (int(str(cell)) for cell in engine.fetch("SELECT spot, start FROM goal")[0])
    graph.add_nodes_from((Place(start, 0), Place(spot, 0)))
    return graph, Place(start, 0), Place(spot, 0)


def _straight(graph: "nx.DiGraph[Place]", start: Place, goal: Place, longest: int, tried: int) -> Iterator[list[Place]]:
    """Ways of at most `longest` links that pass no company twice, the surest first."""
    if start == goal:
        yield [start]
        return
    if not nx.has_path(graph, start, goal):
        return
    for way in islice(nx.shortest_simple_paths(graph, start, goal, weight="score"), tried):
        stops = [place for place in way if not place.past]
        if len({place.spot - place.spot % STATES for place in stops}) == len(stops) <= longest + 1:
            yield way


def _edges(graph: "nx.DiGraph[Place]", way: list[Place]) -> list[dict[str, int]]:
    """The links of a way."""
    return [graph.edges[edge] for edge in pairwise(way) if not edge[0].past]


def _hop(row: Sequence[Cell]) -> Hop:
    """A link as a hop."""
    source, target, link_id, kind, score, *texts = row
    return Hop(str(source), str(target), str(link_id), str(kind), int(str(score)), *map(str, texts))


def _thread(thread: Thread, graph: "nx.DiGraph[Place]", way: list[Place], hops: dict[int, Hop]) -> Thread:
    """A way as a thread of its own, whose score is that of its links and of the evidence."""
    edges = _edges(graph, way)
    along = tuple(hops[edge["link"]] for edge in edges)
    said = thread.score - sum(hop.score for hop in thread.hops)
    total = said + sum(hop.score for hop in along)
    historical = any(edge["historical"] for edge in edges)
    return Thread(
        thread.cluster_id, thread.indicator, historical, thread.end_state, thread.evidence_id, total, thread.place, thread.found, along
    )
