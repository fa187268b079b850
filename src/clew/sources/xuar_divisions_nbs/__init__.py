"""Reader of the statistical codes of the region: each division with the one it is part of."""

from clew.engine.plan import Step

_PREPARED = "SELECT *, CASE WHEN parent_code = '' THEN '' ELSE 'xuar_divisions_nbs:' || parent_code END AS parent_id FROM raw"

STEPS = {"table": (Step("prepared", _PREPARED, "the division that each is part of"),)}
"""Form → what prepares its rows."""
