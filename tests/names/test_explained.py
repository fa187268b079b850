import pytest
from hypothesis import given, settings

from clew.names.coded import spoken, units
from clew.names.explained import CHARACTERS, INITIALS, MEANING, NEARLY, NOTHING, PARTS, PINYIN, WORDS, Found, explain, found
from clew.names.parsing import parse_name
from clew.names.words import shipped_words
from tests.company_names import HAN_NAMES, LATIN_NAMES

KNOWN = shipped_words()
CHINESE = "新疆示例纺织有限公司"


def explained(latin: str, chinese: str) -> Found:
    work = found()
    explain(units([parse_name(latin, KNOWN)], KNOWN), 0, spoken([parse_name(chinese, KNOWN)], KNOWN), 0, work)
    return work


@pytest.mark.parametrize(
    ("latin", "chinese", "how"),
    [
        ("Xinjiang Shili Textile", CHINESE, [PINYIN, PINYIN, MEANING]),
        ("Xinjiang Shili Fangzhi", CHINESE, [PINYIN, PINYIN, PINYIN]),
        ("Xinjiang Ruiming Textile", CHINESE, [PINYIN, NOTHING, MEANING]),
        ("Xinjiang Shimali Textile", "新疆示麻例纺织", [PINYIN, PINYIN, MEANING]),
        ("Xinjiang Shimmali Textile", "新疆示麻例纺织", [PINYIN, NEARLY, MEANING]),
        ("XSF Textile", CHINESE, [NOTHING, MEANING]),
        ("XJSL Textile", CHINESE, [INITIALS, MEANING]),
        ("Magnolia Technology", "玉兰科技有限公司", [MEANING, MEANING]),
        ("Gold Technology", "金风科技有限公司", [MEANING, MEANING]),
        ("Goldwind Technology", "金风科技有限公司", [NOTHING, MEANING]),
    ],
)
def test_a_word_is_explained_by_sound_by_meaning_or_by_initials(latin: str, chinese: str, how: list[int]) -> None:
    assert explained(latin, chinese).how[: len(how)].tolist() == how


def test_pinyin_written_apart_is_explained_together() -> None:
    work = explained("Shi Li Textile", CHINESE)
    assert work.how[:3].tolist() == [PINYIN, PINYIN, MEANING]
    assert work.begins[:2].tolist() == [2, 3]
    assert work.ends[:2].tolist() == [4, 4]


def test_a_legal_form_is_not_explained() -> None:
    assert explained("Ltd", CHINESE).how[0] == NOTHING


def test_characters_that_are_explained_once_explain_less_the_second_time() -> None:
    work = explained("Shili Amber Shili", CHINESE)
    assert work.quality[0] > work.quality[2] > 0


def test_two_syllables_explain_more_than_one() -> None:
    assert explained("Shili", CHINESE).quality[0] > explained("Shi", CHINESE).quality[0] > 0


def test_all_of_a_name_that_is_its_pinyin_is_covered() -> None:
    work = explained("Xinjiang Shili Fangzhi", CHINESE)
    assert work.covered[:6].min() == 1.0
    assert work.covered[6:].max() == 0.0
    assert work.sums[0] == 6.0


@given(LATIN_NAMES, HAN_NAMES)
@settings(max_examples=200)
def test_explanations_are_shares(latin: str, chinese: str) -> None:
    work = explained(latin, chinese)
    for shares in (work.quality, work.covered, work.said):
        assert ((shares >= 0) & (shares <= 1)).all()
    assert ((work.quality > 0) == (work.how != NOTHING)).all()


def test_what_is_beyond_the_most_is_not_looked_at() -> None:
    work = explained("shili " * (WORDS + 5), "示例" * CHARACTERS)
    assert (work.quality > 0).all()
    assert len(work.said) == PARTS
