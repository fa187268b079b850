"""Holdings against entities: identifiers decide; a name alone makes a candidate; a person's judgement overrides both."""

from clew.engine.plan import Plan, Step
from clew.pack.names import NameWords
from clew.resolve.name_keys import name_key_sql

SUBJECT = """CASE WHEN isin <> '' THEN 'isin:' || isin
  WHEN mic <> '' AND code <> '' THEN 'listing:' || mic || ':' || code
  WHEN lei <> '' THEN 'lei:' || lei
  ELSE 'name:' || name_key END"""
"""The key by which judgements follow a holding from file to file: its strongest identifier, else its name."""

_HOLDING = "SELECT h.*, {key} AS name_key FROM holding_row h WHERE h.kind = 'security'"
_KEYED = "SELECT h.*, {subject} AS subject FROM holding_named h"
_STATED = """
SELECT h.book, h.row_number, i.entity_id, c.cluster_id, i.proven, i.kind AS how, i.value AS identifier,
       CASE i.kind WHEN 'isin' THEN 1 WHEN 'listing' THEN 2 ELSE 3 END AS rank
FROM holding h JOIN identifier i
  ON (i.kind = 'isin' AND i.value = h.isin) OR (i.kind = 'listing' AND i.value = h.listing) OR (i.kind = 'lei' AND i.value = h.lei)
JOIN cluster c ON c.entity_id = i.entity_id
"""
_JUDGED = """
SELECT h.book, h.row_number, c.cluster_id, j.verdict, j.entity_id
FROM holding h JOIN judgement j ON j.subject = h.subject JOIN cluster c ON c.entity_id = j.entity_id
"""
# One issuer only: where identifiers of one row lead to two issuers, neither is a match and both are candidates.
_MATCH = """
SELECT book, row_number, min(cluster_id) AS cluster_id, min(how) AS how FROM (
  SELECT s.book, s.row_number, s.cluster_id, s.how
  FROM stated s LEFT JOIN judged j ON j.book = s.book AND j.row_number = s.row_number AND j.cluster_id = s.cluster_id AND j.verdict <> 'same'
  WHERE s.proven = 1 AND j.cluster_id IS NULL
  UNION ALL
  SELECT book, row_number, cluster_id, 'judgement' FROM judged WHERE verdict = 'same'
) AS found
GROUP BY book, row_number HAVING count(DISTINCT cluster_id) = 1
"""
_ALIKE = """
SELECT h.book, h.row_number, n.entity_id, c.cluster_id, 'name' AS how
FROM holding h JOIN entity_name n ON n.name_key = h.name_key JOIN cluster c ON c.entity_id = n.entity_id
WHERE length(h.name_key) >= 4 OR (n.lang = 'zho' AND length(h.name_key) >= 2)
UNION ALL
SELECT h.book, h.row_number, n.entity_id, c.cluster_id, 'name cut short'
FROM holding h JOIN entity_name n ON substr(n.name_key, 1, 12) = substr(h.name_key, 1, 12) JOIN cluster c ON c.entity_id = n.entity_id
WHERE length(h.name) >= 28 AND length(h.name_key) >= 18 AND length(n.name_key) > length(h.name_key) AND substr(n.name_key, 1, length(h.name_key)) = h.name_key
UNION ALL
SELECT s.book, s.row_number, s.entity_id, s.cluster_id, CASE WHEN s.proven = 1 THEN 'identifiers that disagree' ELSE 'identifier from one source' END
FROM stated s
"""
_CANDIDATE = """
SELECT a.book, a.row_number, min(a.entity_id) AS entity_id, a.cluster_id, min(a.how) AS how
FROM alike a
LEFT JOIN holding_match m ON m.book = a.book AND m.row_number = a.row_number
LEFT JOIN judged j ON j.book = a.book AND j.row_number = a.row_number AND j.cluster_id = a.cluster_id
WHERE m.cluster_id IS NULL AND j.cluster_id IS NULL
GROUP BY a.book, a.row_number, a.cluster_id
"""


def holdings_plan(words: NameWords) -> Plan:
    """The plan from `holding_row`, `identifier`, `entity_name`, `cluster` and `judgement` to `holding_match` and `holding_candidate`."""
    return Plan(
        "holdings",
        (
            Step("holding_named", _HOLDING.format(key=name_key_sql("h.name", words, holding=True)), "securities of the portfolio, with the key of their name"),
            Step("holding", _KEYED.format(subject=SUBJECT), "and the key that judgements follow"),
            Step("stated", _STATED, "issuers that an identifier of the row leads to"),
            Step("judged", _JUDGED, "what a person said of the row"),
            Step("holding_match", _MATCH, "the one issuer of the row"),
            Step("alike", _ALIKE, "entities with the same name, or a name that the row's cut-off name begins"),
            Step("holding_candidate", _CANDIDATE, "those of them that are not decided: for a person to judge"),
        ),
    )
