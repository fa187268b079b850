"""Measure lists as claims: what the list says is the list's, what a press page says is not."""

import pytest

from clew.errors import UnexpectedContentError
from clew.model.claim import Claim
from clew.sources.layouts.measures import COLUMNS, GROUNDS, measures
from clew.sources.reading.tables import Tables
from tests.sources.shipped import Place, faults_of, put, written

ROW = {
    "key": "example",
    "row": "7",
    "sublist": "v",
    "schema": "Company",
    "name": "Example Co., Ltd.",
    "name_zh": "例子有限公司",
    "name_zh_source": "example.org (2024-05)",
    "aliases": "Example Trading; 例子公司",
    "former_names": "Old Example",
    "country": "CN",
    "address": "Beijing, CN; Aksu, CN",
    "notice": "n-1",
    "ground": GROUNDS[0],
    "covers_subsidiaries": "no",
    "status": "active",
}


def claims(**changed: str) -> list[Claim]:
    row = ROW | changed
    return list(measures(Tables("sample", {"entries.csv": written([COLUMNS, [row.get(column, "") for column in COLUMNS]])}), "Sample List"))


def said(found: list[Claim], prop: str) -> list[tuple[str, str, str]]:
    return [(claim.value, claim.lang, claim.grade) for claim in found if claim.prop == prop]


def test_the_entry_is_an_entity_of_its_own_beside_the_organisation() -> None:
    found = claims()
    assert {(claim.entity_id, claim.schema) for claim in found} == {("sample:example", "Company"), ("sample:example#v", "Sanction")}
    assert said(found, "entity") == [("sample:example", "", "G1")]
    assert said(found, "program") == [("Sample List", "", "G1")]
    assert said(found, "notice") == [("notices:n-1", "", "G1")]


def test_chinese_names_are_claims_of_the_page_that_gives_them() -> None:
    found = claims()
    assert said(found, "name") == [("Example Co., Ltd.", "eng", "G1"), ("例子有限公司", "zho", "G4")]
    assert said(found, "alias") == [("Example Trading", "", "G1"), ("例子公司", "zho", "G4")]
    assert {claim.locator for claim in found if claim.lang == "zho"} == {"list row 7; entries.csv:2 (Chinese name: example.org (2024-05))"}


def test_a_former_name_is_a_previous_name() -> None:
    assert said(claims(), "previousName") == [("Old Example", "", "G1")]


def test_several_addresses_are_several_claims() -> None:
    assert [value for value, _, _ in said(claims(), "address")] == ["Beijing, CN", "Aksu, CN"]


def test_without_a_notice_nothing_dates_the_entry() -> None:
    found = claims(notice="")
    assert said(found, "notice") == []
    assert {claim.stated_on + claim.valid_from + claim.valid_to for claim in found} == {""}


def test_an_entry_without_sublist_is_listed() -> None:
    assert "sample:example#listed" in {claim.entity_id for claim in claims(sublist="")}


def test_the_row_of_the_list_is_left_out_where_it_is_unknown() -> None:
    assert {claim.locator for claim in claims(row="", aliases="", name_zh="", name_zh_source="")} == {"entries.csv:2"}


def test_the_same_entry_in_the_same_sublist_is_refused() -> None:
    row = [ROW.get(column, "") for column in COLUMNS]
    with pytest.raises(UnexpectedContentError, match=r"entries.csv, row 3, .*the same as entries.csv:2"):
        list(measures(Tables("sample", {"entries.csv": written([COLUMNS, row, row])}), "Sample List"))


def test_a_list_with_identifiers_refuses_other_columns_too() -> None:
    assert faults_of(Place("ns_cmic", "entries.csv"), put(1, "uscc", "passport"))
