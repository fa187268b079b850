"""Paths read back: along the layers, from an issuer to its evidence; the links' sum must be the stored score."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine, Row

_CHOSEN = """
SELECT l.entity_id || '|' || l.indicator || '|' || CAST(l.historical AS STRING) || '|' || l.end_state || '|' || l.evidence_id AS path_id,
       0 AS position, l.entity_id, l.state, l.indicator, l.historical, l.end_state, l.evidence_id, l.score,
       l.link_id, l.next_entity, l.next_state, l.next_historical, l.hop
FROM label l JOIN wanted w ON w.cluster_id = l.entity_id
"""
_FOLLOW = """
SELECT p.path_id, {position} AS position, y.entity_id, y.state, y.indicator, y.historical, y.end_state, y.evidence_id, y.score,
       y.link_id, y.next_entity, y.next_state, y.next_historical, y.hop
FROM path_{before} p
JOIN layer y ON y.entity_id = p.next_entity AND y.state = p.next_state AND y.indicator = p.indicator AND y.historical = p.next_historical
  AND y.end_state = p.end_state AND y.evidence_id = p.evidence_id AND y.hop = p.hop - 1
WHERE p.hop > 0
"""
_READ = """
SELECT p.path_id, p.position, p.entity_id, p.link_id,
       l.kind, l.score, l.target_id, l.share_low, l.share_high, l.stated_on, l.link_entity, l.held
FROM path p JOIN link l ON l.link_id = p.link_id
ORDER BY p.path_id, p.position
"""
_HEADS = """
SELECT c.path_id, c.entity_id, c.indicator, c.historical, c.end_state, c.evidence_id, c.score, l.place, l.found, e.score
FROM path_0 c
JOIN label l ON l.entity_id = c.entity_id AND l.indicator = c.indicator AND l.historical = c.historical AND l.end_state = c.end_state
  AND l.evidence_id = c.evidence_id
JOIN evidence e ON e.evidence_id = c.evidence_id AND e.indicator = c.indicator
ORDER BY c.entity_id, c.indicator, c.historical, c.end_state, l.place
"""


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a path, towards the evidence: its kind, score, shares as fractions ("" unknown), and the entity of its claims."""

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
    hops: dict[str, list[Hop]] = defaultdict(list)
    for path_id, _, source, link_id, *rest in engine.fetch(_READ):
        kind, score, *texts = rest
        hops[str(path_id)].append(Hop(str(source), str(texts.pop(0)), str(link_id), str(kind), int(score or 0), *map(str, texts)))
    whole = [_thread(row[1:], tuple(hops[str(row[0])])) for row in engine.fetch(_HEADS)]
    found: dict[tuple[object, ...], list[Thread]] = defaultdict(list)
    for thread in whole:
        found[thread.cluster_id, thread.indicator, thread.historical, thread.end_state].append(thread)
    return tuple(thread for alike in found.values() for thread in _straight(alike)[:places])


def _thread(row: Row, hops: tuple[Hop, ...]) -> Thread:
    """A label and its links as a thread, once they add up."""
    cluster, indicator, historical, end_state, evidence, total, place, found, evidence_score = row
    parts = sum(hop.score for hop in hops) + int(evidence_score or 0)
    if parts != total:
        message = f"the links from {cluster} to {evidence} add up to {parts}, their score is {total}"
        raise AssertionError(message)
    texts = (str(cluster), str(indicator), bool(historical), str(end_state), str(evidence))
    return Thread(*texts, int(total or 0), int(place or 0), int(found or 0), hops)


def _straight(threads: Sequence[Thread]) -> list[Thread]:
    """Without the ways that pass a company twice, and ranked anew."""
    stops = ((thread, [thread.cluster_id, *(hop.target_id for hop in thread.hops)]) for thread in threads)
    kept = [thread for thread, passed in stops if len(set(passed)) == len(passed)]
    lost = len(threads) - len(kept)
    return [replace(thread, place=place, found=thread.found - lost) for place, thread in enumerate(kept, start=1)]


def _follow(engine: Engine) -> None:
    """Make `path`: every chosen label with the links to its evidence, as far as the longest of them goes."""
    engine.run(Plan("path 0", (Step("path_0", _CHOSEN, "the labels that may be shown"),)))
    longest = int(engine.fetch("SELECT coalesce(max(hop), 0) FROM path_0")[0][0] or 0)
    steps = [Step(f"path_{at}", _FOLLOW.format(position=at, before=at - 1), "one link further") for at in range(1, longest + 1)]
    union = " UNION ALL ".join(f"SELECT * FROM path_{at}" for at in range(longest + 1))  # noqa: S608 - names of ours
    engine.run(Plan("paths", (*steps, Step("path", union, "all links of all paths"))))
