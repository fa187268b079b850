"""Reader of the gazetteer: places with their names in English, pinyin, Chinese and Uyghur, and the codes of their post and telephone."""

import re
from collections.abc import Collection, Iterator

from clew.errors import Fault, UnexpectedContentError
from clew.model.claim import Claim
from clew.sources.reading.tables import Form, TableRow, Tables

COLUMNS = (
    "key",
    "level",
    "code",
    "parent",
    "name_en",
    "pinyin",
    "name_zh",
    "name_ug",
    "name_ug_reason",
    "aliases_en",
    "aliases_zh",
    "former_names",
    "lat",
    "lon",
    "geonameid",
    "sources",
)
LEVELS = ("region", "prefecture", "county", "xpcc_city")
_FORM = Form(COLUMNS, required=("key", "level", "code", "name_zh"), codes={"level": LEVELS}, key=("key",))
CODE_COLUMNS = ("key", "postcode", "postcode_reason", "area_code", "area_code_reason", "division", "sources")
_CODES = Form(CODE_COLUMNS, required=("key", "sources"), key=("key",))
_SHAPES = {"postcode": re.compile(r"8[34]\d{4}"), "area_code": re.compile(r"09\d\d"), "division": re.compile(r"[1-9]|1[0-4]")}
"""What a code of the region looks like; an empty one says why in its column of reasons, where it has one."""
_CODES_SAID = (("postalCode", "postcode", "G3"), ("areaCode", "area_code", "G3"), ("xpccDivision", "division", "G3"))
# Chinese names, levels and codes are those of the National Bureau of Statistics; the rest is compiled from GeoNames and other tables.
_SAID = (
    ("name", "name_zh", "zho", "G1"),
    ("name", "name_en", "eng", "G3"),
    ("name", "name_ug", "uig", "G3"),
    ("pinyin", "pinyin", "zho", "G3"),
    ("alias", "aliases_en", "", "G3"),
    ("alias", "aliases_zh", "zho", "G3"),
    ("previousName", "former_names", "", "G3"),
    ("level", "level", "", "G1"),
    ("divisionCode", "code", "", "G1"),
    ("latitude", "lat", "", "G3"),
    ("longitude", "lon", "", "G3"),
    ("geonameId", "geonameid", "", "G3"),
)
"""Property, column, language and grade."""


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `places.csv` and `codes.csv`.

    Raises:
        UnexpectedContentError: a column or level that is not known, an empty cell that must be filled, a parent that is no place, or a code
            that is none of the region or of no place.
    """
    rows = tables.rows("places.csv", _FORM)
    keys = {"", *(row["key"] for row in rows)}
    faults = [
        row.fault(f"the place “{row['parent']}” is not in the table", "Add it, or name another parent.", "parent")
        for row in rows
        if row["parent"] not in keys
    ]
    codes = tables.rows("codes.csv", _CODES)
    faults += [fault for row in codes for fault in _code_faults(row, keys)]
    if faults:
        raise UnexpectedContentError(*faults)
    for row in rows:
        yield from _place(tables.dataset, row)
    for row in codes:
        yield from _codes(tables.dataset, row)


def _place(dataset: str, row: TableRow) -> Iterator[Claim]:
    """What is said of one place."""
    subject, place = f"{dataset}:{row['key']}", f"{row.locator} ({row['sources']})"
    for prop, column, lang, grade in _SAID:
        for value in row.several(column):
            yield Claim(subject, "Place", prop, value, lang, locator=place, grade=grade)
    if row["parent"]:
        yield Claim(subject, "Place", "parent", f"{dataset}:{row['parent']}", locator=place)


def _code_faults(row: TableRow, keys: Collection[str]) -> Iterator[Fault]:
    """What is wrong with a row of codes."""
    if row["key"] not in keys:
        yield row.fault(f"the place “{row['key']}” is not in places.csv", "Add it, or name another place.", "key")
    for column, shape in _SHAPES.items():
        if row[column] and not shape.fullmatch(row[column]):
            yield row.fault(f"“{row[column]}” is no {column} of the region", "Mend it, or leave it empty and say why.", column)
        if column != "division" and not row[column] and not row[f"{column}_reason"]:
            yield row.fault(f"the {column} is missing without a reason", "Say why.", f"{column}_reason")


def _codes(dataset: str, row: TableRow) -> Iterator[Claim]:
    """The codes of one place."""
    subject, place = f"{dataset}:{row['key']}", f"{row.locator} ({row['sources']})"
    for prop, column, grade in _CODES_SAID:
        if row[column]:
            yield Claim(subject, "Place", prop, row[column], locator=place, grade=grade)
