"""Reader of the links that publications name: each an attributed claim with its quotation, reply and outcome."""

from collections.abc import Iterator

from clew.errors import Fault, UnexpectedContentError
from clew.model.claim import Claim
from clew.sources.tables import TableRow, Tables

ORGANISATIONS = ("key", "name", "name_zh", "country", "listed_note")
LINKS = (
    "key",
    "kind",
    "from_key",
    "from_name",
    "to_key",
    "to_name",
    "indicator",
    "text",
    "publication",
    "publisher",
    "published",
    "locator",
    "grade",
    "grade_reason",
    "stated_on",
    "ended_on",
    "ended_reason",
    "amount",
    "currency",
    "scope_note",
    "outcome",
    "outcome_source",
    "reply",
    "reply_by",
    "reply_source",
    "reply_on",
    "in_reply_to",
    "note",
)
_KINDS = {
    "supply": ("SupplyLink", "supplier", "customer"),
    "partnership": ("Partnership", "partner", "counterpart"),
    "contract": ("ContractAward", "supplier", "authority"),
    "hosting": ("Hosting", "client", "host"),
    "capital": ("Allegation", "investor", "subject"),
    "allegation": ("Allegation", "subject", "about"),
    "positive_practice": ("PositivePractice", "subject", "about"),
    "statement": ("Statement", "subject", "about"),
}
"""Kind of a row → schema, and the properties that its two ends fill."""
_SAID = (
    ("indicator", "indicator"),
    ("text", "text"),
    ("publication", "publication"),
    ("publisher", "publisher"),
    ("endedReason", "ended_reason"),
    ("amount", "amount"),
    ("currency", "currency"),
    ("scopeNote", "scope_note"),
    ("outcome", "outcome"),
    ("outcomeSource", "outcome_source"),
    ("reply", "reply"),
    ("replyBy", "reply_by"),
    ("replySource", "reply_source"),
    ("replyOn", "reply_on"),
    ("gradeReason", "grade_reason"),
    ("fromName", "from_name"),
    ("toName", "to_name"),
    ("notes", "note"),
)


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `organisations.csv` and `links.csv`.

    Raises:
        UnexpectedContentError: a column or a kind of row that is not known; all are named.
    """
    for row in tables.rows("organisations.csv", ORGANISATIONS, required=("key", "name")):
        yield from _organisation(tables.dataset, row)
    rows = tables.rows("links.csv", LINKS, required=("key", "kind", "text", "publication", "published", "locator", "grade"))
    odd = [row for row in rows if row["kind"] not in _KINDS]
    if odd:
        raise UnexpectedContentError(*(Fault(f"unknown kind “{row['kind']}”", f"Known are {', '.join(_KINDS)}.", row.table, row.line, "kind") for row in odd))
    for row in rows:
        yield from _link(tables.dataset, row)


def _organisation(dataset: str, row: TableRow) -> Iterator[Claim]:
    """Who a publication names."""
    subject = f"{dataset}:{row['key']}"
    yield Claim(subject, "Organization", "name", row["name"], "eng", locator=row.locator, grade="G4")
    if row["name_zh"]:
        yield Claim(subject, "Organization", "alias", row["name_zh"], "zho", locator=row.locator, grade="G4")
    if row["country"]:
        yield Claim(subject, "Organization", "country", row["country"], locator=row.locator, grade="G4")


def _link(dataset: str, row: TableRow) -> Iterator[Claim]:
    """What a publication says of one organisation, or between two."""
    schema, first, second = _KINDS[row["kind"]]
    ends = [(first, row["from_key"]), (second, row["to_key"])]
    said = [(prop, f"{dataset}:{key}") for prop, key in ends if key]
    said += [(prop, row[column]) for prop, column in _SAID if row[column]]
    said += [("inReplyTo", f"{dataset}:{row['in_reply_to']}")] if row["in_reply_to"] else []
    place = f"{row['locator']}; {row.locator}"
    for prop, value in said:
        yield Claim(
            f"{dataset}:{row['key']}",
            schema,
            prop,
            value,
            locator=place,
            stated_on=row["stated_on"] or row["published"],
            valid_to=row["ended_on"],
            grade=row["grade"],
        )
