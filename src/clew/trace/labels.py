"""Labels: backward from the evidence, hop by hop, the best ways by which an entity in a state reaches each indicator.

Every hop is a layer of its own and is kept, so that a path can be read back link by link and its sum is the stored score.
A label's key is (entity, state, indicator, historical, end state): the state at the evidence decides the proposed involvement, so paths
that end differently never crowd each other out. Within a key the K best pieces of evidence are kept, each by its best path; the rest is
counted. Keeping K in each layer is exact: a path through a neighbour to a piece of evidence that is not among the neighbour's K best has K
better ones beside it.
"""
# ruff: noqa: S608 - queries are put together from names of tables and columns of ours, never from data

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.pack.policy import Policy

TABLES = {
    "layer": ("entity_id", "state", "indicator", "historical", "end_state", "hop", "score", "evidence_id"),
    "spot": ("entity_id", "state", "indicator", "historical", "end_state"),
    "label": ("entity_id", "indicator", "historical", "end_state", "place"),
}
"""Tables of this stage, with the columns that order them."""

LEADING = "SELECT entity_id AS cluster_id FROM label UNION SELECT cluster_id FROM evidence"
"""SQL for the clusters from which a thread leads to evidence, in some state."""

_KEY = "entity_id, state, indicator, historical, end_state"
_ROW = f"{_KEY}, evidence_id, score, link_id, next_entity, next_state, next_historical, hop"


def _columns(table: str) -> str:
    """The columns of a label, of one table among several."""
    return ", ".join(f"{table}.{column}" for column in _ROW.split(", "))


_FIRST = """
SELECT e.cluster_id AS entity_id, s.state, e.indicator, e.historical, s.state AS end_state, e.evidence_id, e.score,
       '' AS link_id, '' AS next_entity, '' AS next_state, 0 AS next_historical, 0 AS hop
FROM evidence e JOIN state s ON e.travels = 1 OR s.state = 'own'
"""
# What a claim says of one end of a link is no evidence on the other end by that same claim.
_NEXT = """
SELECT l.source_id AS entity_id, t.source AS state, y.indicator, greatest(y.historical, l.historical) AS historical, y.end_state,
       y.evidence_id, y.score + l.score AS score, l.link_id,
       y.entity_id AS next_entity, y.state AS next_state, y.historical AS next_historical, {hop} AS hop
FROM layer_{before} y
JOIN link l ON l.target_id = y.entity_id AND l.link_entity <> y.evidence_id
JOIN transition t ON t.link = l.kind AND t.target = y.state AND (t.held = 'any' OR t.held = l.held)
"""
_BEST_PATH = f"""
SELECT {_ROW} FROM (
  SELECT {_ROW}, row_number() OVER (
    PARTITION BY {_KEY}, evidence_id ORDER BY score, link_id, next_state, next_historical
  ) AS place FROM reach
) AS ranked WHERE place = 1
"""
_SEEN = """
SELECT b.entity_id, b.indicator, b.historical, b.end_state, b.evidence_id
FROM best b LEFT JOIN evidence e ON e.evidence_id = b.evidence_id AND e.indicator = b.indicator AND e.cluster_id = b.entity_id
WHERE b.state = 'own' AND (b.hop = 0 OR e.evidence_id IS NULL)
"""
_BEST_EVIDENCE = f"""
SELECT {_ROW} FROM (
  SELECT {_ROW}, row_number() OVER (PARTITION BY {_KEY} ORDER BY score, evidence_id) AS place FROM best
) AS ranked WHERE place <= {{kept}}
"""
_SPOT = f"SELECT {_KEY}, min(score) AS score FROM layer GROUP BY {_KEY}"
# A piece of evidence that is reached by links in force is not historical for the issuer, whatever older way there is as well;
# and what the issuer itself carries is its own, not that of a supplier of its subsidiary.
_SHORTEST = f"""
SELECT {_ROW} FROM (
  SELECT {_columns("y")}, row_number() OVER (
    PARTITION BY y.entity_id, y.indicator, y.end_state, y.evidence_id ORDER BY y.historical, y.score, y.hop, y.link_id
  ) AS nth
  FROM layer y LEFT JOIN evidence e ON e.evidence_id = y.evidence_id AND e.indicator = y.indicator AND e.cluster_id = y.entity_id
  WHERE y.state = 'own' AND (y.hop = 0 OR e.evidence_id IS NULL)
) AS ranked WHERE nth = 1
"""
_FOUND = """
SELECT entity_id, indicator, historical, end_state, count(*) AS found FROM (
  SELECT entity_id, indicator, end_state, evidence_id, min(historical) AS historical FROM ({seen}) AS seen
  GROUP BY entity_id, indicator, end_state, evidence_id
) AS once GROUP BY entity_id, indicator, historical, end_state
"""
_RANKED = f"""
SELECT {_ROW}, row_number() OVER (PARTITION BY entity_id, indicator, historical, end_state ORDER BY score, hop, evidence_id) AS place
FROM own_label
"""
_LABEL = f"""
SELECT {_columns("r")}, r.place, f.found
FROM own_ranked r
JOIN own_found f ON f.entity_id = r.entity_id AND f.indicator = r.indicator AND f.historical = r.historical AND f.end_state = r.end_state
WHERE r.place <= {{kept}}
"""


def load_grammar(engine: Engine, policy: Policy) -> None:
    """Hand the engine the grammar: `transition` and `state`."""
    text = "VARCHAR"
    steps = [(step.source, step.link, step.target, step.when) for step in policy.transitions]
    engine.load("transition", {"source": text, "link": text, "target": text, "held": text}, steps)
    engine.load("state", {"state": text}, [(state.state,) for state in policy.states])


def build_labels(engine: Engine, policy: Policy) -> None:
    """Make `layer`, `spot` and `label` from `evidence`, `link`, `transition` and `state`; stops early when a layer is empty."""
    made = 0
    engine.run(_layer(made, policy.kept))
    while made < policy.hops and engine.fetch(f"SELECT count(*) FROM layer_{made}")[0][0] != 0:
        made += 1
        engine.run(_layer(made, policy.kept))
    engine.run(_last(made, policy.kept))


def _layer(hop: int, kept: int) -> Plan:
    """One layer: reached in exactly `hop` links. `reach` and `best` are of use for this layer alone."""
    return Plan(
        f"layer {hop}",
        (
            Step(
                "reach",
                _NEXT.format(hop=hop, before=hop - 1) if hop else _FIRST,
                "all ways, one link further" if hop else "evidence at its own subject",
            ),
            Step("best", _BEST_PATH, "the best way to each piece of evidence"),
            Step(f"seen_{hop}", _SEEN, "what issuers reach, before it is cut to the best"),
            Step(f"layer_{hop}", _BEST_EVIDENCE.format(kept=kept), "the best pieces of evidence"),
        ),
    )


def _last(made: int, kept: int) -> Plan:
    """From the layers to the labels of issuers."""
    union = " UNION ALL ".join(f"SELECT {_ROW} FROM layer_{hop}" for hop in range(made + 1))
    seen = " UNION ALL ".join(f"SELECT * FROM seen_{hop}" for hop in range(made + 1))
    return Plan(
        "labels",
        (
            Step("layer", union, "every layer, for reading paths back"),
            Step("spot", _SPOT, "each entity in each state, with the score of its best way: what brackets are computed on"),
            Step("own_label", _SHORTEST, "for each issuer, indicator and piece of evidence, its best path"),
            Step("own_ranked", _RANKED, "ranked"),
            Step(
                "own_found",
                _FOUND.format(seen=seen),
                "how many pieces of evidence there are; at least so many where a neighbour has more than are kept",
            ),
            Step("label", _LABEL.format(kept=kept), "the best of them"),
        ),
    )


def plan_text(policy: Policy) -> str:
    """The text of every step, for the stage's key and for the audit."""
    steps = "\n".join(_layer(hop, policy.kept).text() for hop in range(policy.hops + 1))
    return f"{steps}\n{_last(policy.hops, policy.kept).text()}"
