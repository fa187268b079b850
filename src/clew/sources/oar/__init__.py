"""Reader of the Open Apparel Registry: facilities, the items of lists that became them, and how sure each match is.

A match is a decision of the registry's program or of its moderators and stays one: a record of its own with its status, never a second name
of a facility. An item is a line of a list under that list's own head.
"""

from clew.engine.plan import Step

_QUOTED = '("(?:[^"]|"")*"|[^,]*),'
_CELLS = f"""list_transform(regexp_extract_all(raw_data || ',', '{_QUOTED}', 1),
  lambda one: trim(CASE WHEN starts_with(one, '"') THEN replace(substr(one, 2, length(one) - 2), '""', '"') ELSE one END))"""
"""The cells of a line of delimited text."""


def _cell(column: str) -> str:
    """The cell of an item under a head of its list."""
    return f"coalesce(cells[list_position(heads, '{column}')], '')"


_FACILITIES = """
SELECT row_number, 'facilities' AS table_title, 'facility' AS kind, pk, pk AS own_id, name, address, country_code,
       country_code AS country, pk AS os_id, '' AS list_name, '' AS matched, '' AS match_status, created,
       CASE WHEN name = '' THEN 'facility ' || pk ELSE '' END AS unnamed
FROM raw_facilities
"""
_CUT = f"""
SELECT i.row_number, i.pk, i.created, {_CELLS} AS cells, string_split(coalesce(l.header, ''), ',') AS heads,
       coalesce(l.name, '') AS list_name
FROM raw_items i LEFT JOIN raw_sources s ON s.pk = i.source LEFT JOIN raw_lists l ON l.pk = s.facility_list
"""  # noqa: S608 - patterns of ours
_ITEMS = f"""
SELECT row_number, 'items' AS table_title, 'item' AS kind, pk, 'item-' || pk AS own_id,
       {_cell("name")} AS name, {_cell("address")} AS address,
       '' AS country_code, {_cell("country")} AS country, '' AS os_id, list_name, '' AS matched, '' AS match_status, created, '' AS unnamed
FROM cut
"""  # noqa: S608 - names of ours
_MATCHES = """
SELECT row_number, 'matches' AS table_title, 'match' AS kind, pk, 'item-' || item AS own_id, '' AS name, '' AS address, '' AS country_code,
       '' AS country, '' AS os_id, '' AS list_name, 'oar:' || lower(facility) AS matched, status AS match_status, created, '' AS unnamed
FROM raw_matches
"""

STEPS = {
    "facilities": (
        Step("cut", _CUT, "items of lists, cut at commas, with the head of their list"),
        Step("prepared", f"{_FACILITIES} UNION ALL {_ITEMS} UNION ALL {_MATCHES}", "facilities, items and matches"),
    )
}
"""Form → what prepares its rows; a contributor's list needs nothing."""
