"""Rules whose legal standing is not verified are named."""

from msgspec.structs import replace

from clew.assess.rules import unverified
from clew.pack.policy import load_policy


def test_no_rule_that_ships_is_unverified() -> None:
    assert unverified(load_policy()) == ()


def test_a_rule_in_force_that_is_unverified_is_told() -> None:
    policy = load_policy()
    marked = replace(policy.transitions[0], status="unverified", valid_from="2026-11-10")
    changed = replace(policy, transitions=(marked, *policy.transitions[1:]))
    (told,) = unverified(changed.at("2026-11-10"))
    assert "transition from own by owns to own" in told
    assert "unverified" in told
    assert unverified(changed.at("2026-11-09")) == ()
