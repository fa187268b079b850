"""Policies in the ledger: what was put in force, by whom, when; an earlier day sees the earlier one."""

import datetime as dt
from pathlib import Path

from clew.ledger.store import Ledger, PolicyUse

MINE = PolicyUse("mine", "1", "a" * 64, "a text", "decided")


def test_the_policy_in_force_is_the_newest_by_the_day_asked_about(tmp_path: Path) -> None:
    days = iter([dt.datetime(2026, 3, 1, tzinfo=dt.UTC), dt.datetime(2026, 4, 1, tzinfo=dt.UTC)])
    ledger = Ledger(tmp_path / "ledger.db", "Ada", lambda: next(days))
    assert ledger.policies.in_force() is None
    assert ledger.policies.use(MINE)
    assert not ledger.policies.use(MINE), "the same twice is one"
    assert ledger.policies.use(PolicyUse("default", "2", "", ""))
    found = {day: ledger.policies.in_force(day) for day in ("2026-02-28", "2026-03-01", "2026-04-01")}
    assert [one and (one.name, one.actor) for one in found.values()] == [None, ("mine", "Ada"), ("default", "Ada")]
    assert ledger.pin("2026-03-15").policy == found["2026-03-01"]
    assert ledger.broken_at() is None
    assert [one.kind for one in ledger.events()] == ["policy.used", "policy.used"]
    assert ledger.head() == ledger.events()[-1].hash, "a policy can change a finding"
    ledger.close()
