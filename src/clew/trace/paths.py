"""Paths read back: along the layers, from an issuer to its evidence; the links' sum must be the stored score."""

from collections import defaultdict

from msgspec import Struct

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell, Engine, Row
from clew.trace.graph import BEHIND, CROSSED, STATES, pack_of
from clew.trace.proofs import TOPIC_PLAN
from clew.trace.reached import look_up

_CHOSEN = """
SELECT spot AS start, topic - topic % 2 AS theme, spot, topic, proof, cost, hop FROM reached
"""
# Paths are read back by how many links are left, the longest first: so each layer is read once, and with it go those that start there.
# A label of an issuer is sought in its layer, where its link stands …
_FIRST = """
SELECT start, theme, 0 AS position, topic, 0 AS line, proof, cost - cost % {pack} AS left_over, 0 AS link,
       spot AS further, 0 AS historical, 0 AS sold, 0 AS bought, 1 AS keeps
FROM chosen WHERE hop = {hop}
"""
# … and from each label its link goes on to one a layer further, whose score is what remains.
_ONWARD = f"""
SELECT a.start, a.theme, a.position + 1 AS position, a.topic, a.line, a.proof,
       a.cost - a.cost % {{pack}} - a.score * {{pack}} AS left_over, a.cost % {{pack}} AS link, {CROSSED}
FROM path_{{hop}} a JOIN step t ON t.class = a.class AND t.source = a.spot % {STATES}
"""  # noqa: S608 - numbers and names of ours
# What is read of files is sought by rows that are there, in a step of its own: of a join of many tables an engine may read a file whole.
_MET = f"""
SELECT n.start, n.theme, n.position, n.link, n.sold,
       y.spot, y.topic, y.line, y.proof, y.cost, y.target, y.class, y.score, y.historical, y.goods
FROM ({{sought}}) AS n
JOIN layer_{{hop}} y ON y.spot = n.further AND y.proof = n.proof AND y.cost - y.cost % {{pack}} = n.left_over
WHERE {BEHIND}
"""  # noqa: S608 - names of ours
_FOLLOW = """
SELECT start, theme, position, link, spot, topic, line, proof, cost, target, class, score, historical, goods FROM (
  SELECT m.*, row_number() OVER (PARTITION BY m.start, m.theme, m.proof ORDER BY m.spot, m.topic, m.line) AS place
  FROM met_{hop} m JOIN continuity c ON c.bought = m.line AND c.sold = m.sold
) AS ranked WHERE place = 1
"""
_ALL = "SELECT start, theme, position, link, spot, proof, cost FROM path_{hop}"
# A way that passes a company twice is no thread.
_CROOKED = f"""
SELECT start, theme, proof FROM path GROUP BY start, theme, proof HAVING count(DISTINCT spot - spot % {STATES}) < count(*)
"""  # noqa: S608 - numbers of ours
_STRAIGHT = """
SELECT p.start, p.theme, p.topic, p.proof, p.cost, p.kept, count(*) OVER (PARTITION BY p.start, p.topic) AS straight,
       row_number() OVER (PARTITION BY p.start, p.topic ORDER BY p.cost - p.cost % {pack}, p.hop, p.proof) AS place
FROM (
  SELECT start, theme, topic, proof, cost, hop, count(*) OVER (PARTITION BY start, topic) AS kept FROM chosen
) AS p LEFT JOIN crooked k ON k.start = p.start AND k.theme = p.theme AND k.proof = p.proof WHERE k.start IS NULL
"""
_READ = """
SELECT p.start, p.theme, p.proof, l.source_id, l.target_id, l.link_id, l.kind, l.score, l.share_low, l.share_high, l.stated_on,
       l.link_entity, l.held, l.line
FROM straight s JOIN path p ON p.start = s.start AND p.theme = s.theme AND p.proof = s.proof JOIN link l ON l.number = p.link
WHERE s.place <= {places}
ORDER BY p.start, p.theme, p.proof, p.position
"""
_HEADS = """
SELECT s.start, s.theme, s.proof, i.cluster_id, t.indicator, t.historical, t.end_state, p.evidence_id, s.cost, s.place,
       greatest(s.kept, coalesce(f.pieces, 0)) - (s.kept - s.straight) AS found, p.score AS evidence_score
FROM straight s
JOIN issuer i ON i.node = s.start JOIN topic t ON t.topic = s.topic JOIN proof p ON p.proof = s.proof
LEFT JOIN label_found f ON f.spot = s.start AND f.topic = s.topic
WHERE s.place <= {places}
ORDER BY i.cluster_id, t.indicator, t.historical, t.end_state, s.place
"""


class Hop(Struct, frozen=True):
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


class Thread(Struct, frozen=True):
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
        engine: holds `label`, the layers, `link`, `proof` and `wanted` (cluster_id, each once).
        places: how many threads for each cluster, indicator and end state.

    Raises:
        AssertionError: a path's links do not add up to its score; that is a fault of clew, not of the data.
    """
    follow(engine)
    hops: dict[Row, list[Hop]] = defaultdict(list)
    for row in engine.fetch(_READ.format(places=places)):
        source, target, link_id, kind, score, *texts = row[3:]
        hops[row[:3]].append(Hop(str(source), str(target), str(link_id), str(kind), _int(score), *map(str, texts)))
    pack = pack_of(engine)
    return tuple(_thread(row[3:], tuple(hops[row[:3]]), pack) for row in engine.fetch(_HEADS.format(places=places)))


def _thread(row: Row, hops: tuple[Hop, ...], pack: int) -> Thread:
    """A label and its links as a thread, once they add up."""
    cluster, indicator, historical, end_state, evidence, cost, place, found, evidence_score = row
    total = _int(cost) // pack
    parts = sum(hop.score for hop in hops) + _int(evidence_score)
    if parts != total:
        message = f"the links from {cluster} to {evidence} add up to {parts}, their score is {total}"
        raise AssertionError(message)
    return Thread(str(cluster), str(indicator), bool(historical), str(end_state), str(evidence), total, _int(place), _int(found), hops)


def follow(engine: Engine) -> None:
    """Make `path`, every label of the wanted clusters with the links to its evidence, and `straight`, those that pass no company twice."""
    pack = pack_of(engine)
    engine.run(TOPIC_PLAN)
    look_up(engine)
    engine.run(Plan("chosen", (Step("chosen", _CHOSEN, "the labels that may be shown"),)))
    longest = _int(engine.fetch("SELECT coalesce(max(hop), 0) FROM chosen")[0][0])
    for hop in range(longest, -1, -1):
        first = _FIRST.format(hop=hop, pack=pack)
        sought = first if hop == longest else f"{first} UNION ALL {_ONWARD.format(hop=hop + 1, pack=pack)}"
        met = Step(f"met_{hop}", _MET.format(sought=sought, hop=hop, pack=pack), "the labels a link further, and those that begin there")
        engine.run(Plan(f"path {hop}", (met, Step(f"path_{hop}", _FOLLOW.format(hop=hop), "those whose goods go on"))))
    union = " UNION ALL ".join(_ALL.format(hop=hop) for hop in range(longest + 1))
    last = (
        Step("path", union, "all links of all paths"),
        Step("crooked", _CROOKED, "ways that pass a company twice"),
        Step("straight", _STRAIGHT.format(pack=pack), "the others, ranked anew"),
    )
    engine.run(Plan("paths", last))


def _int(cell: Cell) -> int:
    """A whole number of the engine."""
    return cell if isinstance(cell, int) else int(str(cell))
