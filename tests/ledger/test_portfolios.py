"""What the ledger keeps of portfolios: versions by day, names, groups, what was screened last."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.errors import RefusedError
from clew.ledger.store import Change, LastScreened, Ledger
from tests.ledger.conftest import version
from tests.processes import together

JUNE, SEPTEMBER = "2026-06-30", "2026-09-30"


def states(ledger: Ledger) -> list[tuple[str, str, str]]:
    return [(one.kept.version_id, one.kept.day, one.state) for one in ledger.portfolios.versions()]


def test_the_same_bytes_for_the_same_day_are_one_version(ledger: Ledger) -> None:
    assert ledger.portfolios.add(version("fund", "v1", JUNE), "Fund")
    assert not ledger.portfolios.add(version("fund", "v1", JUNE), "Fund")
    assert ledger.portfolios.add(version("fund", "v1", SEPTEMBER), "Fund")
    assert states(ledger) == [("v1", JUNE, "current"), ("v1", SEPTEMBER, "current")]


def test_bytes_of_no_known_day_are_one_version_whatever_the_day(ledger: Ledger) -> None:
    assert ledger.portfolios.add(replace(version("fund", "v1", JUNE), dated="added"), "Fund")
    assert not ledger.portfolios.add(replace(version("fund", "v1", SEPTEMBER), dated="added"), "Fund")


def test_another_file_for_a_day_takes_the_place_of_the_one_before_and_may_give_it_back(ledger: Ledger) -> None:
    for one in ("v1", "v2"):
        assert ledger.portfolios.add(version("fund", one, JUNE), "Fund")
    assert states(ledger) == [("v1", JUNE, "replaced"), ("v2", JUNE, "current")]
    assert ledger.portfolios.add(version("fund", "v1", JUNE), "Fund")
    assert states(ledger) == [("v1", JUNE, "replaced"), ("v2", JUNE, "replaced"), ("v1", JUNE, "current")]


def test_what_is_forgotten_stays_as_a_row_and_may_come_in_again(ledger: Ledger) -> None:
    ledger.portfolios.add(version("fund", "v1", JUNE), "Fund")
    for _ in range(2):
        ledger.portfolios.forget(ledger.portfolios.versions(), "the client left")
    (one,) = ledger.portfolios.versions()
    assert (one.state, one.why, one.name) == ("forgotten", "the client left", "Fund")
    assert [event.kind for event in ledger.events()].count("portfolio.forgotten") == 1
    assert ledger.portfolios.add(version("fund", "v1", JUNE), "Fund")
    assert states(ledger) == [("v1", JUNE, "forgotten"), ("v1", JUNE, "current")]
    assert ledger.broken_at() is None


def test_when_the_file_that_replaced_another_is_forgotten_the_other_counts_again(ledger: Ledger) -> None:
    for one in ("v1", "v2"):
        ledger.portfolios.add(version("fund", one, JUNE), "Fund")
    ledger.portfolios.forget(ledger.portfolios.versions()[1:], "a wrong file")
    assert states(ledger) == [("v1", JUNE, "current"), ("v2", JUNE, "forgotten")]


def test_a_name_belongs_to_one_portfolio_however_it_is_spelt(ledger: Ledger) -> None:
    ledger.portfolios.add(version("fund", "v1"), "Global Equity")
    with pytest.raises(RefusedError, match="another portfolio"):
        ledger.portfolios.add(version("other", "v1"), "global  equity")
    ledger.portfolios.add(version("other", "v1"), "Bonds")
    with pytest.raises(RefusedError, match="another portfolio"):
        ledger.portfolios.rename("other", "GLOBAL EQUITY")
    ledger.portfolios.rename("fund", "World")
    ledger.portfolios.rename("fund", "World")
    ledger.portfolios.rename("other", "Global Equity")
    assert ledger.portfolios.names() == {"fund": "World", "other": "Global Equity"}
    assert [event.kind for event in ledger.events()].count("portfolio.named") == 4


def test_who_joins_a_group_may_leave_it_and_a_share_stays_until_it_is_taken_back(ledger: Ledger) -> None:
    ledger.portfolios.add(version("fund", "v1"), "Fund")
    assert ledger.portfolios.group("Plan", [Change("fund", joins=True, share="0.6")]) == 1
    assert ledger.portfolios.group("Plan", [Change("fund", joins=True)]) == 0
    assert [(one.group, one.name, one.share) for one in ledger.portfolios.members()] == [("Plan", "Fund", "0.6")]
    assert ledger.portfolios.group("Plan", [Change("fund", joins=True, share="")]) == 1
    assert [one.share for one in ledger.portfolios.members()] == [""]
    assert ledger.portfolios.group("Plan", [Change("fund", joins=False), Change("other", joins=False)]) == 1
    assert ledger.portfolios.members() == ()
    assert ledger.broken_at() is None


def test_only_another_thing_screened_is_an_event_and_it_changes_no_report(ledger: Ledger) -> None:
    ledger.portfolios.add(version("fund", "v1"), "Fund")
    head = ledger.head()
    assert ledger.portfolios.last_screened() == LastScreened("", "fund", "v1", "2026-10-31")
    for _ in range(2):
        ledger.portfolios.record_screened(LastScreened("Plan", "", "", ""))
    assert ledger.portfolios.last_screened() == LastScreened("Plan", "", "", "")
    assert [event.kind for event in ledger.events()].count("portfolio.screened") == 1
    assert ledger.head() == head


@pytest.mark.usefixtures("ledger")
def test_processes_that_add_at_once_lose_nothing(place: str, tmp_path: Path, opened: Callable[..., Ledger]) -> None:
    script = """
from clew.ledger.store import Kept, Ledger
def act(number, place):
    ledger = Ledger(pathlib.Path(place) if ":" not in place else place, "Grace")
    new = [
        ledger.portfolios.add(Kept("fund", f"v{one}", "f.csv", "1", "", f"2026-0{one}-28", "given", 1), "Fund") for one in range(1, 6)
    ]
    ledger.close()
    return sum(new)
"""
    assert sum(map(int, together(tmp_path, script, place, count=3))) == 5
    ledger = opened()
    assert [one.kept.version_id for one in ledger.portfolios.versions()] == ["v1", "v2", "v3", "v4", "v5"]
    assert ledger.broken_at() is None
