"""From claims to entities: their names, their identifiers, and the plan that makes both."""

from clew.engine.plan import Plan, Step
from clew.pack.names import NameWords
from clew.resolve.identifiers import composite_sql, cusip_within, same_name_sql, sedol_within
from clew.resolve.name_keys import name_key_sql

TABLES = {
    "entity": ("entity_id",),
    "entity_name": ("entity_id", "name"),
    "identifier": ("kind", "value", "entity_id", "proven", "said_by"),
    "pair": ("left_id", "right_id"),
    "security": ("entity_id",),
    "identity": ("entity_id",),
}
"""Tables of this stage, with the columns that order them."""

_SPOKEN_OF = "('Company', 'Organization', 'PublicBody', 'Region', 'Park', 'Institution', 'Product', 'PairingProgramme', 'Facility')"
CALLED = "('name', 'alias', 'previousName')"
"""SQL for the properties that are names."""
_ENTITY = f"""
SELECT entity_id, min(dataset) AS dataset, min(schema) AS schema
FROM claims
WHERE schema IN {_SPOKEN_OF}
GROUP BY entity_id
"""  # noqa: S608 - words of ours
_NAME = f"""
SELECT DISTINCT c.entity_id, c.dataset, c.prop, c.lang, c.value AS name, {{key}} AS name_key
FROM claims c JOIN entity e ON e.entity_id = c.entity_id
WHERE c.prop IN {CALLED}
"""  # noqa: S608 - words of ours
_SECURITY = """
SELECT entity_id,
       max(CASE WHEN prop = 'issuer' THEN value END) AS issuer,
       max(CASE WHEN prop = 'mic' THEN value END) AS mic,
       max(CASE WHEN prop = 'code' THEN value END) AS code,
       max(CASE WHEN prop = 'isin' THEN value END) AS isin,
       max(CASE WHEN prop = 'cusip' THEN value END) AS cusip,
       max(CASE WHEN prop = 'sedol' THEN value END) AS sedol,
       max(CASE WHEN prop = 'figi' THEN value END) AS figi,
       max(CASE WHEN prop = 'country' THEN value END) AS country,
       max(CASE WHEN prop = 'status' THEN value END) AS status
FROM claims WHERE schema = 'Security' GROUP BY entity_id
"""
# `proven`: 1 where the source is good for it; 0 a single-source assertion, which makes candidates and never a match; 2 where a second
# signal must agree, which is the name: sources that err, and tickers, which pass to another company when they are free.
_ISSUED = """
SELECT s.*, CASE s.status WHEN 'candidate' THEN 0 WHEN 'second signal' THEN 2 ELSE 1 END AS proven, {composite} AS composite
FROM security s
"""
_DOUBTED = "SELECT DISTINCT dataset FROM claims WHERE schema = 'Security' AND prop = 'status' AND value = 'second signal'"
# A CUSIP that a source gives with a ticker alone leads to the issuer of that ticker.
_GIVEN = """
SELECT kind, value, entity_id, proven, said_by FROM (
  SELECT 'isin' AS kind, isin AS value, issuer AS entity_id, proven, entity_id AS said_by FROM issued
  UNION ALL
  SELECT 'listing', mic || ':' || code, issuer, proven, entity_id FROM issued
  UNION ALL
  SELECT 'composite', composite, issuer, CASE proven WHEN 0 THEN 0 ELSE 2 END, entity_id FROM issued
  UNION ALL
  SELECT 'cusip', cusip, issuer, proven, entity_id FROM issued
  UNION ALL
  SELECT 'sedol', sedol, issuer, proven, entity_id FROM issued
  UNION ALL
  SELECT 'figi', figi, issuer, proven, entity_id FROM issued
  UNION ALL
  SELECT 'cusip', a.cusip, b.issuer, 2, a.entity_id FROM issued a JOIN issued b ON b.composite = a.composite WHERE a.issuer IS NULL
  UNION ALL
  SELECT CASE c.prop WHEN 'isinCode' THEN 'isin' WHEN 'leiCode' THEN 'lei' WHEN 'cikCode' THEN 'cik' ELSE 'uscc' END,
         c.value, c.entity_id, CASE WHEN d.dataset IS NULL THEN 1 ELSE 2 END, c.entity_id
  FROM claims c JOIN entity e ON e.entity_id = c.entity_id LEFT JOIN doubted d ON d.dataset = c.dataset
  WHERE c.prop IN ('isinCode', 'leiCode', 'cikCode', 'uscCode')
) AS stated WHERE value IS NOT NULL AND entity_id IS NOT NULL
"""
# A US or Canadian ISIN holds the CUSIP, one of the British Isles the SEDOL: rules of ISO 6166 and of its agencies, no look-ups.
_IDENTIFIER = """
SELECT DISTINCT kind, value, entity_id, proven, said_by FROM (
  SELECT kind, value, entity_id, proven, said_by FROM given
  UNION ALL
  SELECT 'cusip', {cusip}, entity_id, proven, said_by FROM given WHERE kind = 'isin'
  UNION ALL
  SELECT 'sedol', {sedol}, entity_id, proven, said_by FROM given WHERE kind = 'isin'
) AS stated WHERE value <> ''
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
  FROM identifier i JOIN entity e ON e.entity_id = i.entity_id WHERE i.proven > 0 GROUP BY i.kind, i.value, e.dataset
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


def named_sql(table: str) -> str:
    """SQL for every name (`name`) of every entity (`entity_id`) in a table of claims, in order: what `entity_name` is made of."""
    spoken_of = f"SELECT DISTINCT entity_id FROM {table} WHERE schema IN {_SPOKEN_OF}"  # noqa: S608 - words of ours
    return (
        f"SELECT DISTINCT c.entity_id, c.value AS name FROM {table} c JOIN ({spoken_of}) AS e ON e.entity_id = c.entity_id"  # noqa: S608
        f" WHERE c.prop IN {CALLED} AND c.value <> '' ORDER BY 1, 2"
    )


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
            Step(
                "issued",
                _ISSUED.format(composite=composite_sql("s.country", "s.code")),
                "how good each is, and its code in all its country",
            ),
            Step("doubted", _DOUBTED, "sources whose identifiers count only where the name agrees"),
            Step("given", _GIVEN, "identifiers of entities, as sources give them"),
            Step(
                "identifier",
                _IDENTIFIER.format(cusip=cusip_within("value"), sedol=sedol_within("value")),
                "and those that are written within others; proven or not",
            ),
            Step("identity", _IDENTITY, "assertions that two entities are one"),
            Step("telling", _TELLING, "identifiers that tell companies apart"),
            Step("sharing", _SHARING, "entities that share one"),
            Step("agreed", _AGREED.format(same=same_name_sql("a.name_key", "b.name_key")), "those of them whose names must agree, and do"),
            Step("apart", _APART, "entities that a person judged to be two companies"),
            Step("pair", _PAIR, "entities that are one company: asserted on two sources, sharing an identifier, or judged by two people"),
        ),
    )
