"""`clew names`: what a person and a pipe are told, also of empty and of faulty files."""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.report.schemas import faults, schema

CHINESE, ENGLISH = "上海示例灯笼贸易有限公司", "Shanghai Shili Denglong Trading Co Ltd"
LEI = "5493001KJTIIGC8Y1R12"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text(f"id,name\n1,Kelp Harbour Loom Inc.\n2,{CHINESE}\n3,\n4,Kelp Harbour Looms Inc.\n", encoding="utf-8-sig")
    return path


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "asked.csv"
    path.write_text(f"id,name\na,{ENGLISH}\nb,\nc,Zyx Quwert\n", encoding="utf-8")
    return path


def test_names_are_taken_apart(clew: Run) -> None:
    told = clew("names", "parse", CHINESE, "", "--json")
    document = json.loads(told.stdout)
    assert faults(document, schema("names")["$defs"]["parsed"], schema("names")) == []
    assert [part["kind"] for part in document["names"][0]["parts"]] == ["place", "brand", "activity", "form"]


def test_two_names_are_compared_with_the_reason(clew: Run) -> None:
    document = json.loads(clew("names", "compare", ENGLISH, CHINESE, "--json").stdout)
    assert faults(document, schema("names")["$defs"]["compared"], schema("names")) == []
    assert list(document) == ["left", "right", "score", "verdict", "why", "matches"]
    assert (document["verdict"], document["matches"][0]["how"]) == ("same", "pinyin")


def test_identifiers_and_countries_have_their_say(clew: Run) -> None:
    same = clew("names", "compare", "Kelp Loom", "Amber Tern", "--left-id", f"lei={LEI}", "--right-id", f"lei={LEI}").stdout
    assert same.startswith(f"same, 1.00\nBoth have the LEI {LEI}.")
    wrong = clew("names", "compare", "A", "B", "--left-id", "lei=1", "--right-country", "China")
    assert wrong.returncode == 3
    assert len(wrong.stderr.splitlines()) == 2


def test_names_are_searched(clew: Run, register: Path, asked: Path) -> None:
    document = json.loads(clew("names", "search", "--names", register, "--queries", asked, "--top", "1", "--json").stdout)
    assert faults(document, schema("names")["$defs"]["found"], schema("names")) == []
    assert list(document) == ["results"]
    first, empty, _ = document["results"]
    assert [hit["id"] for hit in first["hits"]] == ["2"]
    assert empty == {"query": {"id": "b", "name": ""}, "hits": []}


def test_a_table_is_matched_into_a_file(clew: Run, register: Path, asked: Path, tmp_path: Path) -> None:
    told = clew("names", "match", asked, register, "--out", "out.csv")
    assert told.stdout == "3 rows written to out.csv: 1 same, 0 possibly same, 2 with no such match.\n"
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["left_id"], row["right_id"], row["verdict"]) for row in rows][:2] == [
        ("a", "2", "same"),
        ("b", "", "too little to compare"),
    ]
    assert "pinyin" in rows[0]["why"]


def test_names_are_put_together(clew: Run, register: Path, tmp_path: Path) -> None:
    document = json.loads(clew("names", "cluster", register, "--possible", "--json").stdout)
    assert faults(document, schema("names")["$defs"]["clustered"], schema("names")) == []
    assert [one["id"] for one in document["clusters"][0]] == ["1", "4"]
    told = clew("names", "cluster", register, "--possible", "--out", "out.csv").stdout
    assert told == "4 rows written to out.csv, in 3 clusters.\n"
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()[0] == "id,name,cluster"
    assert not (tmp_path / "clew-home").exists()  # nothing is kept of it


def test_scores_are_measured_on_pairs_whose_answer_is_known(clew: Run, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(f"left,right,is_match\n{ENGLISH},{CHINESE},1\nKelp Loom,Amber Tern,0\n", encoding="utf-8")
    document = json.loads(clew("names", "bench", path, "--json").stdout)
    assert faults(document, schema("names")["$defs"]["measured"], schema("names")) == []
    assert list(document) == ["precision", "recall", "f1", "best_f1", "best_line", "seconds", "rows"]
    assert (document["f1"], document["rows"]) == (1.0, 2)


def test_files_without_rows_are_said_to_be_empty(clew: Run, register: Path, tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text("id,name\n", encoding="utf-8")
    (tmp_path / "nil.csv").write_text("left,right,is_match\n", encoding="utf-8")
    assert clew("names", "search", "--names", register, "--queries", "none.csv").stdout == "none.csv holds no names to look for.\n"
    assert clew("names", "cluster", "none.csv").stdout == "none.csv holds no names.\n"
    assert clew("names", "bench", "nil.csv").stdout == "nil.csv holds no pairs.\n"


def test_a_faulty_file_is_refused_with_every_fault_and_nothing_is_written(clew: Run, register: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("id,name\n1,a\n1,b\n,c\n", encoding="utf-8")
    told = clew("names", "match", register, "bad.csv", "--out", "out.csv")
    assert told.returncode == 3
    assert [line[:35] for line in told.stderr.splitlines() if "clew:" in line] == [
        'clew: bad.csv, row 3, column "id": ',
        'clew: bad.csv, row 4, column "id": ',
    ]
    assert not (tmp_path / "out.csv").exists()
