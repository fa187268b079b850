"""Possible matches: the list, one pair side by side, and what is unknown said as unknown."""

from decimal import Decimal

from msgspec.structs import replace

from clew.model.matching import EntityName, HeldLine, Likeness, Pair, Proposal, Review
from clew.render.terminal import to_text
from clew.report.matches import EMPTY, NOTHING_KEPT, brings, matches_document, matches_view, pair_view, state
from tests.report.sample import SCREENING
from tests.report.schemas import faults, schema

LINE = HeldLine("Fund", ("Inner Fund",), 7, "Example Lantern", Decimal("0.021"))
PAIR = Pair(
    subject="name:examplelantern",
    lines=(LINE, replace(LINE, portfolio="Other", via=(), name="EXAMPLE LANTERN", weight=None)),
    identifiers=(),
    entity_id="harbour:example-lantern",
    entity="Example Lantern Works Co., Ltd.",
    entity_zh="示例灯具有限公司",
    entity_names=(
        EntityName("Example Lantern Works Co., Ltd.", "eng", "Harbour list"),
        EntityName("Example Lantern Works Co., Ltd.", "eng", "Other list"),
        EntityName("示例灯具有限公司", "zho", "Harbour list"),
    ),
    entity_identifiers=(("isin", "ZZ0000000000"),),
    sources=("harbour",),
    how="name",
    brings=SCREENING.findings[:1],
    likeness=Likeness(0.971, "same", "all parts agree.", "Example Lantern", "Example Lantern Works Co., Ltd."),
    second=True,
    proposal=None,
)
REVIEW = Review((PAIR,), ("Fund", "Other"), (), "2026-11-20", "2026-11-20", (), "0" * 64)


def flat(pair: Pair) -> str:
    return " ".join(to_text(pair_view(pair, "3 of 12"), 200).split())


def test_either_side_is_shown_with_names_numbers_and_places() -> None:
    shown = flat(PAIR)
    for said in (
        "3 of 12",
        "EXAMPLE LANTERN",
        "Example Lantern Works Co., Ltd. (Harbour list, Other list)",
        "示例灯具有限公司 (Harbour list)",
        "ISIN ZZ0000000000",
        "Fund, row 7 through Inner Fund: 2.1 %",
        "likelihood 0.97: all parts agree.",
        "counts once a second person confirms it",
    ):
        assert said in shown, shown


def test_what_an_accept_brings_is_counted_over_every_line() -> None:
    assert brings(PAIR).startswith("2 findings: ")
    assert brings(replace(PAIR, brings=())) == "no finding"
    assert brings(replace(PAIR, brings=SCREENING.restrictions[:1])).startswith("2 findings, not ranked: ")


def test_the_state_says_who_is_awaited() -> None:
    proposal = Proposal(4, "Ada", "2026-11-20T12:00:00+00:00", "seen")
    assert state(PAIR) == "needs two persons"
    assert state(replace(PAIR, proposal=proposal)) == "accepted by Ada; confirm it: clew match confirm 4"
    assert state(replace(PAIR, second=False)) == ""
    assert "Accepted by Ada on 2026-11-20: seen. To accept is to confirm it." in flat(replace(PAIR, proposal=proposal))


def test_the_document_keeps_its_schema_and_says_null_where_nothing_is_known() -> None:
    bare = replace(PAIR, likeness=None, lines=PAIR.lines[1:], brings=())
    document = matches_document(replace(REVIEW, pairs=(PAIR, bare, replace(PAIR, proposal=Proposal(1, "Ada", "", "")))))
    assert faults(document, schema("matches")) == []
    assert (document["pairs"][1]["likeness"], document["pairs"][1]["holding"]["weight"]) == (None, None)
    assert document["pairs"][0]["brings"]["findings"] == 2


def test_where_nothing_waits_the_list_says_so_and_names_what_was_not_looked_at() -> None:
    assert to_text(matches_view(replace(REVIEW, pairs=()))).strip() == EMPTY
    assert to_text(matches_view(replace(REVIEW, pairs=(), portfolios=()))).strip() == NOTHING_KEPT
    assert "Not looked at: Gone: no file" in to_text(matches_view(replace(REVIEW, skipped=("Gone: no file",))))


def test_of_many_pairs_the_list_shows_some_and_counts_the_rest() -> None:
    assert "2 more: print them with --json." in to_text(matches_view(replace(REVIEW, pairs=(PAIR,) * 42)), 200)


def test_names_of_sources_drive_no_terminal() -> None:
    odd = replace(PAIR, entity_names=(EntityName("[red]\x1b[2JLantern", "eng", "list"),))
    assert "[red]\ufffd[2JLantern" in to_text(pair_view(odd), 200)
