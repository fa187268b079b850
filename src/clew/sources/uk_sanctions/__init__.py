"""Reader of the UK's lists: names by kind and strength, from XML, and from tables with a row for each name.

A name stands in six parts, of which the sixth comes last. Nobody has read the statements of reasons for clew, but for the one entry of
`_READ`; so every ground is `other`, with a note that says so.
"""

from clew.engine.plan import Step
from clew.sources.layouts.listed import cell, each, field, joined
from clew.sources.reading.cells import name, text, trimmed

_READ = (
    (
        r"(?i)public security bureau.*xinjiang production (and|&) construction corps|"
        r"xinjiang production (and|&) construction corps.*public security bureau"
    ),
    "systemic violations against Uyghurs and other minorities",
    (
        "The words are those of the government's press release “UK sanctions perpetrators of gross human rights violations in Xinjiang, "
        "alongside EU, Canada and US” of 22 March 2021, as a public forum reprints it (https://defence.pk/pdf/threads/"
        "uk-sanctions-perpetrators-of-gross-human-rights-violations-in-xinjiang-alongside-eu-canada-and-us.705607/); they name neither "
        "forced labour nor surveillance, and the statement of reasons was not read for clew"
    ),
)
"""Name of an entry of which words were read, those words, and where."""
_UNREAD = "nobody has read the statement of reasons of this entry for clew; it may concern the region or not"
_PREPARED = f"""
SELECT *, CASE WHEN regexp_matches(main_name, {text(_READ[0])}) THEN {text(_READ[1])} ELSE '' END AS ground_quote,
       CASE WHEN main_name = '' THEN '' WHEN regexp_matches(main_name, {text(_READ[0])}) THEN {text(_READ[2])} ELSE {text(_UNREAD)} END
       AS ground_note
FROM named
"""  # noqa: S608 - texts of ours
_MAIN, _OTHER, _FORMER = ("primary name",), ("primary name variation", "alias", "aka"), ("fka",)
"""Kinds of names, in small letters: the publisher writes them in six ways."""
_WEAK = "low"
_ORDER = (1, 2, 3, 4, 5, 6)


def _of(kinds: tuple[str, ...]) -> str:
    """Kinds as a list of SQL."""
    return ", ".join(f"'{kind}'" for kind in kinds)


_KINDS = _of((*_MAIN, *_OTHER, *_FORMER))
_NAME = joined([field(f'Name{number}."$"') for number in _ORDER], " ")
_KIND, _STRENGTH = f"lower({field('NameType.' + chr(34) + '$' + chr(34))})", f"lower({field('AliasStrength.' + chr(34) + '$' + chr(34))})"
_NATIVE, _LANGUAGE = field('NameNonLatinScript."$"'), field('NonLatinScriptLanguage."$"')
_ADDRESS = joined([*(field(f'AddressLine{number}."$"') for number in _ORDER), field('AddressPostalCode."$"'), field('AddressCountry."$"')])
_REGISTERED = "json_extract(nullif(entities, ''), '$[0].BusinessRegistrationNumbers.BusinessRegistrationNumber')"
_XML = {
    "main_name": f"coalesce({each('names', _NAME, f'{_KIND} IN ({_of(_MAIN)})')}[1], '')",
    "other_names": f"""concat_ws('␞', {cell(each("names", _NAME, f"{_KIND} IN ({_of(_OTHER)}) AND NOT contains({_STRENGTH}, '{_WEAK}')"))},
    {cell(each("native_names", _NATIVE, f"{_LANGUAGE} <> 'Chinese'"))})""",
    "chinese_names": cell(each("native_names", _NATIVE, f"{_LANGUAGE} = 'Chinese'")),
    "weak_names": cell(each("names", _NAME, f"{_KIND} IN ({_of(_OTHER)}) AND contains({_STRENGTH}, '{_WEAK}')")),
    "former_names": cell(each("names", _NAME, f"{_KIND} IN ({_of(_FORMER)})")),
    "odd_name_kinds": cell(each("names", _KIND, f"{_KIND} NOT IN ({_KINDS})")),
    "address_texts": cell(each("addresses", _ADDRESS)),
    "countries": cell(each("addresses", field('AddressCountry."$"'))),
    "register_numbers": cell(each(f"CAST({_REGISTERED} AS VARCHAR)", field('"$"'))),
}
_READ_XML = f"SELECT *, {', '.join(f'{sql} AS {column}' for column, sql in _XML.items())} FROM raw"  # noqa: S608 - names of ours


# The archived copy holds what was read, and nothing beside it.
_NAMED_XML = """
SELECT * REPLACE (concat_ws('␞', main_name, other_names, weak_names, former_names) AS names, chinese_names AS native_names,
                  address_texts AS addresses, register_numbers AS entities)
FROM listed
"""


def _table(columns: dict[str, str], kind: str, strength: str, native: tuple[str, str]) -> tuple[Step, ...]:
    """The steps of a table with a row for each name."""
    whole = joined([trimmed(f"Name {number}") for number in _ORDER], " ")
    named, weak = f"lower({trimmed(kind)})", f"contains(lower({trimmed(strength)}), '{_WEAK}')"
    chinese = f"{trimmed(native[1])} = 'Chinese'"
    own = {
        "main_name": f"CASE WHEN {named} IN ({_of(_MAIN)}) THEN {whole} ELSE '' END",
        "other_names": f"""concat_ws('␞', CASE WHEN {named} IN ({_of(_OTHER)}) AND NOT {weak} THEN {whole} ELSE '' END,
        CASE WHEN {chinese} THEN '' ELSE {trimmed(native[0])} END)""",
        "chinese_names": f"CASE WHEN {chinese} THEN {trimmed(native[0])} ELSE '' END",
        "weak_names": f"CASE WHEN {named} IN ({_of(_OTHER)}) AND {weak} THEN {whole} ELSE '' END",
        "former_names": f"CASE WHEN {named} IN ({_of(_FORMER)}) THEN {whole} ELSE '' END",
        "odd_name_kinds": f"CASE WHEN {named} IN ({_KINDS}) THEN '' ELSE {named} END",
        **columns,
    }
    select = f"SELECT *, {', '.join(f'{sql} AS {column}' for column, sql in own.items())} FROM raw"  # noqa: S608 - names of ours
    return (
        Step("named", select, "the name of each row, by kind and strength"),
        Step("prepared", _PREPARED, "and the ground, as far as anybody has read of it"),
    )


_CSV = {
    "number": name("Unique ID"),
    "kind": name("Designation Type"),
    "regime": name("Regime Name"),
    "un": name("UN Reference Number"),
    "designated": name("Date Designated"),
    "updated": name("Last Updated"),
    "measures": name("Sanctions Imposed"),
    "address_texts": joined(
        [*(trimmed(f"Address Line {number}") for number in _ORDER), trimmed("Address Postal Code"), trimmed("Address Country")]
    ),
    "countries": name("Address Country"),
    "register_numbers": name("Business registration number (s)"),
}
_CONLIST = {
    "number": f"'ofsi-' || {trimmed('Group ID')}",
    "kind": name("Group Type"),
    "un": "''",
    "designated": f"coalesce(nullif({trimmed('UK Sanctions List Date Designated')}, ''), {trimmed('Listed On')})",
    "updated": name("Last Updated"),
    "measures": "''",
    "address_texts": joined([trimmed(f"Address {number}") for number in _ORDER] + [trimmed("Post/Zip Code"), trimmed("Country")]),
    "countries": name("Country"),
    "register_numbers": "''",
}

STEPS = {
    "xml": (
        Step("listed", _READ_XML, "names by kind and strength, addresses as one text each"),
        Step("named", _NAMED_XML, "and nothing else of them"),
        Step("prepared", _PREPARED, "and the ground, as far as anybody has read of it"),
    ),
    "csv": _table(_CSV, "Name type", "Alias strength", ("Name non-latin script", "Non-latin script language")),
    "conlist": _table(_CONLIST, "Alias Type", "Alias Quality", ("Name Non-Latin Script", "Non-Latin Script Language")),
}
"""Form → what prepares its rows."""
