"""Reader of the pairing programmes of 2010: a programme for each donor, with all its recipients. Sectors are unknown and stay so."""

from clew.engine.plan import Step

_PREPARED = """
SELECT *, '2010' AS round, CASE WHEN note = '' THEN '' ELSE xuar_unit_en || ': ' || note END AS recipient_note FROM raw
"""

STEPS = {"table": (Step("prepared", _PREPARED, "the round, and to whom a note belongs"),)}
"""Form → what prepares its rows."""
