"""Reader of the gazetteer: places with their names in English, pinyin, Chinese and Uyghur."""

from collections.abc import Iterator

from clew.model.claim import Claim
from clew.sources.tables import TableRow, Tables

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
_NAMES = (("name", "name_en", "eng"), ("name", "name_zh", "zho"), ("name", "name_ug", "uig"), ("pinyin", "pinyin", "zho"))
_SEVERAL = (("alias", "aliases_en", ""), ("alias", "aliases_zh", "zho"), ("previousName", "former_names", ""))
_FACTS = (("level", "level"), ("divisionCode", "code"), ("latitude", "lat"), ("longitude", "lon"), ("geonameId", "geonameid"))


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `places.csv`.

    Raises:
        UnexpectedContentError: a column that is not known, or a place without key, level or Chinese name.
    """
    for row in tables.rows("places.csv", COLUMNS, required=("key", "level", "code", "name_zh")):
        yield from _place(tables.dataset, row)


def _place(dataset: str, row: TableRow) -> Iterator[Claim]:
    """What is said of one place."""
    subject = f"{dataset}:{row['key']}"
    for prop, column, lang in _NAMES:
        if row[column]:
            yield Claim(subject, "Place", prop, row[column], lang, locator=row.locator)
    for prop, column, lang in _SEVERAL:
        for value in row.several(column):
            yield Claim(subject, "Place", prop, value, lang, locator=row.locator)
    for prop, column in _FACTS:
        if row[column]:
            yield Claim(subject, "Place", prop, row[column], locator=row.locator)
    if row["parent"]:
        yield Claim(subject, "Place", "parent", f"{dataset}:{row['parent']}", locator=row.locator)
