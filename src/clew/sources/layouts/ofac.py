"""OFAC's lists as SQL of the engine on this machine: the legacy set of three CSV files and the advanced XML, in the same columns.

Remarks name persons to whom an entry is linked. Of them, the identifiers are read whose labels are known, and the day of listing; what
links an entry to another is taken out before anything is kept.
"""

from clew.engine.plan import Step
from clew.sources.layouts.organisations import schema_of
from clew.sources.layouts.us_lists import BETWEEN, PROPS, grounds, labelled, listing_day, remarked

_LEFT_OUT = """
CASE sdn_type WHEN 'individual' THEN 'private individuals' WHEN 'vessel' THEN 'vessels' WHEN 'aircraft' THEN 'aircraft' ELSE '' END
"""


def _plain(column: str) -> str:
    """SQL of a cell of the legacy files; "-0-" stands for nothing."""
    return f"CASE WHEN trim({column}) = '-0-' THEN '' ELSE trim({column}) END"


_ROWS = ("ent_num", "sdn_name", "sdn_type", "program", "title", "call_sign", "vess_type", "tonnage", "grt", "vess_flag", "vess_owner")
_PRIMARY = f"""
SELECT row_number, table_title, {", ".join(f"{_plain(column)} AS {column}" for column in _ROWS)},
       trim(regexp_replace({_plain("remarks")}, '(^|;) *(alt[.] )?Linked To:[^;]*', '', 'g'), '; ') AS remarks
FROM raw_main
"""  # noqa: S608 - names of ours


def _gathered(what: str, when: str) -> str:
    """SQL that gathers values of an entry in one cell, in order."""
    return f"coalesce(string_agg({what}, '{BETWEEN}' ORDER BY {what}) FILTER ({when} AND {what} <> ''), '')"


_ALIAS = f"""
SELECT trim(ent_num) AS alias_of, {_gathered("trim(alt_name)", "trim(alt_type) IN ('aka', 'nka')")} AS other_names,
       {_gathered("trim(alt_name)", "trim(alt_type) = 'fka'")} AS former_names,
       {_gathered("trim(alt_type)", "trim(alt_type) NOT IN ('aka', 'nka', 'fka')")} AS odd_alias_types
FROM raw_alt GROUP BY 1
"""  # noqa: S608 - names of ours
_WHERE = f"""
SELECT trim(ent_num) AS place_of,
       concat_ws(', ', nullif({_plain("address")}, ''), nullif({_plain("city_state_zip")}, ''), nullif({_plain("country")}, '')) AS place,
       {_plain("country")} AS place_country, {_plain("address")} = '' AND {_plain("city_state_zip")} = '' AS bare
FROM raw_add
"""  # noqa: S608 - names of ours
_PLACES = f"""
SELECT place_of, {_gathered("place", "NOT bare")} AS places,
       array_to_string(list_sort(list_distinct(list(place_country) FILTER (place_country <> ''))), '{BETWEEN}') AS countries
FROM address_line GROUP BY 1
"""  # noqa: S608 - names of ours
_LEGACY = f"""
SELECT m.*, '' AS weak_names, '' AS chinese_names, '' AS since, coalesce(a.other_names, '') AS other_names,
       coalesce(a.former_names, '') AS former_names, coalesce(a.odd_alias_types, '') AS odd_alias_types, coalesce(w.places, '') AS places,
       coalesce(w.countries, '') AS countries, replace(m.program, '] [', '{BETWEEN}') AS programme_ids,
       {listing_day("m.remarks")} AS listing_day, {", ".join(f'{remarked("m.remarks", prop)} AS "{prop}"' for prop in PROPS)}
FROM primary_row m LEFT JOIN alias_row a ON a.alias_of = m.ent_num LEFT JOIN place_row w ON w.place_of = m.ent_num
"""  # noqa: S608 - names of ours


def _finished(table: str, sublist: str) -> str:
    """The query that adds what both layouts have in common: left out or not, which list, and the ground."""
    given = grounds(sublist="sublist", number="ent_num", since="listing_day")
    select = f"SELECT *, {_LEFT_OUT} AS left_out, {schema_of('sdn_name')} AS schema, {sublist} AS sublist FROM {table}"  # noqa: S608 - names of ours
    return f"SELECT *, CASE WHEN sublist = '' THEN 'listed' ELSE sublist END AS part, unnest({given}) FROM ({select}) AS f"  # noqa: S608 - names of ours


def legacy_steps(sublist: str) -> tuple[Step, ...]:
    """The three files as one row an entry.

    Args:
        sublist: SQL of trade.gov's code of the list of a row, "" where it is not told.
    """
    return (
        Step("primary_row", _PRIMARY, "entries, without those to whom they are linked"),
        Step("alias_row", _ALIAS, "other and former names of each entry"),
        Step("address_line", _WHERE, "addresses as one text each"),
        Step("place_row", _PLACES, "addresses and countries of each entry"),
        Step("joined_row", _LEGACY, "all of an entry in one row, with its identifiers"),
        Step("prepared", _finished("joined_row", sublist), "and its ground"),
    )


def _items(of: str, path: str) -> str:
    """SQL that unfolds a JSON list: a row an item."""
    return f"""unnest(coalesce(from_json({of} -> '{path}', '["JSON"]'), []))"""


def _references(path: str, more: str = "") -> str:
    """The query of a table of reference values: id and label."""
    return f"""
SELECT one ->> '$."@ID"' AS id, coalesce(one ->> '$."$"', '') AS label{more} FROM (
  SELECT {_items("json", path)} AS one FROM raw WHERE json_exists(json, '$.AliasTypeValues')
) AS r
"""  # noqa: S608 - names of ours


_REFERENCES = (
    Step("alias_type", _references("$.AliasTypeValues.AliasType"), "what kinds of names are called"),
    Step("country_ref", _references("$.CountryValues.Country", """, coalesce(one ->> '$."@ISO2"', '') AS iso2"""), "countries"),
    Step("feature_type", _references("$.FeatureTypeValues.FeatureType"), "kinds of features"),
    Step("document_type", _references("$.IDRegDocTypeValues.IDRegDocType"), "kinds of registrations"),
    Step("list_ref", _references("$.ListValues.List"), "lists"),
    Step("part_type", _references("$.LocPartTypeValues.LocPartType"), "parts of an address"),
    Step("party_type", _references("$.PartyTypeValues.PartyType"), "kinds of parties"),
    Step("sub_type", _references("$.PartySubTypeValues.PartySubType", """, one ->> '$."@PartyTypeID"' AS party"""), "and of transport"),
    Step("script_ref", _references("$.ScriptValues.Script", """, coalesce(one ->> '$."@ScriptCode"', '') AS code"""), "scripts"),
    Step("measure_type", _references("$.SanctionsTypeValues.SanctionsType"), "kinds of measures"),
)
_ORDER = "CASE t.label WHEN 'CITY' THEN 4 WHEN 'STATE/PROVINCE' THEN 5 WHEN 'POSTAL CODE' THEN 6 WHEN 'REGION' THEN 7 ELSE 1 END"
_PART = f"""
SELECT l.location, l.country, t.label, {_ORDER} AS place, v.value AS value FROM (
  SELECT json ->> '$."@ID"' AS location, json ->> '$.LocationCountry[0]."@CountryID"' AS country, {_items("json", "$.LocationPart")} AS part
  FROM raw WHERE json_exists(json, '$.LocationPart')
) AS l, LATERAL (SELECT list_filter(from_json(l.part -> '$.LocationPartValue', '["JSON"]'),
                        lambda one: coalesce(one ->> '$."@Primary"', 'true') = 'true')[1] ->> '$.Value."$"' AS value) AS v
LEFT JOIN part_type t ON t.id = l.part ->> '$."@LocPartTypeID"'
WHERE coalesce(v.value, '') <> ''
"""  # noqa: S608 - names of ours
_LOCATION = """
SELECT b.location, concat_ws(', ', p.parts, coalesce(c.label, '')) AS place, coalesce(nullif(c.iso2, ''), c.label, '') AS place_country,
       coalesce(p.parts, '') = '' AS bare FROM (
  SELECT json ->> '$."@ID"' AS location, json ->> '$.LocationCountry[0]."@CountryID"' AS country FROM raw
  WHERE json_exists(json, '$.LocationPart') OR json_exists(json, '$.LocationCountry')
) AS b
LEFT JOIN (SELECT location, string_agg(value, ', ' ORDER BY place, label, value) AS parts FROM location_part GROUP BY 1) AS p
  ON p.location = b.location
LEFT JOIN country_ref c ON c.id = b.country AND c.label <> 'undetermined'
"""
_PARTY = f"""
SELECT p.row_number, p.ent_num, p.profile, CASE
         WHEN t.label = 'Individual' THEN 'individual' WHEN t.label = 'Entity' THEN ''
         WHEN s.label IN ('Vessel', 'Aircraft') THEN lower(s.label) ELSE coalesce(t.label, 'no kind of party') END AS sdn_type
FROM (SELECT row_number, json ->> '$."@FixedRef"' AS ent_num, {_items("json", "$.Profile")} AS profile FROM raw
      WHERE json_exists(json, '$.Profile')) AS p
LEFT JOIN sub_type s ON s.id = p.profile ->> '$."@PartySubTypeID"' LEFT JOIN party_type t ON t.id = s.party
"""  # noqa: S608 - names of ours
# Of persons, vessels and aircraft nothing but their kind and number is unfolded.
_IDENTITY = f"""
SELECT ent_num, {_items("profile", "$.Identity")} AS identity FROM party WHERE sdn_type = ''
"""  # noqa: S608 - names of ours
_ALIASES = f"""
SELECT ent_num, alias, {_items("alias", "$.DocumentedName")} AS written FROM (
  SELECT ent_num, {_items("identity", "$.Alias")} AS alias FROM identity
) AS a
"""  # noqa: S608 - names of ours
_NAME = """
SELECT a.ent_num, array_to_string(list_transform(from_json(a.written -> '$.DocumentedNamePart', '["JSON"]'),
         lambda one: trim(one ->> '$.NamePartValue."$"')), ' ') AS name, coalesce(s.code, '') AS script,
       CASE WHEN coalesce(s.code, '') IN ('Hans', 'Hant') THEN 'chinese'
            WHEN coalesce(a.alias ->> '$."@LowQuality"', '') = 'true' THEN 'weak' WHEN t.label = 'F.K.A.' THEN 'former'
            WHEN coalesce(a.alias ->> '$."@Primary"', '') = 'true' AND coalesce(s.code, 'Latn') IN ('', 'Latn', 'Latin') THEN 'name'
            WHEN t.label IN ('A.K.A.', 'N.K.A.', 'Name') THEN 'other' ELSE coalesce(t.label, 'no kind of name') END AS kind
FROM alias_written a LEFT JOIN alias_type t ON t.id = a.alias ->> '$."@AliasTypeID"'
LEFT JOIN script_ref s ON s.id = a.written ->> '$.DocumentedNamePart[0].NamePartValue."@ScriptID"'
"""
_NAMES = f"""
SELECT ent_num AS named, min(name) FILTER (kind = 'name') AS sdn_name, {_gathered("name", "kind = 'other'")} AS other_names,
       {_gathered("name", "kind = 'former'")} AS former_names, {_gathered("name", "kind = 'weak'")} AS weak_names,
       {_gathered("name", "kind = 'chinese'")} AS chinese_names,
       {_gathered("kind", "kind NOT IN ('name', 'other', 'former', 'weak', 'chinese')")} AS odd_alias_types
FROM written_name GROUP BY 1
"""  # noqa: S608 - names of ours
_FEATURE = f"""
SELECT f.ent_num, t.label, f.version FROM (
  SELECT ent_num, feature ->> '$."@FeatureTypeID"' AS kind, {_items("feature", "$.FeatureVersion")} AS version FROM (
    SELECT ent_num, {_items("profile", "$.Feature")} AS feature FROM party WHERE sdn_type = ''
  ) AS p
) AS f JOIN feature_type t ON t.id = f.kind
"""  # noqa: S608 - names of ours
_NUMBER = """
SELECT ent_num, label, trim(coalesce(version ->> '$.VersionDetail[0]."$"', '')) AS number FROM feature
UNION ALL
SELECT i.ent_num, t.label, trim(coalesce(r.json ->> '$.IDRegistrationNo."$"', '')) AS number
FROM raw r JOIN identity i ON i.identity ->> '$."@ID"' = r.json ->> '$."@IdentityID"'
JOIN document_type t ON t.id = r.json ->> '$."@IDRegDocTypeID"'
WHERE json_exists(r.json, '$.IDRegistrationNo')
"""
_DAY = """strftime(try_strptime(number, ['%Y-%m-%d', '%d %b %Y']), '%Y-%m-%d')"""
_NUMBERS = f"""
SELECT ent_num AS numbered, coalesce(max({_DAY}) FILTER (starts_with(label, 'Listing Date')), '') AS listing_day,
       {", ".join(f'{_gathered("number", labelled("label", "number", prop))} AS "{prop}"' for prop in PROPS)}
FROM number_row GROUP BY 1
"""  # noqa: S608 - names of ours
_SITES = f"""
SELECT f.ent_num AS place_of, {_gathered("l.place", "NOT l.bare")} AS places,
       array_to_string(list_sort(list_distinct(list(l.place_country) FILTER (l.place_country <> ''))), '{BETWEEN}') AS countries
FROM (SELECT ent_num, {_items("version", "$.VersionLocation")} AS site FROM feature WHERE label = 'Location') AS f
JOIN location_row l ON l.location = f.site ->> '$."@LocationID"'
GROUP BY 1
"""  # noqa: S608 - names of ours
_EVENT = f"""
SELECT entry, coalesce(min(concat_ws('-', event ->> '$.Date.Year."$"', lpad(event ->> '$.Date.Month."$"', 2, '0'),
       lpad(event ->> '$.Date.Day."$"', 2, '0'))), '') AS since
FROM (SELECT json ->> '$."@ProfileID"' AS entry, {_items("json", "$.EntryEvent")} AS event FROM raw) AS e GROUP BY 1
"""  # noqa: S608 - names of ours
_MEASURE = f"""
SELECT m.entry, {_gathered("m.said", "true")} AS programme_ids FROM (
  SELECT entry, measure ->> '$."@SanctionsTypeID"' AS kind, coalesce(measure ->> '$.Comment."$"', '') AS said FROM (
    SELECT json ->> '$."@ProfileID"' AS entry, {_items("json", "$.SanctionsMeasure")} AS measure FROM raw
  ) AS r
) AS m JOIN measure_type t ON t.id = m.kind AND t.label = 'Program' GROUP BY 1
"""  # noqa: S608 - names of ours
_ADVANCED = f"""
SELECT p.row_number, '' AS table_title, p.ent_num, p.sdn_type, coalesce(n.sdn_name, '') AS sdn_name, '' AS program,
       coalesce(n.other_names, '') AS other_names, coalesce(n.former_names, '') AS former_names, coalesce(n.weak_names, '') AS weak_names,
       coalesce(n.chinese_names, '') AS chinese_names, coalesce(n.odd_alias_types, '') AS odd_alias_types,
       coalesce(w.places, '') AS places, coalesce(w.countries, '') AS countries, coalesce(e.since, '') AS since,
       coalesce(m.programme_ids, '') AS programme_ids, coalesce(i.listing_day, '') AS listing_day,
       {", ".join(f'coalesce(i."{prop}", {chr(39) * 2}) AS "{prop}"' for prop in PROPS)}
FROM party p LEFT JOIN name_row n ON n.named = p.ent_num LEFT JOIN number_sheet i ON i.numbered = p.ent_num
LEFT JOIN place_row w ON w.place_of = p.ent_num LEFT JOIN event_row e ON e.entry = p.profile ->> '$."@ID"'
LEFT JOIN measure_row m ON m.entry = p.profile ->> '$."@ID"'
"""  # noqa: S608 - names of ours


def advanced_steps(sublist: str) -> tuple[Step, ...]:
    """The advanced XML as one row an entry; its references are looked up by their labels.

    Args:
        sublist: as for the legacy files.
    """
    return (
        *_REFERENCES,
        Step("location_part", _PART, "parts of addresses"),
        Step("location_row", _LOCATION, "addresses as one text each"),
        Step("party", _PARTY, "parties, and what they are"),
        Step("identity", _IDENTITY, "identities of organisations"),
        Step("alias_written", _ALIASES, "their names as they are written"),
        Step("written_name", _NAME, "and which kind of name each is"),
        Step("name_row", _NAMES, "names of each"),
        Step("feature", _FEATURE, "what else is said of them"),
        Step("number_row", _NUMBER, "numbers with their labels"),
        Step("number_sheet", _NUMBERS, "identifiers of each"),
        Step("place_row", _SITES, "addresses of each"),
        Step("event_row", _EVENT, "since when each is listed"),
        Step("measure_row", _MEASURE, "programmes of each"),
        Step("joined_row", _ADVANCED, "all of an entry in one row"),
        Step("prepared", _finished("joined_row", sublist), "and its ground"),
    )
