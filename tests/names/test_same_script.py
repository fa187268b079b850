import numpy as np
import pytest
from hypothesis import given, settings

from clew.names.coded import units
from clew.names.parsing import parse_name
from clew.names.same_script import FIGURES, compare_same
from clew.names.words import shipped_words
from tests.company_names import LATIN_NAMES

KNOWN = shipped_words()


def figures(left: str, right: str) -> dict[str, float]:
    coded = units([parse_name(name, KNOWN) for name in (left, right)], KNOWN)
    out = np.full((1, len(FIGURES)), -9.0, np.float32)
    compare_same(coded, coded, np.zeros(1, np.int64), np.ones(1, np.int64), out)
    return dict(zip(FIGURES, out[0].tolist(), strict=True))


@given(LATIN_NAMES, LATIN_NAMES)
@settings(max_examples=150)
def test_every_figure_is_written_and_is_the_same_whichever_name_stands_first(left: str, right: str) -> None:
    found = figures(left, right)
    assert found == figures(right, left)
    assert found.pop("sound") > -2.0
    assert min(found.values()) >= 0.0
    assert found["share_both"] <= found["share_one"] <= 1.0 + 1e-6


def test_a_name_answers_all_of_itself() -> None:
    found = figures("Amber Tern Solar Ltd", "Amber Tern Solar Ltd")
    assert [found[one] for one in ("share_both", "share_one", "beginning", "first_agrees", "forms_agree")] == [1.0] * 5
    assert [found[one] for one in ("slips", "rarest_one", "brand_one", "disorder", "no_brand", "forms_differ", "joined")] == [0.0] * 7
    assert found["answered"] == 4.0


@pytest.mark.parametrize(
    ("left", "right", "more"),
    [
        ("Amber Tern Group", "Amber Tern", {"entity_one"}),
        ("Amber Tern Group", "Amber Tern Holdings", {"entity_one", "entity_both"}),
        ("Amber Tern Fund 2", "Amber Tern Fund 3", {"numbers_differ"}),
        ("Amber Tern Fund 2", "Amber Tern Fund", {"number_more"}),
        ("Xinjiang Amber Tern", "Zhejiang Amber Tern", {"places_differ"}),
        ("Xinjiang Amber Tern", "Amber Tern", {"place_more"}),
        ("Amber Tern Solar", "Amber Tern Cotton", {"activity_one", "activity_both"}),
        ("Amber Tern", "Amber Birch", {"brand_one", "brand_both"}),
    ],
)
def test_what_is_left_over_on_one_side_and_on_both_is_told_by_kind(left: str, right: str, more: set[str]) -> None:
    kinds = {"entity", "brand", "activity", "number", "numbers", "place", "places"}
    found = {name for name, value in figures(left, right).items() if value > 0 and name.rpartition("_")[0] in kinds}
    assert found - {"no_brand", "best_brand"} == more


def test_legal_forms_agree_or_differ() -> None:
    found = [figures("Amber Tern GmbH", f"Amber Tern {form}") for form in ("GmbH", "LLP", "")]
    assert [(one["forms_agree"], one["forms_differ"]) for one in found] == [(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]


def test_words_in_another_order_are_in_disorder() -> None:
    assert figures("Amber Tern Solar", "Solar Tern Amber")["disorder"] == pytest.approx(2 / 3)


def test_initials_stand_for_the_words_that_they_begin() -> None:
    assert figures("ATS Ltd", "Amber Tern Solar Ltd")["initials"] == 1.0
    assert figures("ATX Ltd", "Amber Tern Solar Ltd")["initials"] == 0.0
    assert figures("AT Ltd", "Amber Tern Ltd")["initials"] == 0.0


def test_the_most_telling_brand_that_is_answered_is_told() -> None:
    assert figures("Amber Tern", "Tern Solar")["best_brand"] == pytest.approx(KNOWN.rarity("tern"), rel=1e-6)
    assert figures("Amber Tern", "Northwind")["no_brand"] == 1.0


def test_empty_names_have_figures_too() -> None:
    found = figures("", "")
    assert (found["share_both"], found["beginning"], found["initials"], found["no_brand"]) == (0.0, 0.0, 0.0, 1.0)
