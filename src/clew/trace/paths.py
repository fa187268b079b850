"""Paths read back: along the layers, from an issuer to its evidence; the links' sum must be the stored score."""

from dataclasses import dataclass

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine

_CHOSEN = """
SELECT DISTINCT l.entity_id || '|' || l.indicator || '|' || CAST(l.historical AS STRING) || '|' || l.end_state || '|' || l.evidence_id AS path_id, 0 AS position,
       l.entity_id, l.state, l.indicator, l.historical, l.end_state, l.evidence_id, l.score, l.link_id, l.next_entity, l.next_state, l.next_historical, l.hop
FROM label l JOIN wanted w ON w.cluster_id = l.entity_id
WHERE l.place <= {places}
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
SELECT p.path_id, p.position, p.entity_id, p.score, p.link_id, l.kind, l.score, l.share_low, l.share_high, l.stated_on, l.link_entity, l.target_id, l.held
FROM path p LEFT JOIN link l ON l.link_id = p.link_id
ORDER BY p.path_id, p.position
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


def read_threads(engine: Engine, longest: int, places: int = 1) -> tuple[Thread, ...]:
    """The `places` best threads of every cluster in the table `wanted`, for each indicator and end state.

    Args:
        engine: holds `label`, `layer`, `link` and `wanted` (cluster_id).
        longest: most links of a path, as the policy has it.
        places: how many threads for each cluster, indicator and end state.

    Raises:
        AssertionError: a path's links do not add up to its score; that is a fault of clew, not of the data.
    """
    engine.run(_plan(longest, places))
    rows = engine.fetch(_READ)
    hops: dict[str, list[Hop]] = {}
    for path_id, _, source, _, link_id, kind, link_score, low, high, stated, link_entity, target, held in rows:
        if link_id:
            hops.setdefault(str(path_id), []).append(
                Hop(
                    source_id=str(source),
                    target_id=str(target),
                    link_id=str(link_id),
                    kind=str(kind),
                    score=int(link_score or 0),
                    share_low=str(low),
                    share_high=str(high),
                    stated_on=str(stated),
                    link_entity=str(link_entity),
                    held=str(held),
                )
            )
    threads = []
    for row in engine.fetch(_HEADS):
        path_id, cluster, indicator, historical, end_state, evidence, total, place, found, evidence_score = row
        chain = tuple(hops.get(str(path_id), ()))
        parts = sum(hop.score for hop in chain) + int(evidence_score or 0)
        if parts != total:
            message = f"the links of {path_id} add up to {parts}, its score is {total}"
            raise AssertionError(message)
        threads.append(
            Thread(
                cluster_id=str(cluster),
                indicator=str(indicator),
                historical=bool(historical),
                end_state=str(end_state),
                evidence_id=str(evidence),
                score=int(total or 0),
                place=int(place or 0),
                found=int(found or 0),
                hops=chain,
            )
        )
    return tuple(threads)


_HEADS = """
SELECT c.path_id, c.entity_id, c.indicator, c.historical, c.end_state, c.evidence_id, c.score, l.place, l.found, e.score
FROM path_0 c
JOIN label l ON l.entity_id = c.entity_id AND l.indicator = c.indicator AND l.historical = c.historical AND l.end_state = c.end_state AND l.evidence_id = c.evidence_id
JOIN evidence e ON e.evidence_id = c.evidence_id AND e.indicator = c.indicator
ORDER BY c.path_id
"""


def _plan(longest: int, places: int) -> Plan:
    """Follow every chosen label to its evidence."""
    steps = [Step("path_0", _CHOSEN.format(places=places), "the labels that will be shown")]
    steps += [Step(f"path_{at}", _FOLLOW.format(position=at, before=at - 1), "one link further") for at in range(1, longest + 1)]
    union = " UNION ALL ".join(f"SELECT * FROM path_{at}" for at in range(longest + 1))  # noqa: S608 - names of ours
    return Plan("paths", (*steps, Step("path", union, "all links of all paths")))
