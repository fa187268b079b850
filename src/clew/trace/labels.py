"""Labels: backward from the evidence, hop by hop, the best ways by which a company in a state reaches each indicator.

Every hop is a layer of its own and is kept, so that a path can be read back link by link and its sum is the stored score.
A label's key is (company and state, topic, line of goods): the state at the evidence decides the proposed involvement, so paths that end
differently never crowd each other out, and what a supplier buys decides for whom the path goes on. Within a key the K best pieces of
evidence are kept, each by its best path; the rest is counted. Keeping K in each layer is exact: a path through a neighbour to a piece of
evidence that is not among the neighbour's K best has K better ones beside it.
"""
# ruff: noqa: S608 - queries are put together from names of tables and columns of ours, never from data

from collections.abc import Mapping

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.pack.policy import Policy
from clew.trace.graph import INDICATORS, STATES, pack_of

LEADING = """
SELECT n.cluster_id FROM node n JOIN (SELECT DISTINCT spot FROM label) AS l ON l.spot = n.node UNION SELECT cluster_id FROM evidence
"""
"""SQL for the clusters from which a thread leads to evidence, in some state."""

_LAYER = ("spot", "topic", "line", "proof", "cost")
_ROW = ", ".join(_LAYER)
PIECE = f"y.proof - y.proof % {INDICATORS}"
"""SQL for the piece of evidence of a label `y`."""

_FIRST = f"""
SELECT p.node + s.state AS spot, ({STATES} * p.theme + s.state) * 2 + p.historical AS topic, 0 AS line, p.proof, p.score * {{pack}} AS cost
FROM proof p JOIN (SELECT target AS state FROM step UNION SELECT 0) AS s ON p.travels = 1 OR s.state = 0
"""
# What a claim says of one end of a link is no evidence on the other end by that same claim.
_NEXT = f"""
SELECT a.source + t.source AS spot, y.topic + (1 - y.topic % 2) * a.historical AS topic, t.sets * a.goods + t.keeps * y.line AS line,
       y.proof, min(y.cost - y.cost % {{pack}} + a.cost) AS cost
FROM layer_{{before}} y
JOIN step t ON t.target = y.spot % {STATES}
JOIN edge a ON a.target = y.spot - y.spot % {STATES} AND a.class = t.class AND a.claim <> {PIECE}
JOIN continuity c ON c.bought = y.line AND c.sold = t.checks * a.goods{{issuers}}
GROUP BY a.source + t.source, y.topic + (1 - y.topic % 2) * a.historical, t.sets * a.goods + t.keeps * y.line, y.proof
"""
_EDGE = "SELECT source, target, class, score * {pack} + link AS cost, historical, goods, claim FROM arc"
_ANY_PACK = 1 << 20
"""In the printed plan, where no links were counted yet."""
# Most keys have few pieces of evidence: ranking is for those that have too many.
_CROWDED = "SELECT spot, topic, line, count(*) AS pieces FROM reach GROUP BY spot, topic, line HAVING count(*) > {kept}"
_BEST_EVIDENCE = f"""
SELECT r.spot, r.topic, r.line, r.proof, r.cost
FROM reach r LEFT JOIN crowded k ON k.spot = r.spot AND k.topic = r.topic AND k.line = r.line WHERE k.spot IS NULL
UNION ALL
SELECT {_ROW} FROM (
  SELECT r.spot, r.topic, r.line, r.proof, r.cost,
         row_number() OVER (PARTITION BY r.spot, r.topic, r.line ORDER BY r.cost - r.cost % {{pack}}, r.proof) AS place
  FROM reach r JOIN crowded k ON k.spot = r.spot AND k.topic = r.topic AND k.line = r.line
) AS ranked WHERE place <= {{kept}}
"""
# What the issuer itself carries is its own, not that of a supplier of its subsidiary.
_SEEN = f"""
SELECT r.spot, r.topic, count(*) AS pieces
FROM reach r JOIN crowded k ON k.spot = r.spot AND k.topic = r.topic AND k.line = r.line JOIN proof p ON p.proof = r.proof
WHERE r.spot % {STATES} = 0 AND ({{hop}} = 0 OR p.node <> r.spot) GROUP BY r.spot, r.topic
"""
_OWN = f"""
SELECT y.spot, y.topic, y.proof, y.cost, {{hop}} AS hop
FROM layer_{{hop}} y JOIN proof p ON p.proof = y.proof WHERE y.spot % {STATES} = 0 AND ({{hop}} = 0 OR p.node <> y.spot)
"""
# A piece of evidence that is reached by links in force is not historical for the issuer, whatever older way there is as well.
_OFTEN = """
SELECT spot, topic - topic % 2 AS theme, proof FROM own GROUP BY spot, topic - topic % 2, proof HAVING count(*) > 1
"""
_SHORTEST = """
SELECT o.spot, o.topic, o.proof, o.cost, o.hop
FROM own o LEFT JOIN often k ON k.spot = o.spot AND k.theme = o.topic - o.topic % 2 AND k.proof = o.proof WHERE k.spot IS NULL
UNION ALL
SELECT spot, topic, proof, cost, hop FROM (
  SELECT o.spot, o.topic, o.proof, o.cost, o.hop,
         row_number() OVER (PARTITION BY k.spot, k.theme, k.proof ORDER BY o.topic, o.cost - o.cost % {pack}, o.hop) AS nth
  FROM own o JOIN often k ON k.spot = o.spot AND k.theme = o.topic - o.topic % 2 AND k.proof = o.proof
) AS ranked WHERE nth = 1
"""
_CROWD = "SELECT spot, topic, count(*) AS pieces FROM own_label GROUP BY spot, topic HAVING count(*) > {kept}"
_FOUND = "SELECT spot, topic, max(pieces) AS pieces FROM ({seen} UNION ALL SELECT spot, topic, pieces FROM crowd) AS s GROUP BY spot, topic"
_LABEL = """
SELECT o.spot, o.topic, o.proof, o.cost, o.hop
FROM own_label o LEFT JOIN crowd k ON k.spot = o.spot AND k.topic = o.topic WHERE k.spot IS NULL
UNION ALL
SELECT spot, topic, proof, cost, hop FROM (
  SELECT o.spot, o.topic, o.proof, o.cost, o.hop,
         row_number() OVER (PARTITION BY o.spot, o.topic ORDER BY o.cost - o.cost % {pack}, o.hop, o.proof) AS place
  FROM own_label o JOIN crowd k ON k.spot = o.spot AND k.topic = o.topic
) AS ranked WHERE place <= {kept}
"""


def tables(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """Tables of this stage, with the columns that order them: every layer, the labels of issuers, and where more was found than is kept."""
    layers = {f"layer_{hop}": ("spot", "topic", "line", "cost", "proof") for hop in range(policy.hops + 1)}
    return {**layers, "label": ("spot", "topic", "cost", "hop", "proof"), "label_found": ("spot", "topic")}


def build_labels(engine: Engine, policy: Policy) -> None:
    """Make the stage's tables from the graph, the grammar and `continuity`; a layer after an empty one is empty."""
    pack = pack_of(engine)
    engine.run(_edges(pack))
    engine.run(_layer(0, policy, pack))
    for hop in range(1, policy.hops + 1):
        behind = engine.fetch(f"SELECT count(*) FROM layer_{hop - 1}")[0][0] != 0
        engine.run(_layer(hop, policy, pack) if behind else _nothing(hop))
    engine.run(_last(policy, pack))


def _edges(pack: int) -> Plan:
    """The links that every layer reads again."""
    return Plan("edges", (Step("edge", _EDGE.format(pack=pack), "links, as far as a label is made of them"),))


def _layer(hop: int, policy: Policy, pack: int) -> Plan:
    """One layer: reached in exactly `hop` links. `reach` and `crowded` are of use for this layer alone; nothing goes on from the last."""
    issuers = " AND t.source = 0" if hop == policy.hops else ""
    kept = policy.kept
    return Plan(
        f"layer {hop}",
        (
            Step(
                "reach",
                _NEXT.format(before=hop - 1, issuers=issuers, pack=pack) if hop else _FIRST.format(pack=pack),
                "the best way to each piece of evidence, one link further" if hop else "evidence at its own subject",
            ),
            Step("crowded", _CROWDED.format(kept=kept), "where there is more evidence than is kept"),
            Step(f"seen_{hop}", _SEEN.format(hop=hop), "how much of it issuers reach, before it is cut to the best"),
            Step(f"layer_{hop}", _BEST_EVIDENCE.format(kept=kept, pack=pack), "the best pieces of evidence"),
        ),
    )


def _nothing(hop: int) -> Plan:
    """A layer behind which there is nothing."""
    return Plan(
        f"layer {hop}",
        (
            Step(f"seen_{hop}", f"SELECT spot, topic, pieces FROM seen_{hop - 1} WHERE 1 = 0", "nothing"),
            Step(f"layer_{hop}", f"SELECT {_ROW} FROM layer_{hop - 1}", "nothing, as in the layer before"),
        ),
    )


def _last(policy: Policy, pack: int) -> Plan:
    """From the layers to the labels of issuers."""
    hops = range(policy.hops + 1)
    seen = " UNION ALL ".join(f"SELECT spot, topic, pieces FROM seen_{hop}" for hop in hops)
    return Plan(
        "labels",
        (
            Step("own", " UNION ALL ".join(_OWN.format(hop=hop) for hop in hops), "what issuers reach"),
            Step("often", _OFTEN, "evidence that is reached in several ways"),
            Step("own_label", _SHORTEST.format(pack=pack), "for each issuer, topic and piece of evidence, its best path"),
            Step("crowd", _CROWD.format(kept=policy.kept), "where there is more evidence than is kept"),
            Step("label", _LABEL.format(kept=policy.kept, pack=pack), "the best of it"),
            Step("label_found", _FOUND.format(seen=seen), "how much there is, at least, where more was found than is kept"),
        ),
    )


def plan_text(policy: Policy) -> str:
    """The text of every step, for the stage's key and for the audit."""
    steps = "\n".join(_layer(hop, policy, _ANY_PACK).text() for hop in range(policy.hops + 1))
    return f"{_edges(_ANY_PACK).text()}\n{steps}\n{_last(policy, _ANY_PACK).text()}"
