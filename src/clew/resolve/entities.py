"""From claims to entities: their names, their identifiers, and the plan that makes both."""

from clew.engine.plan import Plan, Step
from clew.pack.names import NameWords
from clew.resolve.name_keys import name_key_sql

TABLES = {
    "entity": ("entity_id",),
    "entity_name": ("entity_id", "name"),
    "identifier": ("kind", "value", "entity_id", "proven"),
    "pair": ("left_id", "right_id"),
    "security": ("entity_id",),
    "identity": ("entity_id",),
}
"""Tables of this stage, with the columns that order them."""

_ENTITY = """
SELECT entity_id, min(dataset) AS dataset, min(schema) AS schema
FROM claims
WHERE schema IN ('Company', 'Organization', 'PublicBody', 'Region', 'Park', 'Institution', 'Product', 'PairingProgramme', 'Facility')
GROUP BY entity_id
"""
_NAME = """
SELECT DISTINCT c.entity_id, c.dataset, c.prop, c.lang, c.value AS name, {key} AS name_key
FROM claims c JOIN entity e ON e.entity_id = c.entity_id
WHERE c.prop IN ('name', 'alias', 'previousName')
"""
_SECURITY = """
SELECT entity_id,
       max(CASE WHEN prop = 'issuer' THEN value END) AS issuer,
       max(CASE WHEN prop = 'mic' THEN value END) AS mic,
       max(CASE WHEN prop = 'code' THEN value END) AS code,
       max(CASE WHEN prop = 'isin' THEN value END) AS isin,
       max(CASE WHEN prop = 'status' THEN value END) AS status
FROM claims WHERE schema = 'Security' GROUP BY entity_id
"""
# `proven` 0 is a single-source assertion: it makes candidates, never a match.
_IDENTIFIER = """
SELECT DISTINCT kind, value, entity_id, proven FROM (
  SELECT 'isin' AS kind, isin AS value, issuer AS entity_id, CASE WHEN status = 'candidate' THEN 0 ELSE 1 END AS proven
  FROM security WHERE isin IS NOT NULL AND issuer IS NOT NULL
  UNION ALL
  SELECT 'listing', mic || ':' || code, issuer, CASE WHEN status = 'candidate' THEN 0 ELSE 1 END
  FROM security WHERE mic IS NOT NULL AND code IS NOT NULL AND issuer IS NOT NULL
  UNION ALL
  SELECT CASE c.prop WHEN 'isinCode' THEN 'isin' WHEN 'leiCode' THEN 'lei' ELSE 'uscc' END, c.value, c.entity_id, 1
  FROM claims c JOIN entity e ON e.entity_id = c.entity_id WHERE c.prop IN ('isinCode', 'leiCode', 'uscCode')
) AS stated
"""
_IDENTITY = """
SELECT entity_id,
       max(CASE WHEN prop = 'left' THEN value END) AS left_id,
       max(CASE WHEN prop = 'right' THEN value END) AS right_id,
       max(CASE WHEN prop = 'status' THEN value END) AS status
FROM claims WHERE schema = 'Identity' GROUP BY entity_id
"""
# An identifier that one dataset gives to several entities tells nobody apart: it joins nothing.
_TELLING = """
SELECT kind, value FROM (
  SELECT i.kind, i.value, e.dataset, count(DISTINCT i.entity_id) AS bearers
  FROM identifier i JOIN entity e ON e.entity_id = i.entity_id WHERE i.proven = 1 GROUP BY i.kind, i.value, e.dataset
) AS borne
GROUP BY kind, value HAVING max(bearers) = 1
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
  SELECT a.entity_id, b.entity_id
  FROM telling t
  JOIN identifier a ON a.kind = t.kind AND a.value = t.value AND a.proven = 1
  JOIN identifier b ON b.kind = t.kind AND b.value = t.value AND b.proven = 1
  WHERE a.entity_id < b.entity_id
  UNION ALL
  SELECT j.subject, j.entity_id FROM judgement j JOIN entity e ON e.entity_id = j.subject WHERE j.verdict = 'same'
) AS p
LEFT JOIN apart s ON s.left_id = p.left_id AND s.right_id = p.right_id
WHERE s.left_id IS NULL
"""


def entities_plan(words: NameWords) -> Plan:
    """The plan from `claims` and `judgement` to entities, names, identifiers and the pairs that are one company."""
    return Plan(
        "entities",
        (
            Step("entity", _ENTITY, "every organisation, body, place or product that a source speaks of"),
            Step(
                "entity_name", _NAME.format(key=name_key_sql("c.value", words)), "its names, each with the key under which spellings meet"
            ),
            Step("security", _SECURITY, "securities, with issuer, market, code and ISIN"),
            Step("identifier", _IDENTIFIER, "identifiers of entities, proven or not"),
            Step("identity", _IDENTITY, "assertions that two entities are one"),
            Step("telling", _TELLING, "identifiers that tell companies apart"),
            Step("apart", _APART, "entities that a person judged to be two companies"),
            Step("pair", _PAIR, "entities that are one company: asserted on two sources, sharing an identifier, or judged so"),
        ),
    )
