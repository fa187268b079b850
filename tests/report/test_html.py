"""The page: self-contained, in its order, with every section, and nothing that a name could smuggle in."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.assess.wording import Text, lint
from clew.model.screening import Finding, Screening
from clew.pack.wording import load_word_rules
from clew.render.html import csp_hash
from clew.report import html
from clew.report.html import ask_commands, page
from tests.report.sample import FIRST, SCREENING, large, renamed

TEMPLATES = sorted((Path(html.__file__).parent / "templates").glob("*.html"))
UYGHUR = "بۇ بىر مىسال شىركەت"
NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=cmd|'/c calc'!A1",
    "{{ 7 * 7 }}",
    "</style><b>",
    "javascript:alert(1)",
    UYGHUR,
    "x" * 200,
    "A\u202eB",
]


class Tags(HTMLParser):
    """Every tag with its attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def shown(screening: Screening) -> str:
    return page(screening, "fund").decode("utf-8")


@pytest.mark.parametrize("name", NASTY)
def test_no_name_becomes_markup(name: str) -> None:
    plain, nasty = Tags(shown(renamed("Plain"))), Tags(shown(renamed(name)))
    assert outside_drawings(nasty) == outside_drawings(plain)
    assert not any(str(attributes.get("href")).startswith("javascript") for _, attributes in nasty.tags)
    if name.isprintable():
        assert name in "".join(nasty.text)


def outside_drawings(page: Tags) -> list[tuple[str, list[str]]]:
    """Every tag with the names of its attributes; the number of lines that a name takes in a drawing may differ."""
    return [(tag, sorted(attributes)) for tag, attributes in page.tags if tag != "text"]


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    tags = Tags(shown(SCREENING)).tags
    names = {tag for tag, _ in tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "base"})
    assert not any(key.startswith("on") or key == "style" for _, attributes in tags for key in attributes)
    assert not any("url(" in text or "@import" in text for text in Tags(shown(SCREENING)).text)


def test_the_policy_allows_the_one_style_sheet_by_its_hash() -> None:
    text = shown(SCREENING)
    (style,) = re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL)
    policy = next(str(attributes["content"]) for tag, attributes in Tags(text).tags if tag == "meta" and attributes.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert csp_hash(style) in policy
    assert "unsafe" not in policy


def test_sections_stand_in_the_order_of_a_reader() -> None:
    text = shown(SCREENING)
    wanted = [
        "reach",
        "seen",
        "exposures",
        "historical",
        "restrictions",
        "affiliations",
        "signals",
        "coverage",
        "searched",
        "rows",
        "inputs",
    ]
    assert re.findall(r'<section id="(\w+)"', text) == wanted


@pytest.mark.parametrize(
    "part",
    [
        "Internal working paper. Companies not yet asked. Not for publication.",
        "2 of 12 holdings have a link to ask about: 2.50 % of the weight (2.10 % directly, 0.40 % through funds).",
        "1 list is older than 30 days.",
        "Not assessed for supply: no source of that kind is loaded.",
        "本公司持有示例灯阿克苏纺纱有限责任公司63%的股权。",
        "in force since 2024-05-17 (99 Ex. Reg. 43210)",
        "What followed: ",
        "We do not sell to public security organs",
        "Sector signals: no finding and no presumption",
        "clew why",
        "14 rows in = 10 resolved",
        "6.00 %",
    ],
)
def test_what_a_reader_must_see_is_there(part: str) -> None:
    assert part in "".join(Tags(shown(SCREENING)).text).replace("\u00a0", " ")


def test_quotations_carry_their_language() -> None:
    languages = {str(attributes.get("lang")) for tag, attributes in Tags(shown(SCREENING)).tags if tag == "q"}
    assert {"en", "zh", "ug"} <= languages


def test_a_large_portfolio_is_capped_and_says_where_the_rest_is() -> None:
    text = shown(large(3_000, 1_500))
    assert len(text) < 4_000_000
    assert "2,800 more in the workbook" in text
    assert "500 more in the workbook" in text
    assert text.count('<svg class="thread"') < 300


def test_what_is_said_of_many_rows_is_said_once() -> None:
    text = shown(large(150))
    assert text.count("No information found in Example Import Ban List") == 1
    assert "EXAMPLE ORDINARY 249" in text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_the_words_of_the_templates_keep_the_rules(template: Path) -> None:
    text = re.sub(r"\{%.*?%\}|\{#.*?#\}", " ", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    words = [re.sub(r"\{\{.*?\}\}", "\ufffc", part, flags=re.DOTALL) for part in re.split(r"<[^>]*>", text)]
    assert lint([Text(template.name, part) for part in words], load_word_rules()) == ()


@pytest.mark.parametrize(
    ("name", "command"),
    [("Plain Name", 'clew why "Plain Name"'), ("It's $HOME `x`", "clew why 'It'\\''s $HOME `x`'"), ("", 'clew why "XX0000000018"')],
)
def test_a_command_holds_a_name_as_one_word(name: str, command: str) -> None:
    finding: Finding = replace(FIRST, holding=replace(FIRST.holding, name=name))
    assert ask_commands(finding)[0] == command
