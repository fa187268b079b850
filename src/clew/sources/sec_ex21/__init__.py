"""Reader of Exhibit 21 of annual reports to the SEC: the subsidiaries of a registrant, each with its place and sometimes its share.

The filer is not in the table: its CIK and the accession number stand in a column, or in the name of a saved exhibit. The accession number
gives the year of the filing. A subsidiary without a stated share is controlled, as the exhibit is of subsidiaries.
"""

from clew.engine.plan import Step
from clew.sources.reading.cells import trimmed

NAMES = (
    "Name of Subsidiary",
    "Name of Subsidiaries",
    "Name of Entity",
    "Name of Company",
    "Subsidiary Name",
    "Subsidiary",
    "Subsidiaries",
    "Entity Name",
    "Entity",
    "Company Name",
    "Company",
    "Legal Name",
    "Name",
)
"""Heads under which exhibits name a subsidiary."""
PLACES = (
    "Jurisdiction of Incorporation",
    "Jurisdiction of Incorporation or Organization",
    "Jurisdiction of Organization",
    "Jurisdiction of Formation",
    "Jurisdiction of Incorporation or Formation",
    "State or Other Jurisdiction of Incorporation or Organization",
    "State or Other Jurisdiction of Incorporation",
    "State or Jurisdiction of Incorporation",
    "State or Country of Incorporation",
    "State of Incorporation",
    "State of Incorporation or Organization",
    "Place of Incorporation",
    "Country of Incorporation",
    "Location of Incorporation",
    "Jurisdiction",
    "State",
    "Country",
)
"""Heads under which they say where it is incorporated."""
SHARES = (
    "Percentage Owned",
    "Percentage of Ownership",
    "Ownership Percentage",
    "Percent Owned",
    "Percent of Ownership",
    "% Owned",
    "% Ownership",
    "% of Ownership",
    "Percentage of Voting Securities Owned",
    "Percentage of Voting Securities Owned by Immediate Parent",
    "Ownership",
    "Ownership %",
    "% owned by registrant",
)
"""Heads under which they say how much of it is owned."""
TRADE_NAMES = (
    "Doing Business As",
    "Names Under Which Business Is Done",
    "Trade Name",
)
"""Heads under which they say under which name it trades."""
_FILING = "([0-9]{1,10})-([0-9]{10}-[0-9]{2}-[0-9]{6})"
_ACCESSION = f"regexp_extract(filed_as, '{_FILING}', 2)"
_YEAR = f"substr({_ACCESSION}, 12, 2)"


def _first(heads: tuple[str, ...]) -> str:
    """The first of several columns that is not empty."""
    return f"coalesce({', '.join(_filled(head) for head in heads)}, '')"


def _filled(head: str) -> str:
    return f"nullif({trimmed(head)}, '')"


_TABLE = """
SELECT *, "Filename" AS filed_as, trim("Subsidiary") AS subsidiary_name, trim("Location of Incorporation") AS location,
       trim("Ownership Percentage") AS share_as, '' AS trade_name
FROM raw
"""
_EXHIBIT = f"""
SELECT *, (SELECT max(name) FROM given_file) AS filed_as, {_first(NAMES)} AS subsidiary_name, {_first(PLACES)} AS location,
       {_first(SHARES)} AS share_as,
       {_first(TRADE_NAMES)} AS trade_name
FROM raw
"""  # noqa: S608 - names of ours
_SIGNS = "regexp_replace(translate(share_as, ',*†', '.'), '[(][0-9a-z]+[)]|[ %\\x{00A0}]', '', 'g')"
_SHARE = f"regexp_replace({_SIGNS}, '^(—|–|-|N/A|n/a)$', '')"
# Footnotes, dashes for nothing, and signs stand around the number.
_CLEANED = f"""
SELECT *, ltrim(regexp_extract(filed_as, '{_FILING}', 1), '0') AS cik, {_ACCESSION} AS accession,
       {_SHARE} AS share,
       CASE WHEN {_YEAR} = '' THEN '' WHEN {_YEAR} >= '93' THEN '19' || {_YEAR} ELSE '20' || {_YEAR} END AS year,
       concat_ws('-', subsidiary_name, nullif(location, '')) AS own_key
FROM read
"""  # noqa: S608 - names of ours
_NUMBERED = """
SELECT *, lpad(cik, 10, '0') AS cik_code, cik || '-' || accession AS filing,
       own_key || CASE row_number() OVER (PARTITION BY filed_as, own_key ORDER BY row_number) WHEN 1 THEN ''
                  ELSE '-' || row_number() OVER (PARTITION BY filed_as, own_key ORDER BY row_number) END AS key
FROM cleaned
"""
_WRONG = """
SELECT row_number, 'Filename' AS col, '“' || filed_as || '” names no filer' AS what,
       'Write CIK and accession number, 320193-0000320193-24-000123; a saved exhibit is named so.' AS mend
FROM (SELECT min(row_number) AS row_number, filed_as FROM prepared WHERE cik = '' GROUP BY filed_as) AS p
"""


def _steps(read: str) -> tuple[Step, ...]:
    """The same columns for every form, and the filing to which a row belongs."""
    return (
        Step("read", read, "name, place and share of each row"),
        Step("cleaned", _CLEANED, "the filing, and the share as a number"),
        Step("prepared", _NUMBERED, "and rows of the same name told apart"),
        Step("wrong_rows", _WRONG, "rows of nobody's filing"),
    )


STEPS = {"table": _steps(_TABLE), "exhibit": _steps(_EXHIBIT)}
"""Form → what prepares its rows."""
