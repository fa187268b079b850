"""What became of sources: withdrawn, corrected, purged and fetched anew, by the day on which it was known."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from clew.errors import RefusedError
from clew.ledger.store import STATES, FetchRecord, Ledger, LiveSnapshot, SourceState
from tests.ledger.conftest import Calendar

EARLY, LATE, AFTER = "2026-11-10", "2026-11-20", "2026-12-31"
OLD = LiveSnapshot("uflpa", "2026-07-16-aa", "2026-07-16", "2026-07-20", starter=True)
NEW = LiveSnapshot("uflpa", "2026-10-01-bb", "2026-10-01", "2026-10-02", starter=False)
BIS = LiveSnapshot("bis_entity_list", "2026-09-01-cc", "2026-09-01", "2026-09-02", starter=False)
WHOLE = ""
ANSWER = FetchRecord(
    "uflpa", "https://e.org/list", "fetched", "https://e.org/list.csv", '"v1"', "Thu, 01 Oct 2026", "1" * 64, 5_000_000_000
)


@pytest.fixture
def three(ledger_in_time: Ledger) -> Ledger:
    """Two versions of one source and one of another, all retrieved and live."""
    ledger_in_time.go_live([NEW, OLD, BIS])
    return ledger_in_time


def kinds(ledger: Ledger) -> list[str]:
    return [event.kind for event in ledger.events()]


def test_when_one_snapshot_is_withdrawn_the_one_before_it_is_in_force(three: Ledger) -> None:
    three.mark_source("uflpa", NEW.snapshot_id, "withdrawn", "the publisher took it back", "https://e.org/notice", "2026-11-18")
    assert three.live(AFTER) == three.pin(AFTER).live == (BIS, OLD)


def test_when_a_whole_source_is_withdrawn_nothing_of_it_is_in_force_and_nothing_new_comes_into_force(three: Ledger) -> None:
    three.mark_source("uflpa", WHOLE, "withdrawn", "the law was repealed")
    three.go_live([replace(NEW, snapshot_id="2026-11-01-dd", published="2026-11-01")])
    assert three.live(AFTER) == three.pin(AFTER).live == (BIS,)


def test_a_mark_live_brings_back_what_was_withdrawn(three: Ledger) -> None:
    for snapshot_id in (WHOLE, NEW.snapshot_id):
        three.mark_source("uflpa", snapshot_id, "withdrawn", "an announcement")
        three.mark_source("uflpa", snapshot_id, "live", "it was a mistake of the publisher")
    assert three.live(AFTER) == (BIS, NEW)
    three.mark_source("uflpa", NEW.snapshot_id, "withdrawn", "now it is gone")
    three.mark_source("uflpa", WHOLE, "live", "which says nothing of one snapshot")
    assert three.live(AFTER) == (BIS, OLD)


@pytest.mark.parametrize("state", ["corrected", "unavailable"])
@pytest.mark.parametrize("snapshot_id", [WHOLE, NEW.snapshot_id])
def test_what_is_corrected_or_no_longer_to_be_had_stays_in_force_and_bears_its_mark(three: Ledger, state: str, snapshot_id: str) -> None:
    three.mark_source("uflpa", snapshot_id, state, "a notice", "https://e.org/notice", "2026-11-18")
    pinned = three.pin(AFTER)
    assert pinned.live == (BIS, NEW)
    mark = SourceState(
        "uflpa", snapshot_id, state, "a notice", "https://e.org/notice", "2026-11-18", "Ada (unauthenticated)", "2026-11-20T12:00:00+00:00"
    )
    assert pinned.states == three.source_states(AFTER) == (mark,)


def test_a_mark_that_was_made_later_was_not_known(three: Ledger, calendar: Calendar) -> None:
    calendar.day = LATE
    three.mark_source("uflpa", NEW.snapshot_id, "withdrawn", "it holds since long before it was marked", day="2026-10-05")
    three.record_correction("bis_entity_list", ["c1"], "a wrong address", "", "2026-10-05")
    before, after = three.pin(EARLY), three.pin(LATE)
    assert (before.live, before.states, before.corrections) == ((BIS, NEW), (), ())
    assert three.live(EARLY) == (BIS, NEW)
    assert (three.corrections(EARLY), three.source_states(EARLY)) == ((), ())
    assert (after.live, len(after.states), len(after.corrections)) == ((BIS, OLD), 1, 1)


def test_of_several_marks_the_newest_that_was_known_counts(three: Ledger, calendar: Calendar) -> None:
    for day, state in (("2026-11-01", "withdrawn"), ("2026-11-05", "live"), ("2026-11-09", "unavailable")):
        calendar.day = day
        three.mark_source("uflpa", WHOLE, state, "a notice")
    known = ("2026-10-31", "2026-11-01", "2026-11-05", "2026-11-09")
    assert [[one.state for one in three.source_states(day)] for day in known] == [[], ["withdrawn"], ["live"], ["unavailable"]]
    assert [len(three.live(day)) for day in known] == [2, 1, 2, 2]


def test_the_same_mark_twice_is_one_and_another_reason_is_another(three: Ledger) -> None:
    for reason in ("page not found", "page not found", "server gone"):
        three.mark_source("uflpa", WHOLE, "unavailable", reason)
    assert kinds(three)[3:] == ["source.state", "source.state"]
    assert [one.reason for one in three.source_states(AFTER)] == ["server gone"]


def test_a_state_that_nobody_knows_is_refused(three: Ledger) -> None:
    with pytest.raises(RefusedError, match=r"no state of a source “withdrawm”.*live, withdrawn, corrected, unavailable"):
        three.mark_source("uflpa", WHOLE, "withdrawm", "a slip")
    assert STATES == ("live", "withdrawn", "corrected", "unavailable")
    assert kinds(three) == ["snapshot.live"] * 3


def test_corrections_are_numbered_and_name_their_claims_once(three: Ledger) -> None:
    first = three.record_correction("uflpa", ["c2", "c1", "c2"], "another company of that name", "https://e.org/erratum", "2026-11-18")
    second = three.record_correction("uflpa", ["c3"], "the wrong date", "", "")
    one, two = three.corrections(AFTER)
    assert (one.correction_id, two.correction_id) == (first, second)
    assert (one.claim_ids, one.reason, one.url, one.day) == (
        ("c1", "c2"),
        "another company of that name",
        "https://e.org/erratum",
        "2026-11-18",
    )
    assert three.pin(AFTER).corrections == (one, two)


def test_what_is_purged_is_by_no_clock_in_force_nor_listed(three: Ledger) -> None:
    three.purge("uflpa", [(NEW.snapshot_id, "2" * 64)], "the licence ended")
    assert [three.live(known) for known in (EARLY, LATE, AFTER)] == [(BIS, OLD)] * 3
    assert three.snapshots("uflpa") == (OLD,)
    (grave,) = three.tombstones()
    assert (grave.dataset, grave.snapshot_id, grave.content_hash, grave.reason, grave.again) == (
        *("uflpa", NEW.snapshot_id, "2" * 64),
        *("the licence ended", False),
    )


def test_each_snapshot_is_purged_by_an_event_of_its_own_and_once(three: Ledger) -> None:
    pairs = [(OLD.snapshot_id, "1" * 64), (NEW.snapshot_id, "2" * 64)]
    three.purge("uflpa", pairs[:1], "the licence ended")
    three.purge("uflpa", [*pairs, *pairs], "again, since the first try died halfway")
    assert kinds(three)[3:] == ["source.purged"] * 2
    assert three.live(AFTER) == (BIS,)
    assert three.broken_at() is None


def test_the_same_content_may_come_in_again_after_a_purge_and_be_purged_again(three: Ledger) -> None:
    again = replace(NEW, retrieved="2026-11-19")
    three.purge("uflpa", [(NEW.snapshot_id, "2" * 64)], "a test import")
    three.go_live([again, again])
    three.go_live([again])
    assert three.live(AFTER) == (BIS, again)
    assert three.live("2026-11-18") == (BIS, OLD), "what came in again was retrieved anew"
    assert three.snapshots("uflpa") == (OLD, again)
    assert [one.again for one in three.tombstones()] == [True]
    three.purge("uflpa", [(NEW.snapshot_id, "2" * 64)], "for good")
    assert three.live(AFTER) == (BIS, OLD)
    assert [one.again for one in three.tombstones()] == [True, False]
    assert kinds(three)[3:] == ["source.purged", "snapshot.live", "source.purged"]
    assert three.broken_at() is None


def test_what_its_publisher_withdrew_does_not_come_back_by_being_read_once_more(three: Ledger) -> None:
    three.mark_source("uflpa", NEW.snapshot_id, "withdrawn", "a notice")
    three.purge("uflpa", [(NEW.snapshot_id, "2" * 64)], "withdrawn")
    three.go_live([NEW])
    assert three.live(AFTER) == (BIS, OLD)
    assert three.snapshots("uflpa") == (OLD, NEW), "it can be read as history"
    three.mark_source("uflpa", NEW.snapshot_id, "live", "another notice")
    assert three.live(AFTER) == (BIS, NEW)


def test_versions_are_listed_oldest_first_with_the_event_that_put_them_in_force(three: Ledger) -> None:
    three.mark_source("uflpa", OLD.snapshot_id, "withdrawn", "a notice")
    assert three.snapshots() == (OLD, BIS, NEW)
    assert [one.seq for one in three.snapshots()] == [2, 3, 1]
    assert {one.at for one in three.snapshots()} == {"2026-11-20T12:00:00+00:00"}
    assert three.snapshots("uflpa") == (OLD, NEW)
    assert three.snapshots("uflpa", "2026-10-01") == (OLD,)
    assert three.snapshots("nothing") == ()


ACTS: dict[str, Callable[[Ledger], object]] = {
    "snapshot": lambda ledger: ledger.go_live([replace(BIS, snapshot_id="2026-11-01-ee")]),
    "state": lambda ledger: ledger.mark_source("uflpa", WHOLE, "corrected", "a notice"),
    "correction": lambda ledger: ledger.record_correction("uflpa", ["c1"], "a notice", "", ""),
    "purge": lambda ledger: ledger.purge("uflpa", [(NEW.snapshot_id, "2" * 64)], "a notice"),
    "mark": lambda ledger: ledger.set_mark("commercial", "yes"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_can_change_a_finding_changes_the_state_that_a_report_names(three: Ledger, act: Callable[[Ledger], object]) -> None:
    act(three)
    assert three.head() == three.pin(AFTER).head == three.events()[3].hash


def test_looking_whether_a_source_changed_does_not_change_the_state_that_a_report_names(three: Ledger) -> None:
    before = three.head()
    three.record_fetch(ANSWER)
    three.record_watch(LATE, 0)
    assert kinds(three)[3:] == ["source.fetched", "watch.run"]
    assert three.head() == before


def test_the_last_answer_of_a_source_is_known_with_its_validators(ledger_in_time: Ledger) -> None:
    assert ledger_in_time.last_fetch("uflpa") is None
    ledger_in_time.record_fetch(replace(ANSWER, etag='"v0"'))
    ledger_in_time.record_fetch(ANSWER)
    ledger_in_time.record_fetch(FetchRecord("uflpa", ANSWER.url, "failed", note="503"))
    ledger_in_time.record_fetch(replace(ANSWER, dataset="bis_entity_list", etag='"other"'))
    last = ledger_in_time.last_fetch("uflpa")
    assert last == ANSWER
    assert last is not None
    assert last.at == "2026-11-20T12:00:00+00:00"
    assert ledger_in_time.last_fetch("nothing") is None


def test_a_source_that_only_failed_has_no_answer(ledger_in_time: Ledger) -> None:
    ledger_in_time.record_fetch(FetchRecord("uflpa", ANSWER.url, "failed", note="no such host"))
    assert ledger_in_time.last_fetch("uflpa") is None
    assert kinds(ledger_in_time) == ["source.fetched"]


def test_an_answer_that_nothing_changed_keeps_what_it_leaves_out(ledger_in_time: Ledger) -> None:
    ledger_in_time.record_fetch(ANSWER)
    ledger_in_time.record_fetch(FetchRecord("uflpa", ANSWER.url, "unchanged", etag='"v1-weak"'))
    assert ledger_in_time.last_fetch("uflpa") == replace(ANSWER, status="unchanged", etag='"v1-weak"')


def test_a_source_of_two_addresses_has_an_answer_of_each(ledger_in_time: Ledger) -> None:
    other = replace(ANSWER, url="https://e.org/annex", final_url="https://e.org/annex.csv", etag='"annex"')
    ledger_in_time.record_fetch(ANSWER)
    ledger_in_time.record_fetch(other)
    ledger_in_time.record_fetch(FetchRecord("uflpa", ANSWER.url, "unchanged"))
    assert ledger_in_time.last_fetch("uflpa") == ledger_in_time.last_fetch("uflpa", ANSWER.url) == replace(ANSWER, status="unchanged")
    assert ledger_in_time.last_fetch("uflpa", other.url) == other
    assert ledger_in_time.last_fetch("uflpa", "https://e.org/nothing") is None


def test_after_a_purge_nothing_is_held_that_could_be_unchanged(three: Ledger) -> None:
    three.record_fetch(ANSWER)
    three.record_fetch(replace(ANSWER, dataset="bis_entity_list"))
    three.purge("uflpa", [(NEW.snapshot_id, "2" * 64)], "a test import")
    assert three.last_fetch("uflpa") is None
    assert three.last_fetch("bis_entity_list") is not None
    three.record_fetch(ANSWER)
    assert three.last_fetch("uflpa") == ANSWER


def test_a_fetch_that_ended_in_no_known_way_is_refused(ledger_in_time: Ledger) -> None:
    with pytest.raises(RefusedError, match="no status of a fetch “304”"):
        ledger_in_time.record_fetch(replace(ANSWER, status="304"))
    assert ledger_in_time.events() == ()


def test_what_a_mark_took_out_of_force_is_pinned_so_that_it_can_be_named(three: Ledger) -> None:
    assert three.pin(AFTER).withdrawn == ()
    three.mark_source("uflpa", OLD.snapshot_id, "withdrawn", "an old one")
    assert three.pin(AFTER).withdrawn == (), "a newer one is in force anyway"
    three.mark_source("uflpa", NEW.snapshot_id, "withdrawn", "a draft")
    assert three.pin(AFTER).withdrawn == (NEW,)
    three.mark_source("bis_entity_list", "", "withdrawn", "under review")
    assert three.pin(AFTER).withdrawn == (BIS, NEW)


def test_what_was_said_of_the_workspace_is_pinned(three: Ledger) -> None:
    three.set_mark("commercial", "no")
    three.set_mark("commercial", "yes")
    assert three.pin(AFTER).marks == (("commercial", "yes"),)
