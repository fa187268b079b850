"""The page as a reader opens it: axe finds nothing, no request leaves, print opens every finding, nothing scrolls sideways."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from clew.report.html import page as report
from tests.report.browsing import (
    assert_axe_finds_nothing,
    assert_nothing_leaves_and_nothing_is_blocked,
    assert_nothing_scrolls_sideways,
    opened,
)
from tests.report.sample import SCREENING, renamed

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path) -> str:
    file = tmp_path / "fund.html"
    file.write_bytes(report(SCREENING, "fund"))
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str, width: int) -> None:
    assert_axe_finds_nothing(browser, address, scheme, width)


def test_no_request_leaves_and_the_policy_blocks_nothing_of_ours(browser: Browser, address: str) -> None:
    assert_nothing_leaves_and_nothing_is_blocked(browser, address)


@pytest.mark.parametrize("width", [1280, 1190, 1090, 768, 390, 320])
def test_the_page_does_not_scroll_sideways(browser: Browser, address: str, width: int) -> None:
    assert_nothing_scrolls_sideways(browser, address, width)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_name_without_spaces_does_not_widen_the_page(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "fund.html"
    file.write_bytes(report(renamed("x" * 200), "fund"))
    assert_nothing_scrolls_sideways(browser, file.as_uri(), width)


def test_names_fit_their_boxes(browser: Browser, address: str) -> None:
    """The widths that the drawing estimates hold in a browser."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    opened(page, address)
    over = page.evaluate(
        """[...document.querySelectorAll('svg.thread g')].flatMap(group => {
            const box = group.querySelector('.box').getBoundingClientRect();
            return [...group.querySelectorAll('text')].filter(text => {
                const mine = text.getBoundingClientRect();
                return mine.left < box.left || mine.right > box.right;
            }).map(text => text.textContent);
        })"""
    )
    assert over == []
    page.close()


def test_paper_shows_every_finding_opened(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    quotation = page.locator("#exposures q").first
    assert not quotation.is_visible()
    page.emulate_media(media="print")
    assert quotation.is_visible()
    page.close()


def test_every_finding_opens_by_keyboard(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.locator("#exposures summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#exposures q").first.is_visible()
    page.close()
