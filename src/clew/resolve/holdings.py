"""Holdings against entities: identifiers decide; a name alone makes a candidate; a person's judgement overrides both."""

from clew.engine.plan import Plan, Step
from clew.pack.names import NameWords
from clew.resolve.name_keys import cut_short, plain_key_sql, plain_name_sql

SUBJECT = """CASE WHEN isin <> '' THEN 'isin:' || isin
  WHEN mic <> '' AND code <> '' THEN 'listing:' || mic || ':' || code
  WHEN lei <> '' THEN 'lei:' || lei
  WHEN cusip <> '' THEN 'cusip:' || cusip
  WHEN sedol <> '' THEN 'sedol:' || sedol
  ELSE 'name:' || name_key END"""
"""The key by which judgements follow a holding from file to file: its strongest identifier, else its name."""

_PLAIN = "SELECT h.*, {plain} AS plain_name FROM holding_row h WHERE h.kind = 'security'"
_HOLDING = """
SELECT h.*, {key} AS name_key, {whole} AS whole_key, CASE WHEN length(h.name) >= 28 THEN {cut} ELSE '' END AS cut_key
FROM holding_plain h
"""
_KEYED = "SELECT h.*, {subject} AS subject FROM holding_named h"
# A code whose security has another ISIN than the row does not tell which of the two is meant: it matches nobody by itself.
_TORN = """
SELECT h.book, h.row_number FROM holding h JOIN security s ON s.mic || ':' || s.code = h.listing
WHERE h.isin <> '' AND s.isin IS NOT NULL
GROUP BY h.book, h.row_number HAVING max(CASE WHEN s.isin = h.isin THEN 1 ELSE 0 END) = 0
"""
# An ISIN of the United States or Canada holds the CUSIP: the rule of ISO 6166, not a look-up.
_STATED = """
SELECT f.book, f.row_number, f.entity_id, c.cluster_id, f.how, f.proven, f.torn,
       CASE WHEN f.proven = 0 THEN 'an identifier from one source' ELSE 'identifiers that disagree' END AS doubt
FROM (
  SELECT h.book, h.row_number, i.entity_id, 'isin' AS how, i.proven, 0 AS torn
  FROM holding h JOIN identifier i ON i.kind = 'isin' AND i.value = h.isin
  UNION ALL
  SELECT h.book, h.row_number, i.entity_id, 'listing' AS how, i.proven, CASE WHEN t.book IS NULL THEN 0 ELSE 1 END AS torn
  FROM holding h JOIN identifier i ON i.kind = 'listing' AND i.value = h.listing
  LEFT JOIN torn t ON t.book = h.book AND t.row_number = h.row_number
  UNION ALL
  SELECT h.book, h.row_number, i.entity_id, 'cusip' AS how, i.proven, 0 AS torn
  FROM holding h JOIN identifier i ON i.kind = 'isin' AND substr(i.value, 3, 9) = h.cusip AND substr(i.value, 1, 2) IN ('US', 'CA')
  WHERE h.isin = '' AND h.cusip <> ''
  UNION ALL
  SELECT h.book, h.row_number, i.entity_id, 'lei' AS how, i.proven, 0 AS torn
  FROM holding h JOIN identifier i ON i.kind = 'lei' AND i.value = h.lei
) AS f JOIN cluster c ON c.entity_id = f.entity_id
"""
_JUDGED = """
SELECT h.book, h.row_number, c.cluster_id, j.verdict, j.entity_id
FROM holding h JOIN judgement j ON j.subject = h.subject JOIN cluster c ON c.entity_id = j.entity_id
"""
# One issuer only: where identifiers of one row lead to two issuers, neither is a match and both are candidates.
_MATCH = """
SELECT book, row_number, min(cluster_id) AS cluster_id, min(how) AS how FROM (
  SELECT s.book, s.row_number, s.cluster_id, s.how, s.torn
  FROM stated s
  LEFT JOIN judged n ON n.book = s.book AND n.row_number = s.row_number AND n.cluster_id = s.cluster_id AND n.verdict <> 'same'
  LEFT JOIN judged y ON y.book = s.book AND y.row_number = s.row_number AND y.verdict = 'same'
  WHERE s.proven = 1 AND n.cluster_id IS NULL AND (y.cluster_id IS NULL OR y.cluster_id = s.cluster_id)
  UNION ALL
  SELECT book, row_number, cluster_id, 'judgement' AS how, 0 AS torn FROM judged WHERE verdict = 'same'
) AS found
GROUP BY book, row_number HAVING count(DISTINCT cluster_id) = 1 AND min(torn) = 0
"""
_ALIKE = """
SELECT h.book, h.row_number, n.entity_id, n.name, 'name' AS how
FROM holding h JOIN entity_name n ON n.name_key = h.name_key WHERE length(h.name_key) >= 4 OR (n.lang = 'zho' AND length(h.name_key) >= 2)
UNION ALL
SELECT h.book, h.row_number, n.entity_id, n.name, 'name'
FROM holding h JOIN entity_name n ON n.name_key = h.whole_key WHERE length(h.whole_key) >= 4
UNION ALL
SELECT h.book, h.row_number, n.entity_id, n.name, 'name cut short'
FROM holding h JOIN entity_name n ON n.name_key = h.cut_key WHERE length(h.cut_key) >= 12
UNION ALL
SELECT h.book, h.row_number, n.entity_id, n.name, 'name cut short'
FROM holding h JOIN entity_name n ON substr(n.name_key, 1, 12) = substr(h.name_key, 1, 12)
WHERE length(h.name) >= 28 AND length(h.name_key) >= 18 AND length(n.name_key) > length(h.name_key)
  AND substr(n.name_key, 1, length(h.name_key)) = h.name_key
"""
# What a person has decided is no candidate any more, unless decisions disagree.
_CANDIDATE = """
SELECT a.book, a.row_number, min(a.entity_id) AS entity_id, a.cluster_id, min(a.how) AS how, min(a.name) AS alike_name FROM (
  SELECT n.book, n.row_number, n.entity_id, c.cluster_id, n.name, n.how FROM alike n JOIN cluster c ON c.entity_id = n.entity_id
  UNION ALL
  SELECT book, row_number, entity_id, cluster_id, '' AS name, doubt FROM stated
  UNION ALL
  SELECT book, row_number, entity_id, cluster_id, '' AS name, 'judgements that disagree' FROM judged WHERE verdict = 'same'
) AS a
LEFT JOIN holding_match m ON m.book = a.book AND m.row_number = a.row_number
LEFT JOIN judged j ON j.book = a.book AND j.row_number = a.row_number AND j.cluster_id = a.cluster_id
WHERE m.cluster_id IS NULL AND (j.cluster_id IS NULL OR j.verdict = 'same')
GROUP BY a.book, a.row_number, a.cluster_id
"""


def holdings_plan(words: NameWords) -> Plan:
    """The plan from `holding_row` to `holding_match` and `holding_candidate`, by `judgement` and the first stage of a release."""
    classes = words.share_classes
    keys = {
        "key": plain_key_sql("h.plain_name", words, classes),
        "whole": plain_key_sql("h.plain_name", words),
        "cut": plain_key_sql("h.plain_name", words, [*classes, *cut_short(words)]),
    }
    return Plan(
        "holdings",
        (
            Step(
                "holding_plain", _PLAIN.format(plain=plain_name_sql("h.name")), "securities of the portfolio, their names in plain letters"
            ),
            Step(
                "holding_named",
                _HOLDING.format(**keys),
                "with keys of their name: without share class, with it, cut short",
            ),
            Step("holding", _KEYED.format(subject=SUBJECT), "and the key that judgements follow"),
            Step("torn", _TORN, "rows whose code belongs to another ISIN than theirs"),
            Step("stated", _STATED, "issuers that an identifier of the row leads to"),
            Step("judged", _JUDGED, "what a person said of the row"),
            Step("holding_match", _MATCH, "the one issuer of the row"),
            Step("alike", _ALIKE, "entities with the same name, or a name that the row's cut-off name begins"),
            Step("holding_candidate", _CANDIDATE, "those of them that are not decided: for a person to judge"),
        ),
    )
