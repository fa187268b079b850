"""Reader of a third-party table of CUSIP and ticker. It joins nothing by itself: tickers are used again, and nobody vouches for the pairs.

A ticker that several CUSIPs have had is kept for each: which of them bears it today, the table does not say. Tickers stand there without
the sign before a share class (`BRKB`), and stay so: where the sign would be, nobody can tell.
"""

from clew.engine.plan import Step
from clew.sources.layouts.check_digits import cusip_fits
from clew.sources.reading.cells import trimmed

_PREPARED = f"""
SELECT *, CASE WHEN {cusip_fits("number")} THEN 'no' ELSE 'yes' END AS odd
FROM (SELECT *, upper({trimmed("Cusip")}) AS number, upper({trimmed("Ticker")}) AS code FROM raw) AS r
"""  # noqa: S608 - names of ours

STEPS = {"pairs": (Step("prepared", _PREPARED, "in capital letters, and whether the check digit of the CUSIP fits"),)}
"""Form → what prepares its rows."""
