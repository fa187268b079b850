"""Holdings against entities: identifiers decide; a name alone makes a candidate; a person's judgement overrides both."""

from clew.engine.plan import Plan, Step
from clew.pack.names import NameWords
from clew.resolve.decisions import PROPOSED
from clew.resolve.identifiers import KINDS, agreeing_sql, composite_sql, cusip_within, initials_sql, plain_code_sql, sedol_within
from clew.resolve.name_keys import cut_short, plain_key_sql, plain_name_sql

ONE_SOURCE = "an identifier from one source"
OTHER_NAME = "an identifier whose issuer has another name"
DISAGREEING = "identifiers that disagree"
NEARLY = "name nearly"
"""How a candidate came about that a search among all names found: `near_name` has it by the row's name as it is written."""
NEAR_NAME = {"held": "VARCHAR", "entity_id": "VARCHAR", "name": "VARCHAR", "score": "BIGINT"}
"""Columns of `near_name`: a holding's name, an entity, that one of its names which comes near, and its likelihood in millionths."""

SUBJECT = """CASE WHEN isin <> '' THEN 'isin:' || isin
  WHEN mic <> '' AND code <> '' THEN 'listing:' || mic || ':' || code
  WHEN lei <> '' THEN 'lei:' || lei
  WHEN cusip <> '' THEN 'cusip:' || cusip
  WHEN sedol <> '' THEN 'sedol:' || sedol
  WHEN figi <> '' THEN 'figi:' || figi
  WHEN cik <> '' THEN 'cik:' || cik
  ELSE 'name:' || name_key END"""
"""The key by which judgements follow a holding from file to file: its strongest identifier, else its name."""
SUBJECT_KINDS = ("isin", "listing", "lei", "cusip", "sedol", "figi", "cik", "name")
"""With what such a key begins, before its colon."""

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
# Identifiers of each row, the most telling first, with those that are written within others.
_IDENTIFIED = "SELECT book, row_number, kind, place, value FROM ({held}) AS held WHERE value <> ''"
_HELD = "SELECT book, row_number, {place} AS place, '{kind}' AS kind, {value} AS value FROM holding"
_FOUND = """
SELECT h.book, h.row_number, h.place, h.kind AS how, h.value, i.entity_id, i.proven, i.said_by,
       CASE WHEN h.kind IN ('listing', 'composite') AND t.book IS NOT NULL THEN 1 ELSE 0 END AS torn
FROM holding_identifier h JOIN identifier i ON i.kind = h.kind AND i.value = h.value
LEFT JOIN torn t ON t.book = h.book AND t.row_number = h.row_number
"""
# What was found, and what is one company with it: nearly every entity is one on its own.
_KIN = """
SELECT entity_id, entity_id AS kin FROM found WHERE proven = 2
UNION
SELECT f.entity_id, b.entity_id
FROM found f JOIN merged a ON a.entity_id = f.entity_id JOIN merged b ON b.cluster_id = a.cluster_id WHERE f.proven = 2
"""
_BORNE_OUT = """
SELECT DISTINCT f.book, f.row_number, f.entity_id
FROM found f JOIN holding h ON h.book = f.book AND h.row_number = f.row_number
JOIN kin k ON k.entity_id = f.entity_id JOIN entity_name n ON n.entity_id = k.kin
WHERE f.proven = 2 AND {agreeing}
UNION
SELECT f.book, f.row_number, f.entity_id
FROM found f JOIN holding h ON h.book = f.book AND h.row_number = f.row_number JOIN security s ON s.issuer = f.entity_id
WHERE f.proven = 2 AND f.how <> 'composite' AND f.how <> 'listing' AND length(h.name_key) > 1 AND h.name_key = lower({code})
"""
# `signals`: 1 the source is good for the identifier, 2 the name bears it out, 3 neither.
_STATED = """
SELECT f.book, f.row_number, f.place, f.how, f.entity_id, f.said_by, f.torn, c.cluster_id,
       CASE WHEN f.proven = 1 THEN 1 WHEN b.book IS NOT NULL THEN 2 ELSE 3 END AS signals,
       CASE f.proven WHEN 0 THEN '{one_source}' WHEN 1 THEN '{disagreeing}'
         ELSE CASE WHEN b.book IS NULL THEN '{other_name}' ELSE '{disagreeing}' END END AS doubt
FROM found f JOIN cluster c ON c.entity_id = f.entity_id
LEFT JOIN borne_out b ON b.book = f.book AND b.row_number = f.row_number AND b.entity_id = f.entity_id
"""
_JUDGED = """
SELECT h.book, h.row_number, d.cluster_id, d.verdict, d.entity_id FROM holding h JOIN decision d ON d.subject = h.subject
"""
# One issuer only: where identifiers of one row lead to two issuers, neither is a match and both are candidates. What a source is good for
# by itself is heard before what needs the name.
_FITTING = """
SELECT s.book, s.row_number, s.cluster_id, s.place, s.how, s.torn, s.signals
FROM stated s
LEFT JOIN judged n ON n.book = s.book AND n.row_number = s.row_number AND n.cluster_id = s.cluster_id
  AND n.verdict IN ('different', 'related')
LEFT JOIN judged y ON y.book = s.book AND y.row_number = s.row_number AND y.verdict = 'same'
WHERE s.signals < 3 AND n.cluster_id IS NULL AND (y.cluster_id IS NULL OR y.cluster_id = s.cluster_id)
UNION ALL
SELECT book, row_number, cluster_id, 9 AS place, 'judgement' AS how, 0 AS torn, 1 AS signals FROM judged WHERE verdict = 'same'
"""
_MATCH = """
SELECT m.book, m.row_number, m.cluster_id, min(f.how) AS how FROM (
  SELECT f.book, f.row_number, min(f.cluster_id) AS cluster_id, min(f.place) AS place
  FROM fitting f
  JOIN (SELECT book, row_number, min(signals) AS signals FROM fitting GROUP BY book, row_number) AS best
    ON best.book = f.book AND best.row_number = f.row_number AND best.signals = f.signals
  GROUP BY f.book, f.row_number HAVING count(DISTINCT f.cluster_id) = 1 AND min(f.torn) = 0
) AS m JOIN fitting f ON f.book = m.book AND f.row_number = m.row_number AND f.place = m.place
GROUP BY m.book, m.row_number, m.cluster_id
"""
# Two signs of Chinese are a name; of other writing it takes four.
_SOUGHT = """
SELECT book, row_number, name_key AS sought, 'name' AS how, CASE WHEN length(name_key) >= 4 THEN 0 ELSE 1 END AS short
FROM holding WHERE length(name_key) >= 2
UNION ALL
SELECT book, row_number, whole_key, 'name', 0 FROM holding WHERE length(whole_key) >= 4
UNION ALL
SELECT book, row_number, cut_key, 'name cut short', 0 FROM holding WHERE length(cut_key) >= 12
"""
_ALIKE = """
SELECT h.book, h.row_number, n.entity_id, n.name, h.how
FROM sought_name h JOIN entity_name n ON n.name_key = h.sought WHERE h.short = 0 OR n.lang = 'zho'
UNION ALL
SELECT h.book, h.row_number, n.entity_id, n.name, 'name cut short'
FROM holding h JOIN entity_name n ON substr(n.name_key, 1, 12) = substr(h.name_key, 1, 12)
WHERE length(h.name) >= 28 AND length(h.name_key) >= 18 AND length(n.name_key) > length(h.name_key)
  AND substr(n.name_key, 1, length(h.name_key)) = h.name_key
UNION ALL
SELECT h.book, h.row_number, n.entity_id, n.name, '{nearly}'
FROM holding h JOIN near_name n ON n.held = h.name
"""
# What a person has decided is no candidate any more, unless decisions disagree, or one waits for a second person.
_CANDIDATE = """
SELECT a.book, a.row_number, min(a.entity_id) AS entity_id, a.cluster_id, min(a.how) AS how, min(a.name) AS alike_name FROM (
  SELECT n.book, n.row_number, n.entity_id, c.cluster_id, n.name, n.how FROM alike n JOIN cluster c ON c.entity_id = n.entity_id
  UNION ALL
  SELECT book, row_number, entity_id, cluster_id, '' AS name, doubt FROM stated
  UNION ALL
  SELECT book, row_number, entity_id, cluster_id, '' AS name, CASE verdict WHEN 'same' THEN 'judgements that disagree' ELSE verdict END
  FROM judged WHERE verdict IN ('same', '{proposed}')
) AS a
LEFT JOIN holding_match m ON m.book = a.book AND m.row_number = a.row_number
LEFT JOIN judged j ON j.book = a.book AND j.row_number = a.row_number AND j.cluster_id = a.cluster_id
WHERE m.cluster_id IS NULL AND (j.cluster_id IS NULL OR j.verdict IN ('same', '{proposed}'))
GROUP BY a.book, a.row_number, a.cluster_id
"""


def holdings_plan(words: NameWords) -> Plan:
    """The plan from `holding_row` to `holding_match` and `holding_candidate`, by `decision`, `near_name` and a release's first stage."""
    classes = words.share_classes
    written = _written()
    keys = {
        "key": plain_key_sql("h.plain_name", words, classes),
        "whole": plain_key_sql("h.plain_name", words),
        "cut": plain_key_sql("h.plain_name", words, [*classes, *cut_short(words)]),
    }
    return Plan(
        "holdings",
        (
            Step("holding_plain", _PLAIN.format(plain=plain_name_sql("h.name")), "securities of the portfolio, named in plain letters"),
            Step("holding_named", _HOLDING.format(**keys), "with keys of their name: without share class, with it, cut short"),
            Step("holding", _KEYED.format(subject=SUBJECT), "and the key that judgements follow"),
            Step("torn", _TORN, "rows whose code belongs to another ISIN than theirs"),
            Step("holding_identifier", _IDENTIFIED.format(**written), "the identifiers of each row"),
            Step("found", _FOUND, "issuers that one of them leads to"),
            Step("kin", _KIN, "the entities of those companies whose names must bear them out"),
            Step(
                "borne_out",
                _BORNE_OUT.format(**written),
                "those that the row's name bears out, where that is needed: a name that some source gives the company, or its ticker",
            ),
            Step("stated", _STATED.format(**written), "and how good each is"),
            Step("judged", _JUDGED, "what people said of the row"),
            Step("fitting", _FITTING, "issuers that count: identified, or judged to be the row's"),
            Step("holding_match", _MATCH, "the one issuer of the row"),
            Step("sought_name", _SOUGHT, "the names to look for, each in the ways in which it may be written"),
            Step(
                "alike",
                _ALIKE.format(nearly=NEARLY),
                "entities with the same name, a name that the row's cut-off name begins, or one that a search found near it",
            ),
            Step("holding_candidate", _CANDIDATE.format(proposed=PROPOSED), "those of them that are not decided: for a person to judge"),
        ),
    )


def _written() -> dict[str, str]:
    """What is written into the queries by its name."""
    return {
        "held": " UNION ALL ".join(_HELD.format(place=place, kind=kind, value=_value(kind)) for place, kind in enumerate(KINDS, start=1)),
        "agreeing": f"({agreeing_sql('h.name_key', 'n.name_key')} OR {initials_sql('h.plain_name', 'n.name_key')})",
        "code": plain_code_sql("s.code"),
        "one_source": ONE_SOURCE,
        "disagreeing": DISAGREEING,
        "other_name": OTHER_NAME,
    }


def _value(kind: str) -> str:
    """SQL for the identifier of a kind that a row has, "" where it has none."""
    within = {"cusip": cusip_within("isin"), "sedol": sedol_within("isin")}
    if kind in within:
        return f"CASE WHEN {kind} <> '' THEN {kind} ELSE {within[kind]} END"
    composite = composite_sql("listed_in", "code")
    return f"CASE WHEN listed_in <> '' AND code <> '' THEN {composite} ELSE '' END" if kind == "composite" else kind
