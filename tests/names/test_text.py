import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.names.text import LONGEST, han_of, has_han, plain
from tests.company_names import ANYTHING


@given(ANYTHING)
def test_plain_text_is_its_own_plain_text(name: str) -> None:
    assert plain(plain(name)) == plain(name)


@given(ANYTHING)
def test_plain_text_has_words_with_single_spaces_between_them_and_nothing_else(name: str) -> None:
    text = plain(name)
    assert text == " ".join(text.split())
    assert all(unicodedata.category(letter)[0] in "LNM" or letter == " " for letter in text)


@given(st.text(max_size=60))
def test_capitals_make_no_difference(name: str) -> None:
    assert plain(name.upper()) == plain(name.upper().lower())


@pytest.mark.parametrize("letter", ["a", "ß", "&", "Æ", "щ", "a b ", "新", "\u202e", "\U0001f600", "é", "ﷺ"])
def test_ten_thousand_letters_are_cut_and_are_plain_text_of_themselves(letter: str) -> None:
    text = plain(letter * 10_000)
    assert len(text) <= LONGEST
    assert plain(text) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Example Lanterns S.A.", "example lanterns sa"),
        ("E. X. A. Lanterns", "exa lanterns"),
        ("Amber & Tern", "amber and tern"),
        ("Amber+Tern", "amber and tern"),
        ("Amber＆Tern", "amber and tern"),
        ("O'Tern’s Lanterns", "oterns lanterns"),
        ("Amber-Tern (Holdings), Ltd.", "amber tern holdings ltd"),
        ("Amber_Tern", "amber tern"),
        ("ÁMBER TÉRN ŁÓDŹ", "amber tern lodz"),
        ("Straße Ærø Þór", "strasse aero thor"),
        ("Ｅｘａｍｐｌｅ　Ｌｔｄ", "example ltd"),
        ("ﬁne ﬂax", "fine flax"),
        ("示例（集團）有限公司", "示例 集團 有限公司"),
        ("示例ABC科技", "示例abc科技"),
        ("Xīnjiāng Shìlì Lǜ", "xinjiang shili lu"),
        ("신장 섬유", "신장 섬유"),
    ],
)
def test_a_name_in_plain_letters(written: str, text: str) -> None:
    assert plain(written) == text


@pytest.mark.parametrize("nothing", ["", " ", "\n\t", "...", "😀🏭", "\u200b\u200f\u202e", "\x00\x07", "—–", "\ufeff", "'"])
def test_of_marks_and_pictures_nothing_is_left(nothing: str) -> None:
    assert plain(nothing) == ""


@pytest.mark.parametrize("hidden", ["\u200b", "\u200f", "\u202e", "\u00ad", "\x00", "\ufeff"])
def test_what_cannot_be_seen_parts_no_word(hidden: str) -> None:
    assert plain(f"Am{hidden}ber é") == "amber e"


@pytest.mark.parametrize("written", ["Аmber", "Ambеr", "αmber", "Αmber"])
def test_a_foreign_letter_in_a_latin_word_is_what_it_looks_like(written: str) -> None:
    assert plain(written) == "amber"


@pytest.mark.parametrize(
    ("written", "text"), [("Хлопок Щит", "khlopok shchit"), ("Їжак", "izhak"), ("Ωμέγα ψ", "omega ps"), ("ООО «Пример»", "ooo primer")]
)
def test_cyrillic_and_greek_words_are_transcribed(written: str, text: str) -> None:
    assert plain(written) == text


@pytest.mark.parametrize(("text", "han"), [("示例ABC纺织2厂", "示例纺织厂"), ("Example", ""), ("", ""), ("한국 Ｘ", ""), ("𠀋例", "𠀋例")])
def test_chinese_characters_are_told_from_the_rest(text: str, han: str) -> None:
    assert han_of(text) == han
    assert has_han(text) == bool(han)
