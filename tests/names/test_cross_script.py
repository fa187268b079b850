import numpy as np
import pytest
from hypothesis import given, settings

from clew.names.coded import spoken, units
from clew.names.cross_script import FIGURES, compare_cross
from clew.names.parsing import parse_name
from clew.names.words import shipped_words
from tests.company_names import HAN_NAMES, LATIN_NAMES

KNOWN = shipped_words()
CHINESE = "新疆示例纺织有限公司"


def figures(latin: str, chinese: str) -> dict[str, float]:
    out = np.full((1, len(FIGURES)), -9.0, np.float32)
    zero = np.zeros(1, np.int64)
    compare_cross(units([parse_name(latin, KNOWN)], KNOWN), spoken([parse_name(chinese, KNOWN)], KNOWN), zero, zero, out)
    return dict(zip(FIGURES, out[0].tolist(), strict=True))


@given(LATIN_NAMES, HAN_NAMES)
@settings(max_examples=150)
def test_every_figure_is_written_and_shares_are_shares(latin: str, chinese: str) -> None:
    found = figures(latin, chinese)
    assert min(found.values()) > -9.0
    assert all(-0.21 <= found[f"{side}_{kind}"] <= 1.001 for side in ("latin", "han") for kind in ("share", "brand", "activity"))
    assert found["latin_left"] >= -1e-4 <= found["latin_weight"]


def test_a_name_and_its_letterhead_explain_each_other_whole() -> None:
    found = figures("Xinjiang Shili Fangzhi", CHINESE)
    assert found["latin_share"] == found["han_share"] == found["latin_brand"] == found["han_brand"] == 1.0
    assert (found["places"], found["latin_left"], found["han_left"], found["brand_letters"], found["disorder"]) == (1.0, 0.0, 0.0, 0.0, 0.0)


def test_a_meaning_explains_nearly_all() -> None:
    found = figures("Xinjiang Shili Textile", CHINESE)
    assert found["latin_activity"] == pytest.approx(0.97)
    assert found["han_activity"] == 1.0


@pytest.mark.parametrize(
    ("latin", "more"),
    [
        ("Xinjiang Shili Textile", set()),
        ("Zhejiang Shili Textile", {"places_differ"}),
        ("Shili Textile", {"place_more"}),
        ("Xinjiang Shili Textile Group", {"entity_one"}),
        ("Xinjiang Shili Textile 2", {"number_more"}),
    ],
)
def test_what_is_left_over_is_told(latin: str, more: set[str]) -> None:
    names = {"places_differ", "place_more", "entity_one", "entity_both", "number_more"}
    assert {name for name in names if figures(latin, CHINESE)[name] > 0} == more


def test_a_brand_that_nothing_explains_may_sound_alike() -> None:
    near, far = figures("Xinjiang Shirley Textile", CHINESE), figures("Xinjiang Bogumo Textile", CHINESE)
    assert near["sound"] > 0.5 > far["sound"]
    assert (near["initial_agrees"], near["initial_differs"]) == (1.0, 0.0)
    assert (far["initial_agrees"], far["initial_differs"]) == (0.0, 1.0)
    assert (near["brand_characters"], near["brand_letters"]) == (2.0, len("shirley"))


def test_a_name_without_a_brand_says_so() -> None:
    found = figures("Xinjiang Textile", "新疆纺织厂")
    assert (found["no_latin_brand"], found["no_han_brand"]) == (1.0, 1.0)
    assert found["latin_brand"] == found["han_brand"] == pytest.approx(-0.2)


def test_initials_are_told() -> None:
    assert figures("XJSL Textile", CHINESE)["initials"] == 1.0


def test_empty_names_have_figures_too() -> None:
    found = figures("", "")
    assert (found["latin_share"], found["han_share"], found["sound"], found["latin_weight"]) == (0.0, 0.0, 0.0, 0.0)


def test_a_brand_in_pinyin_of_other_characters_is_told() -> None:
    found = [figures(f"Xinjiang {brand} Textile", CHINESE)["spelt_left"] for brand in ("Changhong", "Maxonic", "Shili", "Changhong Jinlei")]
    assert found == [1.0, 0.0, 0.0, 2.0]


def test_a_word_that_is_nearly_the_pinyin_of_characters_and_pinyin_itself_is_told() -> None:
    found = [figures(f"Xinjiang {brand} Textile", "新疆中简纺织有限公司")["nearly_spelt"] for brand in ("Zhongyan", "Zhongjjian")]
    assert found == [1.0, 0.0]


@pytest.mark.parametrize(("latin", "letters"), [("Goldwind", 8), ("Goldxyz", 4), ("Jinwind", 7), ("Goldwindow", 8), ("Xyz", 0)])
def test_a_brand_put_together_of_meanings_and_pinyin_is_told(latin: str, letters: int) -> None:
    found = figures(f"{latin} Technology", "金风科技有限公司")
    assert found["pieced_letters"] == letters
    assert found["pieced"] == pytest.approx(letters / len(latin))


@pytest.mark.parametrize(("latin", "share"), [("Shirley", 1.0), ("Shome", 0.5), ("Bogumo", 0.0)])
def test_consonants_that_come_in_one_order_are_told(latin: str, share: float) -> None:
    assert figures(f"Xinjiang {latin} Textile", CHINESE)["consonants"] == share


@pytest.mark.parametrize(("latin", "count"), [("Slgame", 2), ("Sarome", 1), ("Bogumo", 0)])
def test_a_word_that_begins_with_initials_is_told(latin: str, count: int) -> None:
    assert figures(f"Xinjiang {latin} Textile", CHINESE)["initials_begun"] == count


def test_the_most_telling_word_that_is_no_brand_is_told() -> None:
    found = [figures(f"Xinjiang Bogumo {word}", CHINESE)["rarest_agrees"] for word in ("Textile", "Chemical")]
    assert found[0] > found[1] == 0.0


def test_activities_that_both_have_and_that_differ_are_told() -> None:
    differ, agree = figures("Xinjiang Shili Chemical", CHINESE), figures("Xinjiang Shili Textile", CHINESE)
    assert differ["activity_one"] >= differ["activity_both"] > 1.0 > agree["activity_both"] >= 0.0


def test_a_word_that_stands_where_a_brand_does_is_heard_as_one_where_there_is_none() -> None:
    assert figures("Xinjiang Shield Textile", CHINESE)["brand_letters"] == len("shield")
    assert figures("Xinjiang Bogumo Auto Textile", CHINESE)["brand_letters"] == len("bogumo")
