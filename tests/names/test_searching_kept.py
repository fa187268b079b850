"""An index that is saved, opened where it lies, and joined with others finds what one in memory finds."""

from pathlib import Path

import numpy as np
import pytest

from clew.errors import WorkspaceError
from clew.names.indexing import index_names
from clew.names.searching import NameIndex, ask
from clew.names.words import shipped_words

LISTED = [
    (f"L{at}", f"{brand} {trade} Ltd") for at, (brand, trade) in enumerate((b, t) for b in ("Amber", "Tern") for t in ("Solar", "Cotton"))
]
MORE = [("X1", "新疆示例纺织有限公司"), ("N1", "Northwind Physics GmbH"), ("E", "")]
QUERIES = ["Amber Solar", "Xinjiang Shili Textile Co., Ltd.", "Nortwind Physics", ""]


def silent(_: str) -> None:
    """What is told is not of interest."""


@pytest.fixture(scope="module")
def whole() -> NameIndex:
    return index_names([*LISTED, *MORE], 7, silent)


def test_a_saved_index_answers_as_the_one_in_memory(tmp_path: Path, whole: NameIndex) -> None:
    whole.save(tmp_path / "index")
    opened = NameIndex.load(tmp_path / "index", shipped_words())
    assert opened.search(QUERIES) == whole.search(QUERIES)
    assert list(opened.ids) == [one for one, _ in [*LISTED, *MORE]]


def test_joined_indices_answer_as_one_of_all_names(whole: NameIndex) -> None:
    parts = [index_names(rows, len(rows), silent) for rows in (LISTED, [], MORE)]
    assert NameIndex.joined(parts).search(QUERIES) == whole.search(QUERIES)


def test_an_index_is_added_to_by_joining_what_was_opened_with_what_is_new(tmp_path: Path, whole: NameIndex) -> None:
    index_names(LISTED, len(LISTED), silent).save(tmp_path / "index")
    opened = NameIndex.load(tmp_path / "index", shipped_words())
    assert NameIndex.joined([opened, index_names(MORE, len(MORE), silent)]).search(QUERIES) == whole.search(QUERIES)


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path, whole: NameIndex) -> None:
    whole.save(tmp_path / "index")
    before = {path: path.read_bytes() for path in (tmp_path / "index").rglob("*") if path.is_file()}
    index_names(MORE, len(MORE), silent).save(tmp_path / "index")
    assert {path: path.read_bytes() for path in (tmp_path / "index").rglob("*") if path.is_file()} == before


def test_an_index_of_no_names_is_saved_and_opened(tmp_path: Path) -> None:
    index_names([], 0, silent).save(tmp_path / "index")
    assert NameIndex.load(tmp_path / "index", shipped_words()).search(QUERIES) == [(), (), (), ()]


@pytest.mark.parametrize("file", ["ids_ends.npy", "han.npy", "units-letters.npy", "written.npy"])
def test_an_index_with_a_missing_or_damaged_file_is_refused_by_its_folder(tmp_path: Path, whole: NameIndex, file: str) -> None:
    whole.save(tmp_path / "index")
    place = tmp_path / "index" / file
    place.write_bytes(place.read_bytes()[:30])
    with pytest.raises(WorkspaceError, match="index"):
        NameIndex.load(tmp_path / "index", shipped_words())
    place.unlink()
    with pytest.raises(WorkspaceError, match="index"):
        NameIndex.load(tmp_path / "index", shipped_words())


def test_an_index_with_ids_of_another_is_refused(tmp_path: Path, whole: NameIndex) -> None:
    whole.save(tmp_path / "index")
    np.save(tmp_path / "index" / "ids_ends.npy", np.zeros(3, np.int64))
    with pytest.raises(WorkspaceError, match="not of one index"):
        NameIndex.load(tmp_path / "index", shipped_words())


def test_names_are_made_ready_once_for_several_indices() -> None:
    asked = ask(QUERIES, shipped_words())
    parts = [index_names(rows, len(rows), silent) for rows in (LISTED, MORE)]
    found = [[hit.id for index in parts for hit in index.answer(asked, top=1)[at]] for at in range(3)]
    assert found[0][0] == "L0"
    assert "X1" in found[1]
    assert "N1" in found[2]


def test_hits_below_a_floor_are_left_out(whole: NameIndex) -> None:
    asked = ask(["Amber Solar"], shipped_words())
    every = whole.answer(asked, top=9)[0]
    floor = every[0].score
    assert every[-1].score < floor
    assert whole.answer(asked, top=9, floor=floor)[0] == tuple(hit for hit in every if hit.score >= floor)
