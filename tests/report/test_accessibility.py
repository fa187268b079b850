"""The page as a reader opens it: axe finds nothing, no request leaves, print opens every finding, nothing scrolls sideways."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from clew.report.html import page as report
from tests.report.sample import SCREENING, renamed

pytestmark = pytest.mark.browser

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(os.environ.get("CLEW_AXE") or Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.is_file():
        pytest.skip("no /usr/bin/chromium; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def address(tmp_path: Path) -> str:
    file = tmp_path / "fund.html"
    file.write_bytes(report(SCREENING, "fund"))
    return file.as_uri()


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip(f"no axe-core at {AXE}; run: npm ci --prefix tests/web, or name the file in CLEW_AXE")
    context = browser.new_context(
        bypass_csp=True, color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 900}
    )
    page = opened(context.new_page(), address)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    assert [(fault["id"], [node["html"][:120] for node in fault["nodes"][:3]]) for fault in found["violations"]] == []
    context.close()


def test_no_request_leaves_and_the_policy_blocks_nothing_of_ours(browser: Browser, address: str) -> None:
    page = browser.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    opened(page, address)
    assert requests == [address]
    assert complaints == []
    assert page.evaluate("getComputedStyle(document.body).fontVariantNumeric") == "tabular-nums"
    page.close()


@pytest.mark.parametrize("width", [1280, 1190, 1090, 768, 390, 320])
def test_the_page_does_not_scroll_sideways(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    opened(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_name_without_spaces_does_not_widen_the_page(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "fund.html"
    file.write_bytes(report(renamed("x" * 200), "fund"))
    page = browser.new_page(viewport={"width": width, "height": 900})
    opened(page, file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


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
