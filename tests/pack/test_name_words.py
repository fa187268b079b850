"""The tables of words of names: what ships is whole, and every fault of a changed table is named with its row."""

from collections.abc import Callable
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from clew.errors import Fault, PackError
from clew.pack.name_words import LegalForm, load_legal_forms, load_word_counts, load_word_families

FORMS = "form,class,countries,elf\n"
WORDS = "word,kind,variants\n"
COUNTS = "word,names\n"
Refuse = Callable[[Callable[[Traversable], object], str], tuple[Fault, ...]]


@pytest.fixture
def refuse(tmp_path: Path) -> Refuse:
    def load(loader: Callable[[Traversable], object], text: str) -> tuple[Fault, ...]:
        place = tmp_path / "table.csv"
        place.write_text(text, encoding="utf-8")
        with pytest.raises(PackError) as caught:
            loader(place)
        assert {fault.file for fault in caught.value.faults} == {str(place)}
        return caught.value.faults

    return load


def said(faults: tuple[Fault, ...]) -> list[tuple[str, int | None, str]]:
    return [(fault.what, fault.row, fault.column) for fault in faults]


def test_the_shipped_forms_are_those_of_the_world() -> None:
    forms = {one.form: one for one in load_legal_forms()}
    assert forms["gmbh"] == LegalForm("gmbh", "limited", frozenset({"AT", "CH", "DE", "LI", "LU"}), frozenset({"2HBR", "AXSB", "3EKS"}))
    assert {"股份有限公司", "gufen youxian gongsi", "株式会社", "주식회사", "пао", "s p a", "sociedad anonima"} <= forms.keys()
    assert {one.kind for one in forms.values()} >= {"limited", "joint_stock", "branch", "state"}


def test_no_shipped_form_is_a_number_of_a_fund() -> None:
    assert not {"ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"} & {one.form for one in load_legal_forms()}


def test_the_shipped_counts_are_of_many_names() -> None:
    counts = load_word_counts()
    assert counts.names["limited"] > counts.names["petroleum"] >= 25
    assert max(counts.names.values()) < counts.total
    assert min(counts.names.values()) >= 25


def test_every_fault_of_the_forms_is_named_with_its_row(refuse: Refuse) -> None:
    rows = "gmbh,limited,DE,2HBR\nGmbH,limited,DE,\ngmbh,limited,DE,\nag,firm,DE,\nas,limited,NO DK,\nse,joint_stock,eu,2hbr\nsa,limited\n"
    assert said(refuse(load_legal_forms, FORMS + rows)) == [
        ("2 cells stand here", 8, ""),
        ("“gmbh” stands in row 2 already", 4, "form"),
        ("“GmbH” is not as words stand in a plain name", 3, "form"),
        ("“firm” is unknown", 5, "class"),
        ("“NO DK” is not in order", 6, "countries"),
        ("“eu” is no code", 7, "countries"),
        ("“2hbr” is no code", 7, "elf"),
    ]


@pytest.mark.parametrize("form", ["société", "s.a.", "α.ε.", "εταιρεία", "ltd ", "ｌｔｄ", "Ооо", ""])
def test_a_form_that_no_plain_name_holds_is_refused(refuse: Refuse, form: str) -> None:
    assert [(fault.row, fault.column) for fault in refuse(load_legal_forms, f"{FORMS}{form},limited,,\n")] == [(2, "form")]


@pytest.mark.parametrize("form", ["有限公司", "유한회사", "ооо", "чек компанй", "ανωνυμη εταιρεια", "บรษท จากด", "l l c"])
def test_a_form_of_any_script_is_taken(tmp_path: Path, form: str) -> None:
    place = tmp_path / "forms.csv"
    place.write_text(f"{FORMS}{form},limited,,\n", encoding="utf-8")
    assert [one.form for one in load_legal_forms(place)] == [form]


def test_a_spelling_in_two_families_is_refused(refuse: Refuse) -> None:
    rows = "group,entity,grp | groupe\ngroupe,entity,\nbank,entity,banco | Banque | banco\nof,particle,\n"
    assert said(refuse(load_word_families, WORDS + rows)) == [
        ("“groupe” stands in row 2 already", 3, "variants"),
        ("“banco” stands in row 4 already", 4, "variants"),
        ("“Banque” is not as words stand in a plain name", 4, "variants"),
        ("“particle” is unknown", 5, "kind"),
    ]


def test_an_empty_variant_is_refused(refuse: Refuse) -> None:
    assert ("a spelling is empty", 2, "variants") in said(refuse(load_word_families, WORDS + "group,entity,grp |  | groupe\n"))


def test_every_fault_of_the_counts_is_named_with_its_row(refuse: Refuse) -> None:
    rows = "steel,10\nsteel,5\niron,few\nSilk,1\n"
    assert said(refuse(load_word_counts, COUNTS + rows)) == [
        ("“steel” stands in row 2 already", 3, "word"),
        ("the first row is not the total", 2, "word"),
        ("“few” is not a whole number", 4, "names"),
        ("“Silk” is not as words stand in a plain name", 5, "word"),
    ]


def test_a_word_in_more_names_than_there_are_is_refused(refuse: Refuse) -> None:
    assert said(refuse(load_word_counts, COUNTS + ",10\nsteel,11\n")) == [("“steel” is in more names than there are", 3, "names")]


@pytest.mark.parametrize("loader", [load_legal_forms, load_word_families, load_word_counts])
def test_a_table_that_is_missing_or_of_another_shape_is_refused(
    refuse: Refuse, tmp_path: Path, loader: Callable[[Traversable], object]
) -> None:
    with pytest.raises(PackError, match="the pack's file is missing"):
        loader(tmp_path / "none.csv")
    assert "the columns are a, b" in refuse(loader, "a,b\n1,2\n")[0].what
    assert "the columns are missing" in refuse(loader, "")[0].what


def test_a_table_without_rows_is_refused(refuse: Refuse) -> None:
    assert said(refuse(load_legal_forms, FORMS)) == [("the table is empty", None, "")]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "forms.csv"
    place.write_bytes("société,limited,,\n".encode("latin-1"))
    with pytest.raises(PackError, match="not UTF-8"):
        load_legal_forms(place)


def test_the_shipped_families_know_the_abbreviations_of_holdings_files() -> None:
    word_of = {spelling: one.word for one in load_word_families() for spelling in (one.word, *one.variants)}
    short = {"intl": "international", "mfg": "manufacturing", "hldgs": "holdings", "grp": "group", "svcs": "service", "mgmt": "management"}
    foreign = {"banco": "bank", "sanayi": "industry", "und": "and", "ii": "2", "second": "2"}
    assert {one: word_of[one] for one in (short | foreign)} == short | foreign


def test_no_shipped_spelling_is_a_filler_and_a_legal_form_of_its_own() -> None:
    fillers = {spelling for one in load_word_families() if one.kind == "filler" for spelling in (one.word, *one.variants)}
    companies = {one.form for one in load_legal_forms() if one.kind in {"corporation", "company"}}
    assert {"company", "co", "corporation"} <= fillers & companies
    assert fillers & {one.form for one in load_legal_forms() if one.kind == "limited"} == set()
