"""Reader of trade.gov's Consolidated Screening List, as CSV and as JSON.

One entity may stand on several lists under one id: the entity is the subject, each list an entry of its own (`#SDN`). Values of a cell are
separated by "; "; an address ends with the code of its country, and may be nothing else. The parts of an identifier stand in one order in
2022 and in the other in 2023; both are read.
"""

from clew.engine.plan import Step
from clew.sources.layouts.organisations import PERSONS, is_person, schema_of
from clew.sources.layouts.us_lists import BETWEEN, PROPS, grounds, identifiers, labelled, listing_day

_SUBLIST = r"\(([A-Z][A-Z-]*)( List)?\)"
_OF_PERSONS = "'DPL', 'DTC', 'PLC'"
_ENTRY = f"""
SELECT *, regexp_extract(source, '{_SUBLIST}', 1) AS sublist,
       CASE WHEN regexp_extract(source, '{_SUBLIST}', 1) IN ({_OF_PERSONS}) THEN 'lists of persons'
            WHEN type = 'Individual' THEN '{PERSONS}' WHEN type = 'Vessel' THEN 'vessels' WHEN type = 'Aircraft' THEN 'aircraft'
            WHEN type = '' AND {is_person("name", "alt_names")} THEN '{PERSONS}' ELSE '' END AS left_out,
       {schema_of("name")} AS schema
FROM raw
"""  # noqa: S608 - names of ours
_CSV_CELLS = f"""
SELECT *, regexp_replace(regexp_replace(alt_names, '; *(and )?', '{BETWEEN}', 'g'), '^ *and ', '') AS other_names,
       array_to_string(list_filter(string_split(regexp_replace(addresses, '; *(and )?', '{BETWEEN}', 'g'), '{BETWEEN}'),
                       lambda one: NOT regexp_full_match(one, '[ ]*([A-Z]{{2}})?[ ]*')), '{BETWEEN}') AS places,
       array_to_string(list_distinct(list_transform(regexp_extract_all(addresses, '(^|[ ,])([A-Z]{{2}}) ?(;|$)'),
                       lambda one: regexp_extract(one, '[A-Z]{{2}}'))), '{BETWEEN}') AS countries,
       replace(programs, '; ', '{BETWEEN}') AS programme_ids, {listing_day("ids")} AS listing_day,
       {", ".join(f'{identifiers("ids", prop)} AS "{prop}"' for prop in PROPS)}
FROM listed_row
"""  # noqa: S608 - names of ours
_JSON_TEXTS = "array_to_string(coalesce(from_json(nullif({cell}, ''), '[\"VARCHAR\"]'), []), '{between}')"
_JSON_ADDRESSES = "coalesce(from_json(nullif(addresses, ''), '[\"JSON\"]'), [])"
_JSON_IDS = "coalesce(from_json(nullif(ids, ''), '[\"JSON\"]'), [])"
_LABEL, _NUMBER = "(one ->> '$.type')", "(one ->> '$.number')"
_IS_LISTING_DAY = f"lambda one: starts_with(coalesce({_LABEL}, ''), 'Listing Date')"


def _json_identifiers(prop: str) -> str:
    """SQL of the identifiers of one property among the objects of `ids`."""
    fits = f"lambda one: coalesce({labelled(_LABEL, _NUMBER, prop)}, false)"
    return f"array_to_string(list_transform(list_filter({_JSON_IDS}, {fits}), lambda one: {_NUMBER}), '{BETWEEN}')"


_JSON_PARTS = ", ".join(f"nullif(one ->> '$.{part}', '')" for part in ("address", "city", "state", "postal_code", "country"))
_JSON_CELLS = f"""
SELECT *, {_JSON_TEXTS.format(cell="alt_names", between=BETWEEN)} AS other_names,
       array_to_string(list_filter(list_transform({_JSON_ADDRESSES}, lambda one: concat_ws(', ', {_JSON_PARTS})),
                                   lambda one: length(one) > 2), '{BETWEEN}') AS places,
       concat_ws('{BETWEEN}', nullif(country, ''),
                 array_to_string(list_distinct(list_transform({_JSON_ADDRESSES}, lambda one: one ->> '$.country')), '{BETWEEN}'))
         AS countries,
       {_JSON_TEXTS.format(cell="programs", between=BETWEEN)} AS programme_ids,
       coalesce(list_max(list_transform(list_filter({_JSON_IDS}, {_IS_LISTING_DAY}), lambda one:
                coalesce(strftime(try_strptime({_NUMBER}, ['%Y-%m-%d', '%d %b %Y']), '%Y-%m-%d'), ''))), '') AS listing_day,
       {", ".join(f'{_json_identifiers(prop)} AS "{prop}"' for prop in PROPS)}
FROM listed_row
"""  # noqa: S608 - names of ours
_GROUNDS = grounds(sublist="sublist", cites="federal_register_notice", number="entity_number", since="listing_day")
_PREPARED = f"SELECT *, unnest({_GROUNDS}) FROM cells"  # noqa: S608 - names of ours


def _steps(cells: str) -> tuple[Step, ...]:
    """Which list, whose name, what the cells hold, and the ground."""
    return (
        Step("listed_row", _ENTRY, "the list of each row, and whether it is of a person, a vessel or an aircraft"),
        Step("cells", cells, "names, addresses and identifiers apart"),
        Step("prepared", _PREPARED, "and the ground that the notice of an entry gives"),
    )


STEPS = {"csv": _steps(_CSV_CELLS), "json": _steps(_JSON_CELLS)}
"""Form → what prepares its rows."""
