"""Where an address lies, one rule a test; the gazetteer is the shipped one."""

import pytest

from clew.resolve.places import shipped_gazetteer
from clew.values.places import Located, locate

KNOWN = shipped_gazetteer()


def place(text: str, country: str = "") -> str:
    found = locate(text, KNOWN, country)
    return "" if found is None else f"{found.place_key} {found.confidence}"


def located(text: str, country: str = "") -> Located:
    found = locate(text, KNOWN, country)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("No. 7 Century Avenue, Karamay, Xinjiang, China", "karamay-city"),
        ("Unit 1, Bogdal Town, Wenquan County, Bozhou, Xinjiang, CN", "wenquan-county"),
        ("Wulumuqi Shi, Xinjiang Weiwu'er Zizhiqu", "urumqi-city"),
        ("新疆维吾尔自治区石河子市开发区北工业园区北二三路1号", "shihezi-city"),
        ("新疆昌吉州昌吉市高新区光明南路1号", "changji-city"),
        ("ئۈرۈمچى، شىنجاڭ", "urumqi-city"),
        ("Jimsar County, Changji Hui Autonomous Prefecture, Xinjiang Uygur Autonomous Region", "jimsar-county"),
        ("67 Renmin East Road, Akto Town, Akto County, Kizilsu Kirgiz Autonomous Prefecture, Xinjiang", "akto-county"),
    ],
)
def test_whole_addresses_in_english_pinyin_chinese_and_uyghur_are_certain(text: str, key: str) -> None:
    assert place(text) == f"{key} certain"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        *((name, "urumqi-city") for name in ("Dihua", "迪化", "Tihwa", "Urumchi", "Wulumuqi", "烏魯木齊")),
        *((name, "kashgar-prefecture") for name in ("Kashgar", "Kashi", "喀什")),
        *((name, "hotan-prefecture") for name in ("Khotan", "Hotan", "Hetian", "和田")),
        *((name, "ili-prefecture") for name in ("Yining", "Ghulja", "Kulja", "伊宁")),
        *((name, "hami-city") for name in ("Hami", "Kumul", "哈密")),
        *((name, "aral-city") for name in ("Alar", "Aral", "阿拉尔")),
        ("Aksu", "aksu-prefecture"),
        ("Changji", "changji-prefecture"),
        ("Shihezi", "shihezi-city"),
        ("库车县", "kuqa-city"),
    ],
)
def test_old_and_new_names_of_a_place_meet_beside_the_region(name: str, key: str) -> None:
    assert place(f"{name}, Xinjiang") == f"{key} certain"


@pytest.mark.parametrize("name", ["XUAR", "Xinjiang", "Sinkiang", "新疆", "新疆维吾尔自治区", "شىنجاڭ", "CN-XJ", "CN-65"])
def test_the_region_is_known_by_its_names_and_codes(name: str) -> None:
    assert place(name) == "xinjiang certain"


@pytest.mark.parametrize("spelling", ["Uyghur", "Uygur", "Uighur", "Uyhgur"])
def test_the_region_is_known_however_its_people_are_spelled(spelling: str) -> None:
    assert place(f"Xinjiang {spelling} Autonomous Region") == "xinjiang certain"


@pytest.mark.parametrize(
    "text",
    ["ＵＲＵＭＱＩ，ＸＩＮＪＩＡＮＧ", "Ürümqi, Xinjiang", "U\u0308ru\u0308mqi XINJIANG", "urumqi/\u00a0xinjiang"],
)
def test_width_case_and_accents_do_not_matter(text: str) -> None:
    assert place(text) == "urumqi-city certain"


@pytest.mark.parametrize("text", ["Ku'erle, Xinjiang", "Ku’erle, Xinjiang", "Kuerle, Xinjiang"])
def test_apostrophes_do_not_matter(text: str) -> None:
    assert place(text) == "korla-city certain"


@pytest.mark.parametrize(
    "text",
    [
        "XPCC 8th Division, Shihezi",
        "XPCC 8th Division",
        "新疆生产建设兵团第八师石河子市",
        "新疆兵团农八师",
        "Bingtuan Eighth Division, 143rd Regiment",
    ],
)
def test_a_division_of_the_corps_is_at_its_seat(text: str) -> None:
    assert place(text) == "shihezi-city certain"


def test_a_division_says_nothing_without_the_corps() -> None:
    assert place("8th Division, Fort Meade") == ""


def test_a_county_that_is_named_beats_the_seat_of_its_division() -> None:
    assert place("新疆生产建设兵团第六师奇台县") == "qitai-county certain"


@pytest.mark.parametrize(("text", "country"), [("834000 China", ""), ("834000", "CN"), ("834000", "China"), ("邮编834000 中国", "")])
def test_a_postcode_with_its_country_is_likely(text: str, country: str) -> None:
    assert place(text, country) == "karamay-city likely"


def test_a_postcode_that_no_row_has_is_of_the_region() -> None:
    assert place("China 849999") == "xinjiang likely"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Beijing 100097", "CN"),
        ("834000", ""),
        ("834000", "US"),
        ("Boise, ID 83400", "US"),
        ("P.O. Box 832390, Richardson, TX", ""),
        ("No. 834000, Shenzhen", "CN"),
        ("834000 West Main Street", "CN"),
        ("Shenzhen 834000号", "CN"),
        ("Tel: 834000", "CN"),
        ("Tel 0755-834000", "CN"),
        ("1834000, Shenzhen", "CN"),
    ],
)
def test_other_numbers_are_no_postcodes_of_the_region(text: str, country: str) -> None:
    assert place(text, country) == ""


@pytest.mark.parametrize(
    ("text", "country"),
    [("+86 991 3661234", ""), ("0086-991-3661234", ""), ("0991-3661234", "CN"), ("(0991) 3661234, China", "")],
)
def test_an_area_code_with_its_country_is_likely(text: str, country: str) -> None:
    assert place(text, country) == "urumqi-city likely"


@pytest.mark.parametrize(
    ("text", "country"), [("0991-3661234", ""), ("(0991) 3661234", "IT"), ("+1 991 3661234", ""), ("No. 0991 Road", "CN")]
)
def test_an_area_code_without_its_country_says_nothing(text: str, country: str) -> None:
    assert place(text, country) == ""


@pytest.mark.parametrize("text", ["Urumqi", "Kashgar, Xinjiang", "Karamay 834000"])
def test_of_another_country_a_place_is_not_located(text: str) -> None:
    assert place(text, "US") == ""


@pytest.mark.parametrize("text", ["Kashgar, XUAR", "Kashgar, Xinjiang Uygur Autonomous Region", "Kashgar, Xinjiang, China"])
def test_of_another_country_a_text_that_names_the_region_in_full_is_possible(text: str) -> None:
    found = located(text, "US")
    assert (found.confidence, found.why.rpartition("; ")[2]) == ("possible", "against it: the country given is US")


@pytest.mark.parametrize(
    "text",
    [
        "Xinjiang Road, Qingdao",
        "Xinjiang East Road 12, Zhabei",
        "青岛市市北区新疆路12号",
        "Urumqi Middle Road, Shanghai 200040",
        "Wulumuqi Zhong Lu 12, Shanghai",
        "上海市徐汇区乌鲁木齐中路200号",
        "Turpan Road 12, Shanghai, China",
        "Xinjiang Hotel, Beijing",
        "北京市海淀区新疆大厦",
        "新疆维吾尔自治区驻北京办事处",
        "迪化街一段, 台北",
    ],
)
def test_a_street_or_a_building_that_is_named_for_a_place_is_not_in_it(text: str) -> None:
    assert place(text, "CN") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Xinjiang Daqo New Energy Co., Ltd., Pudong, Shanghai",
        "Xinjiang Daqo New Energy, Co. Ltd.",
        "新疆大全新能源股份有限公司",
        "Urumqi City Commercial Bank",
        "新疆大学",
        "Xinjiang University",
        "新疆维吾尔自治区公安厅",
    ],
)
def test_the_name_of_an_organisation_is_no_address(text: str) -> None:
    assert place(text, "CN") == ""


@pytest.mark.parametrize("text", ["新疆姑娘", "我从新疆来", "新疆众和", "伊犁河谷"])
def test_a_chinese_name_that_runs_on_into_other_words_is_no_address(text: str) -> None:
    assert place(text, "CN") == ""


@pytest.mark.parametrize(
    "text", ["新疆乌鲁木齐", "中国新疆乌鲁木齐县水西沟", "新疆克拉玛依石化工业园", "新疆, 中国", "新疆准东经济技术开发区"]
)
def test_a_chinese_name_that_runs_on_into_an_address_is_one(text: str) -> None:
    assert place(text).endswith("certain")


def test_an_organisation_before_its_address_does_not_hide_it() -> None:
    assert place("新疆大全新能源股份有限公司, 石河子市") == "shihezi-city likely"
    assert place("Xinjiang University, No. 499 Northwest Road, Shayibake District, Urumqi, Xinjiang") == "saybagh-district certain"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Yiwu City, Zhejiang", "CN"),
        ("Yiwu", "CN"),
        ("Baicheng City, Jilin", "CN"),
        ("Xinjiang County, Yuncheng, Shanxi", "CN"),
        ("Altay, Russia", ""),
        ("Aksu, Kazakhstan", ""),
        ("Hami", ""),
        ("大阪府岸和田市", ""),
        ("東京都杉並区和田3丁目", "JP"),
        ("東京都杉並区和田3丁目", ""),
        ("四川省乐山市沙湾区", "CN"),
        ("新星市场12号", "CN"),
        ("杭州民丰村", "CN"),
    ],
)
def test_a_name_that_others_bear_says_nothing_by_itself(text: str, country: str) -> None:
    assert place(text, country) == ""


def test_a_name_that_others_bear_counts_beside_another_sign() -> None:
    assert place("Yiwu County, Hami", "CN") == "yiwu-county likely"
    assert place("Fukang 831500", "CN") == "fukang-city likely"
    assert place("新疆 奇台") == "qitai-county certain"


@pytest.mark.parametrize(
    ("text", "country", "confidence"),
    [
        ("Urumqi", "", "likely"),
        ("Urumqi", "CN", "certain"),
        ("Urumqi 830000", "", "certain"),
        ("Altay", "CN", "likely"),
        ("Urumqi 200040", "CN", "possible"),
    ],
)
def test_confidence_follows_what_agrees(text: str, country: str, confidence: str) -> None:
    assert located(text, country).confidence == confidence


def test_a_county_implies_its_prefecture() -> None:
    found = located("Luopu County, Xinjiang")
    assert (found.level, found.prefecture, found.county) == ("county", "hotan-prefecture", "lop-county")


def test_a_city_of_the_corps_stands_under_no_prefecture_and_may_be_named_with_the_one_around_it() -> None:
    found = located("Wujiaqu, Changji Prefecture, Xinjiang")
    assert (found.place_key, found.level, found.prefecture, found.county) == ("wujiaqu-city", "xpcc_city", "", "wujiaqu-city")
    assert found.confidence == "certain"


def test_the_most_exact_place_wins_in_any_order() -> None:
    assert place("Xinjiang, Hotan, Hotan County") == place("Hotan County, Hotan, Xinjiang") == "hotan-county certain"


def test_two_places_of_one_name_are_told_apart_by_their_kind() -> None:
    keys = {
        text: located(f"{text}, XUAR").place_key
        for text in ("Hotan City", "Hotan County", "Hotan Prefecture", "Yining City", "Yining County")
    }
    assert list(keys.values()) == ["hotan-city", "hotan-county", "hotan-prefecture", "ghulja-city", "ghulja-county"]


def test_two_places_of_one_name_without_a_kind_come_to_what_holds_both() -> None:
    found = located("Yining, Xinjiang")
    assert found.place_key == "ili-prefecture"
    assert "“Yining” is Ghulja City or Ghulja County" in found.why


def test_two_counties_of_one_prefecture_come_to_the_prefecture() -> None:
    assert place("伊犁州霍尔果斯经济开发区伊宁园区阿拉木图亚村516号") == "ili-prefecture certain"


def test_two_prefectures_are_a_contradiction() -> None:
    found = located("Urumqi, Kashgar, Xinjiang")
    assert (found.place_key, found.confidence) == ("xinjiang", "possible")
    assert found.why.endswith("against it: the names are of several prefectures")


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("Urumqi City, Xinjiang 200040", "postcode 200040 is of elsewhere"),
        ("Kashgar, Xinjiang 834000, China", "postcode 834000 is of Karamay City"),
        ("Xinjiang, Beijing", "“Beijing” is elsewhere"),
        ("北京市新疆", "“北京市” is elsewhere"),
    ],
)
def test_a_contradiction_makes_it_possible_and_is_said(text: str, against: str) -> None:
    found = located(text, "CN")
    assert found.confidence == "possible"
    assert found.why.endswith(f"against it: {against}")


def test_two_contradictions_outweigh_a_place() -> None:
    assert place("Urumqi, Shanghai, 200040", "CN") == ""


def test_streets_named_for_other_provinces_contradict_nothing() -> None:
    assert place("No. 358 Beijing South Road, Urumqi, Xinjiang") == "urumqi-city certain"
    assert place("新疆维吾尔自治区乌鲁木齐市经济技术开发区上海路107号") == "urumqi-city certain"


def test_why_quotes_the_words_as_written() -> None:
    assert (
        located("Ｕ'rümqi Shi, 新疆, 830000").why == "“Ｕ'rümqi Shi” is Ürümqi City; “新疆” is Xinjiang; postcode 830000 is of Ürümqi City"
    )


@pytest.mark.parametrize("text", ["", " ", ",", "\x00", "0" * 5000, "新" * 3000, "xinjiang " * 500])
def test_odd_texts_do_no_harm(text: str) -> None:
    locate(text, KNOWN, text[:5])
