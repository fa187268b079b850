"""The crosswalk as claims: nothing is proven that two independent documents do not carry."""

import pytest

from clew.errors import UnexpectedContentError
from clew.model.claim import Claim
from clew.sources.crosswalk import DOCUMENTS, ISSUERS, LISTED, SECURITIES, read
from clew.sources.reading.tables import Tables
from tests.sources.shipped import written

DOCUMENT = {
    "list": {"document": "list", "title": "List", "publisher": "Exchange", "published": "2026-03", "family": "szse"},
    "paper": {"document": "paper", "title": "Report", "publisher": "Daily", "published": "2021-08", "family": "daily"},
    "filing": {
        "document": "filing",
        "title": "Annual report",
        "publisher": "Example",
        "published": "2023-04-21",
        "family": "issuer-filing-1",
    },
    "copy": {"document": "copy", "title": "Report again", "publisher": "Weekly", "published": "2021-09", "family": "daily"},
}
ISSUER = {"issuer": "example", "name": "Example Co., Ltd.", "country": "CN"}
SECURITY = {
    "issuer": "example",
    "mic": "XSHE",
    "code": "000001",
    "document": "list",
    "row": "2",
    "quote": "000001 | Example",
    "document2": "paper",
    "quote2": "Example (000001)",
    "status": "usable",
}
OWNED = {
    "issuer": "example",
    "dataset": "uflpa",
    "entry_key": "example-aksu",
    "relation": "parent",
    "share_low": "72.8",
    "share_high": "72.8",
    "share_as_of": "2020-12",
    "share_document": "filing",
    "document": "paper",
    "quote": "Example Aksu, a unit of Example",
    "document2": "list",
    "quote2": "Example",
    "status": "usable",
}
Row = dict[str, str]


def crosswalk(securities: list[Row] | None = None, listed: list[Row] | None = None, issuers: list[Row] | None = None) -> list[Claim]:
    tables = {
        "documents.csv": (DOCUMENTS, list(DOCUMENT.values())),
        "issuers.csv": (ISSUERS, [ISSUER] if issuers is None else issuers),
        "securities.csv": (SECURITIES, [SECURITY] if securities is None else securities),
        "listed.csv": (LISTED, [OWNED] if listed is None else listed),
    }
    files = {
        name: written([columns, *([row.get(column, "") for column in columns] for row in rows)]) for name, (columns, rows) in tables.items()
    }
    return list(read(Tables("crosswalk", files)))


def values(claims: list[Claim], entity: str) -> dict[str, str]:
    return {claim.prop: claim.value for claim in claims if claim.entity_id == f"crosswalk:{entity}"}


def refused(**tables: list[Row]) -> set[tuple[str, int | None, str]]:
    with pytest.raises(UnexpectedContentError) as caught:
        crosswalk(**tables)
    return {(fault.file, fault.row, fault.column) for fault in caught.value.faults}


def test_a_code_on_two_documents_does_not_prove_the_isin_that_one_gives() -> None:
    alone = SECURITY | {"isin": "CNE000000001", "document2": "", "quote2": "", "status": "candidate"}
    claims = crosswalk(securities=[SECURITY, alone])
    assert values(claims, "security-xshe-000001")["status"] == "usable"
    assert "isin" not in values(claims, "security-xshe-000001")
    assert values(claims, "security-xshe-000001-cne000000001")["status"] == "candidate"


def test_an_assertion_has_day_and_grade_of_the_document_that_states_it() -> None:
    claims = {claim.prop: claim for claim in crosswalk() if claim.schema == "Ownership"}
    assert (claims["owner"].grade, claims["owner"].stated_on) == ("G4", "2026-03")
    assert claims["proof"].value == "paper “Example Aksu, a unit of Example”; list “Example”"


def test_a_share_has_day_and_grade_of_its_own_document() -> None:
    claims = {claim.prop: claim for claim in crosswalk() if claim.schema == "Ownership"}
    assert (claims["shareLow"].value, claims["shareLow"].grade, claims["shareLow"].stated_on) == ("0.728", "G2", "2020-12")
    assert claims["shareAsOf"].value == "2020-12"
    assert claims["shareHigh"].locator == "filing; listed.csv:2"


def test_the_name_of_an_issuer_is_as_good_as_the_list_that_puts_it_beside_a_code() -> None:
    grades = {(claim.prop, claim.grade) for claim in crosswalk() if claim.entity_id == "crosswalk:example"}
    assert grades == {("name", "G1"), ("country", "G1")}


def test_the_same_company_is_an_identity() -> None:
    same = OWNED | {"relation": "same", "share_low": "", "share_high": "", "share_as_of": "", "share_document": ""}
    claims = values(crosswalk(listed=[same]), "same-example-uflpa-example-aksu")
    assert (claims["left"], claims["right"], claims["status"]) == ("crosswalk:example", "uflpa:example-aksu", "usable")


def test_two_documents_of_one_family_do_not_make_a_usable_row() -> None:
    assert refused(listed=[OWNED | {"document2": "copy"}]) == {("listed.csv", 2, "document2")}
    assert refused(securities=[SECURITY | {"document2": "", "quote2": ""}]) == {("securities.csv", 2, "document2")}


def test_a_security_of_two_issuers_is_refused() -> None:
    other = {"issuer": "other", "name": "Other"}
    twice = SECURITY | {"issuer": "other", "isin": "CNE000000001"}
    assert refused(issuers=[ISSUER, other], securities=[SECURITY, twice]) == {("securities.csv", 3, "issuer")}


def test_every_dead_end_is_named_at_once() -> None:
    owned = OWNED | {"issuer": "nobody", "document": "nothing", "share_low": "all", "share_high": "nan", "share_document": ""}
    assert refused(listed=[owned]) == {
        ("listed.csv", 2, "issuer"),
        ("listed.csv", 2, "document"),
        ("listed.csv", 2, "document2"),
        ("listed.csv", 2, "share_low"),
        ("listed.csv", 2, "share_high"),
    }


@pytest.mark.parametrize("share", ["-1", "100.1", "12 %", "inf"])
def test_a_share_is_a_percentage(share: str) -> None:
    assert ("listed.csv", 2, "share_low") in refused(listed=[OWNED | {"share_low": share}])
