"""Rules of lists on ownership. The examples with letters of FAQ 401 are those of OFAC, 13 August 2014 (https://ofac.treasury.gov/faqs/401)."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.model.ownership import NOTHING, Interest, Sure
from clew.ownership.covered import covered
from clew.ownership.economic import economic_shares
from tests.ownership.owning import between, exactly, network, owns

HALF = Fraction(1, 2)


def at_least_half(share: Fraction) -> bool:
    return share >= HALF


def more_than_half(share: Fraction) -> bool:
    return share > HALF


def sure(listed: str, *interests: Interest) -> dict[str, Sure]:
    """Who is covered under the rule of OFAC, those who are listed left out."""
    found = covered(set(listed), network(*interests), at_least_half)
    return {node: answer.sure for node, answer in found.items() if not answer.named}


def test_example_1_of_faq_401_half_of_half_is_covered() -> None:
    """X owns 50 % of A, and A 50 % of B: B is blocked, though X's economic share is 25 %."""
    rows = owns("X", "A", "0.5"), owns("A", "B", "0.5")
    assert sure("X", *rows) == {"A": Sure.YES, "B": Sure.YES}
    assert economic_shares("X", network(*rows))["B"].share == exactly("0.25")


def test_example_2_of_faq_401_two_quarters_through_covered_companies() -> None:
    rows = owns("X", "A", "0.5"), owns("X", "B", "0.5"), owns("A", "C", "0.25"), owns("B", "C", "0.25")
    assert sure("X", *rows)["C"] is Sure.YES


def test_example_3_of_faq_401_ten_directly_and_forty_through_a_covered_company() -> None:
    rows = owns("X", "A", "0.5"), owns("X", "B", "0.1"), owns("A", "B", "0.4")
    assert sure("X", *rows)["B"] is Sure.YES


def test_a_company_owned_to_a_quarter_leads_no_further() -> None:
    """The rule of FAQ 401: what stands below counts only through companies that are owned to the threshold themselves."""
    rows = owns("X", "A", "0.5"), owns("X", "B", "0.25"), owns("A", "C", "0.25"), owns("B", "C", "0.25")
    assert sure("X", *rows) == {"A": Sure.YES, "B": Sure.NO, "C": Sure.NO}
    assert covered({"X"}, network(*rows), at_least_half)["C"].total == exactly("0.25")


def test_two_listed_owners_of_a_quarter_each_aggregate() -> None:
    """FAQ 399: the interests of all blocked persons are added up."""
    assert sure("XY", owns("X", "A", "0.25"), owns("Y", "A", "0.25")) == {"A": Sure.YES}


def test_where_holdings_are_not_added_up_each_owner_is_followed_alone() -> None:
    rows = owns("X", "A", "0.3"), owns("Y", "A", "0.3"), owns("X", "B", "0.6"), owns("B", "C", "0.3"), owns("X", "C", "0.3")
    found = covered({"X", "Y"}, network(*rows), more_than_half, together=False)
    assert {node: found[node].sure for node in "ABC"} == {"A": Sure.NO, "B": Sure.YES, "C": Sure.YES}


@pytest.mark.parametrize(("share", "expected"), [("0.5", Sure.NO), ("0.5001", Sure.YES)])
def test_a_rule_may_ask_for_more_than_half(share: str, expected: Sure) -> None:
    assert covered({"X"}, network(owns("X", "A", share)), more_than_half)["A"].sure is expected


def test_control_alone_covers_nobody() -> None:
    """FAQ 398: the rule speaks of ownership and not of control."""
    assert sure("X", owns("X", "A", "0.4", role="subsidiary")) == {"A": Sure.NO}
    assert sure("X", owns("X", "A", schema="Control", kind="right-to-appoint-and-remove-directors")) == {}


def test_a_share_that_nobody_tells_leaves_it_open_unless_others_leave_no_room() -> None:
    assert sure("X", owns("X", "A")) == {"A": Sure.POSSIBLE}
    assert sure("X", owns("X", "A"), owns("z", "A", "0.6")) == {"A": Sure.NO}


def test_a_band_across_the_threshold_leaves_it_open() -> None:
    answer = covered({"X"}, network(owns("X", "A", "0.25", "0.5")), at_least_half)["A"]
    assert (answer.sure, answer.total) == (Sure.POSSIBLE, between("0.25", "0.5"))


def test_around_a_loop_the_rule_and_the_economic_share_differ_in_both_directions() -> None:
    """X holds 50 % of A; A and B hold 50 % of one another. The rule covers both, since each link in itself is half; economically
    X has a = 0.5 + 0.5 b and b = 0.5 a, which is 2/3 of A and 1/3 of B. Y holds 30 % of C and C 30 % of D, and D 40 % of C:
    the rule covers neither, and yet Y has more of C than its 30 %."""
    rows = owns("X", "A", "0.5"), owns("A", "B", "0.5"), owns("B", "A", "0.5")
    assert sure("X", *rows) == {"A": Sure.YES, "B": Sure.YES}
    shares = economic_shares("X", network(*rows))
    assert [shares[node].share for node in "AB"] == [exactly("2/3"), exactly("1/3")]
    others = owns("Y", "C", "0.45"), owns("C", "D", "0.5"), owns("D", "C", "0.4")
    assert sure("Y", *others)["C"] is Sure.NO
    found = economic_shares("Y", network(*others))["C"].share
    assert found is not None
    assert found.low == Fraction(45, 80) > HALF


def test_a_closed_loop_covers_nobody_whom_no_listed_owner_reaches() -> None:
    assert sure("X", owns("A", "B", "1"), owns("B", "A", "1"), owns("X", "C", "0.5")) == {"C": Sure.YES}


def test_a_joint_interest_counts_once_and_in_full_where_all_holders_are_listed() -> None:
    joint = owns("X", "A", "0.5", joint="x"), owns("Y", "A", "0.5", joint="x")
    assert sure("XY", *joint) == {"A": Sure.YES}
    assert sure("X", *joint) == {"A": Sure.POSSIBLE}


def test_joint_holders_of_a_quarter_are_no_two_quarters() -> None:
    assert sure("XY", owns("X", "A", "0.25", joint="x"), owns("Y", "A", "0.25", joint="x")) == {"A": Sure.NO}


rows = st.lists(
    st.builds(owns, st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from(["", "0.1", "0.25", "0.5", "1"])), max_size=8
)


@given(rows, st.randoms())
def test_the_order_of_records_does_not_matter(found: list[Interest], chance: Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert sure("a", *found) == sure("a", *shuffled)


@given(rows)
def test_more_listed_owners_never_cover_fewer(found: list[Interest]) -> None:
    built = network(*found)
    few = {node for node, answer in covered({"a"}, built, at_least_half).items() if answer.sure is Sure.YES}
    many = {node for node, answer in covered({"a", "b"}, built, at_least_half).items() if answer.sure is Sure.YES}
    assert few <= many


@given(rows)
def test_whoever_is_covered_for_certain_is_reached_at_the_lower_end(found: list[Interest]) -> None:
    for answer in covered({"a"}, network(*found), at_least_half).values():
        assert answer.named or (answer.sure is Sure.YES) == (answer.total.low >= HALF)
        assert NOTHING <= answer.total.low <= answer.total.high
