"""The words of addresses: files with words that no text can hold, or that leave something out, are refused."""

from pathlib import Path

import pytest

from clew.errors import PackError
from clew.pack.places import load_address_words
from clew.pack.toml import PACKS
from tests.pack.conftest import Refusal, Refused

GENERAL = (PACKS / "places" / "words.toml").read_text(encoding="utf-8")
REGION = (PACKS / "places" / "xuar.toml").read_text(encoding="utf-8")


@pytest.fixture
def general(refusal: Refusal) -> Refused:
    return refusal(GENERAL, lambda place: load_address_words(general=place))


@pytest.fixture
def region(refusal: Refusal) -> Refused:
    return refusal(REGION, lambda place: load_address_words(region=place))


def test_the_shipped_words_load() -> None:
    words = load_address_words()
    assert words.region.region == "xinjiang"
    assert {"road", "street"} <= set(words.context.streets)


def test_the_longest_sign_says_the_kind() -> None:
    words = load_address_words()
    signs = {name: kind.sign for name in ("和田地区", "伊宁市", "木垒哈萨克自治县", "伊宁县") if (kind := words.kind_of(name))}
    assert signs == {"和田地区": "地区", "伊宁市": "市", "木垒哈萨克自治县": "自治县", "伊宁县": "县"}
    assert words.kind_of("Hotan") is None


def test_a_division_is_spelled_in_every_way() -> None:
    assert {"第八师", "第8师", "8th Division", "eighth Division"} <= set(load_address_words().divisions(8))


def test_a_word_that_no_folded_text_holds_is_refused(general: Refused) -> None:
    assert "“Road” is not in small plain letters" in general(('"road"', '"Road"'))


def test_a_word_that_stands_twice_is_refused(region: Refused) -> None:
    assert "“XPCC” stands twice" in region(('"XUAR"', '"XPCC"'))


def test_an_empty_list_is_refused(region: Refused) -> None:
    assert "“postcodes” is empty" in region(('postcodes = ["83", "84"]', "postcodes = []"))


def test_spellings_of_numbers_stand_in_pairs(region: Refused) -> None:
    assert "not of one length" in region(('"thirteenth", ', ""))


def test_a_pattern_of_divisions_names_a_number(region: Refused) -> None:
    told = region(('"{word} Division"', '"Division"'), ('"第{numeral}师"', '"第{none}师"'))
    assert all(f"“{pattern}” names no number" in told for pattern in ("Division", "第{none}师"))


def test_every_fault_of_both_files_is_named_at_once(tmp_path: Path) -> None:
    general, region = tmp_path / "words.toml", tmp_path / "xuar.toml"
    general.write_text("[words]\nstreets = 1\n", encoding="utf-8")
    region.write_text('region = 1\nstrange = ""\n', encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_address_words(general, region)
    assert {"kinds", "more", "streets", "region", "strange"} <= {fault.column for fault in caught.value.faults}


def test_a_file_without_words_is_refused(general: Refused) -> None:
    assert "there is no [words]" in general(("[words]", "[other]"))
