"""Reader of the links that publications name: each an attributed claim with its quotation, reply and outcome."""

from collections.abc import Collection, Iterator, Sequence

from clew.errors import Fault, UnexpectedContentError
from clew.model.card import GRADES
from clew.model.claim import Claim
from clew.sources.reading.tables import Form, TableRow, Tables

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
    ("description", "note"),
)


_ORGANISATIONS = Form(ORGANISATIONS, required=("key", "name"), key=("key",))
_LINKS = Form(
    LINKS,
    required=("key", "kind", "text", "publication", "publisher", "published", "locator", "grade", "stated_on"),
    codes={"kind": _KINDS, "grade": GRADES},
    dates=("published", "stated_on", "ended_on", "reply_on"),
    key=("key",),
)
_ELSEWHERE = {
    **dict.fromkeys(("outcome", "outcomeSource"), "outcome_source"),
    **dict.fromkeys(("reply", "replyBy", "replySource", "replyOn"), "reply_source"),
}
"""Properties read in another document than the publication → the column that names it."""


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `organisations.csv` and `links.csv`.

    Raises:
        UnexpectedContentError: a column or a code that is not known, or a reference that leads nowhere; all are named.
    """
    organisations = tables.rows("organisations.csv", _ORGANISATIONS)
    links = tables.rows("links.csv", _LINKS)
    faults = tuple(_dead_ends({row["key"] for row in organisations}, links))
    if faults:
        raise UnexpectedContentError(*faults)
    for row in organisations:
        yield from _organisation(tables.dataset, row)
    for row in links:
        yield from _link(tables.dataset, row)


def _dead_ends(organisations: Collection[str], links: Sequence[TableRow]) -> Iterator[Fault]:
    """Ends that are no organisation, links with no end at all, and replies to no link."""
    keys = {row["key"] for row in links}
    for row in links:
        for column, known in (("from_key", organisations), ("to_key", organisations), ("in_reply_to", keys)):
            if row[column] and row[column] not in known:
                yield row.fault(f"“{row[column]}” is not in the tables", "Add it, or name another.", column)
        for column in ("outcome", "reply"):
            if row[column] and not row[f"{column}_source"]:
                yield row.fault(f"the {column} has no source", "Name it, or leave it out.", f"{column}_source")
        if not row["from_key"] and not row["to_key"]:
            yield row.fault("the row names no organisation", "Name one, or take the row out.", "from_key")


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
    for prop, value in said:
        place = row[_ELSEWHERE[prop]] if prop in _ELSEWHERE else row["locator"]
        yield Claim(
            f"{dataset}:{row['key']}",
            schema,
            prop,
            value,
            locator=f"{place}; {row.locator}",
            stated_on=row["stated_on"],
            valid_to=row["ended_on"],
            grade=row["grade"],
        )
