from clew.model.naming import Answered, Listed, Measured, Nearest
from clew.names.comparison import Party, compare
from clew.names.parsing import parse
from clew.render.terminal import to_text
from clew.report.names import (
    clusters_document,
    clusters_view,
    compared_document,
    compared_view,
    found_document,
    found_view,
    matched_bytes,
    measured_document,
    measured_view,
    parsed_document,
    parsed_view,
)
from tests.report.schemas import faults, schema

CHINESE, ENGLISH = "上海示例灯笼贸易有限公司", "Shanghai Shili Denglong Trading Co Ltd"
HIT = Nearest("2", CHINESE, 0.99976, "same", "Place “shanghai” is the pinyin of “上海”.")
FAR = Nearest("7", "Amber Tern", 0.003, "different", "No part of the one is in the other.")
ANSWERS = (
    Answered(Listed("a", ENGLISH), little=False, hits=(HIT, FAR)),
    Answered(Listed("b", ""), little=True, hits=()),
    Answered(Listed("c", "=Zyx"), little=False, hits=()),
)


def broken(document: object, name: str) -> list[str]:
    return faults(document, schema("names")["$defs"][name], schema("names"))


def test_parts_are_shown_and_told_by_their_contract() -> None:
    names = [parse(CHINESE), parse(ENGLISH), parse("")]
    assert broken(parsed_document(names), "parsed") == []
    shown = to_text(parsed_view(names), 80)
    assert "shilidenglong" in shown
    assert shown.endswith("(an empty name)\n  nothing can be read in it\n")


def test_a_comparison_is_shown_with_its_verdict_first() -> None:
    found = compare(ENGLISH, CHINESE)
    assert broken(compared_document(found), "compared") == []
    shown = to_text(compared_view(found), 80)
    assert shown.startswith("same, 1.00\nPlace “shanghai” is the pinyin of “上海”")


def test_what_cannot_be_compared_has_no_score() -> None:
    found = compare("", CHINESE)
    assert broken(compared_document(found), "compared") == []
    assert to_text(compared_view(found)).startswith("too little to compare\nOne of the names says too little")


def test_two_countries_are_said() -> None:
    found = compare(Party(ENGLISH, country="CN"), Party(CHINESE, country="SG"))
    assert "registered in two countries, CN and SG" in to_text(compared_view(found))


def test_every_query_is_answered_in_eighty_columns() -> None:
    assert broken(found_document(ANSWERS), "found") == []
    assert found_document(ANSWERS)["results"][0]["hits"][0]["score"] == 0.9998
    assert [line.rstrip() for line in to_text(found_view(ANSWERS), 80).splitlines()] == [
        f"a {ENGLISH}",
        f"  1.00  same       2 {CHINESE}",
        "                   Place “shanghai” is the pinyin of “上海”.",
        "  0.00  different  7 Amber Tern",
        "b",
        "  The name says too little to be looked for by.",
        "c =Zyx",
        "  No name comes near.",
    ]


def test_only_the_first_queries_are_shown_and_the_rest_counted() -> None:
    assert to_text(found_view(ANSWERS * 10)).endswith("10 more queries: print them with --json.\n")


def test_a_row_of_matches_runs_nothing_in_a_spreadsheet() -> None:
    lines = matched_bytes(ANSWERS).decode("utf-8-sig").split("\r\n")
    assert lines[0] == "left_id,left_name,right_id,right_name,score,verdict,why"
    assert lines[1].startswith(f"a,{ENGLISH},2,{CHINESE},0.9998,same,")
    assert lines[2] == "b,,,,,too little to compare,The name says too little to be looked for by."
    assert lines[3] == "c,'=Zyx,,,,,No name comes near."


def test_measures_are_shown_at_both_lines() -> None:
    found = Measured(0.25, 0.5, 1.0, 2 / 3, 0.8, 0.91, 0.002, 4)
    assert broken(measured_document(found), "measured") == []
    shown = to_text(measured_view(found), 80)
    assert "0.667" in shown
    assert "0.91" in shown
    assert "4 pairs in 0.00 s, 500 µs each" in shown
    assert broken(measured_document(Measured(0.25, 0.0, 0.0, 0.0, None, None, 0.0, 0)), "measured") == []


def test_clusters_of_more_than_one_name_are_shown() -> None:
    found = ((Listed("1", "Kelp Loom"), Listed("2", "Kelp Loom Inc.")), (Listed("3", "Amber"),))
    assert broken(clusters_document(found), "clustered") == []
    shown = [line.rstrip() for line in to_text(clusters_view(found), 80).splitlines()]
    assert shown == ["3 names: 2 companies, 1 of them under more than one name.", "cluster 1", "  1 Kelp Loom", "  2 Kelp Loom Inc."]
