"""What a file may hold: what rests on a source whose terms do not allow passing it on is left out, counted, and told."""

from msgspec.structs import replace

from clew.assess.exports import exportable
from clew.report.figures import answer
from tests.report.sample import CANDIDATE, FIRST, MILITARY, SCREENING, SECOND, SIGNAL, claim

CLOSED = replace(FIRST, closed=("Example List",))


def test_a_screening_that_may_be_passed_on_is_left_as_it_is() -> None:
    assert exportable(SCREENING) is SCREENING


def test_a_finding_that_may_not_be_passed_on_is_left_out_and_counted() -> None:
    file = exportable(replace(SCREENING, findings=(CLOSED, SECOND), restrictions=(replace(MILITARY, closed=("Other List",)),)))
    assert [one.id for one in file.findings] == ["f2"]
    assert file.restrictions == ()
    assert file.withheld == 2
    assert "2 findings are left out of this file" in file.notes[-1]
    assert "(Example List, Other List)" in file.notes[-1]


def test_the_weight_reached_and_the_answer_are_those_of_the_file() -> None:
    file = exportable(replace(SCREENING, findings=(CLOSED, SECOND)))
    assert [row.indicator for row in file.reach] == ["ST-01"]
    assert answer(file).startswith("1 of ")
    assert answer(file).endswith("1 finding is left out of this file by the terms of the source.")


def test_a_file_without_any_finding_left_does_not_say_that_nothing_was_found() -> None:
    file = exportable(replace(SCREENING, findings=(CLOSED,)))
    assert "No information found" not in answer(file)
    assert "shows none of the findings" in answer(file)


def test_a_holding_of_which_nothing_else_is_said_stays_accounted_for() -> None:
    file = exportable(replace(SCREENING, findings=(CLOSED, replace(SECOND, holding=FIRST.holding))))
    assert [row for row in file.rows if row.status == "left out"] == []
    alone = exportable(replace(SCREENING, findings=(CLOSED, SECOND)))
    assert [row.holding for row in alone.rows if row.status == "left out"] == [FIRST.holding]


def test_possible_matches_and_signals_follow_the_same_rule() -> None:
    shut = replace(SIGNAL, claims=(replace(claim("c5e0"), export=False),))
    file = exportable(replace(SCREENING, candidates=(replace(CANDIDATE, export=False), CANDIDATE), sector_signals=(shut,)))
    assert (file.candidates, file.sector_signals, file.withheld) == ((CANDIDATE,), (), 0)
    assert [note.partition(" left out")[0] for note in file.notes[-2:]] == ["1 sector signal is", "1 possible match is"]
