"""The page of a watch: what may be said first, everything escaped, no script, no request, readable and printable."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from clew.model.changes import Entry
from clew.render.html import csp_hash
from clew.report.digest import answer, digest_page
from tests.report.browsing import assert_axe_finds_nothing, assert_nothing_leaves_and_nothing_is_blocked, assert_nothing_scrolls_sideways
from tests.report.digest_sample import DIGEST, EMPTY, LIST, TOUCHED, entry

PAGE = digest_page(DIGEST).decode()


@pytest.fixture
def address(tmp_path: Path) -> str:
    file = tmp_path / "watch.html"
    file.write_bytes(digest_page(DIGEST))
    return file.as_uri()


def test_the_answer_is_one_sentence_with_what_changed_and_what_failed() -> None:
    assert answer(DIGEST) == "2 sources changed; findings: 2 new, 1 gone, 2 altered. Not fetched for a fault: Consolidated Screening List."
    assert answer(EMPTY) == "0 sources changed; findings: none new, gone or altered."


def test_findings_stand_before_changes_and_these_before_the_sources() -> None:
    assert PAGE.index('id="touched"') < PAGE.index('id="changes"') < PAGE.index('id="sources"')


def test_every_entry_that_changed_is_named() -> None:
    for name in (
        "和田泰达服饰有限公司",
        "شركة السند للتجارة (Al Sanad Trading)",
        entry(59).name,
        entry(100).name,
        "Silk Road Foods Co., Ltd.",
    ):
        assert f"<bdi>{name}</bdi>" in PAGE


def test_a_holding_that_is_reached_twice_is_told_once() -> None:
    assert PAGE.count('<bdi class="who">Silk Road Tomato</bdi>') == 1
    assert "rows 2, 9" in PAGE


def test_what_changed_alike_is_told_once() -> None:
    assert "40 entries alike:" in PAGE
    assert PAGE.count("<bdi>inactive</bdi>") == 1


def test_long_lists_are_closed_and_beyond_a_thousand_counted() -> None:
    many = replace(LIST, added=tuple(entry(number) for number in range(1500)))
    page = digest_page(replace(DIGEST, diffs=(many,))).decode()
    assert "500 more are not named here" in page
    assert re.search(r"<details>\s*<summary>Added", page)
    assert re.search(r"<details open>\s*<summary>Removed", page)


def test_what_failed_stands_first_among_the_sources() -> None:
    rows = PAGE[PAGE.index("<tbody>") :]
    assert rows.index("Consolidated Screening List") < rows.index("Harbour list") < rows.index("Source number 0")


def test_nothing_from_a_source_becomes_markup() -> None:
    odd = Entry("list:odd", '<script>alert(1)</script>"\u202e')
    page = digest_page(replace(DIGEST, diffs=(replace(LIST, added=(odd,)),))).decode()
    assert "<script" not in page
    assert "\u202e" not in page


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', PAGE)
    style = re.search(r"<style>(.*?)</style>", PAGE, re.DOTALL)
    assert policy is not None
    assert style is not None
    assert "default-src 'none'" in policy[1].replace("&#39;", "'")
    assert csp_hash(style[1]) in policy[1].replace("&#39;", "'")
    assert "<script" not in PAGE
    assert " style=" not in PAGE
    assert "http://" not in re.sub(r"<bdi>.*?</bdi>", "", PAGE)


def test_the_same_watch_gives_the_same_bytes() -> None:
    assert digest_page(DIGEST) == digest_page(DIGEST)


def test_an_empty_watch_says_what_to_do() -> None:
    page = digest_page(EMPTY).decode()
    assert "No portfolio was screened in this workspace yet" in page
    assert "No entry was added, removed, renamed or altered." in page


def test_where_nothing_is_touched_the_page_says_so() -> None:
    page = digest_page(replace(DIGEST, touched=replace(TOUCHED, touches=(), possible=()))).decode()
    assert "No finding of Harbour Pension is new, gone or altered." in page


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str, width: int) -> None:
    assert_axe_finds_nothing(browser, address, scheme, width)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_the_page_does_not_scroll_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    long = Entry("list:long", "x" * 200)
    file = tmp_path / "watch.html"
    file.write_bytes(digest_page(replace(DIGEST, diffs=(replace(LIST, added=(long,)),))))
    assert_nothing_scrolls_sideways(browser, file.as_uri(), width)


@pytest.mark.browser
def test_no_request_leaves_and_the_policy_blocks_nothing_of_ours(browser: Browser, address: str) -> None:
    assert_nothing_leaves_and_nothing_is_blocked(browser, address)


@pytest.mark.browser
def test_a_closed_list_opens_by_keyboard_and_on_paper_by_itself(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    name = page.get_by_text(entry(59).name)
    assert not name.is_visible()
    page.emulate_media(media="print")
    assert name.is_visible()
    page.emulate_media(media="screen")
    page.locator("#changes summary").first.focus()
    page.keyboard.press("Enter")
    assert name.is_visible()
    page.close()


@pytest.mark.browser
def test_a_name_from_right_to_left_does_not_turn_its_neighbours(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    name, row = page.get_by_text("شركة السند للتجارة").first, page.get_by_text("row 12")
    left, right = name.bounding_box(), row.bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] < right["x"]
    page.close()
