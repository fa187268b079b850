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
# An identifier that several entities of one dataset share tells them apart no longer: it joins only across datasets.
_PAIR = """
SELECT DISTINCT left_id, right_id FROM (
  SELECT left_id, right_id FROM identity WHERE status = 'usable'
  UNION ALL
  SELECT a.entity_id, b.entity_id
  FROM identifier a JOIN identifier b ON a.kind = b.kind AND a.value = b.value AND a.entity_id < b.entity_id
  JOIN entity x ON x.entity_id = a.entity_id JOIN entity y ON y.entity_id = b.entity_id
  WHERE a.proven = 1 AND b.proven = 1 AND x.dataset <> y.dataset
  UNION ALL
  SELECT subject, entity_id FROM judgement WHERE verdict = 'same' AND subject IN (SELECT entity_id FROM entity)
) AS joined
WHERE NOT EXISTS (
  SELECT 1 FROM judgement j
  WHERE j.verdict <> 'same' AND ((j.subject = left_id AND j.entity_id = right_id) OR (j.subject = right_id AND j.entity_id = left_id))
)
"""


def entities_plan(words: NameWords) -> Plan:
    """The plan from `claims` and `judgement` to entities, names, identifiers and the pairs that are one company."""
    return Plan(
        "entities",
        (
            Step("entity", _ENTITY, "every organisation, body, place or product that a source speaks of"),
            Step("entity_name", _NAME.format(key=name_key_sql("c.value", words)), "its names, each with the key under which spellings meet"),
            Step("security", _SECURITY, "securities, with issuer, market, code and ISIN"),
            Step("identifier", _IDENTIFIER, "identifiers of entities, proven or not"),
            Step("identity", _IDENTITY, "assertions that two entities are one"),
            Step("pair", _PAIR, "entities that are one company: asserted on two sources, sharing an identifier, or judged so"),
        ),
    )
