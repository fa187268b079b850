"""What became of a claim at its source, in words."""

import pytest

from clew.assess.states import Marks, gravest, notes
from clew.ledger.records import Correction, SourceState

AT = "2026-11-21T09:00:00+00:00"
CORRECTION = Correction(1, "uflpa", ("aa", "bb"), "the mill was another.", "", "2026-11-20", "ann", AT)


def mark(state: str, snapshot_id: str = "", day: str = "2026-11-20", reason: str = "the page is gone") -> SourceState:
    return SourceState("uflpa", snapshot_id, state, reason, "", day, "ann", AT)


def test_a_claim_says_that_it_was_corrected_and_others_of_its_source_do_not() -> None:
    marks = Marks((), (CORRECTION,))
    assert notes(marks.of_claim("uflpa", "v1", "aa")) == "corrected 2026-11-20: the mill was another"
    assert marks.of_claim("uflpa", "v1", "cc") == ()
    assert marks.of_claim("csl", "v1", "aa") == (), "another source made it"


def test_the_newest_correction_of_a_claim_stands_first() -> None:
    later = Correction(2, "uflpa", ("aa",), "and it moved", "", "", "ann", AT)
    assert [one.day for one in Marks((), (CORRECTION, later)).of_claim("uflpa", "v1", "aa")] == ["2026-11-21", "2026-11-20"]


@pytest.mark.parametrize(
    ("state", "note", "tail"),
    [
        ("corrected", "source corrected 2026-11-20: the page is gone", "The source L was corrected on 2026-11-20: the page is gone."),
        (
            "unavailable",
            "publisher's page unavailable since 2026-11-20: the page is gone",
            "The publisher's page of L is unavailable since 2026-11-20: the page is gone.",
        ),
        (
            "withdrawn",
            "withdrawn by its publisher on 2026-11-20: the page is gone",
            "The source L was withdrawn by its publisher on 2026-11-20: the page is gone.",
        ),
    ],
)
def test_what_became_of_a_source_is_said_of_each_of_its_claims(state: str, note: str, tail: str) -> None:
    (found,) = Marks((mark(state),)).of_claim("uflpa", "v1", "aa")
    assert (found.note, found.tail("L"), found.state) == (note, tail, state)


def test_a_mark_on_one_version_is_not_said_of_another() -> None:
    marks = Marks((mark("corrected", "v1"),))
    assert marks.of_source("uflpa", "v1")
    assert marks.of_source("uflpa", "v2") == ()


def test_a_mark_live_says_nothing_and_a_mark_without_a_day_has_that_on_which_it_was_made() -> None:
    assert Marks((mark("live"),)).of_source("uflpa", "v1") == ()
    assert Marks((mark("corrected", day=""),)).of_source("uflpa", "")[0].day == "2026-11-21"


def test_of_several_states_a_table_shows_the_gravest() -> None:
    marks = Marks((mark("unavailable"), mark("withdrawn", "v1")), (CORRECTION,))
    assert gravest(marks.of_claim("uflpa", "v1", "aa")) == "withdrawn"
    assert gravest(()) == ""


def test_the_digest_tells_apart_whatever_is_said() -> None:
    said = [
        Marks(),
        Marks((mark("corrected"),)),
        Marks((mark("unavailable"),)),
        Marks((), (CORRECTION,)),
        Marks((mark("corrected", "v1"),)),
    ]
    assert len({one.digest() for one in said}) == len(said)
    assert Marks((mark("corrected"), mark("live", "v1"))).digest() == Marks((mark("live", "v1"), mark("corrected"))).digest()
