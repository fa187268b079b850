"""Reader of the crosswalk: which exchange-listed issuer is, or owns, which list entry, and on what two documents."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from clew.errors import Fault, UnexpectedContentError
from clew.model.claim import Claim
from clew.sources.tables import TableRow, Tables

DOCUMENTS = ("document", "title", "publisher", "published", "url", "licence", "family", "note")
ISSUERS = ("issuer", "name", "name_zh", "name_zh_reason", "name_zh_document", "name_zh_row", "country", "note")
_PROOF = ("document", "row", "quote", "document2", "row2", "quote2", "status", "note")
SECURITIES = ("issuer", "mic", "code", "share_class", "isin", "isin_reason", *_PROOF)
LISTED = (
    "issuer",
    "dataset",
    "entry_key",
    "entry_name",
    "entry_row",
    "relation",
    "share_low",
    "share_high",
    "share_as_of",
    "share_document",
    "share_quote",
    *_PROOF,
)
_OFFICIAL = ("dhs", "dhs-notice", "bis", "bis-notice", "cbp", "ofac", "sec", "szse", "hkex")
"""Families of documents that are official lists or notices, or restate one."""
_STATES = ("usable", "candidate")
_RELATIONS = ("same", "parent")


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of the four tables.

    Raises:
        UnexpectedContentError: an unknown column, code, document or issuer; all are named.
    """
    documents = {row["document"]: row for row in tables.rows("documents.csv", DOCUMENTS, required=("document", "title", "publisher", "family"))}
    issuers = tables.rows("issuers.csv", ISSUERS, required=("issuer", "name"))
    securities = tables.rows("securities.csv", SECURITIES, required=("issuer", "mic", "code", "document", "status"))
    listed = tables.rows("listed.csv", LISTED, required=("issuer", "dataset", "entry_key", "relation", "document", "status"))
    _check(documents, {row["issuer"] for row in issuers}, securities, listed)
    for row in documents.values():
        yield from _document(tables.dataset, row)
    for row in issuers:
        yield from _issuer(tables.dataset, row)
    for row in securities:
        yield from _security(tables.dataset, row)
    for row in listed:
        yield from _entry(tables.dataset, row, documents)


def _check(documents: Mapping[str, TableRow], issuers: set[str], securities: tuple[TableRow, ...], listed: tuple[TableRow, ...]) -> None:
    """Every code is known, every reference leads somewhere, and nothing is usable on one family of documents alone."""
    faults: list[Fault] = []
    for row in (*securities, *listed):
        codes = {"status": _STATES, "issuer": issuers, "document": documents, "document2": {"", *documents}}
        if row.table == "listed.csv":
            codes["relation"] = _RELATIONS
        faults += [
            Fault(f"unknown value “{row[column]}”", "Use one that is defined.", row.table, row.line, column)
            for column, known in codes.items()
            if row[column] not in known
        ]
        families = {documents[row[column]]["family"] for column in ("document", "document2") if row[column] in documents}
        if row["status"] == "usable" and len(families) < 2:  # noqa: PLR2004 - two independent sources make a row usable
            faults.append(Fault("one source makes a candidate, not a usable row", "Name a second, independent document.", row.table, row.line, "document2"))
    if faults:
        raise UnexpectedContentError(*faults)


def _document(dataset: str, row: TableRow) -> Iterator[Claim]:
    """A document that rows cite."""
    said = {"title": row["title"], "publisher": row["publisher"], "publishedDate": row["published"], "sourceUrl": row["url"], "family": row["family"]}
    for prop, value in said.items():
        if value:
            yield Claim(f"{dataset}:document-{row['document']}", "Document", prop, value, locator=row.locator, stated_on=row["published"])


def _issuer(dataset: str, row: TableRow) -> Iterator[Claim]:
    """A listed issuer."""
    subject = f"{dataset}:{row['issuer']}"
    yield Claim(subject, "Company", "name", row["name"], "eng", locator=row.locator)
    if row["name_zh"]:
        place = f"{row.locator} ({row['name_zh_document']} row {row['name_zh_row']})"
        yield Claim(subject, "Company", "name", row["name_zh"], "zho", locator=place)
    if row["country"]:
        yield Claim(subject, "Company", "country", row["country"], locator=row.locator)


def _security(dataset: str, row: TableRow) -> Iterator[Claim]:
    """A security of an issuer: market, code, ISIN."""
    subject = f"{dataset}:security-{row['mic'].lower()}-{row['code'].lower()}"
    said = {"issuer": f"{dataset}:{row['issuer']}", "mic": row["mic"], "code": row["code"], "isin": row["isin"], "shareClass": row["share_class"]}
    for prop, value in (*said.items(), ("status", row["status"]), ("proof", _proof(row))):
        if value:
            yield Claim(subject, "Security", prop, value, locator=row.locator)


def _entry(dataset: str, row: TableRow, documents: Mapping[str, TableRow]) -> Iterator[Claim]:
    """That an issuer is, or owns, a list entry."""
    issuer, entry = f"{dataset}:{row['issuer']}", f"{row['dataset']}:{row['entry_key']}"
    subject = f"{dataset}:{row['relation']}-{row['issuer']}-{row['dataset']}-{row['entry_key']}"
    proof = {"status": row["status"], "proof": _proof(row), "notes": row["note"]}
    if row["relation"] == "same":
        said, schema, grade, stated = {"left": issuer, "right": entry, **proof}, "Identity", "G1", ""
    else:
        share = {"shareLow": _fraction(row, "share_low"), "shareHigh": _fraction(row, "share_high"), "role": "subsidiary", "shareAsOf": row["share_as_of"]}
        said, schema = {"owner": issuer, "asset": entry, **share, **proof}, "Ownership"
        cited = [documents[row[column]] for column in ("share_document", "document", "document2") if row[column]]
        grade, stated = min(_grade(one["family"]) for one in cited), max(one["published"] for one in cited)
    for prop, value in said.items():
        if value:
            yield Claim(subject, schema, prop, value, locator=row.locator, stated_on=stated, grade=grade)


def _grade(family: str) -> str:
    """The evidence grade of a family of documents."""
    if family.startswith("issuer-filing"):
        return "G2"
    return "G1" if family in _OFFICIAL else "G4"


def _fraction(row: TableRow, column: str) -> str:
    """A percentage as a fraction, "" where none is stated.

    Raises:
        UnexpectedContentError: the cell is not a percentage between 0 and 100.
    """
    if not row[column]:
        return ""
    try:
        share = Decimal(row[column]) / 100
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 1:
        raise UnexpectedContentError(Fault(f"“{row[column]}” is not a percentage", "Give a number from 0 to 100, or leave it empty.", row.table, row.line, column))
    return str(share)


def _proof(row: TableRow) -> str:
    """The documents of a row, as one line: `document row 12 “quote”; …`."""
    pairs = (("document", "row", "quote"), ("document2", "row2", "quote2"))
    return "; ".join(f"{row[document]} row {row[line]} “{row[quote]}”" for document, line, quote in pairs if row[document])
