"""Reader of the SDN List: the legacy set of CSV files with and without heads, and the advanced XML."""

from clew.sources.layouts.ofac import advanced_steps, legacy_steps

_SUBLIST = "'SDN'"
STEPS = {"main": legacy_steps(_SUBLIST), "main_headed": legacy_steps(_SUBLIST), "advanced": advanced_steps(_SUBLIST)}
"""Form → what prepares its rows."""
