"""Reader of US imports by month, country and HS chapter. They are national: nothing in them says what came from the region."""

from clew.engine.plan import Step

_WHOLE = "regexp_replace({column}, '[.]0+$', '')"
_DOLLARS = f"SELECT *, {_WHOLE.format(column='imports')} AS dollars, {_WHOLE.format(column='duty')} AS duties FROM raw"  # noqa: S608 - names of ours

STEPS = {"partners": (Step("prepared", _DOLLARS, "dollars without a point and zeros"),)}
"""Form → what prepares its rows."""
