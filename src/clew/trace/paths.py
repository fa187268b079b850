"""Paths read back: along the layers, from an issuer to its evidence; the links' sum must be the stored score."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell, Engine, Row
from clew.trace.graph import INDICATORS, STATES, TOPIC_PLAN

_CHOSEN = """
SELECT l.spot AS start, l.topic - l.topic % 2 AS theme, 0 AS position, l.spot, l.topic, 0 AS line, l.proof, l.score, l.hop, 0 AS link
FROM label l JOIN node n ON n.node = l.spot JOIN wanted w ON w.cluster_id = n.cluster_id
"""
# The links onward from where a path stands, and the label behind one of them whose score is what remains.
_FOLLOW = """
SELECT start, theme, {position} AS position, spot, topic, line, proof, score, hop, link FROM (
  SELECT f.*, row_number() OVER (PARTITION BY f.start, f.theme, f.proof ORDER BY f.link, f.spot, f.topic, f.line) AS place FROM (
    {reached}
  ) AS f
) AS ranked WHERE place = 1
"""
_REACHED = f"""
SELECT p.start, p.theme, y.spot, y.topic, y.line, y.proof, y.score, p.hop - 1 AS hop, a.link
FROM path_{{before}} p
JOIN arc a ON a.source = p.spot - p.spot % {STATES} AND a.claim <> p.proof - p.proof % {INDICATORS}
JOIN step t ON t.class = a.class AND t.source = p.spot % {STATES}
JOIN layer_{{further}} y ON y.spot = a.target + t.target AND y.proof = p.proof AND y.score = p.score - a.score
JOIN continuity c ON c.bought = y.line AND c.sold = t.checks * a.goods
WHERE p.hop = {{hop}} AND p.topic = y.topic + (1 - y.topic % 2) * a.historical AND p.line = t.sets * a.goods + t.keeps * y.line
"""  # noqa: S608 - numbers and names of ours
_READ = """
SELECT p.start, p.theme, p.proof, l.source_id, l.target_id, l.link_id, l.kind, l.score, l.share_low, l.share_high, l.stated_on,
       l.link_entity, l.held, l.line
FROM path p JOIN link l ON l.number = p.link
ORDER BY p.start, p.theme, p.proof, p.position
"""
_HEADS = """
SELECT c.start, c.theme, c.proof, n.cluster_id, t.indicator, t.historical, t.end_state, p.evidence_id, c.score, c.place,
       greatest(c.kept, coalesce(f.pieces, 0)) AS found, e.score AS evidence_score
FROM (
  SELECT start, theme, topic, proof, score, row_number() OVER (PARTITION BY start, topic ORDER BY score, hop, proof) AS place,
         count(*) OVER (PARTITION BY start, topic) AS kept
  FROM path_0
) AS c
JOIN node n ON n.node = c.start JOIN topic t ON t.topic = c.topic JOIN proof p ON p.proof = c.proof
JOIN evidence e ON e.evidence_id = p.evidence_id AND e.indicator = p.indicator
LEFT JOIN label_found f ON f.spot = c.start AND f.topic = c.topic
ORDER BY n.cluster_id, t.indicator, t.historical, t.end_state, c.place
"""


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a path, towards the evidence.

    Attributes:
        kind, score: of the link; `link_entity`: the entity of its claims.
        share_low, share_high: fractions, "" where unknown; `held`: how it is held, where it is ownership.
        line: the line of goods that is bought, "" where unknown or not about goods.
    """

    source_id: str
    target_id: str
    link_id: str
    kind: str
    score: int
    share_low: str
    share_high: str
    stated_on: str
    link_entity: str
    held: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A path from an issuer to one piece of evidence.

    Attributes:
        cluster_id: the issuer.
        end_state: the grammar's state at the evidence.
        score: of the whole path, the evidence included.
        found: pieces of evidence that this issuer reaches for the same indicator and end state; `place` ranks this one among them.
        hops: the links, from the issuer on; empty where the issuer itself carries the evidence.
    """

    cluster_id: str
    indicator: str
    historical: bool
    end_state: str
    evidence_id: str
    score: int
    place: int
    found: int
    hops: tuple[Hop, ...]


def read_threads(engine: Engine, places: int = 1) -> tuple[Thread, ...]:
    """The `places` best threads of every cluster in the table `wanted`, for each indicator and end state.

    A way that passes a company twice (to a subsidiary that buys from its parent, and on from there) is no thread.

    Args:
        engine: holds `label`, `layer`, `link`, `evidence` and `wanted` (cluster_id, each once).
        places: how many threads for each cluster, indicator and end state.

    Raises:
        AssertionError: a path's links do not add up to its score; that is a fault of clew, not of the data.
    """
    _follow(engine)
    hops: dict[Row, list[Hop]] = defaultdict(list)
    for row in engine.fetch(_READ):
        source, target, link_id, kind, score, *texts = row[3:]
        hops[row[:3]].append(Hop(str(source), str(target), str(link_id), str(kind), _int(score), *map(str, texts)))
    whole = [_thread(row[3:], tuple(hops[row[:3]])) for row in engine.fetch(_HEADS)]
    found: dict[tuple[object, ...], list[Thread]] = defaultdict(list)
    for thread in whole:
        found[thread.cluster_id, thread.indicator, thread.historical, thread.end_state].append(thread)
    return tuple(thread for alike in found.values() for thread in _straight(alike)[:places])


def _thread(row: Row, hops: tuple[Hop, ...]) -> Thread:
    """A label and its links as a thread, once they add up."""
    cluster, indicator, historical, end_state, evidence, total, place, found, evidence_score = row
    parts = sum(hop.score for hop in hops) + _int(evidence_score)
    if parts != total:
        message = f"the links from {cluster} to {evidence} add up to {parts}, their score is {total}"
        raise AssertionError(message)
    return Thread(
        str(cluster), str(indicator), bool(historical), str(end_state), str(evidence), _int(total), _int(place), _int(found), hops
    )


def _straight(threads: Sequence[Thread]) -> list[Thread]:
    """Without the ways that pass a company twice, and ranked anew."""
    stops = ((thread, [thread.cluster_id, *(hop.target_id for hop in thread.hops)]) for thread in threads)
    kept = [thread for thread, passed in stops if len(set(passed)) == len(passed)]
    lost = len(threads) - len(kept)
    return [replace(thread, place=place, found=thread.found - lost) for place, thread in enumerate(kept, start=1)]


def _follow(engine: Engine) -> None:
    """Make `topic` and `path`: every chosen label with the links to its evidence, as far as the longest of them goes."""
    engine.run(TOPIC_PLAN)
    engine.run(Plan("path 0", (Step("path_0", _CHOSEN, "the labels that may be shown"),)))
    longest = _int(engine.fetch("SELECT coalesce(max(hop), 0) FROM path_0")[0][0])
    for at in range(1, longest + 1):
        reached = " UNION ALL ".join(_REACHED.format(before=at - 1, further=hop - 1, hop=hop) for hop in range(1, longest - at + 2))
        engine.run(Plan(f"path {at}", (Step(f"path_{at}", _FOLLOW.format(position=at, reached=reached), "one link further"),)))
    union = " UNION ALL ".join(f"SELECT * FROM path_{at}" for at in range(longest + 1))  # noqa: S608 - names of ours
    engine.run(Plan("paths", (Step("path", union, "all links of all paths"),)))


def _int(cell: Cell) -> int:
    """A whole number of the engine."""
    return cell if isinstance(cell, int) else int(str(cell))
