"""The pack on ownership: which rule holds when, what words state, and every fault of a file at once."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from clew.pack.ownership import load_ownership_rules
from clew.pack.toml import PACKS
from clew.sources.registry import SOURCES

Refusal = Callable[[str, Callable[..., object]], Callable[..., str]]
SHIPPED = (PACKS / "ownership" / "rules.toml").read_text(encoding="utf-8")
PACK = load_ownership_rules()
RULES = {rule.id: rule for rule in PACK.rules}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2025-09-28", None),
        ("2025-09-29", "in force"),
        ("2025-11-10", "suspended"),
        ("2026-11-09", "suspended"),
        ("2026-11-10", "unverified"),
        ("2030-01-01", "unverified"),
    ],
)
def test_the_affiliates_rule_is_dated(day: str, status: str | None) -> None:
    """90 FR 47201, effective 29 September 2025; suspended by 90 FR 50857 from 10 November 2025 through 9 November 2026."""
    period = PACK.on(RULES["bis-affiliates"], day)
    assert (period.status if period else None) == status


@pytest.mark.parametrize(
    ("rule", "half", "more"),
    [("ofac-sdn", True, True), ("bis-affiliates", True, True), ("eu-freeze", False, True), ("uk-freeze", False, True)],
)
def test_half_is_enough_for_some_rules(rule: str, half: bool, more: bool) -> None:  # noqa: FBT001 - columns of the table
    assert (RULES[rule].reached(Fraction(1, 2)), RULES[rule].reached(Fraction(51, 100))) == (half, more)


def test_the_uflpa_covers_whom_it_names() -> None:
    assert RULES["uflpa"].counts == RULES["ns-cmic"].counts == "named only"


def test_every_list_is_a_source_that_can_be_read() -> None:
    known = {source.card.dataset for source in SOURCES}
    assert [one for rule in PACK.rules for one in rule.lists if one.partition(":")[0] not in known] == []


def test_a_sub_list_of_a_consolidated_list_is_told_apart() -> None:
    assert RULES["ofac-sdn"].covers_list("csl", "SDN")
    assert not RULES["ofac-sdn"].covers_list("csl", "EL")


def test_words_that_fit_several_times_state_the_strongest() -> None:
    kind = "right-to-appoint-and-remove-directors-as-trust"
    assert (PACK.control(kind), PACK.joint(kind)) == ("yes", True)
    assert (PACK.control("shareholding"), PACK.joint("shareholding")) == ("no", False)


def test_every_fault_is_named_at_once(refusal: Refusal) -> None:
    text = refusal(SHIPPED, load_ownership_rules)(
        ('counts = "at least"', 'counts = "about"'),
        ('to = "2025-11-09"', 'to = "2025-13-09"'),
        ('status = "suspended"', 'status = "asleep"'),
        ('rule = "uflpa"', 'rule = "uflpb"'),
        ('control = "possible"', 'control = "perhaps"'),
    )
    for part in ("“about”", "“2025-13-09” is no day", "“asleep”", "no rule “uflpb”", "uflpa holds at no time", "“perhaps”"):
        assert part in text


def test_two_periods_on_one_day_are_a_fault(refusal: Refusal) -> None:
    assert "two periods hold on 2025-11-10" in refusal(SHIPPED, load_ownership_rules)(('to = "2025-11-09"', 'to = "2025-11-10"'))
