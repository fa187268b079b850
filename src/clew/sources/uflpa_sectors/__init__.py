"""Reader of the high-priority sectors: when a sector was named, and the words and HS prefixes that name it."""

from collections.abc import Iterator

from clew.model.claim import Claim
from clew.sources.reading.tables import Form, TableRow, Tables

COLUMNS = ("key", "sector", "notice", "hs_prefixes", "keywords_en", "keywords_zh", "keywords_de", "exclude_en", "note")
_FORM = Form(COLUMNS, required=("key", "sector", "notice"), key=("key",))
_WORDS = (
    ("keyword", "keywords_en", "eng"),
    ("keyword", "keywords_zh", "zho"),
    ("keyword", "keywords_de", "deu"),
    ("exclude", "exclude_en", "eng"),
)


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `sectors.csv`.

    Raises:
        UnexpectedContentError: a column that is not known, or a sector without key, name or notice, or given twice.
    """
    for row in tables.rows("sectors.csv", _FORM):
        yield from _sector(tables.dataset, row)


def _sector(dataset: str, row: TableRow) -> Iterator[Claim]:
    """What is said of one sector."""
    subject = f"{dataset}:{row['key']}"
    yield Claim(subject, "PrioritySector", "name", row["sector"], "eng", locator=row.locator)
    yield Claim(subject, "PrioritySector", "notice", f"notices:{row['notice']}", locator=row.locator)
    for prefix in row.several("hs_prefixes"):
        yield Claim(subject, "PrioritySector", "hsPrefix", prefix, locator=row.locator, grade="G5")
    for prop, column, lang in _WORDS:
        for word in row.several(column):
            yield Claim(subject, "PrioritySector", prop, word, lang, locator=row.locator, grade="G5")
