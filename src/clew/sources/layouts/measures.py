"""Measure lists (entity lists, orders, designations): the table form that all of them share, as claims."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from clew.model.claim import Claim
from clew.sources.reading.tables import Form, TableRow, Tables

COLUMNS = (
    "key",
    "row",
    "sublist",
    "schema",
    "name",
    "name_zh",
    "name_zh_source",
    "aliases",
    "former_names",
    "country",
    "address",
    "notice",
    "ground",
    "ground_note",
    "covers_subsidiaries",
    "scope_note",
    "status",
)
"""Columns of `entries.csv`; a list may have more, which it names itself."""

GROUNDS = ("xuar_forced_labour", "minority_surveillance", "military", "other")
_SCHEMAS = ("Company", "Organization", "PublicBody", "Region", "Park", "Institution", "Product")
_ANSWERS = ("yes", "no")
_STATES = ("active", "inactive")
_FORM = Form(
    COLUMNS,
    required=("key", "name", "schema", "ground", "status"),
    codes={"ground": GROUNDS, "schema": _SCHEMAS, "covers_subsidiaries": _ANSWERS, "status": _STATES},
    key=("key", "sublist"),
)
_HAN = re.compile(r"[\u3400-\u9fff]")


def read_measures(tables: Tables, *, more: tuple[str, ...] = ()) -> tuple[TableRow, ...]:
    """The rows of a measure list.

    Raises:
        UnexpectedContentError: a column or a code that is not known, or an entry that stands twice in a sub-list; all are named.
    """
    return tables.rows("entries.csv", replace(_FORM, columns=COLUMNS + more))


def organisation(dataset: str, row: TableRow) -> Iterator[Claim]:
    """Who or what the entry names."""
    subject, schema = f"{dataset}:{row['key']}", row["schema"]
    yield Claim(subject, schema, "name", row["name"], "eng", locator=locator(row))
    if row["name_zh"]:
        yield _chinese(subject, "name", row["name_zh"], row)
    for prop, column in (("alias", "aliases"), ("previousName", "former_names")):
        for value in row.several(column):
            written_in_han = _HAN.search(value) and row["name_zh_source"]
            yield _chinese(subject, prop, value, row) if written_in_han else Claim(subject, schema, prop, value, locator=locator(row))
    for prop in ("country", "address"):
        for value in row.several(prop):
            yield Claim(subject, schema, prop, value, locator=locator(row))


def _chinese(subject: str, prop: str, name: str, row: TableRow) -> Claim:
    """A Chinese name: the lists give none, so it is the claim of the page that pairs it with the entry."""
    return Claim(subject, row["schema"], prop, name, "zho", locator=f"{locator(row)} (Chinese name: {row['name_zh_source']})", grade="G4")


def listing(dataset: str, program: str, row: TableRow) -> Iterator[Claim]:
    """That it is on the list: sub-list, ground, notice and scope. The notice's date is in the notices alone."""
    subject, place = f"{dataset}:{row['key']}#{row['sublist'] or 'listed'}", locator(row)
    said = {
        "entity": f"{dataset}:{row['key']}",
        "program": program,
        "listedName": row["name"],
        "sublist": row["sublist"],
        "ground": row["ground"],
        "groundNote": row["ground_note"],
        "notice": f"notices:{row['notice']}" if row["notice"] else "",
        "coversSubsidiaries": row["covers_subsidiaries"],
        "scopeNote": row["scope_note"],
        "status": row["status"],
    }
    for prop, value in said.items():
        if value:
            yield Claim(subject, "Sanction", prop, value, locator=place)


def measures(tables: Tables, program: str) -> Iterator[Claim]:
    """All claims of a measure list without columns of its own."""
    for row in read_measures(tables):
        yield from organisation(tables.dataset, row)
        yield from listing(tables.dataset, program, row)


def locator(row: TableRow) -> str:
    """The row in the publisher's list, and in our table."""
    return f"list row {row['row']}; {row.locator}" if row["row"] else row.locator
