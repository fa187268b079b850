import pytest

from clew.names.chinese import syllables
from clew.names.parsing import parse_name
from clew.names.parts import Kind
from clew.names.pinyin import all_syllables
from clew.names.words import READINGS, SYLLABLES, chinese_words, shipped_words, words_in

KNOWN = shipped_words()


@pytest.mark.parametrize(
    ("word", "kind"),
    [("xinjiang", Kind.PLACE), ("hong kong", Kind.PLACE), ("germany", Kind.PLACE), ("textile", Kind.ACTIVITY), ("holdings", Kind.ENTITY)],
)
def test_an_english_word_says_what_it_is(word: str, kind: Kind) -> None:
    assert KNOWN.latin[word].kind is kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("新疆", Kind.PLACE),
        ("德国", Kind.PLACE),
        ("纺织", Kind.ACTIVITY),
        ("集团", Kind.ENTITY),
        ("第一", Kind.NUMBER),
        ("有限公司", Kind.FORM),
    ],
)
def test_a_chinese_word_says_what_it_is(word: str, kind: Kind) -> None:
    assert KNOWN.han[word].kind is kind


def test_the_longest_phrase_that_begins_or_ends_with_a_word_is_known() -> None:
    for phrases, reach, at in ((KNOWN.latin, KNOWN.phrase_starts, 0), (KNOWN.forms, KNOWN.form_ends, -1)):
        assert all(reach[phrase.split()[at]] >= len(phrase.split()) for phrase in phrases)
    assert all(KNOWN.longest[word[0]] >= len(word) for word in KNOWN.han)


def test_words_of_one_family_have_one_key() -> None:
    assert {KNOWN.latin[word].key for word in ("technology", "technologies")} == {"technology"}
    assert KNOWN.families["technologies"] == "technology"


def test_a_place_is_rendered_by_its_english_names_and_its_pinyin() -> None:
    assert {("hotan",), ("khotan",), ("hetian",)} <= set(KNOWN.han["和田"].renderings)
    assert KNOWN.han["和田"].key == KNOWN.latin["hotan"].key == "hetian"


def test_a_place_is_known_with_what_its_kind_may_add() -> None:
    assert KNOWN.han["喀什地区"] == KNOWN.han["喀什"]


def test_leading_and_cut_forms_are_forms_and_beginnings_of_forms() -> None:
    assert {"pt", "ooo", "주식회사"} <= KNOWN.leading <= KNOWN.forms.keys()
    assert "limi" in KNOWN.cut
    assert not KNOWN.cut & KNOWN.forms.keys()


def test_a_word_twice_in_a_name_counts_once() -> None:
    assert words_in([parse_name("Zyx Zyx", KNOWN), parse_name("Zyx Ltd", KNOWN)]) == {"zyx": 2, "ltd": 1}


def test_the_kept_readings_are_what_the_words_are_read_as() -> None:
    rows = READINGS.read_text(encoding="utf-8").splitlines()[1:]
    assert rows == [f"{word},{' '.join(syllables(word))}" for word in sorted(chinese_words())]


def test_the_kept_syllables_are_those_that_there_are() -> None:
    assert SYLLABLES.read_text(encoding="utf-8").split()[1:] == sorted(all_syllables())
    assert KNOWN.syllables == all_syllables()
