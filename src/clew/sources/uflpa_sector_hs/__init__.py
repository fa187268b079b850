"""Reader of the high-priority sectors: when each was added, and the HS codes derived for it, which is an inference (G5)."""

from clew.engine.plan import Step

_PREPARED = r"""
SELECT *, regexp_extract(added, '^[12][0-9]{3}(-[0-9]{2}-[0-9]{2})?') AS added_day,
       regexp_extract(added, '[(](.*)[)]', 1) AS added_note
FROM (
  SELECT row_number, 'sectors' AS table_title, sector, added, source, '' AS hscode, '' AS exact, '' AS basis FROM raw_sectors
  UNION ALL
  SELECT row_number, 'codes', sector, '-', '', hscode, exact, basis FROM raw_codes
) AS given
"""

STEPS = {"sectors": (Step("prepared", _PREPARED, "sectors, and the codes of each"),)}
"""Form → what prepares its rows."""
