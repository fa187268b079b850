from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from clew.names.pairs import Table, compare_rows, table_of
from clew.names.parsing import parse_name
from clew.names.tables import Reread, joined_tables, load_table, save_table
from clew.names.texts import Texts
from clew.names.words import shipped_words
from tests.company_names import NAMES

KNOWN = shipped_words()
WRITTEN = ("Amber Tern Solar Ltd", "新疆示例纺织有限公司", "", "ABC科技有限公司", "Example Fund III")


def tabled(names: list[str]) -> Table:
    return table_of([parse_name(name, KNOWN) for name in names], KNOWN)


def equal(one: Table, other: Table) -> bool:
    for field in fields(Table):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if field.name == "names":
            same = list(left) == list(right)
        elif isinstance(left, np.ndarray):
            same = np.array_equal(left, right) and left.dtype == right.dtype
        else:
            same = all(np.array_equal(a, b) and a.dtype == b.dtype for a, b in zip(left, right, strict=True))
        if not same:
            return False
    return True


@given(st.lists(st.lists(NAMES, max_size=4), min_size=1, max_size=4))
@settings(max_examples=25)
def test_joined_tables_are_the_table_of_all_names(several: list[list[str]]) -> None:
    names = [name for some in several for name in some]
    joined = joined_tables([tabled(some) for some in several], [parse_name(name, KNOWN) for name in names])
    assert equal(joined, tabled(names))


def test_a_table_that_was_written_is_the_same_when_it_is_opened(tmp_path: Path) -> None:
    table = tabled(list(WRITTEN))
    save_table(tmp_path, table, Texts.of(WRITTEN))
    opened, written = load_table(tmp_path, KNOWN)
    assert list(written) == list(WRITTEN)
    assert equal(opened, table)


def test_names_of_an_opened_table_are_compared_as_those_of_one_in_memory(tmp_path: Path) -> None:
    table = tabled(list(WRITTEN))
    save_table(tmp_path, table, Texts.of(WRITTEN))
    opened, _ = load_table(tmp_path, KNOWN)
    one, other = np.arange(25) // 5, np.arange(25) % 5
    assert compare_rows(opened, one, opened, other).score.tolist() == compare_rows(table, one, table, other).score.tolist()


@pytest.mark.parametrize("file", ["han", "units-letters", "written", "written_ends", "spoken-lists"])
def test_a_missing_or_damaged_file_is_told(tmp_path: Path, file: str) -> None:
    save_table(tmp_path, tabled(list(WRITTEN)), Texts.of(WRITTEN))
    place = tmp_path / f"{file}.npy"
    place.write_bytes(place.read_bytes()[:40])
    with pytest.raises((OSError, ValueError)):
        load_table(tmp_path, KNOWN)
    place.unlink()
    with pytest.raises(OSError, match=file):
        load_table(tmp_path, KNOWN)


def test_files_of_two_tables_are_refused(tmp_path: Path) -> None:
    save_table(tmp_path, tabled(list(WRITTEN)), Texts.of(WRITTEN))
    np.save(tmp_path / "han.npy", np.zeros(3, np.bool_))
    with pytest.raises(ValueError, match="not of one index"):
        load_table(tmp_path, KNOWN)


def test_names_are_parsed_when_they_are_asked_for() -> None:
    names = Reread(Texts.of(WRITTEN), KNOWN)
    assert (len(names), names[1]) == (5, parse_name(WRITTEN[1], KNOWN))
    assert names[3:] == [parse_name(name, KNOWN) for name in WRITTEN[3:]]
    assert list(Reread(Texts.of([]), KNOWN)) == []
