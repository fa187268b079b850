"""An index of names: saved, opened, joined, it answers the same."""

from pathlib import Path

import numpy as np
import pytest

from clew.errors import WorkspaceError
from clew.names.comparison import compare
from clew.names.indexing import index_names
from clew.names.searching import NameIndex, ask
from clew.names.words import shipped_words

FIRST = [("a:1", "Example Lantern Group Co., Ltd."), ("a:2", "Norden Paper Mill AB"), ("a:3", "北京灯笼科技股份有限公司")]
SECOND = [("b:1", "Yarkand Lantern Factory"), ("b:2", "Example Lanterns"), ("b:3", "上海灯笼贸易有限公司")]
QUERIES = ["Example Lantern", "Norden Paper Mills", "Beijing Denglong Technology Co Ltd", "Nobody at all", ""]


def silent(_: str) -> None:
    pass


def made(rows: list[tuple[str, str]]) -> NameIndex:
    return index_names(rows, len(rows), silent)


def test_a_saved_index_answers_the_same(tmp_path: Path) -> None:
    index = made(FIRST + SECOND)
    index.save(tmp_path / "index")
    loaded = NameIndex.load(tmp_path / "index", shipped_words())
    assert loaded.search(QUERIES) == index.search(QUERIES)
    assert [hits[0].id for hits in loaded.search(QUERIES[1:3])] == ["a:2", "a:3"]


def test_joined_indices_answer_as_one_that_was_built_of_all(tmp_path: Path) -> None:
    made(SECOND).save(tmp_path / "index")
    both = NameIndex.joined([made(FIRST), NameIndex.load(tmp_path / "index", shipped_words())])
    assert both.search(QUERIES) == made(FIRST + SECOND).search(QUERIES)


def test_a_score_is_what_comparing_the_two_names_says() -> None:
    asked = ask(QUERIES, shipped_words())
    for query, hits in zip(QUERIES, made(FIRST + SECOND).answer(asked), strict=True):
        for hit in hits:
            found = compare(query, hit.name)
            assert (round(hit.score, 9), hit.verdict) == (round(found.score, 9), found.verdict)


def test_what_scores_lower_than_asked_for_is_left_out() -> None:
    found = made(FIRST + SECOND).answer(ask(QUERIES, shipped_words()), floor=0.25)
    assert found[3] == found[4] == ()
    assert all(hit.score >= 0.25 for hits in found for hit in hits)


def test_an_index_of_no_names_answers_nothing(tmp_path: Path) -> None:
    made([]).save(tmp_path / "index")
    assert NameIndex.load(tmp_path / "index", shipped_words()).search(QUERIES) == [()] * len(QUERIES)


def test_nothing_asked_is_nothing_answered() -> None:
    assert made(FIRST).search([]) == []


@pytest.mark.parametrize("name", ["written.npy", "units-letters.npy", "ids.npy", "keys/grams.npy"])
def test_a_damaged_index_says_what_to_do(name: str, tmp_path: Path) -> None:
    made(FIRST).save(tmp_path / "index")
    (tmp_path / "index" / name).write_bytes(b"not an array")
    with pytest.raises(WorkspaceError, match=r"Delete the folder"):
        NameIndex.load(tmp_path / "index", shipped_words())


def test_files_of_two_indices_are_refused(tmp_path: Path) -> None:
    made(FIRST).save(tmp_path / "index")
    np.save(tmp_path / "index" / "ids_ends.npy", np.zeros(1, np.int64))
    with pytest.raises(WorkspaceError, match="not of one index"):
        NameIndex.load(tmp_path / "index", shipped_words())
