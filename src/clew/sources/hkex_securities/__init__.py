"""Reader of Hong Kong Exchanges' list of securities: one issuer for all counters of an ISIN, under the short name of its first counter.

The list has no names of companies, but short names of counters (`BIDU-SW`, `BIDU-SWR` for the same shares in renminbi). They are aliases:
a full name that another source gives to the same ISIN speaks before them.
"""

from clew.engine.plan import Step
from clew.sources.layouts.check_digits import isin_fits
from clew.sources.reading.cells import trimmed

_ISSUED = "('Equity', 'Real Estate Investment Trusts', 'Exchange Traded Products')"
_TRIMMED = f"""
SELECT *, {trimmed("Stock Code")} AS counter, {trimmed("ISIN")} AS number, {trimmed("Name of Securities")} AS short_name,
       {trimmed("Category")} AS kind, {trimmed("Sub-Category")} AS finer_kind
FROM raw
"""  # noqa: S608 - names of ours
# A code without an ISIN (a suspended share, a counter for some weeks) is an issuer of its own: it may be the same as another, or not.
_KEYED = """
SELECT *, CASE WHEN number = '' THEN 'code-' || counter ELSE number END AS issuer_key,
       CASE WHEN kind = 'Equity' THEN 'Company' ELSE 'Organization' END AS issuer_schema,
       CASE kind WHEN 'Exchange Traded Products' THEN concat_ws(': ', 'fund', nullif(finer_kind, ''))
                 WHEN 'Real Estate Investment Trusts' THEN 'fund: Real Estate Investment Trusts' ELSE '' END AS issuer_kind
FROM trimmed_rows
"""
_PREPARED = f"""
SELECT *, CASE WHEN counter = min(counter) FILTER (kind IN {_ISSUED}) OVER (PARTITION BY issuer_key)
               THEN short_name ELSE '' END AS issuer_name
FROM keyed
"""  # noqa: S608 - names of ours
_WRONG = f"""
SELECT row_number, 'ISIN' AS col, 'the check digit of “' || number || '” does not fit' AS what, 'Look it up at the exchange.' AS mend
FROM prepared WHERE number <> '' AND NOT {isin_fits("number")}
UNION ALL
SELECT max(row_number), 'Stock Code', 'the code ' || counter || ' stands twice', 'Keep one of the rows.'
FROM prepared GROUP BY counter HAVING count(*) > 1
"""  # noqa: S608 - names of ours

STEPS = {
    "list": (
        Step("trimmed_rows", _TRIMMED, "cells without the spaces that stand for nothing"),
        Step("keyed", _KEYED, "whose counter it is: all of one ISIN are one issuer's"),
        Step("prepared", _PREPARED, "and the short name of the issuer's first counter"),
        Step("wrong_rows", _WRONG, "ISINs with a wrong check digit, codes that stand twice"),
    )
}
"""Form → what prepares its rows."""
