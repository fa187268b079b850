"""Tables of words of names: what cannot be read as a table, and spellings that no normalised name holds, are refused with their rows."""

from pathlib import Path

import pytest

from clew.errors import Fault, PackError
from clew.pack.name_tables import odd_chinese, odd_english, read_rows, refuse, twice

HEADS = ("zh", "en")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "words.csv"


def told(table: Path, text: str) -> str:
    table.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_rows(table, HEADS)
    return str(caught.value)


def faults(table: Path, text: str, *, needed: bool = True) -> list[Fault]:
    table.write_text(text, encoding="utf-8")
    rows = read_rows(table, HEADS)
    where = str(table)
    return [*twice(rows, ("zh",), where), *odd_chinese(rows, "zh", where), *odd_english(rows, "en", where, needed=needed)]


def test_a_cell_holds_several_spellings_in_their_order(table: Path) -> None:
    table.write_text("zh,en\n东方,oriental | east\n白云,\n", encoding="utf-8")
    first, second = read_rows(table, HEADS)
    assert (first.line, first.several("en")) == (2, ("oriental", "east"))
    assert second.several("en") == ()


def test_a_missing_file_is_told(table: Path) -> None:
    with pytest.raises(PackError, match="missing"):
        read_rows(table, HEADS)


def test_other_heads_are_refused(table: Path) -> None:
    assert "the heads are “en,zh”" in told(table, "en,zh\n")
    assert "the heads are “”" in told(table, "")


def test_every_uneven_row_is_named(table: Path) -> None:
    said = told(table, "zh,en\n东方\n白云,white cloud,cloud\n")
    assert "row 2: the row has 1 cells" in said
    assert "row 3: the row has 3 cells" in said


def test_what_is_not_utf_8_is_told(table: Path) -> None:
    table.write_bytes("zh,en\n东方,east\n".encode("gb18030"))
    with pytest.raises(PackError, match="not a table in UTF-8"):
        read_rows(table, HEADS)


def test_all_faults_of_a_table_are_named_at_once(table: Path) -> None:
    found = faults(table, "zh,en\n東方,East\n白云,\n白云,white cloud | white cloud\nsky,sky | \n天,the  sky\n")
    assert {(fault.row, fault.what) for fault in found} == {
        (2, "“東方” holds traditional characters"),
        (2, "“East” is not in small plain letters with single spaces"),
        (3, "a spelling is empty"),
        (4, "“白云” stands in row 3 too"),
        (4, "“white cloud” stands twice"),
        (5, "“sky” is not in Chinese characters alone"),
        (5, "a spelling is empty"),
        (6, "“the  sky” is not in small plain letters with single spaces"),
    }


def test_the_mend_of_traditional_characters_is_their_simplified_form(table: Path) -> None:
    assert [fault.mend for fault in faults(table, "zh,en\n東方,east\n")] == ["Write “东方”."]


def test_a_character_that_simplified_text_has_too_passes(table: Path) -> None:
    assert faults(table, "zh,en\n乾安,qian an\n") == []


def test_english_may_be_empty_where_it_is_not_needed(table: Path) -> None:
    assert faults(table, "zh,en\n白云,\n", needed=False) == []


def test_faults_are_told_from_the_top_of_the_table_to_its_end() -> None:
    with pytest.raises(PackError) as caught:
        refuse([Fault("late", "", row=9), Fault("early", "", row=2)])
    assert [fault.what for fault in caught.value.faults] == ["early", "late"]


def test_a_table_without_faults_is_not_refused() -> None:
    refuse([])
