from hypothesis import given, settings
from hypothesis import strategies as st

from clew.names.comparison import compare
from clew.names.parsing import parse
from clew.names.parts import Kind
from clew.names.spelt import is_pinyin, spells_a_company, spelt_parts
from clew.names.words import shipped_words

_SYLLABLES = ("xin", "jiang", "shen", "zhen", "yu", "lan", "shi", "li", "fang", "zhi", "ke", "ji", "guo", "tong")
_NAMES = st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=8).map(lambda body: (*body, "you", "xian", "gong", "si"))


def spaced(syllables: tuple[str, ...], cuts: list[bool]) -> str:
    return "".join(f"{syllable}{' ' * cut}" for syllable, cut in zip(syllables, cuts, strict=False)).strip()


@given(_NAMES, st.data())
@settings(max_examples=200)
def test_spaces_between_syllables_that_can_be_read_in_one_way_alone_make_no_difference(name: tuple[str, ...], data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.booleans(), min_size=len(name), max_size=len(name)))
    assert parse(spaced(name, cuts)).parts == parse(" ".join(name)).parts


@given(st.lists(st.text("abgijlnosuvxyz0é", min_size=1, max_size=9), min_size=1, max_size=5))
@settings(max_examples=200)
def test_no_letter_is_lost_and_no_part_is_empty(words: list[str]) -> None:
    parts = spelt_parts(words, shipped_words())
    assert all(part.text for part in parts)
    assert "".join(part.text for part in parts).replace(" ", "").replace("v", "u") == "".join(words).replace("v", "u")


def test_a_name_in_words_that_cut_its_own_apart_is_the_same_name() -> None:
    for written in (
        "Xinjiang Yulan Fangzhi Youxian Gongsi",
        "Xinjiang Yulanfang Zhiyou Xiangong Si",
        "xinjiangyulan fangzhiyouxian gongsi",
    ):
        assert compare(written, "新疆玉兰纺织有限公司").verdict == "same"


def test_a_place_that_stands_alone_is_the_brand_and_one_that_is_said_like_a_trade_is_the_trade() -> None:
    parts = parse("Hegang Ziyuan Gufen Youxian Gongsi").parts
    assert [(part.kind, part.text) for part in parts[:2]] == [(Kind.PLACE, "hegang"), (Kind.ACTIVITY, "ziyuan")]
    assert parse("Hegang Gufen Youxian Gongsi").parts[0].kind is Kind.BRAND


def test_a_word_of_another_language_stays_whole_among_pinyin() -> None:
    told = [(part.kind, part.text) for part in parse("Example Machine Shanghai Youxian Gongsi").parts]
    assert told[:3] == [(Kind.BRAND, "example"), (Kind.ACTIVITY, "machine"), (Kind.PLACE, "shanghai")]
    known = shipped_words()
    assert [is_pinyin(word, known) for word in ("machine", "deloitte", "keji", "guangdongtclzhihui")] == [False, False, True, True]


def test_capitals_among_pinyin_are_a_brand_of_their_own() -> None:
    assert [part.text for part in parse("guangdongTCLkejiyouxiangongsi").parts] == ["guangdong", "tcl", "keji", "you xian gong si"]


def test_only_a_name_with_gongsi_is_read_so() -> None:
    assert spells_a_company(["youxian", "gong", "si"])
    assert not spells_a_company(["example", "holdings"])
