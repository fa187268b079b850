import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from clew.names.comparison import OF_COMPANIES, OF_SECURITIES, Comparison, Match, Party, compare, matched, sentence
from clew.names.pairs import Verdict, table_of
from clew.names.parsing import parse_name
from clew.names.parts import Kind, Part
from clew.names.tables import Reread
from clew.names.texts import Texts
from clew.names.words import shipped_words
from tests.company_names import NAMES

FACTS = st.dictionaries(st.sampled_from([*OF_COMPANIES, *OF_SECURITIES]), st.sampled_from(["X1", "X2"]), max_size=3)
PARTIES = st.builds(Party, NAMES, FACTS, st.sampled_from(["", "CN", "DE"]))
CHINESE, ENGLISH = "新疆示例纺织有限公司", "Xinjiang Shili Textile Co., Ltd."
TERN = "Amber Tern Solar Ltd"
DISTINCT = {Verdict.RELATED, Verdict.DIFFERENT}


def how(comparison: Comparison) -> set[tuple[str, str, str]]:
    return {(match.left.text if match.left else "", match.right.text if match.right else "", match.how) for match in comparison.matches}


@given(PARTIES, PARTIES)
@settings(max_examples=150)
def test_any_two_companies_can_be_compared_and_it_is_the_same_both_ways(left: Party, right: Party) -> None:
    one, other = compare(left, right), compare(right, left)
    assert (one.score, one.verdict) == (other.score, other.verdict)
    assert 0.0 <= one.score <= 1.0
    assert one.why.endswith(".")
    assert (one.left.written, one.right.written) == (left.name, right.name)


@given(NAMES, NAMES)
@settings(max_examples=150)
def test_every_part_that_says_something_is_matched_or_left_over_on_its_own_side(left: str, right: str) -> None:
    found = compare(left, right)
    parts = [(side, part) for side, name in ((0, found.left), (1, found.right)) for part in name.parts if part.kind is not Kind.FORM]
    told = [(side, part) for match in found.matches for side, part in ((0, match.left), (1, match.right)) if part]
    assert not found.matches or all(one in told for one in parts)
    assert all((match.how != "") == (match.left is not None and match.right is not None) for match in found.matches)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (TERN, TERN),
        (TERN, "AMBER TERN SOLAR LIMITED"),
        (TERN, "Ámber Térn Solár"),
        (TERN, "Amber Tern Solar GmbH"),
        (TERN, "Amber-Tern Solar, Ltd."),
        (TERN, "Аmber Tern Solar Ltd"),
        ("Yulan Carpet (Group) Co., Ltd.", "Yulan Carpet Group Co Ltd"),
        (CHINESE, CHINESE),
        (CHINESE, "新疆示例紡織有限公司"),
        (CHINESE, "新疆示例纺织有限责任公司"),
        ("示例（集团）有限公司", "示例集团有限公司"),
        ("新疆ABC科技有限公司", "新疆ＡＢＣ科技有限公司"),
        ("Hotan Yulan Textile Co., Ltd.", "Hetian Yulan Textile Co., Ltd."),
        ("Khotan Yulan Textile Co., Ltd.", "Hotan Yulan Textile Co., Ltd."),
        ("Kashgar Yulan Textile Co., Ltd.", "Kashi Yulan Textile Co., Ltd."),
        ("Urumqi Yulan Textile Co., Ltd.", "Wulumuqi Yulan Textile Co., Ltd."),
        ("Sinkiang Shili Textile Co., Ltd.", ENGLISH),
        ("Tsingtao Yulan Textile Co., Ltd.", "Qingdao Yulan Textile Co., Ltd."),
        ("Peking Yulan Textile Co., Ltd.", "Beijing Yulan Textile Co., Ltd."),
        ("Zhe Jiang Lan Hu Chemical Co Ltd", "Zhejiang Lanhu Chemical Co., Ltd."),
    ],
)
def test_one_company_in_two_spellings_is_the_same(left: str, right: str) -> None:
    assert compare(left, right).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        (CHINESE, ENGLISH),
        (CHINESE, "Xinjiang Shili Textiles Ltd"),
        (CHINESE, "Xīnjiāng Shìlì Textile Co., Ltd."),
        (CHINESE, "Sinkiang Shili Textile Co"),
        (CHINESE, "Xinjiang Shili Fangzhi Youxian Gongsi"),
        ("新疆玉兰纺织有限公司", "Xin Jiang Yu Lan Fang Zhi You Xian Gong Si"),
        ("新疆玉兰纺织有限公司", "xinjiangyulanfangzhiyouxiangongsi"),
        ("新疆示例紡織有限公司", ENGLISH),
        ("和田示例纺织有限公司", "Hotan Shili Textile Co., Ltd."),
        ("和田示例纺织有限公司", "Khotan Shili Textile Co., Ltd."),
        ("和田示例纺织有限公司", "Hetian Shili Textile Co., Ltd."),
        ("喀什示例纺织有限公司", "Kashgar Shili Textile Co., Ltd."),
        ("喀什示例纺织有限公司", "Kashi Shili Textile Co., Ltd."),
        ("乌鲁木齐示例纺织有限公司", "Urumqi Shili Textile Co., Ltd."),
        ("乌鲁木齐示例纺织有限公司", "Wulumuqi Shili Textile Co., Ltd."),
        ("青岛示例纺织有限公司", "Tsingtao Shili Textile Co., Ltd."),
        ("北京示例纺织有限公司", "Peking Shili Textile Co., Ltd."),
        ("深圳玉兰科技有限公司", "Shenzhen Magnolia Technology Co., Ltd."),
        ("新疆示例纺织（集团）有限公司", "Xinjiang Shili Textile (Group) Co., Ltd."),
        ("新疆ABC科技有限公司", "Xinjiang ABC Technology Co., Ltd."),
        (CHINESE, "Xin Jiang Shi Li Fang Zhi You Xian Gong Si"),
        ("喀什玉兰地毯有限公司", "Kashgar Yulan Carpet Co., Ltd."),
        ("和田玉兰地毯有限公司", "Hotan Yulan Carpet Co., Ltd."),
    ],
)
def test_a_chinese_company_is_known_by_its_english_and_its_pinyin_name(chinese: str, latin: str) -> None:
    assert compare(chinese, latin).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Amber Tern Fund III", "Amber Tern Fund IV"),
        ("Amber Tern Fund 3 LP", "Amber Tern Fund 4 LP"),
        ("Bank of the West", "Bank of the East"),
        ("第一示例纺织厂", "第二示例纺织厂"),
        (CHINESE, "Xinjiang Ruiming Textile Co., Ltd."),
        (CHINESE, "新疆瑞明纺织有限公司"),
        ("Yulan Textile Co., Ltd.", "Ruiming Textile Co., Ltd."),
        ("Example Lanterns Ltd", "Northwind Physics Ltd"),
    ],
)
def test_two_companies_are_related_or_different(left: str, right: str) -> None:
    assert compare(left, right).verdict in DISTINCT


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Amber Tern Group", "Amber Tern Branch"),
        ("Amber Tern Group Ltd", "Amber Tern Ltd"),
        ("Amber Tern Holdings Ltd", "Amber Tern Ltd"),
        ("Amber Tern Solar Ltd", "Amber Tern Cotton Ltd"),
        ("Amber Tern Solar (Germany) Ltd", "Amber Tern Solar (France) Ltd"),
        ("Amber Tern Fund III", "Amber Tern Fund"),
        ("Xinjiang Lanhu Textile Co., Ltd.", "Zhejiang Lanhu Textile Co., Ltd."),
        ("Amber Tern Ltd (Branch)", "Amber Tern Ltd"),
        ("Amber Tern Ltd Kashgar Branch", "Amber Tern Ltd"),
        ("示例集团有限公司", "示例有限公司"),
        ("玉兰地毯有限公司喀什分公司", "玉兰地毯有限公司"),
        ("玉兰地毯喀什有限公司", "玉兰地毯有限公司"),
        ("纺织厂", "纺织厂"),
        ("新疆示例纺织有限公司", "浙江示例纺织有限公司"),
        ("新疆示例纺织有限公司", "新疆示例水泥有限公司"),
        ("新疆示例纺织有限公司", "Zhejiang Shili Textile Co., Ltd."),
        ("新疆示例纺织集团有限公司", "Xinjiang Shili Textile Co., Ltd."),
        ("新疆示例第一纺织厂", "Xinjiang Shili No. 2 Textile Factory"),
    ],
)
def test_sisters_parents_branches_and_names_of_many_are_never_the_same(left: str, right: str) -> None:
    assert compare(left, right).verdict is not Verdict.SAME


@pytest.mark.parametrize("kind", [*OF_COMPANIES, *OF_SECURITIES])
@pytest.mark.parametrize("other", ["Northwind Physics", CHINESE, "", "😀"])
def test_the_same_identifier_says_that_two_are_one_whatever_they_are_called(kind: str, other: str) -> None:
    found = compare(Party(TERN, {kind: "X1"}, "CN"), Party(other, {kind: "X1"}, "DE"))
    assert (found.verdict, found.why) == (Verdict.SAME, f"Both have the {kind.upper()} X1.")
    assert found.score >= 0.999


@pytest.mark.parametrize("kind", OF_COMPANIES)
def test_two_identifiers_of_which_a_company_has_one_are_two_companies(kind: str) -> None:
    found = compare(Party(TERN, {kind: "X1"}), Party(TERN, {kind: "X2"}))
    assert (found.verdict, found.why) == (Verdict.RELATED, f"They have two of what a company has one: {kind.upper()} X1 and X2.")
    assert found.score < 0.01
    assert compare(Party(TERN, {kind: "X1"}), Party("Northwind Physics", {kind: "X2"})).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize("kind", OF_SECURITIES)
def test_two_securities_say_nothing_of_their_issuers(kind: str) -> None:
    with_facts, by_name = compare(Party(TERN, {kind: "X1"}), Party(TERN, {kind: "X2"})), compare(TERN, TERN)
    assert (with_facts.score, with_facts.verdict, with_facts.why) == (by_name.score, by_name.verdict, by_name.why)


def test_an_identifier_that_agrees_is_heard_before_one_that_differs() -> None:
    assert compare(Party(TERN, {"lei": "X1", "cik": "1"}), Party(TERN, {"lei": "X1", "cik": "2"})).verdict is Verdict.SAME


def test_an_identifier_on_one_side_alone_says_nothing() -> None:
    assert compare(Party(TERN, {"lei": "X1"}), TERN).verdict is Verdict.SAME


def test_two_countries_leave_it_possible_and_the_reason_says_so() -> None:
    found = compare(Party(TERN, country="CN"), Party(TERN, country="DE"))
    assert found.verdict is Verdict.POSSIBLE
    assert found.why == "The names agree, but they are registered in two countries, CN and DE."
    assert compare(Party(TERN, country="CN"), Party("Northwind Physics", country="DE")).why.startswith("No part")


@pytest.mark.parametrize(("left", "right"), [("CN", "CN"), ("CN", ""), ("", "")])
def test_one_country_or_an_unknown_one_changes_nothing(left: str, right: str) -> None:
    assert compare(Party(TERN, country=left), Party(TERN, country=right)).verdict is Verdict.SAME


def test_the_reason_says_what_agrees_and_by_what_and_what_is_left_over() -> None:
    assert compare(CHINESE, "Xinjiang Shili Cotton Co., Ltd.").why.endswith(
        "brand “shili” is the pinyin of “示例”; only the first has “纺织”; only the second has “cotton”."
    )
    assert compare("Example Lanterns", "Northwind Physics").why.startswith("No part of the one is in the other; only the first has")


def test_a_slip_of_the_pen_is_named() -> None:
    assert ("lantern", "lanterm", "spelling") in how(compare("Example Lantern Ltd", "Example Lanterm Ltd"))


def test_another_name_of_a_place_is_not_called_its_pinyin() -> None:
    assert ("kashgar", "喀什", "same") in how(compare("Kashgar Yulan Carpet", "喀什玉兰地毯有限公司"))


def test_a_meaning_is_named() -> None:
    assert ("玉兰", "magnolia", "meaning") in how(compare("深圳玉兰科技有限公司", "Shenzhen Magnolia Technology"))


def test_names_of_which_too_little_can_be_read_have_no_matches() -> None:
    found = compare("Ltd", TERN)
    assert (found.matches, found.score) == ((), 0.0)
    assert found.why.startswith("One of the names says too little to be compared")


@pytest.mark.parametrize(("left", "right"), [(CHINESE, ENGLISH), (CHINESE, "新疆示例水泥厂"), (TERN, "Amber Tern Cotton")])
def test_matches_are_mirrored_when_the_sides_are(left: str, right: str) -> None:
    assert how(compare(left, right)) == {(two, one, way) for one, two, way in how(compare(right, left))}


def test_rows_of_two_tables_are_matched() -> None:
    known = shipped_words()
    left = table_of([parse_name(name, known) for name in ("Northwind Physics", TERN)], known)
    right = table_of([parse_name(CHINESE, known), parse_name("Amber Tern", known)], known)
    texts = [match.left.text for match in matched(left, 1, right, 1, known) if match.left and match.how == "same"]
    assert texts == ["amber", "tern"]


def test_forms_and_fillers_are_not_spoken_of() -> None:
    part = Part(Kind.FORM, "ltd", "limited")
    assert sentence([Match(part, part, "same"), Match(part, None)], Verdict.DIFFERENT) == "No part of the one is in the other."
    assert sentence([Match(Part(Kind.FILLER, "of the", "of the"), None)], Verdict.DIFFERENT) == "No part of the one is in the other."


@pytest.mark.parametrize(
    ("chinese", "english", "why"),
    [
        (
            "金风科技股份有限公司",
            "Goldwind Science & Technology Co., Ltd.",
            "brand “goldwind” is put together of English and pinyin of “金风”",
        ),
        ("九阳股份有限公司", "Joyoung Co., Ltd.", "Brand “joyoung” has the consonants, in their order, of the pinyin of “九阳”"),
    ],
)
def test_what_a_made_up_brand_has_of_a_chinese_one_is_a_reason_of_its_own(chinese: str, english: str, why: str) -> None:
    for one in (compare(chinese, english), compare(english, chinese)):
        assert why in one.why
        assert one.verdict is Verdict.POSSIBLE
        assert "only the" not in one.why


def test_whichever_name_stands_first_it_is_the_english_one_that_is_english_for_the_chinese() -> None:
    for one in (compare("紫金矿业集团股份有限公司", "Zijin Mining Group"), compare("Zijin Mining Group", "紫金矿业集团股份有限公司")):
        assert "“zijin” is the pinyin of “紫金”" in one.why
        assert "“mining” is English for “矿业”" in one.why


@given(NAMES, NAMES)
@settings(max_examples=100)
def test_the_reasons_are_the_same_where_names_of_a_large_table_are_parsed_anew_each_time(left: str, right: str) -> None:
    known = shipped_words()
    parsed = [parse_name(name, known) for name in (left, right)]
    kept = table_of(parsed, known)
    anew = replace(kept, names=Reread(Texts.of([left, right]), known))
    assert matched(anew, 0, anew, 1, known) == matched(kept, 0, kept, 1, known)


@pytest.mark.parametrize(("left", "right"), [("Amber Tern Solar Ltd", "Amber Tern Solar GmbH"), (CHINESE, ENGLISH), (ENGLISH, CHINESE)])
def test_of_names_that_are_parsed_anew_no_part_agrees_and_is_left_over_too(left: str, right: str) -> None:
    known = shipped_words()
    table = replace(table_of([parse_name(name, known) for name in (left, right)], known), names=Reread(Texts.of([left, right]), known))
    told = sentence(matched(table, 0, table, 1, known), Verdict.SAME)
    assert "only the" not in told


@pytest.mark.parametrize(
    ("english", "chinese", "said"),
    [
        ("Megvii Technology", "旷视科技", "brand “megvii” is English for “旷视”"),
        ("Hetian Haolin Hair Accessories Co., Ltd.", "和田浩林发饰品有限公司", "activity “hair” is English for “发饰品”"),
        ("Xinjiang Production and Construction Corps", "新疆生产建设兵团", "entity “production and construction corps” is English for"),
        ("XPCC", "生产建设兵团", "entity “xpcc” is English for"),
    ],
)
def test_what_is_known_by_another_name_or_by_a_phrase_is_recognised(english: str, chinese: str, said: str) -> None:
    found = compare(english, chinese)
    assert found.verdict in {Verdict.SAME, Verdict.POSSIBLE}
    assert said.lower() in found.why.lower()


@pytest.mark.parametrize("other", ["Amber Tern Textile Co., Ltd.", "Amber Tern Textile Company Limited", "Amber Tern Textile Inc"])
def test_a_company_whose_form_is_cut_short_is_the_same_whatever_its_form(other: str) -> None:
    assert compare("Amber Tern Textile Co", other).verdict is Verdict.SAME


def test_what_is_longer_than_a_name_is_never_the_same_as_anything() -> None:
    for text in ("x" * 10_000, "Amber Tern Solar " * 600, "新疆示例纺织" * 1_700):
        for other in (text, f"{text}y", text[:400]):
            assert compare(text, other).verdict is Verdict.TOO_LITTLE
            assert compare(other, text).score == 0.0
