"""Entities of all sources: which of them are one company, by what they share, what is asserted, and what people judged."""

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.resolve.identifiers import same_name_sql

TABLES = {"crossed_identifier": ("kind", "value", "entity_id", "proven", "said_by"), "pair": ("left_id", "right_id")}
"""Tables of this stage, with the columns that order them."""

# A CUSIP that a source gives with a ticker alone leads to the issuer of that ticker.
_CROSSED = """
SELECT DISTINCT 'cusip' AS kind, a.cusip AS value, b.issuer AS entity_id, 2 AS proven, a.entity_id AS said_by
FROM security a JOIN security b ON b.composite = a.composite
WHERE a.issuer IS NULL AND b.issuer IS NOT NULL AND a.cusip <> ''
"""
IDENTIFIERS = Plan(
    "identifiers",
    (
        Step(
            "identifier",
            """SELECT kind, value, entity_id, proven, said_by FROM stated_identifier
UNION ALL SELECT kind, value, entity_id, proven, said_by FROM crossed_identifier""",
            "every identifier of an entity",
        ),
    ),
)
"""What is defined, not run: the identifiers of one source, and those that come of several."""
# Of a million identifiers few are borne by two entities: only these are looked at further.
_SHARED = "SELECT kind, value FROM identifier WHERE proven > 0 GROUP BY kind, value HAVING min(entity_id) < max(entity_id)"
# An identifier that one dataset gives to several entities tells nobody apart: it joins nothing.
_TELLING = """
SELECT kind, value FROM (
  SELECT i.kind, i.value, e.dataset, count(DISTINCT i.entity_id) AS bearers
  FROM shared_identifier s JOIN identifier i ON i.kind = s.kind AND i.value = s.value AND i.proven > 0
  JOIN entity e ON e.entity_id = i.entity_id GROUP BY i.kind, i.value, e.dataset
) AS borne
GROUP BY kind, value HAVING max(bearers) = 1
"""
_SHARING = """
SELECT a.entity_id AS left_id, b.entity_id AS right_id, max(CASE WHEN a.proven = 1 AND b.proven = 1 THEN 1 ELSE 0 END) AS proven
FROM telling t
JOIN identifier a ON a.kind = t.kind AND a.value = t.value AND a.proven > 0
JOIN identifier b ON b.kind = t.kind AND b.value = t.value AND b.proven > 0
WHERE a.entity_id < b.entity_id GROUP BY a.entity_id, b.entity_id
"""
_AGREED = """
SELECT DISTINCT s.left_id, s.right_id
FROM sharing s JOIN entity_name a ON a.entity_id = s.left_id JOIN entity_name b ON b.entity_id = s.right_id
WHERE s.proven = 0 AND {same}
"""
_APART = """
SELECT subject AS left_id, entity_id AS right_id FROM judgement WHERE verdict <> 'same'
UNION
SELECT entity_id, subject FROM judgement WHERE verdict <> 'same'
"""
_PAIR = """
SELECT DISTINCT p.left_id, p.right_id FROM (
  SELECT left_id, right_id FROM identity WHERE status = 'usable'
  UNION ALL
  SELECT left_id, right_id FROM sharing WHERE proven = 1
  UNION ALL
  SELECT left_id, right_id FROM agreed
  UNION ALL
  SELECT j.subject, j.entity_id FROM judgement j JOIN entity e ON e.entity_id = j.subject WHERE j.verdict = 'same' AND j.confirmed = 1
) AS p
LEFT JOIN apart s ON s.left_id = p.left_id AND s.right_id = p.right_id
WHERE s.left_id IS NULL
"""
_CROSSING = Plan("entities", (Step("crossed_identifier", _CROSSED, "identifiers that come of two securities"),))
_PAIRING = Plan(
    "entities",
    (
        Step("shared_identifier", _SHARED, "identifiers that several entities bear"),
        Step("telling", _TELLING, "those that tell companies apart"),
        Step("sharing", _SHARING, "entities that share one"),
        Step("agreed", _AGREED.format(same=same_name_sql("a.name_key", "b.name_key")), "those of them whose names must agree, and do"),
        Step("apart", _APART, "entities that a person judged to be two companies"),
        Step("pair", _PAIR, "entities that are one company: asserted on two sources, sharing an identifier, or judged by two people"),
    ),
)
PLANS = (_CROSSING, IDENTIFIERS, _PAIRING)
"""The plans of this stage, in order."""


def build_pairs(engine: Engine) -> None:
    """Make the stage's tables from `judgement` and the tables of `mentions`, and define `identifier`."""
    engine.run(_CROSSING)
    engine.define(IDENTIFIERS)
    engine.run(_PAIRING)
