import pytest
from hypothesis import given, settings

from clew.names.parsing import parse
from clew.names.parts import Kind, Name, Script
from clew.names.text import has_han
from tests.company_names import ANYTHING, HAN_NAMES, LATIN_NAMES


def told(name: str) -> str:
    """The parts of a name as text: `place xinjiang, brand shili`."""
    return ", ".join(f"{part.kind} {part.text}" for part in parse(name).parts)


def letters_of(text: str) -> str:
    """Letters alone, ü in one of the two ways in which it is typed."""
    return text.replace(" ", "").replace("v", "u")


def whole(name: Name) -> bool:
    return all(part.text.strip() for part in name.parts) and letters_of("".join(part.text for part in name.parts)) == letters_of(name.plain)


@given(ANYTHING)
@settings(max_examples=300)
def test_the_parts_of_any_text_are_its_letters_in_order_and_none_is_empty(text: str) -> None:
    assert whole(parse(text))


@given(LATIN_NAMES)
@settings(max_examples=300)
def test_the_parts_of_a_latin_name_are_its_words_in_order(text: str) -> None:
    name = parse(text)
    assert whole(name)
    assert name.script is (Script.LATIN if name.plain else Script.NONE)


@given(HAN_NAMES)
@settings(max_examples=300)
def test_every_character_of_a_chinese_part_has_its_syllable(text: str) -> None:
    name = parse(text)
    assert whole(name)
    assert all(len(part.syllables) in {0, len(part.text)} for part in name.parts)
    assert all(part.syllables for part in name.parts if not part.text.isascii())


def test_a_name_is_kept_as_it_was_written() -> None:
    name = parse("  Example LANTERNS (Holdings) ")
    assert (name.written, name.plain) == ("  Example LANTERNS (Holdings) ", "example lanterns holdings")


@pytest.mark.parametrize("nothing", ["", " ", "...", "😀", "\u202e\u200b"])
def test_a_name_without_letters_has_no_parts(nothing: str) -> None:
    name = parse(nothing)
    assert (name.parts, name.script) == ((), Script.NONE)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Xinjiang Shili Textile Co., Ltd.", "place xinjiang, brand shili, activity textile, form co ltd"),
        ("Hong Kong Yulan Holdings Limited", "place hong kong, brand yulan, entity holdings, form limited"),
        ("PT Yulan Lanterns", "form pt, brand yulan, brand lanterns"),
        ("주식회사 예제", "form 주식회사, brand 예제"),
        ("Yulan Fund 3", "brand yulan, entity fund, number 3"),
        ("Yulan Fund III", "brand yulan, entity fund, number iii"),
        ("Yulan Textile Co Limi", "brand yulan, activity textile, form co, form limi"),
        ("Limited Yulan", "brand limited, brand yulan"),
        ("Xin Jiang Yu Lan You Xian Gong Si", "place xinjiang, brand yulan, form you xian gong si"),
    ],
)
def test_a_latin_name_has_its_forms_at_its_ends_and_words_between(name: str, parts: str) -> None:
    assert told(name) == parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("新疆示例纺织有限公司", "place 新疆, brand 示例, activity 纺织, form 有限公司"),
        ("新疆示例紡織有限公司", "place 新疆, brand 示例, activity 纺织, form 有限公司"),
        ("示例（集团）股份有限公司", "brand 示例, entity 集团, form 股份有限公司"),
        ("ABC科技有限公司", "brand abc, activity 科技, form 有限公司"),
        ("第一示例厂", "number 第一, brand 示例, entity 厂"),
    ],
)
def test_a_chinese_name_is_cut_by_the_lexicon_and_what_is_in_no_word_is_brand(name: str, parts: str) -> None:
    assert told(name) == parts


@pytest.mark.parametrize(
    "joined", ["xinjiangyulanfangzhiyouxiangongsi", "Xinjiang Yulan Fangzhi Youxiangongsi", "xin jiang yu lan fang zhi youxiangongsi"]
)
def test_pinyin_is_read_alike_whether_it_is_spaced_or_joined(joined: str) -> None:
    kinds = [(part.kind, part.key) for part in parse(joined).parts if part.kind is not Kind.FORM]
    assert kinds[:1] == [(Kind.PLACE, "xinjiang")]
    assert (Kind.BRAND, "yulan") in kinds
    assert kinds[-1][0] is Kind.ACTIVITY


@pytest.mark.parametrize(
    "same",
    [
        ("Hotan", "Hetian", "Khotan", "和田"),
        ("Kashgar", "Kashi", "喀什", "喀什地区"),
        ("Urumqi", "Wulumuqi", "乌鲁木齐", "烏魯木齊", "乌鲁木齐市"),
        ("Xinjiang", "Sinkiang", "Xīnjiāng", "Xin Jiang", "新疆"),
        ("Tsingtao", "Qingdao", "青岛"),
        ("Peking", "Beijing", "北京市"),
    ],
    ids=lambda same: str(same[0]),
)
def test_a_place_has_one_key_however_it_is_written(same: tuple[str, ...]) -> None:
    firsts = [parse(f"{place}示例" if has_han(place) else f"{place} Lanterns").parts[0] for place in same]
    assert {part.kind for part in firsts} == {Kind.PLACE}
    assert len({part.key for part in firsts}) == 1


def test_a_name_with_a_latin_brand_among_chinese_is_mixed() -> None:
    assert [parse(name).script for name in ("ABC科技有限公司", "示例科技有限公司", "Example Technology")] == [
        Script.MIXED,
        Script.HAN,
        Script.LATIN,
    ]


def test_a_number_has_the_same_key_with_and_without_zeros() -> None:
    assert [part.key for name in ("Fund 007", "Fund 7", "Fund 0") for part in parse(f"Yulan {name}").of(Kind.NUMBER)] == ["7", "7", "0"]


def test_ten_thousand_letters_are_parsed() -> None:
    for text in ("新疆" * 5_000, "xinjiang " * 1_000, "a" * 10_000, "xi" * 5_000):
        assert whole(parse(text))


def test_an_umlaut_that_is_written_out_is_the_letter_with_its_mark_where_that_makes_a_known_word() -> None:
    one, other = parse("Münchener Rückversicherungs-Gesellschaft"), parse("Muenchener Rueckversicherungs-Gesellschaft")
    assert one.parts[1].key == other.parts[1].key == "reinsurance"
    assert parse("Blue Lantern").parts[0].text == "blue"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Amber Tern Limtied", "limtied"),
        ("Amber Tern LIMlTED", "limlted"),
        ("Amber Tern Incorprated", "incorprated"),
        ("Amber Tern SPpŁKA Z OGRANIuCZONĄ ODPOWIEDZIALNOŚCIĄ", "spplka z ograniuczona odpowiedzialnoscia"),
        ("Amber Tern Spółka z ograniczoną odpowiedzialnosica", "spolka z ograniczona odpowiedzialnosica"),
    ],
)
def test_a_misspelt_legal_form_at_the_end_is_that_form_and_stays_as_it_is_written(name: str, form: str) -> None:
    *_, last = parse(name).parts
    assert (last.kind, last.text, bool(last.key)) == (Kind.FORM, form, True)


@pytest.mark.parametrize(
    "name", ["Assicurazioni Generali", "Alberta Tern Listed", "Limtied Amber", "Amber Limtied Tern", "Amber Sharess", "Amber Personal"]
)
def test_a_word_of_many_names_one_within_a_name_and_a_short_one_are_no_misspelt_form(name: str) -> None:
    assert Kind.FORM not in {part.kind for part in parse(name).parts}
