"""Reader of pinyin and area codes: the name with what stands behind it, and the place that each is part of."""

from clew.engine.plan import Step

_PREPARED = """
SELECT r.*, r.name_zh || r.extra || r.suffix AS whole_name, coalesce('xuar_pinyin_codes:' || p.code, '') AS parent_place
FROM raw r LEFT JOIN raw p ON p.id = r.parent_id
"""

STEPS = {"table": (Step("prepared", _PREPARED, "the whole name, and the place that each is part of"),)}
"""Form → what prepares its rows."""
