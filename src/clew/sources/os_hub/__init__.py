"""Reader of Open Supply Hub: locations, and links to those who name them as their suppliers.

Who names a location need not buy from it: auditors and initiatives name thousands. A link is made where the index calls the contributor a
brand, or where the title of its list says that the list is one of suppliers; the latter is an inference, and graded as one. Coordinates and
head-counts are not read: a location is an address, and where that is, is told from the gazetteer.
"""

from clew.engine.plan import Step
from clew.sources.layouts.claimed import NOTHING_DROPPED, Says, claims_of
from clew.sources.layouts.listed import field
from clew.sources.reading.cells import country, day, name, subject_id, trimmed

_GRADE, _INFERRED = "G2", "G5"
_OF_SUPPLIERS = (
    r"(?i)supplier|vendor|factory list|factories|manufacturing (list|sites|partners)|tier ?[1-4]|production (sites|units|facilities)"
)
"""Words in the title of a list by which it is one of suppliers."""
_NAMELESS = r"(?i)^(an?|one|some|[0-9]+) (academic|auditor|brand|civil|contributor|facility|factory|manufactur|multi|other|service|union)"
"""What stands in the place of a contributor that does not want to be named."""
_OS_ID = "[A-Z]{2}[0-9]{7}[0-9A-Z]{6}"
_FACILITY = subject_id("os_hub", "{os_id}")
_CONTRIBUTOR = subject_id("os_hub", "contributor-{contributor}")
_LINK = f"{_FACILITY} || '#supply-' || substr({_CONTRIBUTOR}, {len('os_hub:contributor-') + 1})"

_NAMED = f"""
SELECT * REPLACE (CASE WHEN regexp_matches(contributor, '{_NAMELESS}') THEN '' ELSE contributor END AS contributor) FROM (
  SELECT row_number, table_title, os_id, contribution_date, trim(regexp_replace(one, '[(][^()]*[)] *$', '')) AS contributor,
         regexp_extract(one, '[(]([^()]*)[)] *$', 1) AS list_name
  FROM (SELECT *, unnest(string_split({name("contributor (list)")}, '|')) AS one FROM raw WHERE {trimmed("contributor (list)")} <> '') AS r
) AS s
"""  # noqa: S608 - patterns of ours
_LISTS = ("sector", "facility_type", "processing_type", "product_type", "parent_company")
_PROPS = ("sector", "facilityType", "processingType", "products", "parentName")
_SEVERAL = f"""
SELECT row_number, table_title, os_id, contribution_date, kind, trim(unnest(string_split(cell, '|'))) AS one FROM (
  {
    " UNION ALL ".join(
        f"SELECT row_number, table_title, os_id, contribution_date, '{prop}' AS kind, {column} AS cell FROM raw"
        for column, prop in zip(_LISTS, _PROPS, strict=True)
    )
}
) AS r WHERE cell <> ''
"""  # noqa: S608 - names of ours
_STATED = day(trimmed("contribution_date"), "")


def _facility(prop: str, value: str, when: str = "true") -> Says:
    """A property of a location."""
    return Says(_FACILITY, "Facility", prop, value, when, stated=_STATED)


def _link(prop: str, value: str, when: str, grade: str) -> Says:
    """A property of a link."""
    return Says(_LINK, "SupplyLink", prop, value, f"contributor <> '' AND {when}", stated=_STATED, grade=grade)


_SINGLE = (
    _facility("name", trimmed("name")),
    _facility("address", trimmed("address")),
    _facility("country", country(trimmed("country_code"))),
    _facility("osId", f"CASE WHEN regexp_full_match(os_id, '{_OS_ID}') THEN os_id ELSE '' END"),
    _facility("status", "'closed'", f"lower({trimmed('is_closed')}) = 'true'"),
)
_OF_LISTS = tuple(_facility(prop, "one", f"kind = '{prop}'") for prop in _PROPS)


def _links(when: str, grade: str) -> tuple[Says, ...]:
    """The links of contributors, and who names a location."""
    return (
        _facility("contributor", "contributor"),
        _link("supplier", _FACILITY, when, grade),
        _link("customer", _CONTRIBUTOR, when, grade),
        _link("listName", "list_name", when, grade),
        Says(_CONTRIBUTOR, "Company", "name", "contributor", f"contributor <> '' AND {when}"),
    )


def _incoming(links: tuple[Says, ...]) -> str:
    """All claims."""
    parts = (claims_of("located", _SINGLE, _GRADE), claims_of("several", _OF_LISTS, _GRADE), claims_of("named", links, _GRADE))
    return "\nUNION ALL\n".join(parts)


_TEXTS = {"sector": "sector", "facilityType": "facility_types", "processingType": "processing_types", "products": "products"}
_OTHERS = {**_TEXTS, "parentName": "parents", "alias": "other_names", "native": "native_names"}
_TEXTS_OF = """
SELECT row_number, table_title, id AS os_id, created AS contribution_date, name AS own_name, '{prop}' AS kind,
       unnest(from_json(nullif({column}, ''), '["VARCHAR"]')) AS one
FROM raw
"""
_INDEX_LISTS = " UNION ALL ".join(_TEXTS_OF.format(prop=prop, column=column) for prop, column in _OTHERS.items())
_INDEX_NAMED = f"""
SELECT row_number, table_title, os_id, contribution_date, {field("name")} AS contributor, {field("contrib_type")} AS contributor_type,
       '' AS list_name
FROM (SELECT row_number, table_title, id AS os_id, created AS contribution_date,
             unnest(from_json(nullif(contributors, ''), '["JSON"]')) AS one FROM raw) AS r
"""  # noqa: S608 - names of ours
_INDEX_SAID = (*_OF_LISTS, _facility("alias", "one", "kind IN ('alias', 'native') AND one <> own_name"))
_DROPPED = Step("dropped_rows", NOTHING_DROPPED, "nothing is left out")

STEPS = {
    "download": (
        Step("named", _NAMED, "a row for each contributor that names a location, with the title of its list"),
        Step("several", _SEVERAL, "and for each of several values of a cell"),
        Step("located", "SELECT * FROM raw", "the locations"),
        Step("incoming", _incoming(_links(f"regexp_matches(list_name, '{_OF_SUPPLIERS}')", _INFERRED)), "what is said of them"),
        _DROPPED,
    ),
    "index": (
        Step("named", _INDEX_NAMED, "a row for each contributor that names a location"),
        Step("several", _INDEX_LISTS, "and for each of several values of a cell"),
        Step("located", "SELECT *, id AS os_id, created AS contribution_date FROM raw", "the locations"),
        Step(
            "incoming",
            "\nUNION ALL\n".join(
                (
                    claims_of("located", _SINGLE, _GRADE),
                    claims_of("several", _INDEX_SAID, _GRADE),
                    claims_of("named", _links("contributor_type = 'Brand/Retailer'", _GRADE), _GRADE),
                )
            ),
            "what is said of them",
        ),
        _DROPPED,
    ),
}
"""Form → the queries that make its claims; a contributor's list needs none."""
