"""The two clocks."""

import datetime as dt

import pytest

from clew.errors import InputError
from clew.work.clocks import read_clocks


def test_both_are_today_when_none_is_given() -> None:
    before = dt.datetime.now(dt.UTC).date().isoformat()
    clocks = read_clocks()
    assert before <= clocks.as_of == clocks.known <= dt.datetime.now(dt.UTC).date().isoformat(), "midnight may pass in between"


def test_each_stands_alone() -> None:
    clocks = read_clocks(as_of="2025-01-15")
    assert clocks.as_of == "2025-01-15"
    assert clocks.known > clocks.as_of


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read_clocks("yesterday", "2999-01-01")
    assert ["--as-of" in fault.what for fault in caught.value.faults] == [True, False]
    assert "a day to come" in caught.value.faults[1].what


@pytest.mark.parametrize("text", ["2026-02-30", "2026-2-3", "26-02-03", "2026"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="which is no day"):
        read_clocks(as_of=text)
