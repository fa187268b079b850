import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT

from clew.names.chinese import segments, simplified, spelling, syllables
from clew.names.pinyin import all_syllables

LEXICON = dict.fromkeys(["新疆", "新", "疆土", "纺织", "纺织品", "织品", "品牌", "厂", "玉", "和田", "和田玉", "玉兰"])
LONGEST = {"新": 2, "疆": 2, "纺": 3, "织": 2, "品": 2, "厂": 1, "玉": 2, "和": 3}
PLACES = {"新疆", "和田"}
SYLLABLES = all_syllables()
HAN = st.text("".join(sorted(set("".join(LEXICON)))) + "示例", max_size=12)


def cut(text: str) -> str:
    """The words, those of the lexicon in brackets."""
    return " ".join(f"[{word}]" if told else word for word, told in segments(text, LEXICON, LONGEST, PLACES))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("新疆示例纺织厂", "[新疆] 示例 [纺织] [厂]"),
        ("示例", "示例"),
        ("", ""),
        ("纺织品", "[纺织品]"),
        ("纺织品牌", "[纺织] [品牌]"),
        ("厂示例", "厂示例"),
        ("示例新", "示例新"),
        ("示例新疆土", "示例新 [疆土]"),
    ],
)
def test_a_name_is_cut_into_few_and_long_words(text: str, words: str) -> None:
    assert cut(text) == words


@given(HAN)
def test_words_cover_the_text_and_are_of_the_lexicon_where_they_say_so(text: str) -> None:
    found = list(segments(text, LEXICON, LONGEST, PLACES))
    assert "".join(word for word, _ in found) == text
    assert all((word in LEXICON) for word, told in found if told)
    assert all(found[at][1] or found[at + 1][1] for at in range(len(found) - 1))


@given(HAN)
def test_syllables_are_cut_as_characters_are(text: str) -> None:
    said = tuple(text)
    lexicon = {tuple(word): None for word in LEXICON if len(word) > 1}
    told = [word for word, _ in segments(said, lexicon, LONGEST, {tuple(place) for place in PLACES})]
    assert tuple(syllable for word in told for syllable in word) == said


@pytest.mark.parametrize(("traditional", "plain"), [("紡織機械", "纺织机械"), ("纺织机械", "纺织机械"), ("abc 國", "abc 国"), ("", "")])
def test_traditional_characters_become_simplified_ones(traditional: str, plain: str) -> None:
    assert simplified(traditional) == plain


@pytest.mark.parametrize(
    ("text", "said"),
    [("新疆", ("xin", "jiang")), ("绿", ("lu",)), ("重庆", ("chong", "qing")), ("银行", ("yin", "hang")), ("", ())],
)
def test_a_word_is_read_as_it_is_read_in_words(text: str, said: tuple[str, ...]) -> None:
    assert syllables(text) == said


@given(st.text("".join(chr(point) for point in range(0x4E00, 0x9FA6) if point in PINYIN_DICT), max_size=8))
def test_a_character_has_one_syllable_in_plain_letters(text: str) -> None:
    said = syllables(text)
    assert len(said) == len(text)
    assert all(one.isascii() and one.isalpha() for one in said)


@pytest.mark.parametrize(
    ("word", "spelt"),
    [
        ("xinjiangshilifangzhi", ("xin", "jiang", "shi", "li", "fang", "zhi")),
        ("xinjiang", ("xinjiang",)),
        ("technologies", ("technologies",)),
        ("", ("",)),
    ],
)
def test_a_word_is_spelt_where_it_is_pinyin_of_four_syllables_or_more(word: str, spelt: tuple[str, ...]) -> None:
    assert spelling(word, SYLLABLES) == spelt


@given(st.lists(st.sampled_from(["xin", "jiang", "shi", "li", "fang", "zhi", "an", "e"]), min_size=4, max_size=9))
def test_what_is_spelt_is_the_word_in_no_more_syllables(said: list[str]) -> None:
    spelt = spelling("".join(said), SYLLABLES)
    assert "".join(spelt) == "".join(said)
    assert len(spelt) <= len(said)
