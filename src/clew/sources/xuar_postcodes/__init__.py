"""Reader of postcodes and coordinates. A postcode that its table marks as none of the region is left out, and a claim says so."""

from clew.engine.plan import Step
from clew.sources.reading.cells import coordinate

_PREPARED = f"""
SELECT *, CASE WHEN zip_ok = '1' THEN zipCode ELSE '' END AS good_code,
       {coordinate("latitude")} AS lat_rounded, {coordinate("longitude")} AS lon_rounded
FROM raw
"""  # noqa: S608 - names of ours

STEPS = {"table": (Step("prepared", _PREPARED, "postcodes that are plausible, coordinates rounded"),)}
"""Form → what prepares its rows."""
