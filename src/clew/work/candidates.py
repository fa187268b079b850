"""Candidates in bulk: companies whose names come near each other and that nothing joins, found by the portable search on any engine."""

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine
from clew.names.gram_index import usual_budget
from clew.names.gram_sql import COLUMNS, candidates_plan, number_tables

STAGE = "candidates"
TABLES = {"near_company": ("left_id", "right_id")}
"""Tables of this stage, with the columns that order them."""
KEEP = 6
"""Companies that are kept of a name: itself, and the five that are nearest."""

_OWNER = """
SELECT o.cluster_id, CAST(row_number() OVER (ORDER BY o.cluster_id) AS BIGINT) - 1 AS owner
FROM (SELECT DISTINCT cluster_id FROM cluster) AS o
"""
# Keys of Latin letters: names in other scripts are compared by what they sound like, and not by their letters.
_KEY = """
SELECT CAST(row_number() OVER (ORDER BY k.owner, k.key) AS BIGINT) - 1 AS row, k.owner, k.key
FROM (
  SELECT DISTINCT o.owner, n.name_key AS key
  FROM entity_name n JOIN cluster c ON c.entity_id = n.entity_id JOIN name_owner o ON o.cluster_id = c.cluster_id
  WHERE n.name_key <> '' AND bit_length(n.name_key) = 8 * length(n.name_key)
) AS k
"""
_QUERY = "SELECT row AS query, key FROM name_key"
# A cosine of 0.7071 or more: half of its square is what both weigh together.
_PAIR = """
SELECT CASE WHEN a.owner < b.owner THEN a.owner ELSE b.owner END AS left_owner,
       CASE WHEN a.owner < b.owner THEN b.owner ELSE a.owner END AS right_owner,
       CASE WHEN a.owner < b.owner THEN a.key ELSE b.key END AS left_key,
       CASE WHEN a.owner < b.owner THEN b.key ELSE a.key END AS right_key,
       c.shared, CASE WHEN a.owner < b.owner THEN m.norm ELSE c.norm END AS left_norm,
       CASE WHEN a.owner < b.owner THEN c.norm ELSE m.norm END AS right_norm
FROM candidate c JOIN name_key a ON a.row = c.query JOIN name_key b ON b.row = c.row JOIN key_norm m ON m.row = c.query
WHERE a.owner <> b.owner
  AND CAST(c.shared AS DECIMAL(18,0)) * CAST(c.shared AS DECIMAL(18,0)) * 2
      >= CAST(c.norm AS DECIMAL(18,0)) * CAST(m.norm AS DECIMAL(18,0))
"""
_NEAR = """
SELECT l.cluster_id AS left_id, r.cluster_id AS right_id, p.left_key, p.right_key, p.shared, p.left_norm, p.right_norm
FROM (
  SELECT left_owner, right_owner, left_key, right_key, shared, left_norm, right_norm,
         row_number() OVER (PARTITION BY left_owner, right_owner ORDER BY shared DESC, left_key, right_key) AS nth
  FROM near_pair
) AS p
JOIN name_owner l ON l.owner = p.left_owner JOIN name_owner r ON r.owner = p.right_owner
WHERE p.nth = 1
"""
KEYS = Plan(
    "names to compare",
    (
        Step("name_owner", _OWNER, "companies, numbered"),
        Step("name_key", _KEY, "their names' keys, each once, numbered"),
        Step("name_query", _QUERY, "each of which is looked for"),
    ),
)
PAIRS = Plan(
    "near companies",
    (
        Step("near_pair", _PAIR, "near names of two companies"),
        Step("near_company", _NEAR, "the nearest names of each two"),
    ),
)
PLAN_TEXT = KEYS.text() + candidates_plan(1, KEEP).text() + PAIRS.text()
"""The text of every query, for the stage's key; the budget of the search follows from how many keys there are."""


def build_candidates(engine: Engine) -> None:
    """Make `near_company` from `entity_name` and `cluster`: two companies, their nearest names, and what these weigh and share."""
    engine.run(KEYS)
    count = int(str(engine.fetch("SELECT count(*) FROM name_key")[0][0]))
    for name, rows in number_tables(count).items():
        engine.load(name, COLUMNS[name], rows)
    engine.run(candidates_plan(usual_budget(count), KEEP))
    engine.run(PAIRS)
