import pytest
from hypothesis import given, settings

from clew.names.keys import brand_key, keys_of
from clew.names.parsing import parse_name
from clew.names.words import shipped_words
from tests.company_names import NAMES

KNOWN = shipped_words()


def keys(name: str) -> tuple[str, ...]:
    return keys_of(parse_name(name, KNOWN), KNOWN)


@given(NAMES)
@settings(max_examples=300)
def test_keys_are_small_letters_and_digits_each_once(name: str) -> None:
    found = keys(name)
    assert len(set(found)) == len(found)
    assert all(key and key.isascii() and key == key.strip().lower() for key in found)


@pytest.mark.parametrize("form", ["Co., Ltd.", "GmbH", "S.A.", "Inc", ""])
def test_a_latin_name_has_one_key_whatever_its_legal_form(form: str) -> None:
    assert keys(f"Yulan Lanterns {form}") == keys("YULAN LANTERNS") != ()
    assert len(keys(f"Yulan Lanterns {form}")) == 1


def test_words_of_one_family_have_one_key() -> None:
    assert keys("Yulan Technologies") == keys("Yulan Technology")


def test_a_chinese_name_is_looked_for_by_its_sound_its_letterhead_its_meaning_its_brand_and_its_characters() -> None:
    *said, written = keys("新疆玉兰纺织有限公司")
    assert said == ["xinjiang yulan fangzhi", "xinjiang yulan textiles", "xinjiang magnolia textiles", "yulan"]
    assert len(written) == 2 * len("新疆玉兰纺织")


def test_characters_that_follow_each_other_are_four_letters_of_a_key_wherever_they_stand() -> None:
    one, other = keys("新疆玉兰纺织有限公司")[-1], keys("玉兰水泥厂")[-1]
    assert one[4:8] == other[:4]
    assert keys("新疆TCL纺织")[-1][4:7] == "tcl"


def test_a_name_that_is_asked_for_has_the_meanings_of_its_brands_characters_too() -> None:
    name = parse_name("金风科技有限公司", KNOWN)
    assert set(keys_of(name, KNOWN, asked=True)) - set(keys_of(name, KNOWN)) == {"gold wind"}


def test_a_brand_of_no_known_words_has_no_key_of_its_meaning() -> None:
    assert keys_of(parse_name("示例有限公司", KNOWN), KNOWN, asked=True)[:-1] == ("shili",)


def test_a_brand_in_no_word_of_the_lexicon_is_said_in_pinyin() -> None:
    assert keys("示例有限公司")[0] == "shili"


def test_a_name_that_is_a_form_alone_keeps_it() -> None:
    assert keys("Ltd") == ("ltd",)
    assert keys("有限公司")


@pytest.mark.parametrize("nothing", ["", "😀", "…"])
def test_a_name_without_letters_has_no_key(nothing: str) -> None:
    assert keys(nothing) == ()


@pytest.mark.parametrize(
    ("name", "brand"), [("新疆示例纺织有限公司", "shili"), ("Xinjiang Shili Textile", "shili"), ("纺织厂", ""), ("", "")]
)
def test_the_brand_has_a_key_of_its_own(name: str, brand: str) -> None:
    assert brand_key(parse_name(name, KNOWN)) == brand
