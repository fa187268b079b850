"""Reader of GeoNames: names by script. Kana show that a name is Japanese; Han and Arabic script show no language."""

from clew.engine.plan import Step
from clew.sources.reading.cells import coordinate

_WEST, _EAST = 73, 97
"""Longitudes between which the region lies, in whole degrees; a few places of others are filed under it."""
_KANA = "[ぁ-んァ-ヶ]"
_NAMES = "array_to_string(list_filter(string_split(names_han, '|'), lambda said: regexp_matches(said, '{kana}') = {wanted}), '|')"
_PREPARED = f"""
SELECT *, {_NAMES.format(kana=_KANA, wanted="false")} AS han_names, {_NAMES.format(kana=_KANA, wanted="true")} AS kana_names,
       {coordinate("lat")} AS lat_rounded, {coordinate("lon")} AS lon_rounded,
       CASE WHEN try_cast(lon AS DOUBLE) BETWEEN {_WEST} AND {_EAST} THEN '' ELSE 'yes' END AS outside
FROM raw
"""  # noqa: S608 - names of ours

STEPS = {"table": (Step("prepared", _PREPARED, "Japanese names apart, coordinates rounded"),)}
"""Form → what prepares its rows."""
