"""Reader of Chinese names of listed entities: a short name or a transliteration, as the row says, is an alias."""

from clew.engine.plan import Step

_SHORT = "regexp_matches(note, 'short name|transliteration|音译')"
_PREPARED = f"""
SELECT *, CASE WHEN {_SHORT} THEN '' ELSE name_zh END AS full_name, CASE WHEN {_SHORT} THEN name_zh ELSE '' END AS short_name FROM raw
"""  # noqa: S608 - names of ours
STEPS = {"pairs": (Step("prepared", _PREPARED, "full names apart from short ones"),)}
"""Form → what prepares its rows."""
