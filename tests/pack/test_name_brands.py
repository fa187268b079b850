"""Brand words and other names of brands: every row says what pinyin does not, and faults are named with their rows."""

import pytest
from pypinyin import Style, pinyin

from clew.errors import PackError
from clew.pack.name_brands import load_brand_aliases, load_brand_words
from clew.pack.toml import PACKS
from tests.pack.conftest import Refusal

SHIPPED = (PACKS / "names" / "brand_words.csv").read_text(encoding="utf-8")
ALIASES = (PACKS / "names" / "brand_aliases.csv").read_text(encoding="utf-8")
WORDS = {word.zh: word.en for word in load_brand_words()}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("东方", "oriental"),
        ("长城", "great wall"),
        ("凤凰", "phoenix"),
        ("时代", "times"),
        ("龙", "lung"),
        ("荣", "wing"),
        ("沪", "shanghai"),
        ("药", "pharmaceutical"),
        ("三", "tri"),
    ],
)
def test_words_of_many_brands_are_rendered(chinese: str, english: str) -> None:
    assert english in WORDS[chinese]


def spelled(word: str) -> str:
    return "".join(syllable for (syllable,) in pinyin(word, style=Style.NORMAL))


def test_no_rendering_is_the_pinyin_of_its_word() -> None:
    assert [(word, one) for word, english in WORDS.items() for one in english if one.replace(" ", "") == spelled(word)] == []


def test_words_are_short_enough_for_a_brand() -> None:
    assert max(map(len, WORDS)) <= 6


def test_faults_are_named_with_their_rows(refusal: Refusal) -> None:
    def load(text: str) -> str:
        return refusal(SHIPPED, load_brand_words)(("zh,en\n", f"zh,en\n{text}\n"))

    assert "row 2" in load("東方,")
    assert "traditional" in load("東方,east")
    assert "a spelling is empty" in load("某某,")


def test_a_word_that_stands_twice_is_refused(refusal: Refusal) -> None:
    assert "“东方” stands in row 2 too" in refusal(SHIPPED, load_brand_words)(("zh,en\n", "zh,en\n东方,east\n"))


def test_a_missing_file_is_told() -> None:
    with pytest.raises(PackError, match="missing"):
        load_brand_words(PACKS / "names" / "none.csv")


def test_another_name_of_a_brand_is_borne_out_by_a_company_that_has_both_and_is_not_the_pinyin() -> None:
    for alias in load_brand_aliases():
        assert alias.zh in alias.source
        assert any(one.replace(" ", "") in alias.source.lower() or one in alias.source.lower() for one in alias.en)
        assert spelled(alias.zh) not in {one.replace(" ", "") for one in alias.en}


def test_another_name_of_a_brand_without_a_source_is_refused(refusal: Refusal) -> None:
    load = refusal(ALIASES, load_brand_aliases)
    said = load(("zh,en,source\n", "zh,en,source\n某某,some,\n旷视,megvii,site\n"))
    assert "row 2" in said
    assert "the row has no source" in said
    assert "“旷视” stands in row 3 too" in said
