"""Reader of the notices: the only place where the date of a notice is typed."""

from collections.abc import Iterator

from clew.errors import UnexpectedContentError
from clew.model.claim import Claim
from clew.sources.reading.tables import Form, Tables, repeated

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


_FORM = Form(COLUMNS, required=("notice", "agency", "title", "citation"), dates=("published", "effective"))


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of every table of notices.

    Raises:
        UnexpectedContentError: a column that is not known, an empty cell that must be filled, or an id that two notices have.
    """
    rows = [row for name in tables.files for row in tables.rows(name, _FORM)]
    twice = tuple(repeated(rows, ("notice",)))
    if twice:
        raise UnexpectedContentError(*twice)
    for row in rows:
        for prop, column in _PROPS:
            if row[column]:
                subject = f"{tables.dataset}:{row['notice']}"
                yield Claim(subject, "Notice", prop, row[column], locator=row.locator, source_url=row["url"], stated_on=row["published"])
