from pathlib import Path

import pytest

from clew.errors import InputError
from clew.names.pairs import Verdict
from clew.work.names import Side, cluster_table, match_tables, measure, parties, search_tables

LEI = "5493001KJTIIGC8Y1R12"
REGISTER = {
    "1": "Example Lantern Group Co., Ltd.",
    "2": "Harbour Loom Inc.",
    "3": "上海示例灯笼贸易有限公司",
    "4": "Amber Tern Cotton Mills Ltd.",
}


def table(path: Path, rows: list[tuple[str, str]]) -> Path:
    path.write_text("id,name\n" + "".join(f'{one},"{name}"\n' for one, name in rows), encoding="utf-8")
    return path


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return table(tmp_path / "register.csv", list(REGISTER.items()))


def test_each_query_is_answered_with_verdict_and_reason(register: Path, tmp_path: Path) -> None:
    asked = [("a", "Harbour Loom, Incorporated"), ("b", ""), ("b", "Shanghai Shili Denglong Trading Co Ltd")]
    one, empty, chinese = search_tables(register, table(tmp_path / "asked.csv", asked), 2)
    assert (one.hits[0].id, one.hits[0].verdict) == ("2", Verdict.SAME.value)
    assert "loom" in one.hits[0].why
    assert (empty.hits, empty.little, empty.query.name) == ((), True, "")
    assert chinese.hits[0].id == "3"
    assert "pinyin" in chinese.hits[0].why


def test_there_are_at_most_so_many_hits_the_best_first(register: Path) -> None:
    for one in search_tables(register, register, 1):
        assert [hit.id for hit in one.hits] == [one.query.id]
    for one in search_tables(register, register, 3):
        scores = [hit.score for hit in one.hits]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) <= 3


def test_tables_without_rows_are_answered(register: Path, tmp_path: Path) -> None:
    nothing = table(tmp_path / "nothing.csv", [])
    assert search_tables(register, nothing) == ()
    assert {one.hits for one in search_tables(nothing, register)} == {()}
    assert cluster_table(nothing) == ()


def test_the_faults_of_both_tables_are_named_at_once(tmp_path: Path) -> None:
    left, right = tmp_path / "left.csv", tmp_path / "right.csv"
    left.write_text("id,nom\n1,x\n", encoding="utf-8")
    right.write_text("id,name\n,x\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        match_tables(left, right)
    assert {fault.file for fault in caught.value.faults} == {str(left), str(right)}


def test_a_match_is_the_best_of_the_right_table(register: Path, tmp_path: Path) -> None:
    (found,) = match_tables(table(tmp_path / "left.csv", [("x", "Amber Tern Cotton Mill")]), register)
    assert [hit.id for hit in found.hits] == ["4"]


def test_scores_are_measured_at_a_line_and_at_the_best(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    rows = [
        "Harbour Loom,Harbour Loom Inc.,1",
        "Harbour Loom,Amber Tern Cotton,0",
        "上海示例灯笼贸易有限公司,Shanghai Shili Denglong Trading,yes",
        ",,false",
    ]
    path.write_text("\n".join(["left,right,is_match", *rows]), encoding="utf-8")
    found = measure(path)
    assert (found.precision, found.recall, found.f1, found.best_f1, found.rows) == (1.0, 1.0, 1.0, 1.0, 4)
    assert found.best_line is not None
    assert found.best_line > found.line
    path.write_text("left,right,is_match\n", encoding="utf-8")
    assert (measure(path).best_f1, measure(path).rows) == (None, 0)


def test_names_of_one_company_are_put_together_whatever_the_order_of_the_file(tmp_path: Path) -> None:
    rows = [
        *[
            ("a", "Kelp Harbour Loom Inc."),
            ("b", "Kelp Harbour Loom, Incorporated"),
            ("c", "KELP HARBOUR LOOM"),
            ("d", "Amber Tern Cotton Mills Ltd."),
        ],
        *[("e", "Amber Tern Cotton Mills"), ("f", ""), ("g", "Cedar Kelp Shipping 1"), ("h", "Cedar Kelp Shipping 2")],
    ]
    first = cluster_table(table(tmp_path / "one.csv", rows))
    assert [{one.id for one in cluster} for cluster in first[:2]] == [{"a", "b", "c"}, {"d", "e"}]
    assert {len(cluster) for cluster in first[2:]} == {1}
    rows.reverse()
    assert cluster_table(table(tmp_path / "two.csv", rows)) == first


def test_identifiers_and_countries_are_taken_in_their_normal_form() -> None:
    one, other = parties(Side("left", "A", [f"lei={LEI.lower()}", "registration= 12 ab"], "cn"), Side("right", "B", [], ""))
    assert (one.identifiers, one.country, other.identifiers) == ({"lei": LEI, "registration": "12AB"}, "CN", {})


def test_every_fault_of_both_sides_is_named() -> None:
    sides = Side("left", "A", ["lei=1", "x=2", "lei"], "China"), Side("right", "B", [f"lei={LEI}", f"lei={LEI}"], "C1")
    with pytest.raises(InputError) as caught:
        parties(*sides)
    assert [fault.what for fault in caught.value.faults] == [
        "--left-id: “lei=1” is no LEI",
        "--left-id: “x=2” is of no known kind",
        "--left-id: “lei” is no LEI",
        "--left-country: “China” is no country",
        "--right-id: there are two of the kind lei",
        "--right-country: “C1” is no country",
    ]
