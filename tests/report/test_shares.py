"""Shares in words, and the sums that give them."""

from fractions import Fraction

import pytest

from clew.model.owned import Line
from clew.model.ownership import UNTOLD, Band, Economic, Interest
from clew.ownership.chains import chains
from clew.ownership.control import controlled
from clew.ownership.economic import economic_shares
from clew.report.shares import band, control_words, per_cent, summed, way
from tests.ownership.owning import between, exactly, network, owns


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("0.4", "40 %"),
        ("0.125", "12.5 %"),
        ("1/3", "≈ 33.3333 %"),
        ("1", "100 %"),
        ("0", "0 %"),
        ("12.5", "1,250 %"),
        ("0.000001", "0.0001 %"),
    ],
)
def test_a_fraction_is_written_exactly_or_marked(value: str, told: str) -> None:
    assert per_cent(Fraction(value)) == told


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (exactly("0.4"), "40 %"),
        (between("0.25", "0.5"), "25 – 50 %"),
        (between("0", "0.25"), "at most 25 %"),
        (between("0.75", "1"), "75 – 100 %"),
        (UNTOLD, "unknown"),
        (Band(Fraction("0.1"), Fraction(1), told=False), "at least 10 %"),
    ],
)
def test_a_band_is_written_with_its_ends(share: Band, told: str) -> None:
    assert band(share) == told


def line(owner: str, asset: str, *interests: Interest) -> Line:
    built = network(*interests)
    found = chains(owner, asset, built, 10)
    answer = economic_shares(owner, built).get(asset, Economic(None))
    return Line(owner, answer, found.shown, found.whole, None, controlled(owner, built).get(asset), direct=True)


def test_the_sum_can_be_done_again() -> None:
    told = summed(line("a", "c", owns("a", "b", "0.6"), owns("b", "c", "0.5"), owns("a", "c", "0.1")))
    assert told == "10 % + 60 % × 50 % = 40 %"


def test_bands_stand_in_brackets_in_a_product() -> None:
    assert summed(line("a", "c", owns("a", "b", "0.25", "0.5"), owns("b", "c", "0.5"))) == "(25 – 50 %) × 50 % = 12.5 – 25 %"


def test_what_comes_round_a_loop_is_told() -> None:
    told = summed(line("o", "a", owns("o", "a", "0.6"), owns("a", "b", "0.5"), owns("b", "a", "0.4")))
    assert told == "60 % = 75 % (15 % more comes round a loop)"


def test_that_others_leave_no_more_is_told() -> None:
    told = summed(line("a", "b", owns("a", "b"), owns("z", "b", "0.7")))
    assert told == "unknown share = at most 30 % (the owners of one company hold no more than 100 % together)"


def test_one_stake_alone_needs_no_sum() -> None:
    assert summed(line("a", "b", owns("a", "b", "0.3"))) == ""


def test_what_is_not_solved_says_why() -> None:
    told = summed(line("x", "z", owns("x", "y", "1"), owns("y", "x", "1"), owns("y", "z", "0.5")))
    assert told == "100 % × 50 % is not solved: an owner above stands in a closed loop, of which no owner outside is on record"


def test_a_chain_is_drawn_out() -> None:
    chain = line("a", "c", owns("a", "b", "0.6"), owns("b", "c", "0.5")).chains[0]
    assert way(chain, str.upper) == "A — 60 % → B — 50 % → C"


def test_control_is_told_with_its_votes() -> None:
    grip = line("a", "c", owns("a", "b", "0.6"), owns("b", "c", "0.3"), owns("a", "c", "0.25")).grip
    assert grip is not None
    assert (
        control_words(grip, "a", str.upper)
        == "itself 25 % + B (which it controls) 30 % = 55 % of the shares, which stand for votes that are not told"
    )
