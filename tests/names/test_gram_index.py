from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from clew.errors import WorkspaceError
from clew.names.gram_index import BUDGET, KEEP, GramIndex, usual_budget

KEYS = ("aurelia textile co ltd", "northwind physics", "aurelia textiles", "x", "", "norrland shipping", "textile trading of aurelia")
OWNERS = np.array([0, 1, 0, 2, 3, 4, 5], np.int32)
KEY = st.text("abcn 3", max_size=12)


@pytest.fixture(scope="module")
def index() -> GramIndex:
    return GramIndex.build(KEYS, OWNERS)


def same(one: GramIndex, other: GramIndex) -> bool:
    return all(np.array_equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(GramIndex))


def test_the_same_key_is_found_first_with_a_cosine_of_one(index: GramIndex) -> None:
    found = index.candidates(["northwind physics", "x"])
    assert found.rows[:, 0].tolist() == [1, 3]
    assert found.cosines[:, 0].tolist() == [1.0, 1.0]


def test_errors_and_another_order_of_words_come_near(index: GramIndex) -> None:
    found = index.candidates(["nortwind fysics", "physics northwind", "NORRLAND shipping"], keep=1)
    assert found.rows.ravel().tolist() == [1, 1, 5]


def test_an_owner_has_one_row_its_nearest(index: GramIndex) -> None:
    found = index.candidates(["aurelia textiles"], keep=7)
    assert found.rows[0].tolist() == [2, 6, -1, -1, -1, -1, -1]
    assert found.cosines[0, 2:].tolist() == [0.0] * 5


def test_a_query_that_shares_no_gram_finds_nothing(index: GramIndex) -> None:
    found = index.candidates(["", "zzzz", "y", "新疆", "\n"], keep=2)
    assert found.rows.tolist() == [[-1, -1]] * 5


def test_no_queries_and_no_keys_are_answered_too(index: GramIndex) -> None:
    nobody = GramIndex.build([], np.zeros(0, np.int32))
    assert index.candidates([]).rows.shape == (0, KEEP)
    assert nobody.candidates(["aurelia"], keep=2).rows.tolist() == [[-1, -1]]
    assert nobody.extended(KEYS, OWNERS).candidates(["x"], keep=1).rows.tolist() == [[3]]


def test_equal_keys_stand_by_their_number() -> None:
    index = GramIndex.build(["acme"] * 9, np.arange(9, dtype=np.int32))
    assert index.candidates(["acme"], keep=4).rows.tolist() == [[0, 1, 2, 3]]


def test_a_key_with_a_line_break_is_one_key() -> None:
    index = GramIndex.build(["north\nwind", "aurelia"], np.array([0, 1], np.int32))
    assert index.candidates(["north wind", "aurelia"], keep=1).rows.tolist() == [[0], [1]]


def test_a_larger_index_reads_more() -> None:
    assert (usual_budget(0), usual_budget(580_000), usual_budget(3_000_000)) == (BUDGET, BUDGET, 60_000)


def test_keys_without_owners_are_refused(index: GramIndex) -> None:
    with pytest.raises(ValueError, match="7 keys have 6 owners"):
        GramIndex.build(KEYS, OWNERS[1:])
    with pytest.raises(ValueError, match="1 keys have 6 owners"):
        index.extended(["more"], OWNERS[1:])


@settings(max_examples=25)
@given(st.lists(KEY, max_size=30), st.lists(KEY, max_size=8), st.lists(KEY, max_size=8))
def test_an_extended_index_is_the_same_as_one_built_of_all(first: list[str], second: list[str], queries: list[str]) -> None:
    owners = np.arange(len(first) + len(second), dtype=np.int32) // 2
    extended = GramIndex.build(first, owners[: len(first)]).extended(second, owners[len(first) :])
    whole = GramIndex.build(first + second, owners)
    assert same(extended, whole)
    one, other = extended.candidates(queries, keep=5), whole.candidates(queries, keep=5)
    assert one.rows.tolist() == other.rows.tolist()


@settings(max_examples=25)
@given(st.lists(KEY, max_size=40), st.lists(KEY, min_size=1, max_size=8))
def test_answers_are_in_order_and_every_owner_is_once_in_them(keys: list[str], queries: list[str]) -> None:
    owners = np.arange(len(keys), dtype=np.int32) // 3
    found = GramIndex.build(keys, owners).candidates(queries, keep=6)
    for rows, cosines in zip(found.rows.tolist(), found.cosines.tolist(), strict=True):
        told = [row // 3 for row in rows if row >= 0]
        assert len(told) == len(set(told))
        assert all(one >= other - 0.001 for one, other in pairwise(cosines))
        assert all(0 < cosine < 1.0001 for row, cosine in zip(rows, cosines, strict=True) if row >= 0)


def test_any_number_of_threads_gives_the_same_answers() -> None:
    keys = [f"company {number:05d} of {number % 97}" for number in range(3000)]
    index = GramIndex.build(keys, np.arange(3000, dtype=np.int32))
    alone, together = index.candidates(keys, keep=3, threads=1), index.candidates(keys, keep=3, threads=4)
    assert alone.rows.tolist() == together.rows.tolist()
    assert alone.rows[:, 0].tolist() == list(range(3000))


def test_an_audit_tells_what_the_budget_missed(index: GramIndex) -> None:
    few = index.candidates(["aurelia textile co ltd physics"], budget=1, keep=1)
    missed = index.audit(["aurelia textile co ltd physics"], 0.1, budget=1, keep=1)
    assert few.rows.tolist() == [[0]]
    assert missed.queries.tolist() == [0, 0]
    assert missed.rows.tolist() == [1, 6]
    assert missed.cosines[0] >= missed.cosines[1] >= np.float32(0.1)


def test_an_audit_of_a_search_that_read_everything_finds_nothing(index: GramIndex) -> None:
    assert [part.tolist() for part in index.audit(list(KEYS), 0.01, budget=10**9, keep=7)] == [[], [], []]


def test_a_saved_index_answers_the_same(index: GramIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "index")
    loaded = GramIndex.load(tmp_path / "index")
    assert same(index, loaded)
    assert loaded.candidates(["aurelia"]).rows.tolist() == index.candidates(["aurelia"]).rows.tolist()
    assert same(loaded.extended(["more"], np.array([9], np.int32)), index.extended(["more"], np.array([9], np.int32)))


def test_an_index_is_never_changed(index: GramIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "index")
    for one in (index, GramIndex.load(tmp_path / "index")):
        assert not any(getattr(one, field.name).flags.writeable for field in fields(GramIndex))


def test_what_is_saved_first_stays(index: GramIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "index")
    GramIndex.build(["other"], np.zeros(1, np.int32)).save(tmp_path / "index")
    assert same(GramIndex.load(tmp_path / "index"), index)
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_damaged_index_says_what_to_do(index: GramIndex, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be read"):
        GramIndex.load(tmp_path / "nowhere")
    index.save(tmp_path / "index")
    (tmp_path / "index" / "grams.npy").write_bytes(b"not an array")
    with pytest.raises(WorkspaceError, match=r"Delete the folder"):
        GramIndex.load(tmp_path / "index")
    np.save(tmp_path / "index" / "grams.npy", np.zeros(3, np.int32))
    with pytest.raises(WorkspaceError, match="not of one index"):
        GramIndex.load(tmp_path / "index")
