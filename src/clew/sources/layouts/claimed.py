"""Claims that a reader's own queries make: for forms of which one row says things of many subjects."""

from collections.abc import Sequence
from typing import NamedTuple

from clew.sources.reading.cells import text
from clew.sources.reading.statements import LOCATOR

NOTHING_DROPPED = "SELECT '' AS reason, 0 AS count WHERE false"
"""Query of `dropped_rows` where nothing is left out."""


class Says(NamedTuple):
    """One property that rows claim.

    Attributes:
        entity: SQL of the subject's id.
        schema, prop: as they are.
        value: SQL of the value; a row whose value is "" claims nothing.
        when: SQL of a condition.
        lang: as it is.
        stated: SQL of an ISO day.
        grade: as it is.
    """

    entity: str
    schema: str
    prop: str
    value: str
    when: str = "true"
    lang: str = ""
    stated: str = "''"
    grade: str = ""


def claims_of(source: str, said: Sequence[Says], grade: str) -> str:
    """SQL of the claims that the rows of a table make.

    Args:
        source: the table; it has `row_number` and `table_title`.
        said: what is claimed.
        grade: of claims that have none of their own.
    """
    return "\nUNION ALL\n".join(_claims(source, one, grade) for one in said)


def _claims(source: str, one: Says, grade: str) -> str:
    """The query of one property."""
    fields = {
        "entity_id": one.entity,
        "schema": text(one.schema),
        "prop": text(one.prop),
        "value": "claimed",
        "lang": text(one.lang),
        "original": "''",
        "locator": LOCATOR,
        "source_url": "''",
        "stated_on": one.stated,
        "valid_from": "''",
        "valid_to": "''",
        "grade": text(one.grade or grade),
    }
    columns = ", ".join(f"{sql} AS {field}" for field, sql in fields.items())
    rows = f"SELECT *, {one.value} AS claimed FROM {source} WHERE {one.when}"  # noqa: S608 - queries of ours
    return f"SELECT {columns} FROM ({rows}) AS r WHERE claimed <> ''"  # noqa: S608 - queries of ours
