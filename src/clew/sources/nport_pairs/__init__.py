"""Reader of Form N-PORT: which issuer, by LEI, funds say that the ISINs and CUSIPs of their positions are of.

Filers err: they name the manager of a trust for the trust, a parent for its daughter, or type a number wrong. So a security has the issuer
that most positions name; where as many name another, it has none. All of it is a second signal that joins nothing by itself. An issuer has
the name that most positions give it, as an alias: that of a register speaks before it. Others are weak names, by which nothing is found.

A position without a valid LEI (N/A, zeros) tells no issuer. Nothing is read of who signs a filing, and no natural person has an LEI.
"""

from clew.engine.plan import Step
from clew.sources.layouts.check_digits import cusip_fits, isin_fits, lei_fits, sedol_fits
from clew.sources.layouts.listed import each, field
from clew.sources.layouts.said import Saying, claims
from clew.sources.nport_pairs.positions import DISAGREEING, GROUNDS, reason

_FILLERS = "('', 'N/A', 'NA', 'NONE', 'NULL')"
_SAID, _KIND = field('"@value"'), field('"@otherDesc"')
_OTHERS = each("others", _SAID, f"contains(upper({_KIND}), 'SEDOL')")
_OF_XML = f"""
SELECT row_number, issuer_name, lei, security_title, cusip, isin, {_OTHERS} AS sedols, asset, issuer_kind FROM raw
"""  # noqa: S608 - names of ours
_OF_TABLE = """
SELECT row_number, "name" AS issuer_name, lei, "title" AS security_title, cusip, isin, CAST([] AS VARCHAR[]) AS sedols,
       assetCat AS asset, issuerCat AS issuer_kind FROM raw
"""
_NUMBERS = """
SELECT HOLDING_ID AS holding, max(IDENTIFIER_ISIN) AS isin,
       coalesce(list(DISTINCT OTHER_IDENTIFIER) FILTER (contains(upper(OTHER_IDENTIFIER_DESC), 'SEDOL')), []) AS sedols
FROM raw_identifiers GROUP BY HOLDING_ID
"""
_OF_SET = """
SELECT h.row_number, h.ISSUER_NAME AS issuer_name, h.ISSUER_LEI AS lei, h.ISSUER_TITLE AS security_title, h.ISSUER_CUSIP AS cusip,
       coalesce(n.isin, '') AS isin, coalesce(n.sedols, []) AS sedols, h.ASSET_CAT AS asset, h.ISSUER_TYPE AS issuer_kind
FROM raw_holdings h LEFT JOIN numbers n ON n.holding = h.HOLDING_ID
"""


def _plain(column: str) -> str:
    """SQL of a cell in capital letters, without what filers write for nothing."""
    return f"CASE WHEN upper(trim({column})) IN {_FILLERS} THEN '' ELSE upper(trim({column})) END"


def _valid(column: str, fits: str) -> str:
    """SQL of an identifier, "" where it is none."""
    return f"CASE WHEN {fits} THEN {column} ELSE '' END AS {column}"


_PLAIN = f"""
SELECT row_number, CASE WHEN {_plain("issuer_name")} = '' THEN '' ELSE trim(issuer_name) END AS issuer_name,
       CASE WHEN {_plain("security_title")} = '' THEN '' ELSE trim(security_title) END AS security_title,
       {_plain("lei")} AS lei, {_plain("cusip")} AS cusip, {_plain("isin")} AS isin,
       list_transform(sedols, lambda one: upper(trim(one))) AS sedols, {_plain("asset")} AS asset, {_plain("issuer_kind")} AS issuer_kind
FROM stated
"""  # noqa: S608 - names of ours
# Thousands of funds hold the same security: what they say of it in the same words is tested once.
_ALIKE = """
SELECT min(row_number) AS row_number, count(*) AS held, issuer_name, security_title, lei, cusip, isin, sedols, asset, issuer_kind
FROM plain GROUP BY ALL
"""
_TESTED = f"""
SELECT row_number, held, issuer_name, security_title, {_valid("lei", lei_fits("lei"))}, {_valid("cusip", cusip_fits("cusip"))},
       {_valid("isin", isin_fits("isin"))}, list_filter(sedols, lambda one: {sedol_fits("one")}) AS sedols, asset, issuer_kind
FROM alike
"""  # noqa: S608 - names of ours
_JUDGED = f"""
SELECT *, {reason()} AS left_out, CASE WHEN isin <> '' THEN 'isin-' || lower(isin) ELSE 'cusip-' || lower(cusip) END AS security_key
FROM tested
"""  # noqa: S608 - names of ours
# A view is computed anew wherever it is named: these two are computed once for each of the two queries that need them.
_KEPT = """
positions AS MATERIALIZED (SELECT * FROM judged_positions),
votes AS (SELECT security_key, lei, sum(held) AS votes FROM positions WHERE left_out = '' GROUP BY security_key, lei),
issued AS (
  SELECT security_key, max_by(lei, votes) AS lei
  FROM (SELECT *, max(votes) OVER (PARTITION BY security_key) AS most FROM votes) AS v
  WHERE votes = most GROUP BY security_key HAVING count(*) = 1
),
kept AS MATERIALIZED (
  SELECT p.* FROM positions p JOIN issued i ON i.security_key = p.security_key AND i.lei = p.lei WHERE p.left_out = ''
)
"""
_ROW = "'' AS source_url, '' AS stated_on, '' AS valid_from, '' AS valid_to, 'G4' AS grade"
_SUBJECTS = f"""
issuer_names AS (
  SELECT lei, issuer_name, row_number() OVER (PARTITION BY lei ORDER BY sum(held) DESC, issuer_name) AS place
  FROM kept WHERE issuer_name <> '' GROUP BY lei, issuer_name
),
issuers AS (
  SELECT 'nport_pairs:' || lower(k.lei) AS subject, CASE WHEN k.fund THEN 'Organization' ELSE 'Company' END AS schema, k.row_number,
         {_ROW}, k.lei, CASE WHEN k.fund THEN 'fund' ELSE '' END AS fund,
         coalesce(n.said[1], '') AS best_name, coalesce(n.said[2:], []) AS other_names
  FROM (SELECT lei, min(row_number) AS row_number, bool_or(issuer_kind IN ('RF', 'PF')) AS fund FROM kept GROUP BY lei) AS k
  LEFT JOIN (SELECT lei, list(issuer_name ORDER BY place) AS said FROM issuer_names GROUP BY lei) AS n ON n.lei = k.lei
),
securities AS (
  SELECT 'nport_pairs:' || security_key AS subject, 'Security' AS schema, min(row_number) AS row_number, {_ROW},
         'nport_pairs:' || lower(min(lei)) AS issuer, max(isin) AS isin, max(cusip) AS cusip,
         list_distinct(flatten(list(sedols))) AS sedols, coalesce(min(nullif(security_title, '')), '') AS title, 'second signal' AS status
  FROM kept GROUP BY security_key
)
"""  # noqa: S608 - names of ours
_OF_ISSUERS = [
    Saying("leiCode", "lei"),
    Saying("alias", "best_name"),
    Saying("weakAlias", "other_names", several=True),
    Saying("classification", "fund"),
]
_OF_SECURITIES = [
    *(Saying(prop, prop) for prop in ("issuer", "isin", "cusip", "title", "status")),
    Saying("sedol", "sedols", several=True),
]
_INCOMING = f"WITH {_KEPT}, {_SUBJECTS} {claims('issuers', _OF_ISSUERS)} UNION ALL {claims('securities', _OF_SECURITIES)}"
_DROPPED = f"""
WITH {_KEPT}
SELECT left_out AS reason, CAST(sum(held) AS BIGINT) AS count FROM positions WHERE left_out <> '' GROUP BY left_out
UNION ALL
SELECT '{DISAGREEING}',
       CAST((SELECT coalesce(sum(held), 0) FROM positions WHERE left_out = '') - (SELECT coalesce(sum(held), 0) FROM kept) AS BIGINT)
"""  # noqa: S608 - names of ours
_WRONG = """
SELECT 1 AS row_number, '' AS col,
       'no position tells the issuer of a security: ' || string_agg(reason || ' (' || count || ')', '; ' ORDER BY reason) AS what,
       'Give a filing of a fund that holds shares or bonds of companies.' AS mend
FROM dropped_rows WHERE count > 0 HAVING sum(count) = (SELECT count(*) FROM raw)
"""


def _steps(*stated: Step) -> tuple[Step, ...]:
    """From positions as a form states them to claims."""
    return (
        *stated,
        Step("plain", _PLAIN, "cells in capital letters, without what stands for nothing"),
        Step("alike", _ALIKE, "each thing that positions say once, and how many say it"),
        Step("tested", _TESTED, "identifiers whose check digit fits"),
        Step("judged_positions", _JUDGED, f"and which positions are left out: {', '.join(GROUNDS)}"),
        Step("incoming", _INCOMING, "what the others say of issuers and securities"),
        Step("dropped_rows", _DROPPED, "what was left out, counted"),
        Step("wrong_rows", _WRONG, "that nothing is left"),
    )


STEPS = {
    "filing": _steps(Step("stated", _OF_XML, "the positions of a filing")),
    "table": _steps(Step("stated", _OF_TABLE, "the positions of a table")),
    "holdings": _steps(
        Step("raw", "SELECT * FROM raw_holdings", "the positions of a quarter"),
        Step("numbers", _NUMBERS, "the ISIN and SEDOLs of each"),
        Step("stated", _OF_SET, "positions with their identifiers"),
    ),
}
"""Form → what makes claims of its rows."""
