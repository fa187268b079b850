"""The search of `gram_index` as portable SQL, for an engine that holds more names than one machine: the same rows in the same order.

Beside keys and queries the plan reads three tables of numbers, which `number_tables` makes: where grams begin, what they weigh, and
inverse roots of weights by their first four digits.
"""

from collections.abc import Mapping, Sequence

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell
from clew.names.gram_search import LEAST_READ
from clew.names.gram_weights import DIGITS, inverse_table, levels
from clew.names.grams import LENGTH, LONGEST

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "name_key": {"row": "BIGINT", "owner": "BIGINT", "key": "VARCHAR"},
    "name_query": {"query": "BIGINT", "key": "VARCHAR"},
    "gram_place": {"place": "BIGINT"},
    "gram_level": {"low": "BIGINT", "high": "BIGINT", "weight": "BIGINT"},
    "root": {"digits": "BIGINT", "lead": "BIGINT", "inverse": "BIGINT"},
}
"""Tables that the plan reads; keys have small letters, digits and spaces alone, rows count from 0 without gaps."""

_TEXT = """
SELECT t.{id}, '^' || replace(t.letters, ' ', '') || '^' AS text, '^' || replace(t.letters, ' ', '^^') || '^^' AS words
FROM (SELECT n.{id}, substr(n.key, 1, {longest}) AS letters FROM {table} n) AS t
"""
_GRAM = """
SELECT t.{id}, substr(t.text, p.place, {length}) AS gram
FROM {table} t JOIN gram_place p ON p.place <= length(t.text) - {before}
UNION
SELECT t.{id}, substr(t.words, p.place, {length}) AS gram
FROM {table} t JOIN gram_place p ON p.place <= length(t.words) - {before}
WHERE substr(t.words, p.place, 1) = '^' AND substr(t.words, p.place + 1, 1) <> '^'
"""
_COUNT = "SELECT gram, count(*) AS held FROM key_gram GROUP BY gram"
_WEIGHT = "SELECT c.gram, c.held, l.weight FROM gram_count c JOIN gram_level l ON c.held BETWEEN l.low AND l.high"
_NORM = """
SELECT n.row, n.norm, r.inverse
FROM (
  SELECT g.row, CAST(sum(w.weight) AS BIGINT) AS norm FROM key_gram g JOIN gram_weight w ON w.gram = g.gram GROUP BY g.row
) AS n
JOIN root r ON r.digits = length(CAST(n.norm AS STRING))
  AND r.lead = CAST(substr(CAST(n.norm AS STRING) || '{zeros}', 1, {digits}) AS BIGINT)
"""
_ASKED = """
SELECT q.query, q.gram, w.weight, w.held,
       CAST(sum(w.held) OVER (PARTITION BY q.query ORDER BY w.held, q.gram) AS BIGINT) AS spent,
       row_number() OVER (PARTITION BY q.query ORDER BY w.held, q.gram) AS place
FROM query_gram q JOIN gram_weight w ON w.gram = q.gram
"""
_TOUCHED = """
SELECT a.query, g.row, CAST(sum(a.weight) AS BIGINT) AS shared
FROM asked_gram a JOIN key_gram g ON g.gram = a.gram
WHERE a.spent <= {budget} OR a.place <= {least}
GROUP BY a.query, g.row
"""
_OWN = """
SELECT t.query, t.row, t.shared * n.inverse AS score,
       row_number() OVER (PARTITION BY t.query, k.owner ORDER BY t.shared * n.inverse DESC, t.row) AS place
FROM touched t JOIN key_norm n ON n.row = t.row JOIN name_key k ON k.row = t.row
"""
_KEPT = """
SELECT r.query, r.row
FROM (
  SELECT o.query, o.row, row_number() OVER (PARTITION BY o.query ORDER BY o.score DESC, o.row) AS place FROM own_best o WHERE o.place = 1
) AS r
WHERE r.place <= {keep}
"""
_SHARED = """
SELECT k.query, k.row, CAST(sum(a.weight) AS BIGINT) AS shared
FROM kept k JOIN key_gram g ON g.row = k.row JOIN asked_gram a ON a.query = k.query AND a.gram = g.gram
GROUP BY k.query, k.row
"""
_CANDIDATE = """
SELECT s.query, row_number() OVER (PARTITION BY s.query ORDER BY s.shared * n.inverse DESC, s.row) AS place, s.row, s.shared, n.norm
FROM shared s JOIN key_norm n ON n.row = s.row
"""


def candidates_plan(budget: int, keep: int) -> Plan:
    """The plan from the tables of `COLUMNS` to `candidate`: of each query, its nearest rows by place from 1, one for an owner.

    `shared` is the weight of the grams that both have, and `norm` the row's own; a cosine needs the query's as well.

    Args:
        budget: how many postings are read of a query.
        keep: how many rows are kept of a query.
    """
    key, query = {"id": "row", "table": "name_key"}, {"id": "query", "table": "name_query"}
    gram = {"length": LENGTH, "before": LENGTH - 1}
    return Plan(
        "name candidates",
        (
            Step("key_text", _TEXT.format(**key, longest=LONGEST), "keys without spaces, and with their words apart, ends marked"),
            Step("key_gram", _GRAM.format(id="row", table="key_text", **gram), "grams of each key, each once"),
            Step("gram_count", _COUNT, "in how many keys each gram is"),
            Step("gram_weight", _WEIGHT, "and what it weighs"),
            Step("key_norm", _NORM.format(zeros="0" * (DIGITS - 1), digits=DIGITS), "what each key weighs, and the inverse of its root"),
            Step("query_text", _TEXT.format(**query, longest=LONGEST), "queries without spaces, and with their words apart, ends marked"),
            Step("query_gram", _GRAM.format(id="query", table="query_text", **gram), "grams of each query, each once"),
            Step("asked_gram", _ASKED, "those that some key has, the rarest first, and how many postings they have so far"),
            Step("touched", _TOUCHED.format(budget=budget, least=LEAST_READ), "keys that share a gram within the budget"),
            Step("own_best", _OWN, "keys of each owner, the nearest first"),
            Step("kept", _KEPT.format(keep=keep), "the nearest key of each of the nearest owners"),
            Step("shared", _SHARED, "what they share by all their grams"),
            Step("candidate", _CANDIDATE, "and their order by that"),
        ),
    )


def number_tables(keys: int) -> dict[str, Sequence[Sequence[Cell]]]:
    """The rows of the tables of numbers, for so many keys."""
    roots = inverse_table()
    leads = range(10 ** (DIGITS - 1), 10**DIGITS)
    return {
        "gram_place": [(place,) for place in range(1, 2 * LONGEST + LENGTH)],
        "gram_level": levels(keys),
        "root": [(digits, lead, int(roots[digits, lead])) for digits in range(1, len(roots)) for lead in leads],
    }
