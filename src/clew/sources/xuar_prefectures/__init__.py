"""Reader of a map service's table of prefectures: its own city numbers stand where it has no area code, and are left out."""

from clew.engine.plan import Step
from clew.sources.reading.cells import coordinate

_PREPARED = f"""
SELECT *, CASE WHEN starts_with(tel_area_code_or_amap_citycode, '0') THEN tel_area_code_or_amap_citycode ELSE '' END AS area_code,
       CASE WHEN starts_with(tel_area_code_or_amap_citycode, '1') THEN 'yes' ELSE '' END AS own_number,
       {coordinate("lat")} AS lat_rounded, {coordinate("lon")} AS lon_rounded
FROM raw
"""  # noqa: S608 - names of ours

STEPS = {"table": (Step("prepared", _PREPARED, "area codes apart from the service's own numbers, coordinates rounded"),)}
"""Form → what prepares its rows."""
