import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from clew.errors import WorkspaceError
from clew.names.comparison import compare
from clew.names.indexing import index_names
from clew.names.pairs import Verdict
from clew.names.searching import TOP, Hit, NameIndex, ask, search
from clew.names.words import shipped_words
from tests.company_names import ENGLISH, NAMES

LISTED = (
    ("T1", "Amber Tern Solar Ltd"),
    ("T2", "Amber Tern Cotton Ltd"),
    ("X1", "新疆示例纺织有限公司"),
    ("X2", "新疆瑞明纺织有限公司"),
    ("X3", "浙江示例水泥有限公司"),
    ("H1", "Hotan Shili Lanterns Co., Ltd."),
    ("N1", "Northwind Physics GmbH"),
    ("F3", "Example Fund III"),
    ("F4", "Example Fund IV"),
    ("O", ""),
    ("P", "😀"),
)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex.build(LISTED)


def first(index: NameIndex, *queries: str) -> list[str]:
    return [hits[0].id if hits else "" for hits in index.search(queries)]


def test_every_name_finds_itself_first_and_as_the_same(index: NameIndex) -> None:
    names = [(one, name) for one, name in LISTED if name.isascii() or "\u3400" < name[0] < "\U0001f000"]
    found = index.search([name for _, name in names if name])
    assert [hits[0].id for hits in found] == [one for one, name in names if name]
    assert {hits[0].verdict for hits in found} == {Verdict.SAME}


@pytest.mark.parametrize(
    ("query", "one"),
    [
        ("AMBER TERN SOLAR LIMITED", "T1"),
        ("Amber Tren Solar", "T1"),
        ("Xinjiang Shili Textile Co., Ltd.", "X1"),
        ("Xin Jiang Shi Li Fang Zhi You Xian Gong Si", "X1"),
        ("新疆示例紡織有限公司", "X1"),
        ("Sinkiang Ruiming Textile", "X2"),
        ("Zhejiang Shili Cement", "X3"),
        ("和田示例灯笼有限公司", "H1"),
        ("Khotan Shili Lanterns", "H1"),
        ("Nortwind Fysics", "N1"),
        ("Example Fund 4 / IV", "F4"),
    ],
)
def test_a_name_is_found_by_its_other_spellings_and_in_its_other_language(index: NameIndex, query: str, one: str) -> None:
    assert first(index, query) == [one]


def test_a_hit_says_which_name_in_which_row_and_what_may_be_said(index: NameIndex) -> None:
    hit = index.search(["Amber Tern Cotton"])[0][0]
    assert hit == Hit("T2", "Amber Tern Cotton Ltd", 1, hit.score, Verdict.SAME)
    assert hit.score == pytest.approx(compare("Amber Tern Cotton", "Amber Tern Cotton Ltd", index.known).score)


def test_the_numbers_of_funds_are_told_apart(index: NameIndex) -> None:
    hits = index.search(["Example Fund III"])[0]
    assert [(hit.id, hit.verdict is Verdict.SAME) for hit in hits[:2]] == [("F3", True), ("F4", False)]


@pytest.mark.parametrize("top", [0, 1, 2, 50])
def test_no_more_than_asked_are_found_and_fewer_where_fewer_come_near(index: NameIndex, top: int) -> None:
    hits = index.search(["Amber Tern", "Zzyzx Qaqa"], top)
    assert len(hits[0]) <= min(top, len(LISTED))
    assert [hit.id for hit in hits[0]] == [hit.id for hit in index.search(["Amber Tern"], 50)[0]][:top]
    assert len(hits[1]) <= top


@pytest.mark.parametrize("nothing", ["", " ", "😀", "\u202e", "…"])
def test_a_query_that_says_nothing_finds_nothing(index: NameIndex, nothing: str) -> None:
    assert index.search([nothing, "Northwind Physics"])[0] == ()
    assert first(index, nothing, "Northwind Physics") == ["", "N1"]


def test_no_queries_have_no_answers_and_no_names_no_hits(index: NameIndex) -> None:
    assert index.search([]) == []
    assert search([], ["Amber Tern", ""]) == [(), ()]


def test_a_query_of_too_little_is_never_the_same_as_anything(index: NameIndex) -> None:
    hits = [hit for found in index.search(["Ltd", "Xinjiang", "有限公司", "a"]) for hit in found]
    assert all(hit.verdict is Verdict.TOO_LITTLE for hit in hits)


def test_names_that_tie_stand_in_the_order_of_their_rows() -> None:
    names = [(f"id {number}", "Amber Tern Solar Ltd") for number in range(8)]
    assert [hit.place for hit in search(names, ["Amber Tern Solar"], 8)[0]] == list(range(8))


def test_ids_need_not_differ_and_are_given_back_as_they_are() -> None:
    names = [("", "Amber Tern"), ("é 1", "Northwind Physics"), ("", "Example Lanterns")]
    found = search(names, [name for _, name in names], 1)
    assert [(hits[0].id, hits[0].place) for hits in found] == [("", 0), ("é 1", 1), ("", 2)]


def test_names_may_come_one_by_one() -> None:
    assert search((one for one in LISTED), ["Northwind Physics"])[0][0].id == "N1"


@given(st.lists(NAMES, max_size=12), st.lists(NAMES, max_size=6))
@settings(max_examples=40)
def test_any_names_can_be_searched_by_any_queries(names: list[str], queries: list[str]) -> None:
    """Best first, each name once, and every query by itself finds what it finds among others."""
    index = NameIndex.build([(str(at), name) for at, name in enumerate(names)])
    found = index.search(queries)
    assert [hits for query in queries for hits in index.search([query])] == found
    for hits in found:
        assert len(hits) <= TOP
        assert len({hit.place for hit in hits}) == len(hits)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert all((hit.id, hit.name) == (str(hit.place), names[hit.place]) for hit in hits)


def test_among_two_thousand_names_nearly_every_one_is_found_by_a_slip_of_the_pen() -> None:
    draw = random.Random(5)  # noqa: S311 - the same names each time, no secret
    coined = ["".join(draw.choices(["ka", "shi", "mor", "tex", "ur", "lan", "bel", "dro", "fin", "gu"], k=3)) for _ in range(2_000)]
    names = [(str(at), f"{brand.title()} {draw.choice(ENGLISH[5:10])} Ltd") for at, brand in enumerate(coined)]
    asked = [(one, name[:3] + name[4:]) for one, name in names[:200]]
    found = search(names, [query for _, query in asked])
    brands = [{names[hit.place][1] for hit in hits} for hits in found]
    right = sum(dict(names)[one] in near for (one, _), near in zip(asked, brands, strict=True))
    assert right >= 190


def bulk(index: NameIndex, queries: list[str], top: int = TOP) -> list[tuple[Hit, ...]]:
    """The answers to some of very many queries."""
    return index.answer(replace(ask(queries, index.known), among=1_000_000, threads=1), top)


def test_among_very_many_queries_nearly_every_name_is_found_as_well() -> None:
    draw = random.Random(6)  # noqa: S311 - the same names each time, no secret
    coined = ["".join(draw.choices(["ka", "shi", "mor", "tex", "ur", "lan", "bel", "dro", "fin", "gu"], k=3)) for _ in range(1_000)]
    names = [(str(at), f"{brand.title()} {draw.choice(ENGLISH[5:10])} Ltd") for at, brand in enumerate(coined)]
    index = NameIndex.build(names)
    queries = [name[:3] + name[4:] for _, name in names[:200]]
    both = zip(bulk(index, queries), index.search(queries), strict=True)
    assert sum(some[0].score == every[0].score for some, every in both) >= 195


@given(st.lists(NAMES, max_size=12), st.lists(NAMES, min_size=1, max_size=6), st.integers(1, 30))
@settings(max_examples=30)
def test_of_very_many_queries_each_finds_what_it_finds_alone_and_of_few_names_all(names: list[str], queries: list[str], top: int) -> None:
    """As few names as these all come near, and all are compared, be it at first or later."""
    index = NameIndex.build([(str(at), name) for at, name in enumerate(names)])
    found = bulk(index, queries, top)
    assert [hits for query in queries for hits in bulk(index, [query], top)] == found
    for some, every in zip(found, index.search(queries, top), strict=True):
        assert set(some) <= set(every)
        assert some[:1] == every[:1]


def test_of_very_many_queries_a_clear_name_in_one_script_does_not_hide_that_in_the_other() -> None:
    names = ["乌鲁木齐金风科技股份有限公司", "Urumqi Goldwind Science & Technology Co., Ltd."]
    index = NameIndex.build([(str(at), name) for at, name in enumerate([*names, *(f"Filler {at} Lamps Ltd" for at in range(50))])])
    assert {hit.name for hit in bulk(index, ["乌鲁木齐金风科技有限公司"])[0][:2]} == set(names)


def test_parts_of_very_many_queries_are_answered_in_their_order() -> None:
    index = NameIndex.build(LISTED)
    queries = ["", "Northwind Physics", "Amber Tern Solar", "新疆示例纺织有限公司"]
    found = index.search([query for query in queries for _ in range(5_500)], 1)
    assert found == [hits for query in queries for hits in index.search([query], 1) for _ in range(5_500)]


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


def test_an_index_that_was_saved_before_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    made(FIRST).save(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    made(SECOND).save(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["예시등불 주식회사", "مثال للفوانيس", "エグザンプル株式会社"])
def test_a_name_in_another_script_finds_itself(name: str) -> None:
    found = search([*LISTED, ("K", name)], [name], top=1)
    assert [hit.id for hits in found for hit in hits] == ["K"]


def test_of_very_many_queries_each_finds_what_it_finds_alone_where_few_names_are_near() -> None:
    index, queries = made(FIRST + SECOND), [*QUERIES, "Examplle Lanterne", "和田灯笼"]
    alone, times = index.search(queries), 3_000
    assert index.search(queries * times) == alone * times
