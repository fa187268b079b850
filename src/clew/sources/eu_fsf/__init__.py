"""Reader of the EU's financial sanctions: names by strength and language, numbers by kind; as XML, and as CSV with a row for each name.

Nobody has read the notices of the list for clew, but for the one entry of `_READ`; so every ground is `other`, with a note that says so.
"""

from clew.engine.plan import Step
from clew.sources.layouts.listed import cell, each, field, joined
from clew.sources.reading.cells import name, text, trimmed

_READ = (
    r"(?i)xinjiang production (and|&) construction corps.*public security bureau",
    "is responsible for serious human rights violations in China, in particular large-scale arbitrary detentions and degrading treatment",
    (
        "The words are those of the Council as South China Morning Post quotes them on 22 March 2021 "
        "(https://www.scmp.com/news/china/diplomacy/article/3126487/xinjiang-eu-hits-china-first-sanctions-tiananmen-square); "
        "they name neither forced labour nor surveillance, and the legal act itself was not read for clew"
    ),
)
"""Name of an entry of which words were read, those words, and where."""
_UNREAD = "nobody has read the notice of this entry for clew; it may concern the region or not"
_GROUND = f"""
SELECT *, CASE WHEN regexp_matches(main_name, {text(_READ[0])}) THEN {text(_READ[1])} ELSE '' END AS ground_quote,
       CASE WHEN main_name = '' THEN '' WHEN regexp_matches(main_name, {text(_READ[0])}) THEN {text(_READ[2])} ELSE {text(_UNREAD)} END
       AS ground_note
FROM named
"""  # noqa: S608 - texts of ours
_NAME, _STRONG, _LANGUAGE = field('"@wholeName"'), field('"@strong"'), field('"@nameLanguage"')
_CODE, _KIND, _NUMBER = field('"@identificationTypeCode"'), field('"@identificationTypeDescription"'), field('"@number"')
_COUNTRY = field('"@countryIso2Code"')
_PARTS = ("poBox", "street", "place", "city", "region", "zipCode", "countryIso2Code")
_PLAIN = each("names", _NAME, f"{_STRONG} <> 'false' AND {_LANGUAGE} IN ('', 'EN')")
_ADDRESS = joined([f"nullif({field(chr(34) + '@' + part + chr(34))}, '00')" for part in _PARTS])
_XML = {
    "main_name": f"coalesce({_PLAIN}[1], {each('names', _NAME)}[1], '')",
    "strong_names": each("names", _NAME, f"{_STRONG} <> 'false' AND {_LANGUAGE} <> 'ZH'"),
    "chinese_names": cell(each("names", _NAME, f"{_STRONG} <> 'false' AND {_LANGUAGE} = 'ZH'")),
    "weak_names": cell(each("names", _NAME, f"{_STRONG} = 'false'")),
    "address_texts": cell(each("addresses", _ADDRESS)),
    "countries": cell(each("addresses", _COUNTRY, f"{_COUNTRY} <> '00'")),
    "register_numbers": cell(each("identifiers", _NUMBER, f"{_CODE} = 'regnumber'")),
    "tax_numbers": cell(each("identifiers", _NUMBER, f"{_CODE} = 'taxid'")),
    "bic_codes": cell(each("identifiers", _NUMBER, f"{_KIND} = 'SWIFT BIC'")),
    "programmes": cell(each("regulations", field('"@programme"'))),
    "acts": cell(each("regulations", field('"@numberTitle"'))),
}
_READ_XML = f"SELECT *, {', '.join(f'{sql} AS {column}' for column, sql in _XML.items())} FROM raw"  # noqa: S608 - names of ours
# The archived copy holds what was read, and not the remarks and functions beside it, which name persons.
_NAMED_XML = f"""
SELECT * EXCLUDE (strong_names) REPLACE (
         array_to_string([main_name, chinese_names, weak_names], '␞') AS names, address_texts AS addresses,
         concat_ws('␞', register_numbers, tax_numbers, bic_codes) AS identifiers, acts AS regulations),
       {cell("list_filter(strong_names, lambda said: said <> main_name)")} AS other_names FROM listed
"""  # noqa: S608 - names of ours
_CSV_PARTS = ("PoBox", "Street", "Place", "City", "Region", "ZipCode", "CountryIso2Code")
_WHOLE, _SPOKEN = trimmed("NameAlias_WholeName"), trimmed("NameAlias_NameLanguage")
_TYPE, _TYPED, _NUMBERED = trimmed("Identification_TypeCode"), trimmed("Identification_TypeDescription"), trimmed("Identification_Number")
_OF_COUNTRY = trimmed("Address_CountryIso2Code")
_CSV = {
    "number": name("Entity_LogicalId"),
    "kind": f"coalesce(nullif({trimmed('Entity_SubjectType')}, ''), {trimmed('Entity_SubjectType_ClassificationCode')})",
    "reference": name("Entity_EU_ReferenceNumber"),
    "un": name("Entity_UnitedNationId"),
    "designated": name("Entity_DesignationDate"),
    "programmes": name("Entity_Regulation_Programme"),
    "acts": name("Entity_Regulation_NumberTitle"),
    "address_texts": joined([f"nullif({trimmed(f'Address_{part}')}, '00')" for part in _CSV_PARTS]),
    "countries": f"coalesce(nullif({_OF_COUNTRY}, '00'), '')",
    "register_numbers": f"CASE WHEN {_TYPE} = 'regnumber' THEN {_NUMBERED} ELSE '' END",
    "tax_numbers": f"CASE WHEN {_TYPE} = 'taxid' THEN {_NUMBERED} ELSE '' END",
    "bic_codes": f"CASE WHEN {_TYPED} = 'SWIFT BIC' THEN {_NUMBERED} ELSE '' END",
    "chinese_names": f"CASE WHEN {_SPOKEN} = 'ZH' THEN {_WHOLE} ELSE '' END",
    "weak_names": "''",
    # The first name of an entry is its main one; the table does not say how strong a name is.
    "nth": f"row_number() OVER (PARTITION BY {name('Entity_LogicalId')}, {_WHOLE} = '' OR {_SPOKEN} = 'ZH' ORDER BY row_number)",
}
_READ_CSV = f"SELECT *, {', '.join(f'{sql} AS {column}' for column, sql in _CSV.items())} FROM raw"  # noqa: S608 - names of ours
_NAMED_CSV = f"""
SELECT *, CASE WHEN nth = 1 AND {_SPOKEN} <> 'ZH' THEN {_WHOLE} ELSE '' END AS main_name,
       CASE WHEN nth > 1 AND {_SPOKEN} <> 'ZH' THEN {_WHOLE} ELSE '' END AS other_names
FROM listed
"""  # noqa: S608 - names of ours


def _steps(listed: str, named: str) -> tuple[Step, ...]:
    """Lists of an entry as cells, its main name apart, and what was read of its ground."""
    return (
        Step("listed", listed, "names, addresses and numbers, each as a list"),
        Step("named", named, "the main name apart from the others"),
        Step("prepared", _GROUND, "and the ground, as far as anybody has read of it"),
    )


STEPS = {"xml": _steps(_READ_XML, _NAMED_XML), "csv": _steps(_READ_CSV, _NAMED_CSV)}
"""Form → what prepares its rows."""
