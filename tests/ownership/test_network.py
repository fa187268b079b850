"""Who stands above and below whom, and who owns one another."""

from clew.ownership.network import strong_groups
from tests.ownership.owning import network, owns


def test_owners_stand_before_what_they_own() -> None:
    built = network(owns("c", "d", "0.5"), owns("a", "b", "0.5"), owns("b", "c", "0.5"))
    assert built.groups == (("a",), ("b",), ("c",), ("d",))


def test_companies_that_own_one_another_are_one_group() -> None:
    built = network(owns("a", "b", "0.5"), owns("b", "c", "0.5"), owns("c", "b", "0.4"), owns("c", "d", "1"))
    assert built.groups == (("a",), ("b", "c"), ("d",))
    assert built.loops == (("b", "c"),)
    assert built.closed == frozenset()


def test_a_loop_without_an_owner_outside_is_closed() -> None:
    assert network(owns("a", "b", "1"), owns("b", "a", "1"), owns("b", "c", "1")).closed == {"a", "b"}


def test_control_without_a_share_makes_no_loop() -> None:
    built = network(owns("a", "b", "1"), owns("b", "a", schema="Control", kind="otherInfluenceOrControl"))
    assert built.loops == ()


def test_owners_and_holdings_are_followed_to_the_end() -> None:
    built = network(owns("a", "b", "1"), owns("b", "c", "1"), owns("z", "c", "0"))
    assert built.owners_of("c") == {"a", "b", "z"}
    assert built.holdings_of("a") == {"b", "c"}


def test_a_company_keeps_all_its_owners_in_a_part_of_a_network() -> None:
    part = network(owns("a", "b", "0.5"), owns("z", "b", "0.5"), owns("b", "c", "1")).within({"a", "b"})
    assert [(stake.owner, stake.asset) for stake in part.stakes] == [("a", "b"), ("z", "b")]


def test_a_very_long_chain_is_no_recursion() -> None:
    below = {str(at): [str(at + 1)] for at in range(20_000)}
    assert len(strong_groups(["0"], below)) == 20_001
