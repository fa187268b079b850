"""Reader of GLEIF's reporting exceptions: why a legal entity names no parent.

That an owner is declared unknown, or personal, or not to be named is a fact of its own, and not the same as that nothing is recorded. The
references that may stand with a reason are free text, which may name persons: they are not read.
"""

from clew.engine.plan import Step
from clew.sources.reading.cells import trimmed

_BETWEEN = "␞"
"""Between several reasons; the card splits at it."""
_PARTS = ", ".join(f"nullif({trimmed(f'Exception.Reason.{at}')}, '')" for at in range(1, 6))
_CSV = f"""
SELECT *, {trimmed("LEI")} AS lei, {trimmed("Exception.Category")} AS category, concat_ws('{_BETWEEN}', {_PARTS}) AS reason, '' AS deleted
FROM raw
"""  # noqa: S608 - names of ours
_OBJECTS = f"""
SELECT *, CASE WHEN starts_with(reasons, '[')
               THEN array_to_string(list_transform(from_json(reasons, '["JSON"]'), lambda one:
                 coalesce(one ->> '$."$"', one ->> '$')), '{_BETWEEN}') ELSE reasons END AS reason
FROM raw
"""  # noqa: S608 - names of ours
_PREPARED = "SELECT *, CASE WHEN starts_with(category, 'DIRECT') THEN 'direct' ELSE 'ultimate' END AS side FROM named"


def _steps(named: str) -> tuple[Step, ...]:
    """One set of columns, and whether the direct or the ultimate parent is meant."""
    return (
        Step("named", named, "the same columns for every form, all reasons in one"),
        Step("prepared", _PREPARED, "and which parent is meant"),
    )


STEPS = {"csv": _steps(_CSV), **{form: _steps(_OBJECTS) for form in ("objects", "exceptions", "array")}}
"""Form → what prepares its rows."""
