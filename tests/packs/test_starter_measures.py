"""Measure lists, sectors and their notices: every date is a notice's, every ground is stated, every entry means one thing."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from clew.pack.standards import load_standards
from clew.sources.registry import SOURCES
from clew.sources.starter import starter_sources
from clew.values.days import is_day
from clew.values.identifiers import isin, uscc
from tests.packs.shipped import MEASURES, Row, entries, notices, several, table

ENTRIES = [(dataset, row) for dataset in MEASURES for row in entries(dataset)]
DAY = re.compile(r"\b(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?\b")
PROSE = {"ground_note", "scope_note", "name_zh_source", "notice"}
"""Columns of words, or of a notice's id: a day in them dates nothing."""
HAN = re.compile(r"[\u3400-\u9fff]")
RENAMED = {
    "11": ("Chaohu Youngor Color Spinning Technology Co., Ltd.", "Chaohu Xinya Color Spinning Technology Co., Ltd."),
    "14": ("Hefei Meiling Co., Ltd.", "Hefei Meiling Group Holdings Limited"),
    "27": ("Mianyang High-tech Zone Jingweida Technology Co., Ltd.",),
    "53": ("Aksu Shangheng Fiber Co., Ltd.",),
    "63": ("Changzhou Guanghui Biotechnology Co., Ltd.",),
    "99": ("Wuyuan County Xuanda Cereals, Oils and Foods Co., Ltd.",),
    "105": ("Jinan Haifang Trading Co., Ltd.",),
    "122": ("Shanghai Chituma Food Machinery Technology Co., Ltd.",),
}
"""Rows of the UFLPA Entity List → names that the agency's page calls former."""


def of(dataset: str, number: str) -> Row:
    (row,) = (row for row in entries(dataset) if row["row"] == number)
    return row


def test_every_notice_that_is_named_exists() -> None:
    known = notices()
    named = {(dataset, row["notice"]) for dataset, row in ENTRIES} | {
        ("uflpa_sectors", row["notice"]) for row in table("uflpa_sectors", "sectors.csv")
    }
    assert [pair for pair in sorted(named) if pair[1] and pair[1] not in known] == []


def test_every_notice_can_be_cited_with_its_day() -> None:
    for notice in notices().values():
        assert notice["citation"], notice["notice"]
        assert len(notice["citation"]) <= 60
        assert is_day(notice["effective"] or notice["published"]) or notice["notice"] == "fr-2023-25557"
        assert notice["read_in"], notice["notice"]
        assert not notice["url"] or notice["url"].startswith("https://")


def test_a_notice_that_dates_an_entry_has_a_day() -> None:
    known = notices()
    assert [
        row["key"] for _, row in ENTRIES if row["notice"] and not (known[row["notice"]]["effective"] or known[row["notice"]]["published"])
    ] == []


def test_the_day_of_an_identifier_is_the_day_of_its_notice() -> None:
    """An id that ends in a day, or has one, does not contradict the row's own dates."""
    odd = [
        row["notice"]
        for row in notices().values()
        if (found := DAY.search(row["notice"])) and is_day(found[0]) and found[0] not in {row["published"], row["effective"]}
    ]
    assert odd == []


def test_no_day_is_typed_outside_the_notices() -> None:
    typed = [
        (dataset, row["key"], column, cell)
        for dataset, row in ENTRIES
        for column, cell in row.items()
        if column not in PROSE and DAY.search(cell)
    ]
    assert typed == []


def test_no_entry_is_dated_by_itself() -> None:
    dated = [
        claim
        for one in starter_sources()
        if one.source.dataset in MEASURES
        for claim in one.claims()
        if claim.stated_on or claim.valid_from
    ]
    assert dated == []


def test_an_entry_without_a_notice_has_no_since() -> None:
    (one,) = (one for one in starter_sources() if one.source.dataset == "uflpa")
    said = {(claim.entity_id, claim.prop): claim.value for claim in one.claims()}
    entry = "uflpa:aksu-huafu-color-spinning"
    assert (f"{entry}#ii", "sublist") in said
    assert (f"{entry}#ii", "notice") not in said
    assert said[f"{entry}#v", "notice"] == "notices:fr-2025-00901"


def test_every_entry_states_its_ground() -> None:
    assert [row["key"] for _, row in ENTRIES if not row["ground"] or not row["ground_note"]] == []


def test_every_entry_fits_one_rule() -> None:
    rules = load_standards().listings
    for dataset, sublist, ground in sorted({(dataset, row["sublist"], row["ground"]) for dataset, row in ENTRIES}):
        fitting = [rule for rule in rules if rule.dataset == dataset and rule.sublist in {"", sublist} and rule.ground in {"", ground}]
        assert len(fitting) == 1, (dataset, sublist, ground)
        assert fitting[0].restriction == (ground in {"military", "other"})


def test_every_listing_rule_is_for_a_source_and_every_list_that_ships_has_one() -> None:
    ruled = {rule.dataset for rule in load_standards().listings if rule.dataset}
    assert set(MEASURES) <= ruled <= {source.dataset for source in SOURCES}


@pytest.mark.parametrize("dataset", MEASURES)
def test_a_key_is_one_organisation(dataset: str) -> None:
    rows = entries(dataset)
    assert [pair for pair, count in Counter((row["key"], row["sublist"]) for row in rows).items() if count > 1] == []
    kinds: dict[str, set[str]] = {}
    for row in rows:
        kinds.setdefault(row["key"], set()).add(row["schema"])
    assert {key: found for key, found in kinds.items() if len(found) > 1} == {}


@pytest.mark.parametrize("dataset", ["uflpa", "ns_cmic"])
def test_rows_are_those_of_the_list_without_gaps(dataset: str) -> None:
    assert [row["row"] for row in entries(dataset)] == [str(at) for at in range(1, len(entries(dataset)) + 1)]


def test_sublists_are_those_of_their_list() -> None:
    found = {dataset: {row["sublist"] for row in entries(dataset)} for dataset in MEASURES}
    assert found == {"uflpa": {"i", "ii", "v"}, "cbp_wro": {"WRO"}, "bis_entity_list": {""}, "ns_cmic": {""}}


def test_a_chinese_name_names_its_page() -> None:
    silent = [
        (dataset, row["key"])
        for dataset, row in ENTRIES
        if bool(HAN.search("".join((row["name_zh"], row["aliases"], row["former_names"])))) != bool(row["name_zh_source"])
    ]
    assert silent == []


@pytest.mark.parametrize("number", RENAMED)
def test_names_that_the_page_calls_former_are_former_names(number: str) -> None:
    row = of("uflpa", number)
    assert set(RENAMED[number]) <= set(several(row["former_names"]))
    assert set(several(row["aliases"])).isdisjoint(RENAMED[number])


def test_an_entry_that_covers_subsidiaries_quotes_the_words() -> None:
    silent = [
        row["key"]
        for _, row in ENTRIES
        if row["covers_subsidiaries"] == "yes" and not re.search(r"subsidiar|subordinate", row["scope_note"], re.IGNORECASE)
    ]
    assert silent == []


def test_an_entry_that_is_no_longer_in_force_says_why() -> None:
    assert [row["key"] for _, row in ENTRIES if row["status"] == "inactive" and "removed" not in row["scope_note"]] == []


def test_identifiers_have_their_check_digits() -> None:
    rows = entries("ns_cmic")
    assert [code for row in rows for code in several(row["isins"]) if isin(code) != code] == []
    assert [row["uscc"] for row in rows if row["uscc"] and uscc(row["uscc"]) != row["uscc"]] == []


def test_sectors_are_words_and_digits() -> None:
    for row in table("uflpa_sectors", "sectors.csv"):
        assert all(re.fullmatch(r"\d{2}|\d{4}|\d{6}", prefix) for prefix in several(row["hs_prefixes"])), row["key"]
        assert several(row["keywords_en"])
        assert not any(HAN.search(word) for word in several(row["keywords_en"]) + several(row["keywords_de"]))
        assert all(HAN.search(word) for word in several(row["keywords_zh"]))


SPELLED_BY_THE_NOTICE = {"COFCO Sugar Holding Co., Ltd."}
"""Spellings of the notice of an addition that the list itself does not print."""


def plain(name: str) -> str:
    """A name as the copies of the lists print it: some drop the closing full stop."""
    return name.rstrip(".").casefold()


def test_names_are_those_of_the_published_list(shared_data: Path) -> None:
    with (shared_data / "lists" / "uflpa_entity_list" / "uflpa_entity_list_2026-07-16.csv").open(encoding="utf-8", newline="") as file:
        published = {row["row"]: row for row in csv.DictReader(file)}
    for row in entries("uflpa"):
        listed = published[row["row"]]
        assert listed["section"] == f"2(d)(2)(B)({row['sublist']})"
        assert plain(listed["name"]).startswith(plain(row["name"]))
        text = plain(f"{listed['aliases']} {listed['name']}")
        ours = {name for name in several(row["aliases"]) + several(row["former_names"]) if not HAN.search(name)}
        assert [name for name in ours - SPELLED_BY_THE_NOTICE if plain(name) not in text] == [], row["row"]
