"""How records become stakes, and what is said of records that cannot be right."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.model.ownership import ALL, NOTHING, UNTOLD, Band, Interest, Stake, Sure
from clew.ownership.economic import economic_shares
from clew.ownership.stakes import JOINT, read_network
from tests.ownership.owning import RULES, between, exactly, network, owns, problems, told

TRUST = "ownership-of-shares-25-to-50-percent-as-trust"


def only(*interests: Interest) -> Stake:
    (stake,) = network(*interests).stakes
    return stake


def test_an_exact_share_is_one_figure() -> None:
    assert only(owns("a", "b", "0.625")).share == exactly("0.625")


def test_a_lower_end_alone_leaves_the_rest_open() -> None:
    assert only(owns("a", "b", "0.62", "")).share == between("0.62", "1")


def test_an_upper_end_alone_begins_at_nothing() -> None:
    assert only(owns("a", "b", "", "0.05")).share == between("0", "0.05")


def test_a_share_that_nobody_tells_is_all_of_it_and_marked() -> None:
    assert only(owns("a", "b")).share == UNTOLD


@pytest.mark.parametrize("share", ["1.4", "-0.2", "NaN", "Infinity", "many", "1e999999"])
def test_a_share_that_is_no_part_of_a_whole_is_unknown_and_told(share: str) -> None:
    record = owns("a", "b", share)
    assert only(record).share == UNTOLD
    assert problems(record) == [("share", ("a", "b"))]


def test_a_share_that_ends_before_it_begins_is_unknown_and_told() -> None:
    record = owns("a", "b", "0.6", "0.4")
    assert only(record).share == UNTOLD
    assert "60 % to 40 %" in told(record)[0].sentence


def test_a_stake_whose_days_are_the_wrong_way_round_is_told_and_not_used() -> None:
    record = owns("a", "b", "0.5", valid_from="2024-05-17", valid_to="2023-01-01")
    assert network(record).stakes == ()
    assert problems(record) == [("dates", ("a", "b"))]


def test_an_owner_of_itself_is_told() -> None:
    assert problems(owns("a", "a", "0.1"), owns("b", "a", "0.9")) == [("self", ("a",))]


def test_a_record_that_leads_to_nothing_is_told_and_still_counts() -> None:
    record = owns("a", "b", "0.5", missing="owner")
    assert problems(record) == [("missing", ("a", "b"))]
    assert only(record).share == exactly("0.5")


def test_owners_of_more_than_a_whole_are_told_and_never_scaled_down() -> None:
    records = owns("a", "c", "0.8"), owns("b", "c", "0.6")
    assert problems(*records) == [("over", ("c",))]
    assert "140 %" in told(*records)[0].sentence
    assert [stake.share for stake in network(*records).stakes] == [exactly("0.8"), exactly("0.6")]


def test_owners_who_may_hold_more_than_a_whole_are_no_fault() -> None:
    assert problems(owns("a", "c", "0.5", "0.75"), owns("b", "c", "0.25", "0.75")) == []


def test_two_sources_on_one_stake_are_not_added() -> None:
    """A register with a band, another with the figure, a third that only knows that it is a subsidiary."""
    stake = only(
        owns("a", "b", "0.5", "0.75"),
        owns("a", "b", "0.6", dataset="a filing"),
        owns("a", "b", role="subsidiary", dataset="an identifier"),
    )
    assert stake.share == exactly("0.6")
    assert stake.control is Sure.YES


def test_sources_that_do_not_agree_are_told_and_spanned() -> None:
    records = owns("a", "b", "0.6"), owns("a", "b", "0.3", dataset="a filing")
    assert only(*records).share == between("0.3", "0.6")
    assert problems(*records) == [("disagree", ("a", "b"))]


def test_a_newer_word_of_a_source_takes_the_place_of_its_older_one() -> None:
    assert only(owns("a", "b", "0.6", stated_on="2024-03-01"), owns("a", "b", "0.75", stated_on="2025-03-01")).share == exactly("0.75")


def test_interests_named_one_by_one_add_up_or_do_not() -> None:
    """Two classes of shares, say: whether they add up is not told."""
    parts = owns("a", "b", "0.3", kind="shareholding"), owns("a", "b", "0.25", kind="shareholding")
    assert only(*parts).share == between("0.3", "0.55")


def test_joint_holders_of_one_interest_hold_it_once() -> None:
    """Two trustees whom the register names with the same 25 to 50 %: together they have 25 to 50 %, and each from nothing to all of it."""
    built = network(owns("a", "c", "0.25", "0.5", kind=TRUST), owns("b", "c", "0.25", "0.5", kind=TRUST))
    (node,) = built.complete
    assert node.startswith(JOINT)
    assert [stake.share for stake in built.above["c"]] == [between("0.25", "0.5")]
    assert economic_shares("a", built)["c"].share == Band(Fraction(0), Fraction(1, 2), told=False)


def test_joint_holders_are_told_by_a_mark_of_their_own_too() -> None:
    built = network(owns("a", "c", "1", joint="x"), owns("b", "c", "1", joint="x"))
    assert [stake.share for stake in built.above["c"]] == [exactly("1")]
    assert problems(owns("a", "c", "1", joint="x"), owns("b", "c", "1", joint="x")) == []


def test_one_holder_alone_is_not_joint() -> None:
    assert only(owns("a", "c", "0.25", "0.5", kind=TRUST)).share == between("0.25", "0.5")


def test_a_record_that_sums_up_a_chain_is_not_added_to_it() -> None:
    """GLEIF: the direct parent consolidates the company, and the ultimate parent consolidates both."""
    direct, ultimate = "IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY"
    built = network(
        owns("b", "c", "0.6", relation=direct, role="subsidiary"),
        owns("a", "b", "0.5", relation=direct),
        owns("a", "c", "", relation=ultimate, role="subsidiary"),
    )
    assert {(stake.owner, stake.asset): stake.adds for stake in built.stakes} == {("a", "b"): True, ("a", "c"): False, ("b", "c"): True}
    assert economic_shares("a", built)["c"].share == exactly("0.3")


def test_a_record_that_sums_up_a_chain_that_nobody_tells_stands_for_it() -> None:
    stake = only(owns("a", "c", "0.4", schema="IndirectOwnership"))
    assert stake.adds
    assert stake.share == exactly("0.4")


def test_consolidation_is_control_of_a_share_that_nobody_tells() -> None:
    stake = only(owns("a", "b", role="subsidiary", relation="IS_DIRECTLY_CONSOLIDATED_BY"))
    assert (stake.share, stake.control) == (UNTOLD, Sure.YES)


def test_a_subsidiary_of_which_less_than_half_is_held_may_be_controlled() -> None:
    assert only(owns("a", "b", "0.4", role="subsidiary")).control is Sure.POSSIBLE


@pytest.mark.parametrize(
    ("kind", "control"),
    [
        ("right-to-appoint-and-remove-directors", Sure.YES),
        ("significant-influence-or-control", Sure.POSSIBLE),
        ("rightsToProfitOrIncome", Sure.NO),
    ],
)
def test_words_of_an_interest_state_control_as_the_pack_says(kind: str, control: Sure) -> None:
    stake = only(owns("a", "b", schema="Control", kind=kind))
    assert (stake.control, stake.share.high, stake.owns) == (control, NOTHING, False)


shares = st.sampled_from(["", "0", "0.1", "0.25", "0.5", "0.75", "1", "1.4", "-1"])
records = st.lists(
    st.builds(
        owns,
        st.sampled_from("abcd"),
        st.sampled_from("abcd"),
        shares,
        shares,
        kind=st.sampled_from(["", "shareholding", TRUST]),
        dataset=st.sampled_from(["one", "two"]),
        role=st.sampled_from(["", "subsidiary"]),
        schema=st.sampled_from(["Ownership", "Control", "IndirectOwnership"]),
        joint=st.sampled_from(["", "x"]),
    ),
    max_size=8,
)


@given(records, st.randoms())
def test_the_order_of_records_does_not_matter(rows: list[Interest], chance: Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert read_network(rows, RULES) == read_network(shuffled, RULES)


@given(records)
def test_every_stake_lies_within_a_whole(rows: list[Interest]) -> None:
    assert all(0 <= stake.share.low <= stake.share.high <= ALL for stake in network(*rows).stakes)


def test_companies_that_own_one_another_are_told_whether_or_not_they_are_solved() -> None:
    open_loop = owns("a", "b", "0.5"), owns("b", "a", "0.5")
    assert problems(*open_loop) == [("loop", ("a", "b"))]
    closed = owns("a", "b", "1"), owns("b", "a", "1")
    assert problems(*closed) == [("closed", ("a", "b"))]
    assert told(*closed)[0].sentence.startswith("{0} and {1} hold all of one another")
