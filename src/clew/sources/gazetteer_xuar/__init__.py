"""Reader of the gazetteer: places with their names in English, pinyin, Chinese and Uyghur."""

from collections.abc import Iterator

from clew.errors import UnexpectedContentError
from clew.model.claim import Claim
from clew.sources.tables import Form, TableRow, Tables

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
    """The claims of `places.csv`.

    Raises:
        UnexpectedContentError: a column or level that is not known, an empty cell that must be filled, or a parent that is no place.
    """
    rows = tables.rows("places.csv", _FORM)
    keys = {"", *(row["key"] for row in rows)}
    faults = [
        row.fault(f"the place “{row['parent']}” is not in the table", "Add it, or name another parent.", "parent")
        for row in rows
        if row["parent"] not in keys
    ]
    if faults:
        raise UnexpectedContentError(*faults)
    for row in rows:
        yield from _place(tables.dataset, row)


def _place(dataset: str, row: TableRow) -> Iterator[Claim]:
    """What is said of one place."""
    subject, place = f"{dataset}:{row['key']}", f"{row.locator} ({row['sources']})"
    for prop, column, lang, grade in _SAID:
        for value in row.several(column):
            yield Claim(subject, "Place", prop, value, lang, locator=place, grade=grade)
    if row["parent"]:
        yield Claim(subject, "Place", "parent", f"{dataset}:{row['parent']}", locator=place)
