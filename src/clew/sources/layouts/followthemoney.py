"""FollowTheMoney: entities of any dataset of OpenSanctions, as JSON lines, as a delta, or as a table of statements.

What it decides. Persons, vessels and aircraft are left out, and with them every record that is about one of them: posts, families, papers,
measures. A share of a company that a person holds stays, with a placeholder in the place of its owner. An address is claimed of the
organisation that has it, never for itself. Free text and means of contact, in which persons are named, are not read.

Steps end with `incoming`, `dropped_rows`, `wrong_rows` and `redacted` (see `clew/sources/reading/specs.py`).
"""

from msgspec import Struct

from clew.engine.plan import Step
from clew.sources.layouts.said import Saying, claims
from clew.sources.reading.cells import day, fraction, plain_number

BODIES = ("Company", "Organization", "PublicBody", "LegalEntity")
PERSONS = ("Person",)
CRAFT = ("Vessel", "Airplane", "Vehicle")
LINKS = {
    "Directorship": ("director", "organization"),
    "Membership": ("member", "organization"),
    "Representation": ("agent", "client"),
    "Succession": ("predecessor", "successor"),
    "UnknownLink": ("subject", "object"),
}
"""Links that are read where both of their ends are organisations; those of persons are dropped."""
OF_PERSONS = ("Family", "Associate", "Occupancy", "Position", "Passport", "Identification", "Employment", "UserAccount")
UNREAD = (
    *("Analyzable", "Article", "Assessment", "Asset", "Audio", "BankAccount", "Call", "CallForTenders", "Contract", "ContractAward"),
    *("CourtCase", "CourtCaseParty", "CryptoWallet", "Debt", "Document", "Documentation", "EconomicActivity", "Email", "Event", "Folder"),
    *("HyperText", "Image", "Interest", "Interval", "License", "Mention", "Message", "Note", "Package", "Page", "Pages", "Payment"),
    *("PlainText", "Post", "Program", "Project", "ProjectParticipant", "RealEstate", "Risk", "Similar", "Table", "TaxRoll", "Thing"),
    *("Trip", "Value", "Video", "Workbook"),
)
PROPERTIES = {
    **{one: one for one in ("name", "alias", "weakAlias", "previousName", "country", "mainCountry", "jurisdiction", "address")},
    **{one: one for one in ("registrationNumber", "leiCode", "isinCode", "uscCode", "ticker", "innCode", "ogrnCode", "kppCode")},
    **{one: one for one in ("taxNumber", "vatCode", "cikCode", "permId", "dunsCode", "uniqueEntityId", "wikidataId", "legalForm")},
    **{one: one for one in ("incorporationDate", "dissolutionDate", "classification", "sector", "status", "website", "topics")},
    **{one: one for one in ("program", "programId", "sourceUrl", "isin", "issuer", "figiCode")},
    "abbreviation": "weakAlias",
    "swiftBic": "bicCode",
}
"""Properties of organisations and securities that are read → what claims call them."""
_GRADE = "@grade@"
"""Stands in queries for the evidence grade of the dataset."""


class Ground(Struct, frozen=True):
    """What is said of the ground of a dataset's measures: the ground, and why."""

    ground: str = "other"
    note: str = "OpenSanctions repeats entries of lists; nobody has read the ground of this one."


class Own(Struct, frozen=True):
    """What a dataset says besides what all of them do.

    Attributes:
        claims: queries of further claims, over `body` and `told`.
        wrong: queries of further faults.
    """

    claims: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def steps(dataset: str, grade: str = "G1", ground: Ground | None = None, own: Own | None = None) -> dict[str, tuple[Step, ...]]:
    """Form → queries, for the forms `entities`, `delta` and `statements`.

    Args:
        dataset: whose ids the claims have.
        grade: evidence grade of what it says.
        ground: of its measures; None where nobody has read it.
        own: what it says besides.
    """
    last = _last(dataset, grade, ground or Ground(), own or Own())
    return {
        "entities": (Step("thing", _things("json", "''"), "entities"), Step("told", _TOLD, "what they say"), *last),
        "delta": (
            Step("thing", _things("json_extract(json, '$.entity')", "json_extract_string(json, '$.op')"), "entities that changed"),
            Step("told", _TOLD, "what they say"),
            *last,
        ),
        "statements": (Step("told", _STATEMENTS, "statements"), Step("thing", _STATED, "entities of which they are"), *last),
    }


def _in(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _things(entity: str, op: str) -> str:
    """Entities of JSON."""
    return f"""
SELECT row_number, {op} AS op, coalesce(json_extract_string({entity}, '$.id'), '') AS id,
       coalesce(json_extract_string({entity}, '$.schema'), '') AS schema,
       substr(coalesce(json_extract_string({entity}, '$.last_seen'), ''), 1, 10) AS seen,
       coalesce(json_extract({entity}, '$.properties'), '{{}}') AS properties
FROM raw
"""  # noqa: S608 - names of ours


_TOLD = """
SELECT row_number, id, prop,
       CASE WHEN json_type(one) = 'OBJECT' THEN coalesce(one ->> '$.id', '') ELSE coalesce(one ->> '$', '') END AS value,
       '' AS lang, json_type(one) = 'OBJECT' AS nested
FROM (
  SELECT row_number, id, prop, unnest(CASE WHEN json_type(cell) = 'ARRAY' THEN from_json(cell, '["JSON"]') ELSE [cell] END) AS one
  FROM (
    SELECT row_number, id, prop, json_extract(properties, '$."' || prop || '"') AS cell
    FROM (SELECT row_number, id, properties, unnest(json_keys(properties)) AS prop FROM thing) AS k
  ) AS c
) AS v
"""
_STATEMENTS = """
SELECT row_number, coalesce(nullif(trim("canonical_id"), ''), trim("entity_id")) AS id, trim("prop") AS prop, "value" AS value,
       CASE WHEN length("lang") = 3 THEN "lang" ELSE '' END AS lang, false AS nested, trim("schema") AS schema,
       substr("last_seen", 1, 10) AS seen
FROM raw WHERE lower(trim("external")) NOT IN ('t', 'true', '1')
"""
# Sources of one entity may differ in its schema: one that says person decides, then the one that says most.
_STATED = f"""
SELECT min(row_number) AS row_number, '' AS op, id, max(seen) AS seen,
       arg_min(schema, CASE WHEN schema IN ({_in(PERSONS)}) THEN 0 WHEN schema = 'LegalEntity' THEN 3 WHEN schema = 'Organization' THEN 2
                            WHEN schema = 'Thing' THEN 4 ELSE 1 END) AS schema
FROM told GROUP BY id
"""  # noqa: S608 - names of ours
_ROLE = f"""
SELECT row_number, op, id, schema, seen,
       CASE WHEN op = 'DEL' THEN 'deleted' WHEN schema IN ({_in(PERSONS)}) THEN 'person' WHEN schema IN ({_in(CRAFT)}) THEN 'craft'
            WHEN schema IN ({_in(BODIES)}) THEN 'body' WHEN schema = 'Security' THEN 'security' WHEN schema = 'Address' THEN 'address'
            WHEN schema = 'Ownership' THEN 'ownership' WHEN schema = 'Sanction' THEN 'sanction'
            WHEN schema IN ({_in(tuple(LINKS))}) THEN 'link'
            WHEN schema IN ({_in(OF_PERSONS)}) THEN 'of persons' WHEN schema IN ({_in(UNREAD)}) THEN 'unread' ELSE 'unknown' END AS role
FROM thing
"""  # noqa: S608 - names of ours
_BODY = "SELECT id, min(schema) AS schema, min(row_number) AS row_number FROM role WHERE role = 'body' GROUP BY id"
_FIRST = "max(CASE WHEN t.prop = '{prop}' THEN trim(t.value) END)"
_ENDS = " ".join(f"WHEN r.schema = '{schema}' AND t.prop IN ({_in(ends)}) THEN t.prop" for schema, ends in LINKS.items())


def _of(prop: str) -> str:
    return f"coalesce({_FIRST.format(prop=prop)}, '')"


_ADDRESS_PARTS = ("street", "street2", "city", "postalCode", "region", "state")
_ADDRESS = f"""
SELECT r.id, CASE WHEN {_of("full")} <> '' THEN {_of("full")}
            ELSE concat_ws(', ', {", ".join(f"nullif({_of(part)}, '')" for part in _ADDRESS_PARTS)}) END AS address
FROM role r JOIN told t ON t.id = r.id WHERE r.role = 'address' GROUP BY r.id
"""  # noqa: S608 - names of ours
_ADDRESSED = """
SELECT DISTINCT t.row_number, t.id, a.address, t.value AS address_id
FROM told t JOIN body b ON b.id = t.id JOIN address_of a ON a.id = t.value WHERE t.prop = 'addressEntity'
"""
# Several sources may know one stake: its share is between the lowest and the highest that they give.
_PERCENT = "replace(translate(t.value, '％，', '%,'), ',', '.')"
_BAND = "([0-9.]+) *%? *(?:-|–|to) *([0-9.]+) *%?"


def _end(number: int) -> str:
    """One end of a band of percentages; a single percentage is both."""
    band = f"regexp_extract({_PERCENT}, '{_BAND}', {number})"
    return f"CASE WHEN regexp_full_match(trim({_PERCENT}), '{_BAND}') THEN {band} ELSE trim({_PERCENT}) END"


_SHARE = f"""
SELECT id, min(try_cast(low AS DECIMAL(18,11))) AS low, max(try_cast(high AS DECIMAL(18,11))) AS high FROM (
  SELECT id, {fraction("low_as")} AS low, {fraction("high_as")} AS high FROM (
    SELECT t.id, {_end(1)} AS low_as, {_end(2)} AS high_as
    FROM told t JOIN role r ON r.id = t.id WHERE r.role = 'ownership' AND t.prop = 'percentage'
  ) AS p
) AS f WHERE low <> '' OR high <> '' GROUP BY id
"""  # noqa: S608 - names of ours
_STAKE = f"""
SELECT s.*, b.id IS NOT NULL AS of_body, h.low, h.high,
       CASE WHEN o.id IS NOT NULL THEN 'body' WHEN p.id IS NOT NULL THEN 'person' ELSE 'unknown' END AS owner_kind
FROM (
  SELECT r.id, min(r.row_number) AS row_number, {_of("owner")} AS owner_ref, {_of("asset")} AS asset_ref, {_of("role")} AS role_as,
         {_of("percentage")} AS percentage, {_of("startDate")} AS start_as, {_of("endDate")} AS end_as
  FROM role r JOIN told t ON t.id = r.id WHERE r.role = 'ownership' GROUP BY r.id
) AS s
LEFT JOIN body b ON b.id = s.asset_ref
LEFT JOIN body o ON o.id = s.owner_ref
LEFT JOIN (SELECT DISTINCT id FROM role WHERE role = 'person') AS p ON p.id = s.owner_ref
LEFT JOIN share h ON h.id = s.id
"""  # noqa: S608 - names of ours
_LINK_ENDS = f"""
SELECT r.id, r.schema, min(r.row_number) AS row_number, count(DISTINCT CASE {_ENDS} END) AS ends,
       bool_and(CASE WHEN (CASE {_ENDS} END) IS NOT NULL THEN b.id IS NOT NULL ELSE true END) AS of_bodies,
       {_of("role")} AS role_as, {_of("startDate")} AS start_as, {_of("endDate")} AS end_as
FROM role r JOIN told t ON t.id = r.id LEFT JOIN body b ON b.id = t.value
WHERE r.role = 'link' GROUP BY r.id, r.schema
"""  # noqa: S608 - names of ours
_MEASURE_PROPS = (
    *("entity", "authority", "authorityId", "program", "programId", "reason", "provisions", "listingDate", "startDate", "endDate"),
    *("sourceUrl", "country", "status", "description"),
)
_MEASURE = f"""
SELECT s.*, b.id IS NOT NULL AS of_body, n.name FROM (
  SELECT r.id, min(r.row_number) AS row_number, max(r.seen) AS seen, {", ".join(f"{_of(prop)} AS {prop}_as" for prop in _MEASURE_PROPS)}
  FROM role r JOIN told t ON t.id = r.id WHERE r.role = 'sanction' GROUP BY r.id
) AS s
LEFT JOIN body b ON b.id = s.entity_as
LEFT JOIN (SELECT id, min(value) AS name FROM told WHERE prop = 'name' GROUP BY id) AS n ON n.id = s.entity_as
"""  # noqa: S608 - names of ours
_DROPPED = """
SELECT reason, count(*) AS count FROM (
  SELECT CASE role WHEN 'person' THEN 'natural persons' WHEN 'craft' THEN 'vessels and aircraft'
              WHEN 'of persons' THEN 'records about persons'
              WHEN 'deleted' THEN 'deleted by a delta file' WHEN 'unread' THEN 'records that are not read' END AS reason FROM role
  UNION ALL SELECT 'addresses of no organisation' FROM role r
            WHERE r.role = 'address' AND r.id NOT IN (SELECT address_id FROM addressed)
  UNION ALL SELECT 'stakes in no organisation' FROM stake WHERE NOT of_body
  UNION ALL SELECT 'links that are not between organisations' FROM link_ends WHERE NOT of_bodies OR ends < 2
  UNION ALL SELECT 'measures on persons, vessels or aircraft' FROM measure WHERE NOT of_body
) AS d WHERE reason IS NOT NULL GROUP BY reason
"""
_KNOWN = _in(tuple(PROPERTIES))
_WRONG = """
SELECT row_number, 'id' AS col, 'the entity has no id' AS what, 'Give it one.' AS mend FROM thing WHERE id = ''
UNION ALL
SELECT row_number, 'schema', 'unknown schema “' || schema || '”', 'If FollowTheMoney has a new one, clew has to learn it.'
FROM role WHERE role = 'unknown'
UNION ALL
SELECT row_number, 'op', 'unknown change “' || op || '”', 'Known are ADD, MOD and DEL.' FROM thing
WHERE op NOT IN ('', 'ADD', 'MOD', 'DEL')
UNION ALL
SELECT min(row_number), 'properties.' || prop, 'the property holds entities, not their ids',
       'Use the file entities.ftm.json of the dataset.'
FROM told WHERE nested GROUP BY prop
"""
_REDACTED = f"""
SELECT '' AS table_title, t.row_number,
       CAST(json_object('id', t.id, 'schema', r.schema, 'prop', t.prop, 'value', t.value) AS VARCHAR) AS json
FROM told t JOIN role r ON r.id = t.id WHERE r.role IN ('body', 'security') AND t.prop IN ({_KNOWN})
"""  # noqa: S608 - names of ours
_MADE = "'' AS source_url, '' AS stated_on, '@grade@' AS grade"


def _last(dataset: str, grade: str, ground: Ground, own: Own) -> tuple[Step, ...]:
    """What follows the reading of a form."""
    every = (_bodies, _addresses, _stakes, _owners, _links)
    queries = (*(make(dataset) for make in every), _measures(dataset, ground), *own.claims)
    return (
        Step("role", _ROLE, "what each record is, and whether it is read"),
        Step("body", _BODY, "organisations"),
        Step("address_of", _ADDRESS, "addresses as one text"),
        Step("addressed", _ADDRESSED, "and the organisations that have them"),
        Step("share", _SHARE, "shares as fractions"),
        Step("stake", _STAKE, "who owns what"),
        Step("link_ends", _LINK_ENDS, "other links, and whether organisations are at both ends"),
        Step("measure", _MEASURE, "measures, and on whom"),
        Step("wrong_rows", " UNION ALL ".join((_WRONG, *own.wrong)), "records that are not understood"),
        Step("dropped_rows", _DROPPED, "persons, vessels, aircraft, and what is about them"),
        Step("redacted", _REDACTED, "what the archive keeps"),
        Step("incoming", " UNION ALL ".join(queries).replace(_GRADE, grade), "what is said of organisations"),
    )


def _bodies(dataset: str) -> str:
    """Claims of organisations and securities, property by property."""
    renamed = " ".join(f"WHEN '{prop}' THEN '{ours}'" for prop, ours in PROPERTIES.items() if prop != ours)
    countries = "t.prop IN ('country', 'mainCountry', 'jurisdiction') AND length(t.value) = 2"
    codes = "t.prop IN ('isin', 'isinCode', 'leiCode', 'uscCode')"
    dates = f"t.prop IN ('incorporationDate', 'dissolutionDate') AND {day('trim(t.value)', '')} <> ''"
    return f"""
SELECT '{dataset}:' || t.id AS entity_id, r.schema AS schema, CASE t.prop {renamed} ELSE t.prop END AS prop,
       CASE WHEN {countries} OR {codes} THEN upper(trim(t.value)) WHEN {dates} THEN {day("trim(t.value)", "")}
            WHEN t.prop = 'issuer' THEN '{dataset}:' || t.value ELSE trim(t.value) END AS value,
       t.lang AS lang, '' AS original, 'row ' || t.row_number AS locator,
       '' AS source_url, '' AS stated_on, '' AS valid_from, '' AS valid_to,
       '{_GRADE}' AS grade
FROM told t JOIN role r ON r.id = t.id
WHERE r.role IN ('body', 'security') AND t.prop IN ({_KNOWN}) AND trim(t.value) <> ''
"""  # noqa: S608 - names of ours


def _addresses(dataset: str) -> str:
    rows = f"""(SELECT a.*, '{dataset}:' || a.id AS subject, b.schema, '' AS valid_from, '' AS valid_to, {_MADE}
                FROM addressed a JOIN body b ON b.id = a.id) AS a"""  # noqa: S608 - names of ours
    return claims(rows, [Saying("address", "address")])


def _dated() -> str:
    return f"{day('trim(start_as)', '')} AS valid_from, {day('trim(end_as)', '')} AS valid_to"


def _owner(dataset: str) -> str:
    """The id of an owner; a placeholder's is that of the stake, hashed."""
    return (
        f"CASE owner_kind WHEN 'body' THEN '{dataset}:' || owner_ref WHEN 'person' THEN '{dataset}:personal-owner-' || md5(id) "
        f"ELSE '{dataset}:unknown-owner-' || md5(id) END"
    )


def _stakes(dataset: str) -> str:
    rows = f"""(SELECT *, '{dataset}:' || id AS subject, 'Ownership' AS schema, {_dated()}, {_MADE}
                FROM stake WHERE of_body) AS s"""  # noqa: S608 - names of ours
    told = "CASE WHEN low IS NULL AND high IS NULL THEN percentage ELSE '' END"
    return claims(
        rows,
        [
            Saying("owner", _owner(dataset)),
            Saying("asset", f"'{dataset}:' || asset_ref"),
            Saying("shareLow", f"CASE WHEN low IS NULL THEN '' ELSE {plain_number('low')} END"),
            Saying("shareHigh", f"CASE WHEN high IS NULL THEN '' ELSE {plain_number('high')} END"),
            Saying("shareAsWritten", told),
            Saying("role", "CASE WHEN contains(lower(role_as), 'subsidiary') THEN 'subsidiary' ELSE '' END"),
            Saying("ownershipType", "CASE WHEN owner_kind = 'body' THEN role_as ELSE '' END"),
        ],
    )


def _owners(dataset: str) -> str:
    """The placeholders of owners who are persons, or whose record is not in the file."""
    rows = f"""(SELECT *, {_owner(dataset)} AS subject,
                       CASE owner_kind WHEN 'person' THEN 'PersonalOwner' ELSE 'UnknownOwner' END AS schema,
                       {_dated()}, {_MADE}
                FROM stake WHERE of_body AND owner_kind <> 'body') AS o"""  # noqa: S608 - names of ours
    return claims(
        rows,
        [
            Saying("ownerKind", "CASE owner_kind WHEN 'person' THEN 'a natural person' ELSE 'unknown' END"),
            Saying("reason", "CASE owner_kind WHEN 'person' THEN '' ELSE 'the record of the owner is not in the file' END"),
        ],
    )


def _links(dataset: str) -> str:
    rows = f"""(SELECT l.row_number, l.id, l.schema, l.role_as, t.prop, t.value, '{dataset}:' || l.id AS subject, {_dated()},
                       {_MADE}
                FROM link_ends l JOIN told t ON t.id = l.id WHERE l.of_bodies AND l.ends = 2) AS l"""  # noqa: S608 - names of ours
    ends = dict.fromkeys(end for pair in LINKS.values() for end in pair)
    sayings = [Saying(end, f"CASE WHEN prop = '{end}' THEN '{dataset}:' || value ELSE '' END") for end in ends]
    return claims(rows, [*sayings, Saying("role", "CASE WHEN prop = 'role' THEN value ELSE '' END")])


def _measures(dataset: str, ground: Ground) -> str:
    rows = f"""(SELECT *, '{dataset}:' || id AS subject, 'Sanction' AS schema, '' AS valid_from, {day("endDate_as", "")} AS valid_to,
                       {_MADE} FROM measure WHERE of_body) AS m"""  # noqa: S608 - names of ours
    own = {prop: prop for prop in _MEASURE_PROPS if prop not in {"entity", "status", "endDate"}}
    return claims(
        rows,
        [
            Saying("entity", f"'{dataset}:' || entity_as"),
            Saying("listedName", "name"),
            Saying("ground", f"'{ground.ground}'"),
            Saying("groundNote", f"'{ground.note}'"),
            Saying("status", "CASE WHEN endDate_as <> '' AND (seen = '' OR endDate_as <= seen) THEN 'inactive' ELSE 'active' END"),
            Saying("measureStatus", "status_as"),
            *(Saying(prop, f"upper({prop}_as)" if prop == "country" else f"{prop}_as") for prop in own),
        ],
    )
