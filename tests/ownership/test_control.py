"""Control: more than half of the votes, through whom one controls, or in the words of a record."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.model.ownership import Interest, Sure
from clew.ownership.control import controlled
from clew.ownership.economic import economic_shares
from tests.ownership.owning import between, exactly, network, owns


def grips(owner: str, *interests: Interest) -> dict[str, Sure]:
    return {asset: grip.sure for asset, grip in controlled(owner, network(*interests)).items()}


@pytest.mark.parametrize(("share", "expected"), [("0.5", {}), ("0.500001", {"b": Sure.YES}), ("1", {"b": Sure.YES})])
def test_control_begins_above_half(share: str, expected: dict[str, Sure]) -> None:
    assert grips("a", owns("a", "b", share)) == expected


def test_control_is_not_multiplied_along_a_chain() -> None:
    """51 % of 51 % of 51 % is 13.27 % economically, and control all the same."""
    chain = owns("a", "b", "0.51"), owns("b", "c", "0.51"), owns("c", "d", "0.51")
    assert grips("a", *chain) == dict.fromkeys("bcd", Sure.YES)
    assert economic_shares("a", network(*chain))["d"].share == exactly("0.132651")


def test_votes_of_whom_one_controls_count_as_ones_own() -> None:
    rows = owns("a", "b", "0.6"), owns("b", "c", "0.3"), owns("a", "c", "0.25")
    grip = controlled("a", network(*rows))["c"]
    assert (grip.sure, grip.votes) == (Sure.YES, exactly("0.55"))
    assert [stake.owner for stake in grip.by] == ["a", "b"]


def test_votes_of_whom_one_does_not_control_count_for_nothing() -> None:
    assert grips("a", owns("a", "b", "0.4"), owns("b", "c", "0.9")) == {}


def test_consolidation_is_control_all_along_a_chain() -> None:
    rows = owns("a", "b", role="subsidiary"), owns("b", "c", role="subsidiary")
    assert grips("a", *rows) == {"b": Sure.YES, "c": Sure.YES}


def test_votes_stand_before_shares() -> None:
    """60 % of the shares with 20 % of the votes: a class without votes."""
    record = owns("a", "b", "0.6", votes_low="0.2", votes_high="0.2")
    assert grips("a", record) == {}
    assert grips("a", owns("a", "b", "0.1"), owns("a", "b", schema="Control", votes_low="0.75", votes_high="1")) == {"b": Sure.YES}


def test_a_band_across_half_may_be_control() -> None:
    assert grips("a", owns("a", "b", "0.25", "0.75")) == {"b": Sure.POSSIBLE}


def test_a_share_that_nobody_tells_may_be_control_unless_others_leave_no_room() -> None:
    assert grips("a", owns("a", "b")) == {"b": Sure.POSSIBLE}
    assert grips("a", owns("a", "b"), owns("z", "b", "0.5")) == {}
    assert controlled("a", network(owns("a", "b"), owns("z", "b", "0.4")))["b"].votes.high == between("0", "0.6").high


def test_what_may_be_controlled_may_give_control_further_down() -> None:
    assert grips("a", owns("a", "b", "0.4", "0.6"), owns("b", "c", "0.9")) == {"b": Sure.POSSIBLE, "c": Sure.POSSIBLE}


def test_a_record_that_sums_up_a_chain_is_not_counted_twice() -> None:
    """30 % through a company that is controlled, told once more as 30 % indirectly: that is no 60 %."""
    rows = owns("a", "b", "1"), owns("b", "c", "0.3"), owns("a", "c", "0.3", schema="IndirectOwnership")
    assert grips("a", *rows) == {"b": Sure.YES}


def test_companies_that_own_one_another_control_one_another_and_end() -> None:
    assert grips("a", owns("a", "b", "1"), owns("b", "a", "1")) == {"b": Sure.YES}


rows = st.lists(
    st.builds(
        owns,
        st.sampled_from("abcd"),
        st.sampled_from("abcd"),
        st.sampled_from(["", "0.1", "0.3", "0.5", "0.6", "1"]),
        role=st.sampled_from(["", "", "subsidiary"]),
    ),
    max_size=8,
)


@given(rows, st.randoms())
def test_the_order_of_records_does_not_matter(found: list[Interest], chance: Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert grips("a", *found) == grips("a", *shuffled)
