"""Addresses in bulk: the filter loses nothing that the rule finds, and the rule is right about real addresses."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from clew.engine.duck import DuckEngine
from clew.pack.places import load_address_words
from clew.resolve.places import ADDRESS, DATASET, LOCATED, gazetteer_of, locate_addresses, shipped_gazetteer
from clew.sources.starter import starter_sources
from clew.values.places import locate

KNOWN = shipped_gazetteer()
Pair = tuple[str, str]
Bulk = Callable[[Iterable[Pair]], dict[Pair, str]]


@pytest.fixture
def bulk(engine: DuckEngine) -> Bulk:
    def run(pairs: Iterable[Pair]) -> dict[Pair, str]:
        asked = list(dict.fromkeys(pairs))
        engine.load("address", ADDRESS, [(str(at), text, country, "address") for at, (text, country) in enumerate(asked)])
        locate_addresses(engine, KNOWN)
        return {asked[int(str(row[0]))]: str(row[1:]) for row in engine.fetch(f"SELECT {', '.join(LOCATED)} FROM located")}  # noqa: S608 - ours

    return run


def alone(pairs: Iterable[Pair]) -> dict[Pair, str]:
    found = {(text, country): locate(text, KNOWN, country) for text, country in pairs}
    return {
        pair: str((one.place_key, one.level, one.prefecture, one.county, one.confidence, one.why))
        for pair, one in found.items()
        if one is not None
    }


NAMES = sorted(KNOWN.names)
LARGE = re.compile(r"\b(?:xinjiang|xuar|urumqi|kashgar|karamay|korla|shihezi|hotan|hetian)\b", re.IGNORECASE)
WORDS = [
    *(
        "Road",
        "Co., Ltd.",
        "City",
        "County",
        "Shanghai",
        "China",
        "CN",
        "路",
        "市",
        "公司",
        "区",
        "No.",
        "830000",
        "834000",
        "200040",
        "8320001",
    ),
    *(
        "+86 991 3661234",
        "0991-3661234",
        "(0991)",
        "+86\t991 1",
        "Ü",
        "İ",
        "ß",
        "Ｘｉｎｊｉａｎｇ",
        "ＣＮ",
        "_",
        "'",
        "’",
        "\u00ad",
        "\u0308",
        "\u00a0",
        "\n",
    ),
    *("xinjiang_", "Ku’er'le", "ئۈرۈمچى", "شىنجاڭ", "Kelvin K", "\u212aashgar", "新\u200b疆", "한국", "Ǆ"),
]
TEXTS = st.lists(st.sampled_from(NAMES) | st.sampled_from(WORDS) | st.text(max_size=4), max_size=6).flatmap(
    lambda parts: st.sampled_from([" ", ", ", "", "，", "\t"]).map(lambda between: between.join(parts))
)
COUNTRIES = st.sampled_from(
    ["", "CN", "china", "ＣＮ", " cn ", "US", "中国", "People's Republic of China", "People’s Republic of China", "P.R. China"]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=st.lists(st.tuples(TEXTS, COUNTRIES), min_size=1, max_size=40))
@example(pairs=[("Ürümqi, XINJIANG", ""), ("xuar", "US"), ("ＵＲＵＭＱＩ", "ＣＮ"), ("+86\u00a0991 366", "")])
def test_the_bulk_form_and_the_rule_agree(bulk: Bulk, pairs: list[Pair]) -> None:
    pairs = [(text.replace("\x00", ""), country) for text, country in pairs]
    assert bulk(pairs) == alone(pairs)


@pytest.mark.parametrize("case", [str.upper, str.title, str])
def test_every_name_passes_the_filter(bulk: Bulk, case: Callable[[str], str]) -> None:
    pairs = [(f"12 High Street {case(name)}", country) for name in NAMES for country in ("", "CN", "US")]
    assert bulk(pairs) == alone(pairs)


def test_each_address_of_one_text_is_located_and_names_of_organisations_are_not(engine: DuckEngine) -> None:
    rows = [("a", "Karamay", "CN", "address"), ("b", "Karamay", "CN", None), ("c", "Karamay", "CN", "name"), ("d", None, "CN", "address")]
    engine.load("address", ADDRESS, [*rows, ("e", "Karamay", None, "address"), ("f", "Oslo", "NO", "address")])
    locate_addresses(engine, KNOWN)
    assert engine.fetch("SELECT address_id, place, confidence FROM located ORDER BY 1") == [
        ("a", "karamay-city", "certain"),
        ("b", "karamay-city", "certain"),
        ("e", "karamay-city", "likely"),
    ]


def test_no_addresses_make_an_empty_table(engine: DuckEngine) -> None:
    engine.load("address", ADDRESS, [])
    locate_addresses(engine, KNOWN)
    assert engine.fetch("SELECT * FROM located") == []


def test_the_order_of_claims_does_not_matter() -> None:
    (shipped,) = (one for one in starter_sources() if one.source.dataset == DATASET)
    turned = gazetteer_of(reversed(list(shipped.claims())), load_address_words())
    assert turned.names == KNOWN.names
    assert turned.by_size == KNOWN.by_size


def test_the_words_name_places_of_the_gazetteer() -> None:
    words = load_address_words()
    assert {one.place for one in words.more} | {words.region.region} <= set(KNOWN.places)
    assert {key for key in KNOWN.places if key not in KNOWN.kinds} == set()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.shared_data
def test_addresses_of_the_consolidated_screening_list(shared_data: Path, bulk: Bulk) -> None:
    """Read one by one: 74 texts are located, all rightly; each that names the region or one of its large cities is among them."""
    listed = rows(shared_data / "lists/us_csl/csl_entities_2022-04.csv")
    texts = {text for row in listed for text in row["addresses"].split("; ") if text}
    found = bulk((text, "") for text in texts)
    assert Counter(word for told in found.values() for word in ("certain", "likely", "possible") if f"'{word}'" in told) == {
        "certain": 71,
        "likely": 2,
        "possible": 1,
    }
    assert {text for text in texts if LARGE.search(text)} - {text for text, _ in found} == set()


@pytest.mark.shared_data
def test_addresses_of_the_sanctions_list(shared_data: Path, bulk: Bulk) -> None:
    listed = rows(shared_data / "lists/ofac_sdn/sdn_entities_add_2021-07.csv")
    pairs = [(f"{row['address']} {row['city_state_zip']}".replace("-0-", "").strip(), row["country"].replace("-0-", "")) for row in listed]
    assert list(bulk(pairs)) == [("Xinjiang", "China")]


@pytest.mark.shared_data
def test_addresses_of_legal_entity_identifiers(shared_data: Path, bulk: Bulk) -> None:
    """None of the 12,900 lies in the region: no region code of it is among them."""
    parts = ("first_address_line", "city", "region", "postal_code")
    listed = rows(shared_data / "market/o_gleif_l1_l2_subset/gleif_l1_entities_subset_2026-01-23.csv")
    pairs = [
        (", ".join(row[f"entity_{kind}_address_{part}"] for part in parts), row[f"entity_{kind}_address_country"])
        for row in listed
        for kind in ("legal", "headquarters")
    ]
    assert not any(region in {"CN-XJ", "CN-65"} for text, _ in pairs for region in text.split(", "))
    assert bulk(pairs) == {}


@pytest.mark.shared_data
def test_registered_offices_of_shenzhen(shared_data: Path, bulk: Bulk) -> None:
    """The exchange says the province: 32 of 2,880 are in the region; the names of all these companies say nothing."""
    book = CalamineWorkbook.from_path(str(shared_data / "market/u_szse_official_list/SZSE_A股列表.xlsx"))
    head, *listed = [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
    at = {name.replace(" ", ""): place for place, name in enumerate(head)}
    province = {(row[at["注册地址"]], ""): row[at["省份"]] for row in listed}
    assert Counter(province[pair] for pair in bulk(province)) == {"新疆": 32}
    assert sum(said == "新疆" for said in province.values()) == 32
    names = [(row[at[column]], "CN") for row in listed for column in ("公司全称", "英文名称")]
    assert bulk(names) == {}


@pytest.mark.shared_data
def test_registered_offices_of_issuers_in_funds(shared_data: Path, bulk: Bulk) -> None:
    listed = rows(shared_data / "market/e_holding_name_to_official_name_szse/holding_name_to_official_name_szse.csv")
    province = {(row["registered_address_cn"], "CN"): row["province_cn"] for row in listed}
    assert set(bulk(province)) == {pair for pair, said in province.items() if said == "新疆"}
