"""Reader of OFAC's lists other than the SDN List: the legacy set of CSV files with and without heads, and the advanced XML.

Which of them an entry is on is told of NS-CMIC alone, by its programme; the programmes of every entry are claims.
"""

from clew.sources.layouts.ofac import advanced_steps, legacy_steps

_SUBLIST = "CASE WHEN contains(programme_ids, 'CMIC') THEN 'CMIC' ELSE '' END"
STEPS = {"main": legacy_steps(_SUBLIST), "main_headed": legacy_steps(_SUBLIST), "advanced": advanced_steps(_SUBLIST)}
"""Form → what prepares its rows."""
