from inspect import unwrap

import numpy as np
import pytest

from clew.names.coded import units
from clew.names.comparison import compare
from clew.names.initials import by_initials, initials_of
from clew.names.pairs import POSSIBLE_FROM, Verdict, compare_pairs
from clew.names.parsing import parse_name
from clew.names.words import shipped_words

KNOWN = shipped_words()
LONG = "Northwind Lantern and Paper Works Inc"


@pytest.mark.parametrize(
    ("short", "long", "told"),
    [
        ("NLPW Corp.", LONG, True),
        ("NLPW", "Northwind Lantern & Paper Works", True),
        ("NLP", LONG, False),
        ("NLPWX", LONG, False),
        ("LNPW", LONG, False),
        ("NLPW Lantern", LONG, False),
        ("NL", "Northwind Lantern", False),
        ("NLS", "Northwind Lantern 7", False),
        ("", LONG, False),
        ("NLPW", "", False),
    ],
)
def test_initials_are_the_first_letters_of_all_words_legal_forms_and_fillers_aside(short: str, long: str, *, told: bool) -> None:
    found = units([parse_name(short, KNOWN), parse_name(long, KNOWN)], KNOWN)
    assert initials_of(found, 0, found, 1) is told
    out = np.zeros(2, np.bool_)
    rows = np.array([0, 1])
    by_initials(found, found, rows, rows[::-1].copy(), out)
    assert out.tolist() == [told, told]
    assert unwrap(initials_of)(found, 0, found, 1) is told


def test_initials_are_possibly_the_same_and_no_more_whichever_stands_first() -> None:
    one, other = compare("NLPW Corp.", LONG), compare(LONG, "NLPW Corp.")
    assert (one.score, one.verdict) == (other.score, other.verdict) == (POSSIBLE_FROM, Verdict.POSSIBLE)
    assert one.why == other.why == "“nlpw” is the initials of “northwind lantern paper works”, as it may be of other names."
    words = [match.how for match in one.matches if match.left and match.left.text == "nlpw"]
    assert words == ["initials"] * 4


def test_initials_of_another_country_s_company_stay_different() -> None:
    assert compare("NLPW GmbH", "Northwind Lantern Paper Works Oy").verdict is Verdict.DIFFERENT


def test_in_bulk_initials_are_told_as_well() -> None:
    others = [f"Lantern {number} Paper" for number in range(300)]
    found = compare_pairs(["NLPW", *others], [LONG, *reversed(others)])
    assert found.verdict[0] is Verdict.POSSIBLE
    assert found.score[0] == POSSIBLE_FROM


def test_legal_forms_of_one_kind_answer_each_other_beside_initials() -> None:
    found = compare("NLPW Ltd", "Northwind Lantern Paper Works Limited").matches
    assert [(match.left.text, match.right.text, match.how) for match in found if match.left and match.right][-1] == (
        "ltd",
        "limited",
        "same",
    )
    assert all(match.left and match.right for match in found)
