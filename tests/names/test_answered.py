import pytest
from hypothesis import given, settings

from clew.names.answered import MOST, Table, answer, table
from clew.names.coded import Units, units
from clew.names.parsing import parse_name
from clew.names.words import shipped_words
from tests.company_names import LATIN_NAMES

KNOWN = shipped_words()


def coded(*names: str) -> Units:
    return units([parse_name(name, KNOWN) for name in names], KNOWN)


def answered(left: str, right: str) -> Table:
    found, work = coded(left, right), table()
    answer(found, 0, found, 1, work)
    return work


def to(left: str, right: str) -> list[int]:
    """Of each word of the left, the word of the right that answers it."""
    work = answered(left, right)
    return [int(word) for word in work.to[: work.sizes[0]]]


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("Amber Tern Solar", "Amber Tern Solar", [0, 1, 2]),
        ("Tern Amber", "Amber Tern", [1, 0]),
        ("Amber Tern", "Amber Ternn Solar", [0, 1]),
        ("Amber Birch", "Amber Tern", [0, -1]),
        ("Ambertern Solar", "Amber Tern Solar", [0, 2]),
        ("Amber Tern Solar", "Ambertern Solar", [0, 0, 1]),
        ("Amber Amber", "Amber", [0, -1]),
    ],
)
def test_words_answer_each_other_once(left: str, right: str, words: list[int]) -> None:
    assert to(left, right) == words


@pytest.mark.parametrize(
    ("left", "right"), [("Tern Fund 2", "Tern Fund 3"), ("Tern Fund II", "Tern Fund III"), ("Tern Fund 2019", "Tern Fund 2018")]
)
def test_a_number_answers_the_same_number_alone(left: str, right: str) -> None:
    assert to(left, right) == [0, 1, -1]


def test_a_legal_form_answers_legal_forms_alone() -> None:
    assert to("Tern Ltd", "Limited Tern") == [1, -1]
    assert to("Tern Ltd", "Tern Limited") == [0, 1]


def test_a_slip_costs_some_of_what_the_word_tells() -> None:
    clean, slip = answered("Amber Lantern", "Amber Lantern"), answered("Amber Lantern", "Amber Lanterm")
    assert clean.sums[1] == 0.0 < slip.sums[1]
    assert slip.sums.sum() == pytest.approx(clean.sums[0], rel=0.1)


def test_a_pair_of_which_one_side_is_two_words_is_counted() -> None:
    assert answered("Ambertern Solar", "Amber Tern Solar").sizes[:4].tolist() == [2, 3, 2, 1]


def test_words_beyond_the_most_are_not_looked_at() -> None:
    long = " ".join(f"tern{letter}{letter}x" for letter in "abcdefghijklmnopqrstuv")
    assert answered(long, long).sizes[:4].tolist() == [MOST, MOST, MOST, 0]


@given(LATIN_NAMES, LATIN_NAMES)
@settings(max_examples=150)
def test_what_is_answered_is_answered_on_both_sides(left: str, right: str) -> None:
    work = answered(left, right)
    n, m, pairs, joined = work.sizes[:4].tolist()
    lefts, rights = int((work.left[:n] > 0).sum()), int((work.right[:m] > 0).sum())
    assert lefts + rights == 2 * pairs + joined
    assert ((work.to[:n] >= 0) == (work.left[:n] > 0)).all()
    assert (work.left[:n] <= 1).all()
    assert (work.sums >= 0).all()


def test_a_table_serves_one_pair_after_the_other() -> None:
    found, work = coded("Amber Tern Solar Ltd", "Amber Tern", "Northwind"), table()
    answer(found, 0, found, 1, work)
    answer(found, 2, found, 2, work)
    assert (work.sizes[:4].tolist(), work.to[0]) == ([1, 1, 1, 0], 0)
