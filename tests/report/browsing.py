"""What every page must hold in a browser: axe finds nothing, no request leaves, nothing scrolls sideways."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

AXE = Path(os.environ.get("CLEW_AXE") or Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js")
_RULES = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"


def opened(page: Page, address: str) -> Page:
    """The page with all that can be opened open."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    return page


def assert_axe_finds_nothing(browser: Browser, address: str, scheme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip(f"no axe-core at {AXE}; run: npm ci --prefix tests/web, or name the file in CLEW_AXE")
    context = browser.new_context(
        bypass_csp=True, color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 900}
    )
    page = opened(context.new_page(), address)
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(_RULES)
    assert [(fault["id"], [node["html"][:120] for node in fault["nodes"][:3]]) for fault in found["violations"]] == []
    context.close()


def assert_nothing_leaves_and_nothing_is_blocked(browser: Browser, address: str) -> None:
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


def assert_nothing_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    opened(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
