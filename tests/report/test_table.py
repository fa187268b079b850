"""What the terminal shows."""

from msgspec.structs import replace

from clew.render.terminal import to_text
from clew.report.table import overview, thread
from tests.report.sample import FIRST, SCREENING, large


def test_the_overview_holds_heading_answer_findings_and_what_is_not_a_finding() -> None:
    text = to_text(overview(SCREENING, 160), 160)
    parts = (
        SCREENING.heading,
        "2 of 12 holdings have a link to ask about",
        "EXAMPLE LANTERN TEXTILE-A",
        "Example Import Ban List, 2026-07-20",
        "0.90–0.94",
        "█·█",
        "1 historical, 1 other legal restriction, 1 affiliation",
        "Not assessed for supply",
        "125 days, over 30",
        "14 rows in",
    )
    assert [part for part in parts if part not in text] == []
    assert "Jade" not in text


def test_a_narrow_terminal_keeps_confidence_and_severity() -> None:
    text = to_text(overview(SCREENING, 80), 80)
    assert "0.90–0.94" in text
    assert "█·█" in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_many_findings_are_cut_with_their_number() -> None:
    assert "60 more in the report" in to_text(overview(large(10, 100)), 120)


def test_without_findings_it_says_what_was_searched() -> None:
    text = to_text(overview(replace(SCREENING, findings=())), 160)
    assert "No information found that links any of 12 holdings to an indicator, in 2 sources as of 2026-11-22." in text


def test_a_thread_is_drawn_from_the_portfolio_to_the_evidence() -> None:
    text = to_text(thread(FIRST), 140)
    lines = [line for line in text.splitlines() if "└──" in line]
    assert [line.strip(" └─").split("  ")[0] for line in lines] == [
        "holds 2.1 % → Example Lantern Textile Co., Ltd. 示例灯纺织股份有限公司",
        "owns 63 % → Example Lantern Aksu Spinning Mill Co., Ltd. 示例灯阿克苏纺纱有限责任公司",
        "appears on → Example Import Ban List (ii)",
    ]
    assert "本公司持有" in text
    assert "Reply: not asked." in text


def test_names_cannot_steer_the_terminal() -> None:
    nasty = replace(FIRST, holding=replace(FIRST.holding, name="[red]X\x1b[2J[/red]"))
    text = to_text(overview(replace(SCREENING, findings=(nasty,)), 160), 160)
    assert "\x1b" not in text
    assert "[red]X" in text
