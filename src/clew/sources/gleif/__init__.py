"""Reader of GLEIF's Level 1 data, who is who by LEI: LEI-CDF as CSV, XML and JSON, all brought into one set of columns.

Sole proprietors are private individuals with a business of their own: the card drops and counts them.
"""

from clew.engine.plan import Step
from clew.sources.reading.cells import name, trimmed

_BETWEEN = "␞"
"""Between several names of one cell; the card splits at it."""
_PARTS = ("FirstAddressLine", "AdditionalAddressLine", "City", "Region", "PostalCode", "Country")
_OTHER_NAMES = range(1, 6)
_FORMER = ("PREVIOUS_LEGAL_NAME",)


def _address(cells: list[str]) -> str:
    """The parts of an address as one text."""
    parts = ", ".join(f"nullif({cell}, '')" for cell in cells)
    return f"concat_ws(', ', {parts})"


def _cdf(prefix: str) -> list[str]:
    """The columns of an address in CDF."""
    return [trimmed(f"{prefix}.{part}") for part in _PARTS if part != "AdditionalAddressLine"]


def _listed(pairs: list[tuple[str, str]], *, former: bool) -> str:
    """Names of one kind, of columns with a name and columns with its kind."""
    sign = "=" if former else "<>"
    cells = (f"CASE WHEN {name(kind)} {sign} '{_FORMER[0]}' THEN nullif({trimmed(column)}, '') END" for column, kind in pairs)
    return f"concat_ws('{_BETWEEN}', {', '.join(cells)})"


_CSV_NAMES = [
    (f"Entity.{group}.{group[:-1]}.{number}", f"Entity.{group}.{group[:-1]}.{number}.type")
    for group in ("OtherEntityNames", "TransliteratedOtherEntityNames")
    for number in _OTHER_NAMES
]
_CSV = f"""
SELECT *, {_address(_cdf("Entity.LegalAddress"))} AS legal_address, {_address(_cdf("Entity.HeadquartersAddress"))} AS seat_address,
       {_listed(_CSV_NAMES, former=False)} AS other_names, {_listed(_CSV_NAMES, former=True)} AS former_names
FROM raw
"""  # noqa: S608 - names of ours
_SUBSET_PARTS = ("first_address_line", "city", "region", "postal_code", "country")
_LEGAL, _SEAT = (_address([trimmed(f"entity_{kind}_address_{part}") for part in _SUBSET_PARTS]) for kind in ("legal", "headquarters"))
_SUBSET = f"""
SELECT *, {_LEGAL} AS legal_address, {_SEAT} AS seat_address, '' AS other_names, '' AS former_names FROM raw
"""  # noqa: S608 - names of ours
# A name is `{{"$": …, "@type": …}}` in the golden copy and in XML, and `{{"OtherEntityName": …, "type": …}}` in plain JSON.
_NAMES = """
array_to_string(list_filter(list_transform(coalesce(from_json(nullif(names, ''), '["JSON"]'), []), lambda one:
  CASE WHEN (coalesce(one ->> '$."@type"', one ->> '$.type', '') = 'PREVIOUS_LEGAL_NAME') = {former}
       THEN coalesce(one ->> '$."$"', one ->> '$.OtherEntityName', one ->> '$.TransliteratedOtherEntityName') END),
  lambda one: one IS NOT NULL), '{between}')
"""
# One line may stand there without a list around it.
_LINES = """
CASE WHEN starts_with({lines}, '[') AND json_valid({lines})
     THEN array_to_string(list_filter(list_transform(from_json({lines}, '["JSON"]'), lambda one:
       coalesce(one ->> '$."$"', one ->> '$')), lambda one: one IS NOT NULL), ', ') ELSE {lines} END
"""


def _object_address(kind: str) -> str:
    """The address of an object."""
    return _address(
        [_LINES.format(lines=f"{kind}_lines") if part == "AdditionalAddressLine" else trimmed(f"{kind}_{part}") for part in _PARTS]
    )


_OBJECTS = f"""
SELECT *, {_object_address("legal")} AS legal_address, {_object_address("seat")} AS seat_address,
       {_NAMES.format(former="false", between=_BETWEEN)} AS other_names, {_NAMES.format(former="true", between=_BETWEEN)} AS former_names
FROM raw
"""  # noqa: S608 - names of ours
_COLUMNS = {
    "lei": ("LEI", "lei"),
    "legal_name": ("Entity.LegalName", "entity_legal_name"),
    "name_language": ("Entity.LegalName.xmllang", ""),
    "category": ("Entity.EntityCategory", "entity_entity_category"),
    "status": ("Entity.EntityStatus", "entity_entity_status"),
    "legal_form": ("Entity.LegalForm.EntityLegalFormCode", "entity_legal_form_entity_legal_form_code"),
    "jurisdiction": ("Entity.LegalJurisdiction", "entity_legal_jurisdiction"),
    "created": ("Entity.EntityCreationDate", "entity_entity_creation_date"),
    "authority": ("Entity.RegistrationAuthority.RegistrationAuthorityID", ""),
    "number": ("Entity.RegistrationAuthority.RegistrationAuthorityEntityID", ""),
    "registration": ("Registration.RegistrationStatus", "registration_registration_status"),
    "updated": ("Registration.LastUpdateDate", "registration_last_update_date"),
    "country": ("Entity.LegalAddress.Country", "entity_legal_address_country"),
}
"""The reader's column → that of the CSV, and that of the table with the names of a database; objects are cut into the reader's own."""
_NONE = "''"
_LANGUAGES = (
    "ar=ara bg=bul ca=cat cs=ces da=dan de=deu el=ell en=eng es=spa et=est fa=fas fi=fin fr=fra ga=gle he=heb hi=hin hr=hrv hu=hun is=isl "
    "it=ita ja=jpn kk=kaz ko=kor lt=lit lv=lav mk=mkd mt=mlt nl=nld no=nor pl=pol pt=por ro=ron ru=rus sk=slk sl=slv sq=sqi sr=srp sv=swe "
    "th=tha tr=tur uk=ukr vi=vie zh=zho"
)
"""ISO 639-1 as the files write it, and 639-3 as claims have it; a language that is not here is not told."""
_WORDS = " ".join(f"WHEN '{pair[:2]}' THEN '{pair[3:]}'" for pair in _LANGUAGES.split())
_LANG = f"CASE lower(substr(name_language, 1, 2)) {_WORDS} ELSE '' END"
_SCHEMA = """
CASE category WHEN 'RESIDENT_GOVERNMENT_ENTITY' THEN 'PublicBody' WHEN 'INTERNATIONAL_ORGANIZATION' THEN 'Organization' ELSE 'Company' END
"""


_PREPARED = f"""
SELECT * REPLACE (CASE WHEN seat_address = legal_address THEN '' ELSE seat_address END AS seat_address),
       {_SCHEMA} AS schema, {_LANG} AS name_lang
FROM named
"""  # noqa: S608 - names of ours


def _steps(prepared: str, place: int | None) -> tuple[Step, ...]:
    """One text an address, other names apart from former ones, and the reader's columns."""
    if place is None:
        cells = ["legal_Country AS country"]
    else:
        own = {column: given[place] for column, given in _COLUMNS.items() if given[place] != column}
        cells = [f"{name(given) if given else _NONE} AS {name(column)}" for column, given in own.items()]
    renamed = f"SELECT *, {', '.join(cells)} FROM addressed"  # noqa: S608 - names of ours
    return (
        Step("addressed", prepared, "one text an address, other names apart from former ones"),
        Step("named", renamed, "the same columns for every form"),
        Step("prepared", _PREPARED, "what kind of body it is, and its seat where that is not its legal address"),
    )


STEPS = {"csv": _steps(_CSV, 0), "subset": _steps(_SUBSET, 1), "objects": _steps(_OBJECTS, None), "array": _steps(_OBJECTS, None)}
"""Form → what prepares its rows."""
