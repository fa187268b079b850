"""Reader of CBP's withhold release orders and findings: clew's own table form, a table of active orders, and CBP's own dataset.

CBP prints one text for all whom an order names. Where the file of its texts is given with the list, that says which names are in a text.
Otherwise two companies joined by “and” after a legal form are told apart, other names follow “a/k/a”, and how far the order reaches (“and
its subsidiaries”) is cut off. Orders on a vessel are left out; those on the vessels of a company are its.
"""

from collections.abc import Iterator

from clew.engine.plan import Step
from clew.model.claim import Claim
from clew.sources.layouts.measures import measures
from clew.sources.layouts.organisations import schema_of
from clew.sources.layouts.us_lists import BETWEEN
from clew.sources.reading.card import load_card
from clew.sources.reading.tables import Tables

_SCOPE = r"(?i),? and (?:(?:its|their) )?(?:subsidiaries|subordinates|joint ventures|affiliates)\b.*$"
_TWO = r"(Ltd[.]?|Limited|Inc[.]?|S[.]A[.] de C[.]V[.]) and "
_FLEET = r"^Fishing Vessels owned by "
_KEY = "regexp_replace(lower({cell}), '[^a-z0-9]+', '', 'g')"


def _orders(text: str, aliases: str, said: str) -> str:
    """The query of one row an order, with the columns that both layouts have in common."""
    return f"""
SELECT *, {text} AS listed_name, {_KEY.format(cell=text)} AS text_key, {aliases} AS given_aliases, {said} FROM raw_list
"""  # noqa: S608 - names of ours


_ACTIVE = _orders(
    "name",
    "aliases",
    "trim(split_part(note, '—', 1)) AS sublist, 'active' AS state, trim(split_part(split_part(note, '—', 2), ';', 1)) AS origin, "
    "trim(substr(note, strpos(note, ';') + 1)) AS merchandise, '' AS since, '' AS release, '' AS remarks",
)
_DATASET = _orders(
    '"Entity"',
    "''",
    """CASE WHEN "WRO/Finding" ILIKE 'finding%' THEN 'Finding' """
    """WHEN "WRO/Finding" ILIKE 'wro%' OR "WRO/Finding" ILIKE 'withhold%' THEN 'WRO' ELSE "WRO/Finding" END AS sublist, """
    """CASE lower("Status") WHEN 'active' THEN 'active' WHEN 'partially active' THEN 'active' """
    """WHEN 'inactive' THEN 'inactive' WHEN 'revoked' THEN 'inactive' WHEN 'modified' THEN 'active' ELSE "Status" END AS state, """
    """"Country" AS origin, "Industry" AS merchandise, "Effective Date" AS since, "Press Release" AS release, "Remarks" AS remarks""",
)
_TEXTS = f"""
SELECT {_KEY.format(cell="cbp_entity_text")} AS known_key, regexp_replace(name, '^\\[''(.*)''\\]$', '\\1') AS known_name,
       aliases AS known_aliases, address AS known_address, schema = 'Vessel' AS is_vessel
FROM raw_texts
"""  # noqa: S608 - names of ours
_COMPANIES = f"""
SELECT o.*, coalesce(t.known_name, s.one) AS whole_name, coalesce(t.known_aliases, given_aliases) AS said_aliases,
       coalesce(t.known_address, '') AS place,
       coalesce(t.is_vessel, false) OR regexp_matches(o.listed_name, '^Fishing Vessel:') AS is_vessel
FROM order_row o LEFT JOIN entity_text t ON t.known_key = o.text_key
LEFT JOIN (SELECT text_key AS split_key, unnest(string_split(regexp_replace(regexp_replace(listed_name, '{_SCOPE}', ''), '{_TWO}',
                                                                         '\\1{BETWEEN}', 'g'), '{BETWEEN}')) AS one FROM order_row) AS s
  ON s.split_key = o.text_key AND t.known_key IS NULL
"""  # noqa: S608 - names of ours
_PLAIN = f"""
SELECT DISTINCT *, regexp_replace(regexp_replace(split_part(whole_name, ', a/k/a ', 1), '{_SCOPE}', ''), '{_FLEET}', '') AS plain_name,
       concat_ws('{BETWEEN}', nullif(replace(said_aliases, '; ', '{BETWEEN}'), ''),
                 nullif(array_to_string(string_split(whole_name, ', a/k/a ')[2:], '{BETWEEN}'), '')) AS other_names
FROM company_row
"""  # noqa: S608 - names of ours
_PREPARED = f"""
SELECT *, CASE WHEN is_vessel THEN 'vessels' ELSE '' END AS left_out,
       CASE WHEN regexp_matches(listed_name, '{_SCOPE}') THEN 'yes' ELSE '' END AS covers,
       CASE WHEN regexp_matches(plain_name, '(?i)autonomous region') THEN 'Region'
            WHEN regexp_matches(plain_name, '(?i)produced in|^all .*(cotton|tobacco|products)|diamond fields|small mines') THEN 'Product'
            WHEN regexp_matches(plain_name, '(?i)prison|penitentiary|camp\\b|training center') THEN 'Institution'
            WHEN regexp_matches(plain_name, '(?i)industrial park') THEN 'Park' ELSE {schema_of("plain_name")} END AS schema
FROM plain_row
"""  # noqa: S608 - names of ours


def _steps(orders: str) -> tuple[Step, ...]:
    """Orders, the companies in each, and what each is."""
    return (
        Step("order_row", orders, "orders, by the text that names whom they are on"),
        Step("entity_text", _TEXTS, "which names are in a text"),
        Step("company_row", _COMPANIES, "one row a company"),
        Step("plain_row", _PLAIN, "names without other names and without how far the order reaches"),
        Step("prepared", _PREPARED, "vessels told, and what each is"),
    )


STEPS = {"active": _steps(_ACTIVE), "dataset": _steps(_DATASET)}
"""Form → what prepares its rows."""


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `entries.csv`.

    Raises:
        UnexpectedContentError: a column or a code that is not known.
    """
    yield from measures(tables, load_card("cbp_wro").short)
