import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.names.comparison import compare
from clew.names.initials import abbreviate, by_initials
from clew.names.pairs import POSSIBLE_FROM, Verdict, compare_pairs, table_of
from clew.names.parsing import parse_name
from clew.names.searching import search
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
        ("NLPI", "Northwind Lantern Paper Inc", True),
        ("BMW AG", "Bayerische Motoren Werke Aktiengesellschaft", True),
        ("TSMC", "Taiwan Semiconductor Manufacturing Company Limited", True),
        ("ABCDEFGH", "Amber Birch Cedar Dune Elm Fern Gorse Heath", False),
    ],
)
def test_initials_are_the_first_letters_of_all_words_without_or_with_that_of_a_legal_form(short: str, long: str, *, told: bool) -> None:
    table = table_of([parse_name(short, KNOWN), parse_name(long, KNOWN)], KNOWN)
    assert abbreviate(table.short[:1], table.long[1:]).tolist() == [told]
    one, other = by_initials(table.initials, table.initials)
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == ([(0, 1), (1, 0)] if told else [])


_SHORT_NAMES = st.lists(st.sampled_from(["ABC", "ABCD", "Amber Birch Cedar", "Amber Birch Cedar Co", "Lantern", "", "BCD Ltd"]), max_size=9)


@given(_SHORT_NAMES, _SHORT_NAMES)
@settings(max_examples=100)
def test_what_initials_bring_is_what_comparing_every_pair_says(asked: list[str], names: list[str]) -> None:
    left, right = (table_of([parse_name(name, KNOWN) for name in several], KNOWN) for several in (asked, names))
    one, other = by_initials(left.initials, right.initials)
    found = {
        (i, j)
        for i in range(len(asked))
        for j in range(len(names))
        if abbreviate(left.short[[i]], right.long[[j]]).any() or abbreviate(right.short[[j]], left.long[[i]]).any()
    }
    assert set(zip(one.tolist(), other.tolist(), strict=True)) == found
    assert np.all(np.diff(one) >= 0)


def test_a_search_finds_a_name_by_its_initials_and_initials_by_a_name() -> None:
    rows = [("1", "Bayerische Motoren Werke AG"), ("2", "Lantern Paper"), ("3", "TSMC")]
    found = search(rows, ["BMW", "Taiwan Semiconductor Manufacturing Company Limited"])
    assert [(hits[0].id, hits[0].verdict) for hits in found] == [("1", Verdict.POSSIBLE), ("3", Verdict.POSSIBLE)]


def test_the_reason_says_the_form_whose_letter_is_among_the_initials() -> None:
    for one, other in (("NLPI", "Northwind Lantern Paper Inc"), ("Northwind Lantern Paper Inc", "NLPI")):
        assert compare(one, other).why == "“nlpi” is the initials of “northwind lantern paper inc”, as it may be of other names."


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
