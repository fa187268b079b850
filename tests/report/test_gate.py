"""The gate's answers on the terminal and as `clew.gate/1`, which its schema and the documentation describe key by key."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.model.gate import Gated, Outcome, Trade
from clew.render.terminal import to_text
from clew.report.gate import EXITS, gate_document, gate_view, overrides_view, summary
from tests.report.gate_sample import ASKED, BLOCKED, GATED, LIFTED, NAMED, OVERRIDE, alone
from tests.report.schemas import faults, schema

SCHEMA = schema("gate")


def shown(gated: Gated, width: int = 80) -> str:
    """What the terminal shows."""
    return to_text(gate_view(gated), width)


def flat(text: str) -> str:
    """A text whose lines were wrapped, as one line."""
    return " ".join(text.split())


@pytest.mark.parametrize("gated", [GATED, alone(BLOCKED), alone(LIFTED), alone(ASKED), alone(NAMED), replace(GATED, answers=())])
def test_the_document_keeps_its_schema(gated: Gated) -> None:
    assert faults(json.loads(json.dumps(gate_document(gated))), SCHEMA) == []


def test_the_schema_knows_every_outcome_and_trade() -> None:
    assert SCHEMA["$defs"]["outcome"]["enum"] == [one.value for one in Outcome]
    assert SCHEMA["properties"]["trade"]["enum"] == [one.value for one in Trade]
    assert SCHEMA["properties"]["counts"]["required"] == [one.value for one in Outcome]


def test_only_what_stops_has_an_exit_code_of_its_own() -> None:
    assert {one.value: EXITS[one] for one in Outcome} == {"block": 21, "ask first": 20, "watch": 0, "no rule applies": 0}
    assert gate_document(alone(ASKED))["exit_code"] == 20


def test_one_answer_has_its_line_and_several_have_a_summary() -> None:
    assert gate_document(alone(BLOCKED))["line"] == BLOCKED.line
    assert gate_document(GATED)["line"] == summary(GATED)


def test_the_summary_counts_every_row_and_says_what_was_looked_for_by_name_alone() -> None:
    assert summary(GATED) == (
        "BLOCK: orders. 1 block, 1 ask first, 1 no rule applies (1 looked for by name alone); 2 rows are no securities."
    )
    assert summary(replace(GATED, passed=1)).endswith("; 1 row is no security.")
    assert "nothing to answer" in summary(replace(GATED, answers=(), outcome=Outcome.NONE))


def test_the_line_comes_first_then_issuer_and_every_reason_with_its_law() -> None:
    text = flat(shown(alone(BLOCKED)))
    assert text.startswith(BLOCKED.line)
    for part in (
        "Issuer: Example Lantern Textile Co., Ltd. 示例灯纺织股份有限公司 (x-lantern), told by ISIN.",
        "block [listed-itself] the company is on an official list",
        BLOCKED.reasons[0].finding.sentence if BLOCKED.reasons[0].finding else "",
        "ask first [us-x] a law says so",
        "31 CFR Part 999. Counsel knows more. https://law.example/999",
        "1 historical claim; what is historical never stops anything.",
        "No verdict on a company.",
    ):
        assert part in text


def test_an_override_is_shown_with_both_people() -> None:
    assert "Override 7 holds until 2027-06-30: weighed in committee (proposed by Ada, 2026-11-01, confirmed by Grace, 2026-11-02)." in flat(
        shown(alone(LIFTED))
    )


def test_without_an_issuer_the_one_reason_is_said_once() -> None:
    assert shown(alone(ASKED)).count("[unknown]") == 0
    assert shown(alone(ASKED)).startswith("ASK FIRST")


def test_text_of_a_file_is_no_markup() -> None:
    assert "[bold]Nobody[/bold]" in shown(alone(ASKED))
    assert "[bold]Nobody[/bold]" in flat(shown(GATED))


def test_a_list_shows_what_is_stopped_gravest_first_with_its_row() -> None:
    lines = [line for line in shown(GATED, 200).splitlines() if line[:1].isdigit()]
    assert [line.split()[0] for line in lines] == ["3", "4"]
    assert "through Example Fund" in lines[0]
    assert "[listed-itself] 1 more." in flat(shown(GATED, 400))


@pytest.mark.parametrize("width", [80, 60])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for gated in (GATED, alone(BLOCKED), alone(LIFTED)):
        assert max(map(len, shown(gated, width).splitlines())) <= width


def test_more_than_the_terminal_shows_is_counted() -> None:
    many = replace(GATED, answers=tuple(replace(BLOCKED, asked=replace(BLOCKED.asked, row=row)) for row in range(1, 1043)))
    assert "1,002 more in the JSON." in shown(many)


def test_that_no_law_was_applied_is_said() -> None:
    assert "no law was applied: say whose bind you with --law" in flat(shown(replace(alone(NAMED), laws=())))
    assert "laws: us" in flat(shown(alone(NAMED)))


def test_overrides_are_a_table_of_who_said_what() -> None:
    waiting = replace(OVERRIDE, override_id=8, confirmed_by="", confirmed_at="", until="")
    gone = replace(OVERRIDE, override_id=9, withdrawn_by="Ada", withdrawn_at="2026-11-05T08:00", withdrawn_why="sold")
    lines = to_text(overrides_view((OVERRIDE, waiting, gone), "2026-11-20"), 240).splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["7", "8", "9"]
    assert "yes" in lines[1]
    assert "not yet" in lines[2]
    assert "open" in lines[2]
    assert "Ada, 2026-11-05: sold" in lines[3]


def test_the_documentation_names_every_key(root: Path) -> None:
    told = (root / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    keys = {*SCHEMA["properties"], *SCHEMA["$defs"]["answer"]["properties"], *SCHEMA["$defs"]["reason"]["properties"]}
    assert sorted(key for key in keys if f"`{key}`" not in told) == []
