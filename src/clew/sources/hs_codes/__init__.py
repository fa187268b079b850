"""Reader of the Harmonized System: codes with their section and the code above them."""

from clew.engine.plan import Step

_PREPARED = """
SELECT c.*, CASE WHEN c.parent IN ('', 'TOTAL') THEN '' ELSE 'hs_codes:' || c.parent END AS parent_id, coalesce(s.name, '') AS section_name
FROM raw_codes c LEFT JOIN raw_sections s ON s.section = c.section
"""

STEPS = {"codes": (Step("prepared", _PREPARED, "the code above each, and the name of its section"),)}
"""Form → what prepares its rows."""
