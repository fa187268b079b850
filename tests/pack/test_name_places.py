"""Places of names: every province and prefecture of China is there, each in its province; and every country of ISO 3166-1."""

from collections import Counter

import pytest
from pypinyin import Style, pinyin

from clew.pack.name_places import load_name_countries, load_name_places
from clew.pack.toml import PACKS
from tests.pack.conftest import Refusal, Refused

CHINA = (PACKS / "names" / "places_china.csv").read_text(encoding="utf-8")
WORLD = (PACKS / "names" / "countries.csv").read_text(encoding="utf-8")
PLACES = load_name_places()
COUNTRIES = {country.iso: country for country in load_name_countries()}


@pytest.fixture
def china(refusal: Refusal) -> Refused:
    return refusal(CHINA, load_name_places)


@pytest.fixture
def world(refusal: Refusal) -> Refused:
    return refusal(WORLD, load_name_countries)


def test_every_province_and_every_prefecture_of_the_mainland_is_there() -> None:
    within = Counter(place.parent for place in PLACES if place.kind == "prefecture")
    assert Counter(place.kind for place in PLACES)["province"] == 34
    assert within.total() - within["台湾"] == 333
    assert (within["广东"], within["新疆"], within["西藏"]) == (21, 14, 7)


def test_counties_of_the_uyghur_region_are_left_to_its_own_gazetteer() -> None:
    assert [place.zh for place in PLACES if place.kind == "county" and place.parent == "新疆"] == []


@pytest.mark.parametrize(
    ("chinese", "english"), [("哈尔滨", "harbin"), ("和田", "khotan"), ("厦门", "amoy"), ("西藏", "tibet"), ("华东", "east china")]
)
def test_names_beyond_pinyin_are_given(chinese: str, english: str) -> None:
    assert english in {one for place in PLACES if place.zh == chinese for one in place.en}


@pytest.mark.parametrize(
    ("chinese", "spelled"), [("重庆", "chong qing"), ("长沙", "chang sha"), ("六安", "lu an"), ("乐清", "yue qing"), ("漯河", "luo he")]
)
def test_places_with_characters_of_several_readings_are_spelled(chinese: str, spelled: str) -> None:
    assert {place.pinyin for place in PLACES if place.zh == chinese} == {spelled}


def test_every_syllable_is_a_reading_of_its_character() -> None:
    kept_in_places = {("乐", "lao"), ("宕", "tan")}
    odd = [
        place.zh
        for place in PLACES
        if place.pinyin
        for character, syllable in zip(place.zh, place.pinyin.split(), strict=True)
        if syllable not in pinyin(character, style=Style.NORMAL, heteronym=True)[0] and (character, syllable) not in kept_in_places
    ]
    assert odd == []


def test_names_that_are_common_words_are_marked() -> None:
    marked = {place.zh for place in PLACES if place.shared}
    assert {"平安", "东方", "大方", "太和", "安康", "兴业"} <= marked
    assert not {"深圳", "昆山", "晋江"} & marked


def test_an_unknown_parent_is_refused(china: Refused) -> None:
    assert "“粤” is no province of this table" in china(("昆山,county,江苏", "昆山,county,粤"))


def test_a_province_lies_in_no_province(china: Refused) -> None:
    assert "lies in no province" in china(("北京,province,,", "北京,province,河北,"))


def test_an_unknown_kind_is_refused(china: Refused) -> None:
    assert "“town” is no kind of place" in china(("昆山,county", "昆山,town"))


def test_pinyin_spells_every_character(china: Refused) -> None:
    assert "“chong” does not spell “重庆”" in china(("chong qing", "chong"))


def test_a_mark_is_yes_or_nothing(china: Refused) -> None:
    assert "“maybe” is no mark" in china((",yes\n", ",maybe\n"))


def test_all_countries_are_there_with_their_spellings() -> None:
    assert len(COUNTRIES) == 249
    assert COUNTRIES["CN"].zh[:2] == ("中国", "中华")
    assert {"china", "sino", "prc", "p r china"} <= set(COUNTRIES["CN"].en)
    assert {"united states", "usa", "america", "american"} <= set(COUNTRIES["US"].en)


def test_a_country_is_named_by_two_capitals(world: Refused) -> None:
    assert "“cn” is no code" in world(("CN,", "cn,"))


def test_two_countries_share_no_spelling(world: Refused) -> None:
    assert "“china” stands for CN too" in world(("taiwan | ", "taiwan | china | "))
