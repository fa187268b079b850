"""The ledger on SQLite and on PostgreSQL: what is recorded is found again, in one transaction with its event."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.errors import NotFoundError, WorkspaceError
from clew.ledger.chain import GENESIS
from clew.ledger.store import Ledger, LiveSnapshot, OutputFile
from tests.ledger.conftest import version
from tests.processes import beside, together

LATE = "2026-12-31"
UFLPA = LiveSnapshot("uflpa", "2026-07-16-aa", "2026-07-16", "2026-07-20", starter=True)
BIS = LiveSnapshot("bis_entity_list", "2026-09-01-bb", "2026-09-01", "2026-09-02", starter=False)
REPORT = OutputFile("/reports/a.html", "html", "0" * 64, ("c2", "c1", "c2"))

_OPEN = """
import pathlib, sys, time
from clew.ledger.store import Ledger, LiveSnapshot
def ledger(place):
    return Ledger(pathlib.Path(place) if ":" not in place else place, "Grace (unauthenticated)")
"""


def kinds(ledger: Ledger) -> list[str]:
    return [event.kind for event in ledger.events()]


def test_a_new_ledger_is_empty_and_whole(ledger: Ledger) -> None:
    assert (ledger.events(), ledger.live(LATE), ledger.judgements.all(undone=True), ledger.outputs()) == ((), (), (), ())
    assert (ledger.head(), ledger.broken_at(), ledger.portfolios.last_screened()) == (GENESIS, None, None)


def test_what_was_recorded_is_there_when_the_ledger_is_opened_again(opened: Callable[..., Ledger]) -> None:
    first = opened()
    first.go_live([UFLPA])
    first.judgements.judge("isin:ZZ1", "uflpa:a", "same", "seen in the annual report")
    first.close()
    again = opened()
    assert again.live(LATE) == (UFLPA,)
    assert again.judgements.all()[0].reason == "seen in the annual report"
    assert again.events() == first.events()


def test_every_change_is_one_event_by_its_actor(opened: Callable[..., Ledger]) -> None:
    ledger = opened("Grace")
    ledger.go_live([UFLPA, BIS])
    ledger.portfolios.add(version("fund", "v1"), "Fund")
    number = ledger.judgements.judge("isin:ZZ1", "uflpa:a", "same", "why")
    ledger.judgements.undo([number], "why not")
    ledger.record_outputs([REPORT, replace(REPORT, path="/reports/a.xlsx", kind="xlsx")], {"as_of": LATE})
    assert kinds(ledger) == [
        *("snapshot.live", "snapshot.live", "portfolio.named", "portfolio.version", "judgement.made", "judgement.undone"),
        *("output.written", "output.written"),
    ]
    assert [event.seq for event in ledger.events()] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert {event.actor for event in ledger.events()} == {"Grace"}
    assert ledger.broken_at() is None


def test_a_snapshot_goes_live_once(ledger: Ledger) -> None:
    ledger.go_live([UFLPA])
    ledger.go_live([UFLPA, BIS, BIS])
    assert ledger.live(LATE) == (BIS, UFLPA)
    assert len(ledger.events()) == 2


def test_the_newest_state_that_was_published_is_in_force_whatever_came_in_last(ledger: Ledger) -> None:
    newer = replace(UFLPA, snapshot_id="2026-10-01-cc", published="2026-10-01", retrieved="2026-10-02")
    ledger.go_live([newer, UFLPA])
    assert ledger.live(LATE) == (newer,)


def test_of_two_snapshots_of_one_state_the_later_is_in_force(ledger: Ledger) -> None:
    corrected = replace(UFLPA, snapshot_id="2026-07-16-zz")
    ledger.go_live([UFLPA])
    ledger.go_live([corrected])
    assert ledger.live(LATE) == (corrected,)


@pytest.mark.parametrize(("known", "there"), [("2026-07-19", 0), ("2026-07-20", 1), ("2026-09-02", 2)])
def test_what_was_retrieved_later_was_not_known(ledger: Ledger, known: str, there: int) -> None:
    ledger.go_live([UFLPA, BIS])
    assert len(ledger.live(known)) == there


def test_if_one_snapshot_cannot_go_live_none_does(ledger: Ledger) -> None:
    with pytest.raises((WorkspaceError, TypeError)):
        ledger.go_live([UFLPA, replace(BIS, published=None)])  # type: ignore[arg-type]  # a fault of a caller
    assert (ledger.live(LATE), ledger.events()) == ((), ())


def test_judgements_are_numbered_and_undone_by_number(ledger: Ledger) -> None:
    first = ledger.judgements.judge("isin:ZZ1", "uflpa:a", "same", "one")
    second = ledger.judgements.judge("name:tarim", "uflpa:b", "different", "two")
    assert second > first
    ledger.judgements.undo([first], "a mistake")
    assert [(one.judgement_id, one.undone) for one in ledger.judgements.all(undone=True)] == [(first, True), (second, False)]
    assert [one.judgement_id for one in ledger.judgements.all()] == [second]
    assert ledger.judgements.all()[0].actor == "Ada (unauthenticated)"


@pytest.mark.parametrize("number", [1, 99])
def test_only_a_judgement_in_force_can_be_undone(ledger: Ledger, number: int) -> None:
    ledger.judgements.undo([ledger.judgements.judge("isin:ZZ1", "uflpa:a", "same", "one")], "a mistake")
    with pytest.raises(NotFoundError, match=f"no judgement {number} in force"):
        ledger.judgements.undo([number], "again")
    assert len(ledger.events()) == 2


def test_outputs_keep_their_claims_once_and_sorted(ledger: Ledger) -> None:
    ledger.record_outputs([REPORT], {"as_of": LATE}, recipient="the board")
    assert ledger.outputs() == (replace(REPORT, claim_ids=("c1", "c2")),)


def test_writing_a_report_does_not_change_the_state_that_the_next_report_names(ledger: Ledger) -> None:
    ledger.judgements.judge("isin:ZZ1", "uflpa:a", "same", "one")
    before = ledger.head()
    ledger.record_outputs([REPORT], {"as_of": LATE})
    assert ledger.head() == before == ledger.events()[0].hash
    ledger.judgements.judge("isin:ZZ1", "uflpa:a", "different", "two")
    assert ledger.head() == ledger.events()[2].hash


def test_texts_of_any_script_and_names_of_files_with_odd_bytes_are_kept(ledger: Ledger) -> None:
    odd = Path("/in") / b"fund-\xff.csv".decode("utf-8", "surrogateescape")
    ledger.judgements.judge("name:塔里木", "uflpa:a", "same", "ئۇيغۇر – “seen”\nline two")
    ledger.portfolios.add(replace(version("fund", "v1"), file=str(odd)), "Fund")
    ledger.record_outputs([replace(REPORT, path=str(odd))], {"as_of": LATE})
    assert ledger.judgements.all()[0].reason == "ئۇيغۇر – “seen”\nline two"
    assert ledger.outputs()[0].path == r"/in/fund-\udcff.csv"
    assert ledger.broken_at() is None


def test_what_is_pinned_is_of_one_moment(ledger: Ledger) -> None:
    ledger.go_live([UFLPA])
    ledger.judgements.judge("isin:ZZ1", "uflpa:a", "same", "one")
    pinned = ledger.pin(LATE)
    assert (pinned.live, pinned.judgements, pinned.head) == (ledger.live(LATE), ledger.judgements.all(), ledger.head())


def test_two_writers_at_once_make_one_chain(place: str, opened: Callable[..., Ledger], tmp_path: Path) -> None:
    opened()
    script = f"""{_OPEN}
def act(number, place):
    mine = ledger(place)
    numbers = [mine.judgements.judge(f"isin:ZZ{{number}}-{{turn}}", "uflpa:a", "same", "because") for turn in range(40)]
    mine.close()
    return numbers == sorted(set(numbers))
"""
    assert together(tmp_path, script, place, count=3) == ["True"] * 3
    ledger = opened()
    assert [event.seq for event in ledger.events()] == list(range(1, 121))
    assert len({one.judgement_id for one in ledger.judgements.all()}) == 120
    assert ledger.broken_at() is None


def test_of_two_processes_that_put_one_snapshot_in_force_one_does(place: str, opened: Callable[..., Ledger], tmp_path: Path) -> None:
    script = f"""{_OPEN}
def act(number, place):
    mine = ledger(place)
    mine.go_live([LiveSnapshot(f"list_{{at}}", "v1", "2026-07-16", "2026-07-20", starter=True) for at in range(10)])
    mine.close()
"""
    together(tmp_path, script, place, count=3)
    ledger = opened()
    assert len(ledger.live(LATE)) == len(ledger.events()) == 10
    assert ledger.broken_at() is None


def test_of_two_processes_that_undo_one_judgement_one_does(place: str, opened: Callable[..., Ledger], tmp_path: Path) -> None:
    ledger = opened()
    number = ledger.judgements.judge("isin:ZZ1", "uflpa:a", "same", "one")
    script = f"""{_OPEN}
from clew.errors import NotFoundError
def act(number, place, judgement):
    mine = ledger(place)
    try:
        mine.judgements.undo([int(judgement)], "a mistake")
        return "undone"
    except NotFoundError:
        return "too late"
    finally:
        mine.close()
"""
    assert sorted(together(tmp_path, script, place, str(number))) == ["too late", "undone"]
    assert kinds(ledger) == ["judgement.made", "judgement.undone"]


def test_readers_do_not_wait_for_a_writer_and_see_the_state_before(place: str, opened: Callable[..., Ledger], tmp_path: Path) -> None:
    ledger = opened()
    ledger.go_live([UFLPA])
    script = f"""{_OPEN}
from clew.ledger import tables
mine = ledger(sys.argv[2])
with mine._writing() as connection:
    connection.execute(tables.snapshot.delete())
    pathlib.Path(sys.argv[1]).touch()
    time.sleep(60)
"""
    with beside(script, tmp_path / "ready", place):
        other = opened()
        assert other.live(LATE) == ledger.live(LATE) == (UFLPA,)
        assert other.broken_at() is None
    ledger.go_live([BIS])
    assert ledger.live(LATE) == (BIS, UFLPA), "a writer that died held nothing up and changed nothing"
