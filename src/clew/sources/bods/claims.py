"""What entities and interests say, as claims."""

from clew.sources.layouts.said import Saying, claims
from clew.sources.reading.cells import country, day

_ROWS = """
(SELECT *, 'bods:' || regexp_replace(record, '[\\s#]+', '-', 'g') AS subject, said AS stated_on, '' AS valid_from,
        CASE status WHEN 'closed' THEN said ELSE '' END AS valid_to,
        CASE type WHEN 'registeredEntity' THEN 'Company' WHEN 'legalEntity' THEN 'Organization' WHEN 'arrangement' THEN 'Organization'
             WHEN 'state' THEN 'PublicBody' WHEN 'stateBody' THEN 'PublicBody' ELSE 'UnknownOwner' END AS schema
 FROM current_entity) AS e
"""


def _text(*places: str) -> str:
    """The first of several places of the details that holds a text."""
    found = (f"json_extract_string(details, '$.{place}')" for place in places)
    return f"coalesce({', '.join(found)}, '')"


def _each(place: str, word: str, kept: str = "true") -> str:
    """A list: a word of each object of a list of the details for which something holds."""
    objects = f"from_json(coalesce(json_extract(details, '$.{place}'), '[]'), '[\"JSON\"]')"
    return f"list_transform(list_filter({objects}, lambda one: {kept}), lambda one: {word})"


_SCHEME = "coalesce(one ->> '$.scheme', one ->> '$.schemeName', '')"
_LEI = "(one ->> '$.scheme') = 'XI-LEI'"
_WRITTEN = "CASE WHEN json_type(one, '$.country') = 'VARCHAR' THEN one ->> '$.country' END"
"""A country of 0.2, which is a text; later ones have a name and a code."""
_ADDRESS = f"""
concat_ws(', ', one ->> '$.address', coalesce(one ->> '$.postCode', one ->> '$.postcode'),
          coalesce(one ->> '$.country.name', one ->> '$.country.code', {_WRITTEN}))
"""
_CODE = f"coalesce(one ->> '$.country.code', {_WRITTEN}, one ->> '$.country.name')"
_JURISDICTION = _text("jurisdiction.code", "incorporatedInJurisdiction.code", "jurisdiction.name", "incorporatedInJurisdiction.name")
_SECURITY = "publicListing.securitiesListings"
_ENTITIES = claims(
    _ROWS,
    [
        Saying("name", _text("name")),
        Saying("alias", "from_json(coalesce(json_extract(details, '$.alternateNames'), '[]'), '[\"VARCHAR\"]')", several=True),
        Saying("classification", "type"),
        Saying("reason", "reason"),
        Saying("jurisdiction", _JURISDICTION),
        Saying("incorporationDate", day(_text("foundingDate"), "")),
        Saying("dissolutionDate", day(_text("dissolutionDate"), "")),
        Saying("leiCode", _each("identifiers", "upper(one ->> '$.id')", _LEI), several=True),
        Saying("registrationNumber", _each("identifiers", "one ->> '$.id'", f"NOT coalesce({_LEI}, false)"), several=True),
        Saying("registrationAuthority", _each("identifiers", _SCHEME, f"NOT coalesce({_LEI}, false)"), several=True),
        Saying("address", _each("addresses", _ADDRESS), several=True),
        Saying("country", _each("addresses", country(f"coalesce({_CODE}, '')")), several=True),
        Saying(
            "isinCode", _each(_SECURITY, "upper(one ->> '$.security.id')", "lower(one ->> '$.security.idScheme') = 'isin'"), several=True
        ),
        Saying("ticker", _each(_SECURITY, "one ->> '$.security.ticker'"), several=True),
    ],
)
_VOTES = "kind_now = 'votingRights'"
_SHARES = "kind_now = 'shareholding'"
_INTERESTS = claims(
    "interest",
    [
        Saying("owner", "CASE WHEN schema = 'Ownership' THEN owner ELSE '' END"),
        Saying("asset", "CASE WHEN schema = 'Ownership' THEN asset ELSE '' END"),
        Saying("holder", "CASE WHEN schema <> 'Ownership' THEN owner ELSE '' END"),
        Saying("entity", "CASE WHEN schema <> 'Ownership' THEN asset ELSE '' END"),
        Saying("shareLow", f"CASE WHEN {_SHARES} THEN share_low ELSE '' END"),
        Saying("shareHigh", f"CASE WHEN {_SHARES} THEN share_high ELSE '' END"),
        Saying("votesLow", f"CASE WHEN {_VOTES} THEN share_low ELSE '' END"),
        Saying("votesHigh", f"CASE WHEN {_VOTES} THEN share_high ELSE '' END"),
        Saying("interest", "kind_now"),
        Saying("ownershipType", "level"),
        Saying("beneficial", "CASE beneficial WHEN 'true' THEN 'yes' WHEN 'false' THEN 'no' ELSE '' END"),
        Saying("reason", "CASE WHEN owner_kind = 'unknown' THEN owner_reason ELSE '' END"),
    ],
)
_OWNER_KIND = "CASE WHEN owner_kind = 'personal' THEN 'a natural person' WHEN owner_type <> '' THEN owner_type ELSE 'unknown' END"
# One placeholder for each ownership statement: two statements about one person cannot be joined by it.
_PLACEHOLDERS = claims(
    """(SELECT * REPLACE (owner AS subject, CASE owner_kind WHEN 'personal' THEN 'PersonalOwner' ELSE 'UnknownOwner' END AS schema)
        FROM interest WHERE owner_kind <> 'entity' AND number = 1) AS p""",
    [
        Saying(
            "ownerKind",
            "CASE WHEN owner_kind = 'personal' THEN 'a natural person' WHEN owner_type <> '' THEN owner_type ELSE 'unknown' END",
        ),
        Saying("reason", "CASE WHEN owner_kind = 'unknown' THEN owner_reason ELSE '' END"),
    ],
)
CLAIMS = f"{_ENTITIES} UNION ALL {_INTERESTS} UNION ALL {_PLACEHOLDERS}"
"""Query of all claims."""
