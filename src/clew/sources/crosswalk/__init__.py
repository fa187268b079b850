"""Reader of the crosswalk: which exchange-listed issuer is, or owns, which list entry, and on what two documents."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from msgspec import Struct

from clew.errors import Fault, UnexpectedContentError
from clew.model.claim import Claim
from clew.sources.reading.tables import Form, TableRow, Tables

DOCUMENTS = ("document", "title", "publisher", "published", "url", "licence", "family", "note")
ISSUERS = ("issuer", "name", "name_zh", "name_zh_reason", "name_zh_document", "name_zh_row", "country", "note")
_PROOF = ("document", "row", "quote", "document2", "row2", "quote2", "status", "note")
SECURITIES = ("issuer", "mic", "code", "share_class", "isin", "isin_reason", *_PROOF)
_SHARE = ("share_low", "share_high", "share_as_of", "share_document", "share_quote")
LISTED = ("issuer", "dataset", "entry_key", "entry_name", "entry_row", "relation", *_SHARE, *_PROOF)
_STATES = ("usable", "candidate")
_DATASETS = ("uflpa", "cbp_wro", "bis_entity_list", "ns_cmic", "founding_documents")
_FORMS = {
    "documents.csv": Form(DOCUMENTS, required=("document", "title", "publisher", "family"), dates=("published",), key=("document",)),
    "issuers.csv": Form(ISSUERS, required=("issuer", "name"), key=("issuer",)),
    "securities.csv": Form(
        SECURITIES,
        required=("issuer", "mic", "code", "document", "quote", "status"),
        codes={"status": _STATES},
        key=("mic", "code", "isin"),
    ),
    "listed.csv": Form(
        LISTED,
        required=("issuer", "dataset", "entry_key", "relation", "document", "quote", "status"),
        codes={"status": _STATES, "relation": ("same", "parent"), "dataset": _DATASETS},
        dates=("share_as_of",),
        key=("issuer", "relation", "dataset", "entry_key"),
    ),
}
_OFFICIAL = ("dhs", "dhs-notice", "bis", "bis-notice", "cbp", "ofac", "dod", "sec", "szse", "hkex", "us-court")
"""Families of documents that are official lists, notices or rulings, or restate one."""
_DISCLOSED = ("issuer-filing", "company-release", "bgi-group")
"""How families begin in which a company speaks of itself."""


class _Crosswalk(Struct, frozen=True):
    """The four tables, each row within its form."""

    dataset: str
    documents: Mapping[str, TableRow]
    issuers: Mapping[str, TableRow]
    securities: Sequence[TableRow]
    listed: Sequence[TableRow]

    def claims(self) -> Iterator[Claim]:
        """All claims."""
        for row in self.documents.values():
            yield from self._document(row)
        for row in self.issuers.values():
            yield from self._issuer(row)
        for row in self.securities:
            yield from self._security(row)
        for row in self.listed:
            yield from self._same(row) if row["relation"] == "same" else self._parent(row)

    def faults(self) -> Iterator[Fault]:
        """References that lead nowhere, rows that are usable on one family of documents alone, securities of two issuers, odd shares."""
        for row in (*self.securities, *self.listed):
            if row["issuer"] not in self.issuers:
                yield row.fault(f"the issuer “{row['issuer']}” is not in issuers.csv", "Add it.", "issuer")
            yield from self._proof_faults(row)
        yield from self._owner_faults()
        for row in self.listed:
            yield from _share_faults(row)

    def _owner_faults(self) -> Iterator[Fault]:
        """Codes and ISINs that two issuers have."""
        owner: dict[str, str] = {}
        for row in self.securities:
            for name in (f"{row['mic']}:{row['code']}", row["isin"]):
                if name and owner.setdefault(name, row["issuer"]) != row["issuer"]:
                    yield row.fault(
                        f"{name} is a security of {owner[name]} too", "A security has one issuer: keep the right one.", "issuer"
                    )

    def _proof_faults(self, row: TableRow) -> Iterator[Fault]:
        """What is wrong with the documents of a row."""
        for column in ("document", "document2", "share_document"):
            if row.cells.get(column) and row[column] not in self.documents:
                yield row.fault(f"the document “{row[column]}” is not in documents.csv", "Add it.", column)
        families = {self.documents[row[one]]["family"] for one in ("document", "document2") if row[one] in self.documents}
        if row["status"] == "usable" and len(families) < 2:  # noqa: PLR2004 - two independent sources make a row usable
            yield row.fault("one source makes a candidate, not a usable row", "Name a second, independent document.", "document2")

    def _document(self, row: TableRow) -> Iterator[Claim]:
        """A document that rows cite."""
        said = {"title": row["title"], "publisher": row["publisher"], "publishedAt": row["published"], "sourceUrl": row["url"]}
        yield from _said(self._blank(row, f"document-{row['document']}", "Document"), {**said, "family": row["family"]})

    def _issuer(self, row: TableRow) -> Iterator[Claim]:
        """A listed issuer; its name is as good as the best document that puts it beside a code."""
        grade = min((self._first(one)[1] for one in self.securities if one["issuer"] == row["issuer"]), default="G4")
        blank = Claim(f"{self.dataset}:{row['issuer']}", "Company", "name", row["name"], "eng", locator=row.locator, grade=grade)
        yield blank
        yield from _said(blank._replace(lang=""), {"country": row["country"]})
        if row["name_zh"]:
            known = self.documents.get(row["name_zh_document"])
            place = f"{row['name_zh_document']} row {row['name_zh_row']}; {row.locator}"
            yield blank._replace(value=row["name_zh"], lang="zho", locator=place, grade=_grade(known["family"]) if known else "G4")

    def _security(self, row: TableRow) -> Iterator[Claim]:
        """A security of an issuer. Each row stands alone: a code on two documents does not prove the ISIN that one document gives it."""
        parts = ("security", row["mic"], row["code"], row["isin"])
        said = {"issuer": f"{self.dataset}:{row['issuer']}", "mic": row["mic"], "code": row["code"], "isin": row["isin"]}
        blank = self._blank(row, "-".join(part.lower() for part in parts if part), "Security")
        yield from _said(blank, {**said, "shareClass": row["share_class"], "status": row["status"], "proof": _proof(row)})

    def _same(self, row: TableRow) -> Iterator[Claim]:
        """That an issuer is a list entry."""
        ends = {"left": f"{self.dataset}:{row['issuer']}", "right": f"{row['dataset']}:{row['entry_key']}"}
        yield from _said(self._blank(row, _assertion_id(row), "Identity"), {**ends, **_assertion(row)})

    def _parent(self, row: TableRow) -> Iterator[Claim]:
        """That an issuer owns a list entry; the share is the claim of its own document, and has a day of its own."""
        cited = [self.documents[row[one]]["published"] for one in ("share_document", "document", "document2") if row[one]]
        blank = self._blank(row, _assertion_id(row), "Ownership")._replace(stated_on=max(cited))
        ends = {"owner": f"{self.dataset}:{row['issuer']}", "asset": f"{row['dataset']}:{row['entry_key']}", "role": "subsidiary"}
        yield from _said(blank, {**ends, **_assertion(row)})
        if row["share_document"]:
            document = self.documents[row["share_document"]]
            place, day = f"{row['share_document']}; {row.locator}", row["share_as_of"] or document["published"]
            share = {"shareLow": _fraction(row["share_low"]), "shareHigh": _fraction(row["share_high"]), "shareAsOf": row["share_as_of"]}
            yield from _said(blank._replace(locator=place, stated_on=day, grade=_grade(document["family"])), share)

    def _blank(self, row: TableRow, name: str, schema: str) -> Claim:
        """A claim of a row that says nothing yet."""
        stated, grade = self._first(row)
        return Claim(f"{self.dataset}:{name}", schema, "", "", locator=row.locator, stated_on=stated, grade=grade)

    def _first(self, row: TableRow) -> tuple[str, str]:
        """Day and grade of the document that states what the row says: by the tables' custom, the first; the second confirms it."""
        document = self.documents[row["document"]]
        return document["published"], _grade(document["family"])


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of the four tables.

    Raises:
        UnexpectedContentError: a column, code or reference that is not known, or a row that its documents do not carry.
    """
    documents, issuers, securities, listed = (tables.rows(name, form) for name, form in _FORMS.items())
    crosswalk = _Crosswalk(
        tables.dataset, {row["document"]: row for row in documents}, {row["issuer"]: row for row in issuers}, securities, listed
    )
    faults = tuple(crosswalk.faults())
    if faults:
        raise UnexpectedContentError(*faults)
    yield from crosswalk.claims()


def _said(blank: Claim, values: Mapping[str, str | None]) -> Iterator[Claim]:
    """A claim for each property that has a value; the rest is that of `blank`."""
    return (blank._replace(prop=prop, value=value) for prop, value in values.items() if value)


def _assertion_id(row: TableRow) -> str:
    """What names an assertion: the relation, and both ends."""
    return f"{row['relation']}-{row['issuer']}-{row['dataset']}-{row['entry_key']}"


def _grade(family: str) -> str:
    """The evidence grade of a family of documents."""
    if family.startswith(_DISCLOSED):
        return "G2"
    return "G1" if family in _OFFICIAL else "G4"


def _fraction(percentage: str) -> str | None:
    """A percentage as a fraction, "" where none is stated, None where it is none."""
    if not percentage:
        return ""
    try:
        share = Decimal(percentage) / 100
        return str(share) if 0 <= share <= 1 else None
    except InvalidOperation:
        return None


def _share_faults(row: TableRow) -> Iterator[Fault]:
    """Shares that are no percentage, or of no document."""
    for column in ("share_low", "share_high"):
        if _fraction(row[column]) is None:
            yield row.fault(f"“{row[column]}” is no percentage", "Give a number from 0 to 100, or nothing.", column)
        if row[column] and not row["share_document"]:
            yield row.fault("no document gives the share", "Name it in share_document.", column)


def _assertion(row: TableRow) -> dict[str, str]:
    """Whether a row may be used, on what documents, and what to know of it."""
    return {"status": row["status"], "proof": _proof(row), "description": row["note"]}


def _proof(row: TableRow) -> str:
    """The documents of a row, as one line: `document row 12 “quote”; …`."""
    pairs = (("document", "row", "quote"), ("document2", "row2", "quote2"))
    return "; ".join(
        f"{row[document]}{f' row {row[line]}' if row[line] else ''} “{row[quote]}”" for document, line, quote in pairs if row[document]
    )
