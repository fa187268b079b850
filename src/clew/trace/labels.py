"""Labels: backward from the evidence, hop by hop, the best ways by which an entity in a state reaches each indicator.

Every hop is a layer of its own and is kept, so that a path can be read back link by link and its sum is the stored score.
A label's key is (entity, state, indicator, historical, end state): the state at the evidence decides the proposed involvement, so paths that end
differently never crowd each other out. Within a key the K best pieces of evidence are kept, each by its best path; the rest is counted.
Keeping K in each layer is exact: any path through a neighbour to a piece of evidence that is not among the neighbour's K best has K better ones beside it.
"""

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.pack.policy import Policy

TABLES = {
    "layer": ("entity_id", "state", "indicator", "historical", "end_state", "hop", "score", "evidence_id"),
    "label": ("entity_id", "indicator", "historical", "end_state", "place"),
}
"""Tables of this stage, with the columns that order them."""

_KEY = "entity_id, state, indicator, historical, end_state"
_ROW = f"{_KEY}, evidence_id, score, link_id, next_entity, next_state, next_historical, hop"
_FIRST = """
SELECT e.cluster_id AS entity_id, s.state, e.indicator, e.historical, s.state AS end_state, e.evidence_id, e.score,
       '' AS link_id, '' AS next_entity, '' AS next_state, 0 AS next_historical, 0 AS hop
FROM evidence e JOIN state s ON e.travels = 1 OR s.state = 'own'
"""
_NEXT = """
SELECT l.source_id AS entity_id, t.source AS state, y.indicator, greatest(y.historical, l.historical) AS historical, y.end_state, y.evidence_id,
       y.score + l.score AS score, l.link_id, y.entity_id AS next_entity, y.state AS next_state, y.historical AS next_historical, {hop} AS hop
FROM layer_{before} y
JOIN link l ON l.target_id = y.entity_id
JOIN transition t ON t.link = l.kind AND t.target = y.state AND (t.held = 'any' OR t.held = l.held)
"""
_BEST_PATH = f"""
SELECT {_ROW} FROM (
  SELECT {_ROW}, row_number() OVER (PARTITION BY {_KEY}, evidence_id ORDER BY score, link_id, next_state, next_historical) AS place FROM {{table}}
) AS ranked WHERE place = 1
"""
_BEST_EVIDENCE = f"""
SELECT {_ROW} FROM (
  SELECT {_ROW}, row_number() OVER (PARTITION BY {_KEY} ORDER BY score, evidence_id) AS place FROM {{table}}
) AS ranked WHERE place <= {{kept}}
"""
_SHORTEST = f"""
SELECT {_ROW} FROM (
  SELECT {_ROW}, row_number() OVER (PARTITION BY entity_id, indicator, historical, end_state, evidence_id ORDER BY score, hop, link_id) AS nth
  FROM layer WHERE state = 'own'
) AS ranked WHERE nth = 1
"""
_RANKED = f"""
SELECT {_ROW},
       row_number() OVER (PARTITION BY entity_id, indicator, historical, end_state ORDER BY score, hop, evidence_id) AS place,
       count(*) OVER (PARTITION BY entity_id, indicator, historical, end_state) AS found
FROM own_label
"""
_LABEL = f"SELECT {_ROW}, place, found FROM own_ranked WHERE place <= {{kept}}"


def load_grammar(engine: Engine, policy: Policy) -> None:
    """Hand the engine the grammar: `transition` and `state`."""
    text = "VARCHAR"
    steps = [(step.source, step.link, step.target, step.when) for step in policy.transitions]
    engine.load("transition", {"source": text, "link": text, "target": text, "held": text}, steps)
    engine.load("state", {"state": text}, [(state.state,) for state in policy.states])


def build_labels(engine: Engine, policy: Policy) -> None:
    """Make `layer` and `label` from `evidence`, `link`, `transition` and `state`; stops early when a layer is empty."""
    engine.run(_layer(0, policy.kept))
    made = [0]
    for hop in range(1, policy.hops + 1):
        engine.run(_layer(hop, policy.kept))
        if engine.fetch(f"SELECT count(*) FROM layer_{hop}")[0][0] == 0:  # noqa: S608 - a number of ours
            break
        made.append(hop)
    union = " UNION ALL ".join(f"SELECT {_ROW} FROM layer_{hop}" for hop in made)  # noqa: S608 - names of ours
    engine.run(
        Plan(
            "labels",
            (
                Step("layer", union, "every layer, for reading paths back"),
                Step("own_label", _SHORTEST, "for each issuer, indicator and piece of evidence, its best path"),
                Step("own_ranked", _RANKED, "ranked, and how many there are"),
                Step("label", _LABEL.format(kept=policy.kept), "the best of them"),
            ),
        )
    )


def _layer(hop: int, kept: int) -> Plan:
    """One layer: reached in exactly `hop` links."""
    reach = _FIRST if hop == 0 else _NEXT.format(hop=hop, before=hop - 1)
    names = (f"reach_{hop}", f"path_{hop}", f"layer_{hop}")
    return Plan(
        f"layer {hop}",
        (
            Step(names[0], reach, "all ways, one link further" if hop else "evidence at its own subject"),
            Step(names[1], _BEST_PATH.format(table=names[0]), "the best way to each piece of evidence"),
            Step(names[2], _BEST_EVIDENCE.format(table=names[1], kept=kept), "the best pieces of evidence"),
        ),
    )


def plan_text(policy: Policy) -> str:
    """The text of every step, for the stage's key and for the audit."""
    steps = "\n".join(_layer(hop, policy.kept).text() for hop in range(policy.hops + 1))
    return "\n".join((steps, _SHORTEST, _RANKED, _LABEL))
