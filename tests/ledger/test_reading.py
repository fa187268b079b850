"""What is found again: outputs by the claims they show, marks of the workspace, watches."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import create_engine

from clew.ledger import tables
from clew.ledger.store import Ledger, LiveSnapshot, OutputFile

LATE = "2026-12-31"
UFLPA = LiveSnapshot("uflpa", "2026-07-16-aa", "2026-07-16", "2026-07-20", starter=True)
NEWER = LiveSnapshot("uflpa", "2026-10-01-bb", "2026-10-01", "2026-10-02", starter=False)
BIS = LiveSnapshot("bis_entity_list", "2026-09-01-cc", "2026-09-01", "2026-09-02", starter=False)


def report(name: str, *claims: str) -> OutputFile:
    return OutputFile(f"/reports/{name}.html", "html", "0" * 64, claims)


def test_outputs_are_found_by_any_claim_that_they_show_once_and_oldest_first(ledger: Ledger) -> None:
    files = [report("a", "c1", "c2"), report("b", "c3"), report("c"), report("d", "c2", "c4")]
    ledger.record_outputs(files, {}, recipient="the board")
    found = ledger.outputs_using(["c4", "c2", "c1", "c2"])
    assert found == (files[0], files[3])
    assert {one.recipient for one in found} == {"the board"}
    assert [one.at for one in found] == [ledger.events()[0].at, ledger.events()[3].at]
    assert ledger.outputs_using(["c9"]) == ledger.outputs_using([]) == ()


def test_a_claim_is_its_whole_id_and_not_a_part_or_a_pattern(ledger: Ledger) -> None:
    ledger.record_outputs([report("a", "c1%", "塔里木", "c'1")], {})
    assert ledger.outputs_using(["c1", "c", "%", "塔"]) == ()
    assert len(ledger.outputs_using(["c1%"])) == len(ledger.outputs_using(["塔里木"])) == len(ledger.outputs_using(["c'1"])) == 1


def test_more_claims_may_be_asked_for_than_a_query_takes(ledger: Ledger) -> None:
    ledger.record_outputs([report(str(number), f"c{number}") for number in range(0, 3000, 10)], {})
    assert len(ledger.outputs_using([f"c{number}" for number in range(70_000)])) == 300


@pytest.mark.slow
def test_outputs_are_found_at_once_among_ten_thousand(tmp_path: Path) -> None:
    """Written past the ledger, whose events one by one would take longer than all that is to be seen."""
    ledger, count = Ledger(tmp_path / "ledger.db", "Ada"), range(1, 10_001)
    engine = create_engine(f"sqlite:///{tmp_path / 'ledger.db'}")
    texts = {"at": "", "actor": "", "kind": "", "subject": "", "payload": "{}"}
    file = {"path": "", "kind": "html", "sha256": "", "inputs": "{}", "claim_ids": "[]", "recipient": ""}
    with engine.begin() as connection:
        connection.execute(tables.event.insert(), [{"seq": one, **texts, "previous": str(one), "hash": str(one)} for one in count])
        connection.execute(tables.output.insert(), [{"output_id": one, **file, "seq": one} for one in count])
        claims = [{"output_id": one, "claim_id": f"{one % 1000}-{at}"} for one in count for at in range(20)]
        connection.execute(tables.output_claim.insert(), claims)
    begun = time.perf_counter()
    found = ledger.outputs_using(["7-0", "500-3", "999-19"])
    took = time.perf_counter() - begun
    assert len(found) == 30
    assert took < 0.2, "reading them all takes longer"
    ledger.close()
    engine.dispose()


def test_the_newest_value_of_a_mark_counts(opened: Callable[..., Ledger]) -> None:
    ledger = opened()
    assert (ledger.mark("commercial"), ledger.mark("commercial", "no")) == ("", "no")
    for value in ("yes", "yes", "no", "yes", ""):
        ledger.set_mark("commercial", value)
    ledger.set_mark("Commercial", "another name")
    assert opened().mark("commercial", "yes") == "", "an empty value is one"
    assert [(event.kind, event.subject) for event in ledger.events()] == [("workspace.marked", "commercial")] * 4 + [
        ("workspace.marked", "Commercial")
    ], "the same twice is one"


def test_a_watch_keeps_what_was_in_force_by_its_clock(ledger: Ledger) -> None:
    assert ledger.watches() == ()
    ledger.go_live([UFLPA, BIS, NEWER])
    first = ledger.record_watch("2026-09-30", 2, note="by hand")
    ledger.mark_source("bis_entity_list", "", "withdrawn", "a notice")
    second = ledger.record_watch(LATE, 0)
    one, two = ledger.watches()
    assert (one.watch_id, one.heads, one.known, one.changes, one.note) == (
        *(first, {"uflpa": UFLPA.snapshot_id, "bis_entity_list": BIS.snapshot_id}),
        *("2026-09-30", 2, "by hand"),
    )
    assert (two.watch_id, two.heads, two.changes, two.actor) == (second, {"uflpa": NEWER.snapshot_id}, 0, "Ada (unauthenticated)")
    assert ledger.broken_at() is None


def test_a_watch_keeps_what_it_saw_when_others_import_meanwhile(ledger: Ledger) -> None:
    ledger.go_live([UFLPA])
    seen = {one.dataset: one.snapshot_id for one in ledger.live(LATE)}
    ledger.go_live([NEWER])
    ledger.record_watch(LATE, 1, heads=seen)
    assert ledger.watches()[-1].heads == {"uflpa": UFLPA.snapshot_id}
    ledger.record_watch(LATE, 1, heads={})
    assert ledger.watches()[-1].heads == {}, "nothing is something that can be seen"


def test_files_are_equal_whoever_was_given_them(ledger: Ledger) -> None:
    ledger.record_outputs([report("a", "c1")], {}, recipient="the board")
    assert ledger.outputs() == (replace(report("a", "c1"), recipient="nobody", at="never"),)
