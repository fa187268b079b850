"""The tables of supplements to 15 CFR part 744, as SQL of the engine on this machine: one cell holds name, other names and addresses.

`Sample Mill, a.k.a., the following two aliases: —Mill One; and —Mill Two. 1 Mill Road, Urumqi, China; and 2 Mill Road, Korla, China`.
The name ends where the page breaks the line, which reads as a semicolon, or with the first comma that no legal form follows. Which names
are persons' is said in `left_out`.
"""

from clew.engine.plan import Step
from clew.sources.layouts.organisations import PERSONS, is_person, schema_of
from clew.sources.layouts.us_lists import BETWEEN, grounds

_FORMS = r"(?:Co|Corp|Corporation|FZE|FZC|FZCO|GmbH|Inc|Incorporated|JSC|L\.L\.C|LLC|Limited|Llc|Ltd|Pte|Pty|Pvt|S\.A|Sdn|S\.R\.L)"
_ALSO = r"(?:,|\s)\s*(?:a\.?k\.?a\.?|f\.?k\.?a\.?|n\.?k\.?a\.?|d\.?b\.?a\.?|also known as)(?:[,.:\s]|$)"
_ITEM = r"(?:^|[\s:;])[—–]\s*"
# Stops that end no alias: those of abbreviations within a name, held as another sign while the text is cut.
_HELD, _STOP = r"\b(Co|Corp|Inc|Ltd|No|St)\.([,;]| (?:Ltd|LTD|Inc|INC|LLC|Limited|and\b))", "․"
_SPLIT = """
SELECT *, regexp_replace(regexp_replace("Entity", '\\s*\\n\\s*', '; ', 'g'), '\\s+', ' ', 'g') AS cell,
       coalesce(last_value(nullif(trim("Country"), '') IGNORE NULLS) OVER (ORDER BY table_title, row_number), '') AS listed_under
FROM raw
"""
_NAMED = f"""
SELECT *, trim(CASE WHEN regexp_matches(cell, '{_ALSO}') THEN regexp_extract(cell, '^(.*?){_ALSO}', 1)
                    ELSE regexp_extract(cell, '^([^,;]*(?:,\\s*{_FORMS}\\b[^,;]*)*)', 1) END, ', .;') AS plain_name,
       regexp_replace(cell, '{_HELD}', '\\1{_STOP}\\2', 'g') AS held
FROM split
"""  # noqa: S608 - names of ours
_ALIASES = f"""
SELECT *, list_transform(regexp_extract_all(held, '{_ITEM}([^;—]+?)(?:;|\\.\\s|\\.?$)', 1),
                         lambda one: trim(replace(rtrim(one, '. '), '{_STOP}', '.'))) AS listed_aliases,
       CASE WHEN regexp_matches(cell, '{_ITEM}') THEN regexp_extract(held, '^.*{_ITEM}[^;—]+?(?:\\.\\s|;)(.*)$', 1)
            WHEN regexp_matches(cell, '{_ALSO}') THEN '' ELSE substr(cell, length(plain_name) + 1) END AS rest
FROM named
"""  # noqa: S608 - names of ours
_PREPARED = f"""
SELECT *, {schema_of("plain_name")} AS schema,
       CASE WHEN {is_person("plain_name", "array_to_string(listed_aliases, '; ')")} THEN '{PERSONS}'
            WHEN lower(trim(cell)) IN ('[reserved]', 'reserved') THEN 'reserved rows' ELSE '' END AS left_out,
       array_to_string(list_filter(listed_aliases, lambda one: one <> ''), '{BETWEEN}') AS other_names,
       array_to_string(list_filter(list_transform(string_split(replace(rest, '{_STOP}', '.'), ';'),
         lambda one: trim(regexp_replace(one, '^[ ,.]*(and )?|\\(See [^)]*\\)|[ .]+$', '', 'g'))),
         lambda one: one <> ''), '{BETWEEN}') AS places,
       regexp_extract("Federal Register citation", '^[^,]*, *([0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}})', 1) AS cited_day
FROM aliased
"""  # noqa: S608 - names of ours


def supplement_steps(sublist: str) -> tuple[Step, ...]:
    """Name, other names and addresses of each row, its ground by the notices that it cites, and whether it is a person's.

    Args:
        sublist: trade.gov's code of the list.
    """
    return (
        Step("split", _SPLIT, "each row under the country that stands above it"),
        Step("named", _NAMED, "the name apart"),
        Step("aliased", _ALIASES, "other names and the rest apart"),
        Step("graded", _PREPARED, "addresses apart, and persons told"),
        Step("prepared", _grounded("graded", sublist, '"Federal Register citation"'), "and the ground of the notice that is cited"),
    )


def names_steps(sublist: str) -> tuple[Step, ...]:
    """The same of a table of names and other names: `name`, `aliases`."""
    told = f"""
SELECT *, {schema_of("name")} AS schema, CASE WHEN {is_person("name", "aliases")} THEN '{PERSONS}' ELSE '' END AS left_out,
       name AS plain_name, replace(aliases, '; ', '{BETWEEN}') AS other_names, '' AS places, '' AS cited_day
FROM raw
"""  # noqa: S608 - names of ours
    return (
        Step("told", told, "persons told"),
        Step("prepared", _grounded("told", sublist, "''"), "and the ground, which a list of names does not say"),
    )


def _grounded(table: str, sublist: str, cites: str) -> str:
    """The query that adds what the notices say of the ground; nothing where none was read."""
    given = grounds(sublist=f"'{sublist}'", cites=cites, unread="")
    return f"SELECT *, unnest({given}) FROM {table}"  # noqa: S608 - names of ours
