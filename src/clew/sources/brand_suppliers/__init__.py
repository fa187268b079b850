"""Reader of suppliers that brands disclose: a factory a row, with its brand, its parent and the brand's name for its group."""

from clew.engine.plan import Step
from clew.sources.layouts.listed import joined
from clew.sources.reading.cells import trimmed


def _key(column: str) -> str:
    """A name as part of an id."""
    return f"trim(regexp_replace(lower({trimmed(column)}), '[^\\p{{L}}\\p{{N}}]+', '-', 'g'), '-')"


_ADDRESS = joined([trimmed(column) for column in ("Address", "City", "Province", "Code", "Country")])
_PREPARED = f"""
SELECT *, {_ADDRESS} AS whole_address, {_key("Corporation_Brand")} AS brand_key, {_key("Parent_Organization_Name")} AS parent_key FROM raw
"""  # noqa: S608 - names of ours

STEPS = {"table": (Step("prepared", _PREPARED, "one text an address, and names as parts of ids"),)}
"""Form → what prepares its rows."""
