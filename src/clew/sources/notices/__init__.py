"""Reader of the notices: the only place where the date of a notice is typed."""

from collections.abc import Iterator

from clew.model.claim import Claim
from clew.sources.tables import Tables

COLUMNS = ("notice", "agency", "title", "citation", "document_number", "published", "effective", "url", "ground_quote", "read_in")
_PROPS = (
    ("agency", "agency"),
    ("title", "title"),
    ("citation", "citation"),
    ("documentNumber", "document_number"),
    ("publishedDate", "published"),
    ("effectiveDate", "effective"),
    ("sourceUrl", "url"),
    ("groundQuote", "ground_quote"),
    ("readIn", "read_in"),
)


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of every table of notices.

    Raises:
        UnexpectedContentError: a column that is not known, or a notice without id, agency or title.
    """
    for name in tables.files:
        for row in tables.rows(name, COLUMNS, required=("notice", "agency", "title")):
            for prop, column in _PROPS:
                if row[column]:
                    url = row["url"]
                    yield Claim(f"notices:{row['notice']}", "Notice", prop, row[column], locator=row.locator, source_url=url, stated_on=row["published"])
