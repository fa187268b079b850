"""What a source mentions: organisations, places and products with their names and identifiers, and securities.

A source is read on its own, so that what it says is kept for as long as it says so, whatever becomes of the others.
"""

from clew.engine.plan import Plan, Step
from clew.pack.names import NameWords
from clew.resolve.identifiers import composite_sql, cusip_within, sedol_within
from clew.resolve.name_keys import name_key_sql

TABLES = {
    "entity": ("entity_id",),
    "entity_name": ("entity_id", "name", "prop", "lang"),
    "called": ("entity_id",),
    "security": ("entity_id",),
    "stated_identifier": ("kind", "value", "entity_id", "proven", "said_by"),
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
# Which name speaks for a company: a name before an alias before a former name, the crosswalk's before others;
# the longest of equals, which is the full one.
_RANKED = """
SELECT {key} AS bearer, n.name, n.lang,
       row_number() OVER (
         PARTITION BY {key}, CASE WHEN n.lang = 'zho' THEN 1 ELSE 0 END
         ORDER BY CASE n.prop WHEN 'name' THEN 0 WHEN 'alias' THEN 1 ELSE 2 END, CASE n.dataset WHEN 'crosswalk' THEN 0 ELSE 1 END,
                  length(n.name) DESC, n.name
       ) AS place
FROM entity_name n{joined}
"""
_BEST = """
SELECT bearer AS {bearer},
       coalesce(max(CASE WHEN lang <> 'zho' THEN name END), max(CASE WHEN lang = 'zho' THEN name END)) AS name,
       coalesce(max(CASE WHEN lang = 'zho' THEN name END), '') AS name_zh
FROM {ranked} WHERE place = 1 GROUP BY bearer
"""
_SAID = """
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
_SECURITY = """
SELECT s.*, CASE s.status WHEN 'candidate' THEN 0 WHEN 'second signal' THEN 2 ELSE 1 END AS proven, {composite} AS composite
FROM said_security s
"""
_DOUBTED = "SELECT DISTINCT dataset FROM claims WHERE schema = 'Security' AND prop = 'status' AND value = 'second signal'"
_GIVEN = """
SELECT kind, value, entity_id, proven, said_by FROM (
  SELECT 'isin' AS kind, isin AS value, issuer AS entity_id, proven, entity_id AS said_by FROM security
  UNION ALL
  SELECT 'listing', mic || ':' || code, issuer, proven, entity_id FROM security
  UNION ALL
  SELECT 'composite', composite, issuer, CASE proven WHEN 0 THEN 0 ELSE 2 END, entity_id FROM security
  UNION ALL
  SELECT 'cusip', cusip, issuer, proven, entity_id FROM security
  UNION ALL
  SELECT 'sedol', sedol, issuer, proven, entity_id FROM security
  UNION ALL
  SELECT 'figi', figi, issuer, proven, entity_id FROM security
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


def named_sql(table: str) -> str:
    """SQL for every name (`name`) of every entity (`entity_id`) in a table of claims, in order: what `entity_name` is made of."""
    spoken_of = f"SELECT DISTINCT entity_id FROM {table} WHERE schema IN {_SPOKEN_OF}"  # noqa: S608 - words of ours
    return (
        f"SELECT DISTINCT c.entity_id, c.value AS name FROM {table} c JOIN ({spoken_of}) AS e ON e.entity_id = c.entity_id"  # noqa: S608
        f" WHERE c.prop IN {CALLED} AND c.value <> '' ORDER BY 1, 2"
    )


def ranked_sql(key: str, joined: str = "") -> str:
    """SQL for the names of `entity_name` n, best first: `key` tells whose a name is, in n or in what is `joined`."""
    return _RANKED.format(key=key, joined=joined)


def best_sql(bearer: str, ranked: str) -> str:
    """SQL for the name that a report prints, Latin (`name`) and Chinese (`name_zh`), of every `bearer` in a table of ranked names."""
    return _BEST.format(bearer=bearer, ranked=ranked)


def mentions_plan(words: NameWords) -> Plan:
    """The plan from `claims` of one or more sources to the tables of this stage."""
    identifier = _IDENTIFIER.format(cusip=cusip_within("value"), sedol=sedol_within("value"))
    names = _NAME.format(key=name_key_sql("c.value", words))
    return Plan(
        "mentions",
        (
            Step("entity", _ENTITY, "every organisation, body, place or product that a source speaks of"),
            Step("entity_name", names, "its names, each with the key under which spellings meet"),
            Step("named", ranked_sql("n.entity_id"), "its names, best first"),
            Step("called", best_sql("entity_id", "named"), "the name that a report prints, if it is a company on its own"),
            Step("said_security", _SAID, "securities, with issuer, market, code and ISIN"),
            Step(
                "security",
                _SECURITY.format(composite=composite_sql("s.country", "s.code")),
                "how good each is, and its code in all its country",
            ),
            Step("doubted", _DOUBTED, "sources whose identifiers count only where the name agrees"),
            Step("given", _GIVEN, "identifiers of entities, as sources give them"),
            Step("stated_identifier", identifier, "and those that are written within others; proven or not"),
            Step("identity", _IDENTITY, "assertions that two entities are one"),
        ),
    )
