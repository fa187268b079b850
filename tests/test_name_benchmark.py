"""What benchmarks of names measure with: measures, hard negatives, and the sets whose answer is known."""

from pathlib import Path

import numpy as np

from name_chinese import Listed, explained, look_up, one_word, two_by_two
from name_measures import alarm_line, at_line, average_precision, best_line, bins, calibration_error, places, recall_at
from name_negatives import hard_negatives, words_of
from name_page import Run, read_run, write_page
from name_plot import calibration_svg
from name_sets import english_pairs, hand_pairs
from name_table import Table, as_markdown, as_text
from name_task import Contestant, Task, contend, read_answer

SCORES, TRUTH = np.array([0.9, 0.8, 0.7, 0.2]), np.array([True, False, True, False])
FUNDS = [f"{brand} {trade} {kind} {number} Ltd" for brand in ("Amber", "Birch", "Cedar", "Tern") for trade in ("Solar", "Cotton", "Cement")
         for kind in ("Holdings", "Finance", "Works") for number in ("I", "II", "III")]  # fmt: skip


def test_a_line_is_judged_by_what_reaches_it() -> None:
    told = at_line(SCORES, TRUTH, 0.75)
    assert (told.precision, told.recall, told.f1) == (0.5, 0.5, 0.5)


def test_the_best_line_takes_pairs_of_one_score_together() -> None:
    told = best_line(np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False]))
    assert (told.line, told.precision, told.recall) == (0.5, 2 / 3, 1.0)


def test_average_precision_of_a_perfect_order_is_one() -> None:
    assert average_precision(np.array([0.9, 0.8, 0.2]), np.array([True, True, False])) == 1.0
    assert average_precision(np.array([0.5, 0.5]), np.array([True, False])) == 0.5


def test_a_score_that_keeps_its_word_has_no_calibration_error() -> None:
    scores = np.array([0.25] * 4 + [1.0])
    found = bins(scores, np.array([True, False, False, False, True]))
    assert [one.pairs for one in found] == [0, 0, 4, 0, 0, 0, 0, 0, 0, 1]
    assert calibration_error(found) == 0.0
    assert calibration_error(bins(scores, np.array([False] * 5))) == 0.4


def test_a_right_answer_has_a_place_and_a_missing_one_none() -> None:
    placed = places([[5, 7], [1], []], [frozenset({7, 9}), frozenset({2}), frozenset({3})])
    assert placed == [2, 0, 0]
    assert recall_at(placed, 1) == 0.0
    assert recall_at(placed, 5) == 1 / 3


def test_a_line_of_false_alerts_lets_so_many_strangers_through() -> None:
    strangers = np.arange(100) / 100
    assert (strangers > alarm_line(strangers, 0.05)).mean() == 0.05


def test_hard_negatives_are_different_names_that_share_words() -> None:
    found = hard_negatives(FUNDS, 5)
    assert {kind for *_, kind in found} >= {"another number", "another word"}
    assert all(set(words_of(left)) & set(words_of(right)) for left, right, _ in found)
    assert all(set(words_of(left)) != set(words_of(right)) for left, right, _ in found)


def test_a_name_serves_one_hard_negative() -> None:
    names = [name for left, right, _ in hard_negatives(FUNDS, 5) for name in (left, right)]
    assert len(names) == len(set(names))


def test_names_that_differ_by_their_legal_form_are_no_hard_negative() -> None:
    assert hard_negatives(["Amber Solar Holdings Ltd", "Amber Solar Holdings Inc.", "AmberSolar Holdings"], 5) == []


def test_a_draw_of_pairs_can_be_repeated() -> None:
    assert english_pairs(FUNDS, 60) == english_pairs(FUNDS, 60)
    assert english_pairs(FUNDS, 60, seed=1) != english_pairs(FUNDS, 60)


def test_pairs_written_by_hand_say_why_and_are_no_copies() -> None:
    pairs = hand_pairs()
    assert all(pair.kind and pair.left != pair.right for pair in pairs)
    assert len({(pair.left, pair.right) for pair in pairs}) == len(pairs) >= 200


def test_only_companies_kept_apart_are_asked_about() -> None:
    companies = [
        Listed("300005", "天山纺织有限公司", "Tianshan Textile Co., Ltd."),
        Listed("300006", "昆仑水泥有限公司", "Kunlun Cement Ltd"),
    ]
    asked = look_up("", companies, lambda one: one.chinese, lambda one: one.english)
    assert (asked.queries, asked.right) == (["天山纺织有限公司"], [frozenset({0})])
    assert len(asked.names) == 2


def test_a_name_is_explained_where_every_word_is_pinyin_or_a_rendering() -> None:
    company = Listed("300005", "天山纺织有限公司", "Tianshan Textile Co., Ltd.")
    assert explained(company, [("纺织", frozenset({"textile"}))])
    assert not explained(company, [("棉业", frozenset({"textile"}))])


def test_pinyin_is_written_in_words_of_two_syllables_or_in_one() -> None:
    assert (two_by_two("天山纺织厂"), one_word("天山")) == ("Tianshan Fangzhi Chang", "tianshan")


def test_a_contestant_does_its_task_through_files(tmp_path: Path) -> None:
    task, told = tmp_path / "task.json", tmp_path / "answer.json"
    equal = Contestant("equal", "1", lambda left, right: [float(a == b) for a, b in zip(left, right, strict=True)], None)
    Task(left=["天山", "a"], right=["天山", "b"]).write(task)
    contend(equal, task, told)
    answer = read_answer(told)
    assert list(answer.scores) == [1.0, 0.0]
    assert answer.megabytes > 1


def test_a_table_without_a_value_shows_a_dash() -> None:
    table = Table("rank", "Places", "Of two.", ("who", "first", "pairs"), [["clew", 0.5, 1200], ["peer", None, 3]])
    assert as_text(table).splitlines()[2:] == ["  who   first  pairs", "  clew  0.500  1,200", "  peer      –      3"]
    assert as_markdown(table).splitlines()[4:6] == ["| who | first | pairs |", "|---|--:|--:|"]


def test_the_plot_has_a_point_for_each_bin_with_pairs() -> None:
    drawn = calibration_svg({"A < B": bins(SCORES, TRUTH)})
    assert drawn.count("<circle") == 4 + 1
    assert "A &lt; B" in drawn


def test_the_page_is_written_from_a_run_that_was_kept(tmp_path: Path) -> None:
    told = Table("english", "English pairs", "Of two.", ["who", "F1"], [["clew", 0.5]])
    wrong = Table("english", "English pairs: what clew judges most wrongly", "", ["left", "right"], [["a register's name", "another"]])
    Run("Measured here.", [told, wrong], {"English pairs": bins(SCORES, TRUTH)}, ["pinyin: no list"]).write(tmp_path / "run.json")
    page, plot = write_page(read_run(tmp_path / "run.json"), tmp_path)
    text = page.read_text(encoding="utf-8")
    assert "| clew | 0.500 |" in text
    assert "Not measured: pinyin: no list." in text
    assert plot.name in text
    assert "a register's name" not in text
