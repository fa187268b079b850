"""Measure lists (entity lists, orders, designations): the table form that all of them share, as claims."""

from collections.abc import Iterator

from clew.errors import Fault, UnexpectedContentError
from clew.model.claim import Claim
from clew.sources.tables import TableRow, Tables

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
_KNOWN = {"ground": GROUNDS, "schema": _SCHEMAS, "covers_subsidiaries": _ANSWERS, "status": _STATES}


def read_measures(tables: Tables, *, more: tuple[str, ...] = ()) -> tuple[TableRow, ...]:
    """The rows of a measure list.

    Raises:
        UnexpectedContentError: a column or a code that is not known; all are named.
    """
    rows = tables.rows("entries.csv", COLUMNS + more, required=("key", "name", "schema", "ground", "status"))
    faults = [
        Fault(f"unknown code “{row[column]}”", f"Known are {', '.join(known)}.", row.table, row.line, column)
        for row in rows
        for column, known in _KNOWN.items()
        if row[column] not in known
    ]
    if faults:
        raise UnexpectedContentError(*faults)
    return rows


def organisation(dataset: str, row: TableRow) -> Iterator[Claim]:
    """Who or what the entry names."""
    subject, place = f"{dataset}:{row['key']}", _locator(row)
    yield Claim(subject, row["schema"], "name", row["name"], "eng", locator=place)
    if row["name_zh"]:
        yield Claim(subject, row["schema"], "name", row["name_zh"], "zho", locator=f"{place} (Chinese name: {row['name_zh_source']})", grade="G4")
    for prop, column in (("alias", "aliases"), ("previousName", "former_names")):
        for value in row.several(column):
            yield Claim(subject, row["schema"], prop, value, locator=place)
    for prop in ("country", "address"):
        if row[prop]:
            yield Claim(subject, row["schema"], prop, row[prop], locator=place)


def listing(dataset: str, program: str, row: TableRow) -> Iterator[Claim]:
    """That it is on the list: sub-list, ground, notice and scope. The notice's date is in the notices alone."""
    subject, place = f"{dataset}:{row['key']}#{row['sublist'] or 'listed'}", _locator(row)
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


def _locator(row: TableRow) -> str:
    """The row in the publisher's list, and in our table."""
    return f"list row {row['row']}; {row.locator}" if row["row"] else row.locator
