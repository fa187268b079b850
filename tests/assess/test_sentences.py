"""What may be said of a path: attributed, dated, and never stronger than its weakest claim."""

from pathlib import Path

import pytest

from clew.assess.facts import Facts
from clew.assess.sentences import level_of, sentence
from clew.model.release import ClaimRow
from clew.model.screening import Level, Node, PathLink
from clew.model.snapshot import About, Snapshot, Version
from clew.pack.standards import load_standards
from clew.sources.reading.card import load_card

TEMPLATES = load_standards().sentences


@pytest.mark.parametrize(
    ("grades", "listed", "level"),
    [
        (["G1"], True, Level.LISTED),
        (["G1", "G1"], True, Level.LISTED),
        (["G1", "G2"], True, Level.SELF_DISCLOSED),
        (["G1", "G4"], True, Level.REPORTED),
        (["G3"], False, Level.REPORTED),
        (["G1"], False, Level.REPORTED),
        (["G5", "G5"], False, Level.INDICATED),
        (["G5"], False, Level.SINGLE_CLAIM),
        (["G1", "G6"], True, Level.SINGLE_CLAIM),
    ],
)
def test_the_level_is_that_of_the_weakest_claim(grades: list[str], level: Level, *, listed: bool) -> None:
    assert level_of(grades, listed=listed) is level


def row(entity: str, schema: str, prop: str, value: str, stated: str = "", grade: str = "G4") -> ClaimRow:
    dataset = entity.split(":", maxsplit=1)[0]
    return ClaimRow(f"{entity}/{prop}", dataset, entity, schema, prop, value, "", "", "table.csv:2", "", stated, "", "", grade)


def facts(*rows: ClaimRow) -> Facts:
    version = Version("uflpa", "2026-07-16", "2026-07-16", "2026-07-16", "https://example.org", "", starter=True)
    snapshot = Snapshot(About(version, load_card(version.dataset)), "x", "y", 1, (Path("claims.parquet"),))
    return Facts(rows, {}, {"uflpa": snapshot, "founding_documents": snapshot, "notices": snapshot})


def path(*links: PathLink) -> tuple[PathLink, ...]:
    return links


def arrow(  # noqa: PLR0913 - a link has that many parts
    source: str, verb: str, target: str, *, kind: str = "evidence", entity: str = "uflpa:mill#ii", figure: str = "", date: str = ""
) -> PathLink:
    return PathLink(Node(source, source, ""), Node(target, target, ""), kind, verb, figure, date, 0.9, (entity,))


ENTRY = (
    row("uflpa:mill#ii", "Sanction", "program", "UFLPA Entity List"),
    row("uflpa:mill#ii", "Sanction", "sublist", "ii"),
    row("uflpa:mill#ii", "Sanction", "notice", "notices:n"),
)
NOTICE = (row("notices:n", "Notice", "effectiveDate", "2024-05-17"), row("notices:n", "Notice", "citation", "91 FR 1001"))


def test_a_listing_names_list_sublist_version_and_the_notice_that_says_since() -> None:
    said = sentence(TEMPLATES, facts(*ENTRY, *NOTICE), path(arrow("Example Mill", "appears on", "list")), "uflpa:mill#ii", Level.LISTED)
    assert said.startswith("Example Mill appears on the UFLPA Entity List, sub-list ii, as published on 2026-07-16")
    assert said.endswith("since 2024-05-17 (91 FR 1001).")


def test_without_a_notice_there_is_no_since() -> None:
    said = sentence(TEMPLATES, facts(*ENTRY[:2]), path(arrow("Example Mill", "appears on", "list")), "uflpa:mill#ii", Level.LISTED)
    assert "since" not in said


def test_an_ownership_link_is_a_clause_with_its_share_and_its_date() -> None:
    own = arrow("Parent", "owns", "Example Mill", kind="owns", entity="crosswalk:own", figure="63 %", date="2025-03")
    said = sentence(TEMPLATES, facts(*ENTRY), path(own, arrow("Example Mill", "appears on", "list")), "uflpa:mill#ii", Level.LISTED)
    assert said.startswith("Parent owns 63 % of Example Mill (stated 2025-03); Example Mill appears on")


def test_a_share_that_is_older_than_the_statement_says_so() -> None:
    own = arrow("Parent", "owns", "Example Mill", kind="owns", entity="crosswalk:own", figure="63 %", date="2025-03")
    known = facts(*ENTRY, row("crosswalk:own", "Ownership", "shareAsOf", "2021-07"))
    said = sentence(TEMPLATES, known, path(own, arrow("Example Mill", "appears on", "list")), "uflpa:mill#ii", Level.LISTED)
    assert "(share as of 2021-07, stated 2025-03)" in said


REPORT = "founding_documents:report"
REPORTED = (
    row(REPORT, "Allegation", "publication", "Threads of Cotton", "2025-02"),
    row(REPORT, "Allegation", "publisher", "Invented Research", "2025-02"),
    row(REPORT, "Allegation", "text", "the mill “received” workers.", "2025-02"),
)


def test_a_report_is_quoted_with_its_publisher_and_date() -> None:
    said = sentence(TEMPLATES, facts(*REPORTED), path(arrow("Example Mill", "is named in", "x", entity=REPORT)), REPORT, Level.REPORTED)
    assert said == "Example Mill is named in “Threads of Cotton” (Invented Research, 2025-02): “the mill ‘received’ workers”."


def test_a_single_unsourced_claim_says_that_it_is_one() -> None:
    said = sentence(TEMPLATES, facts(*REPORTED), path(arrow("Example Mill", "is named in", "x", entity=REPORT)), REPORT, Level.SINGLE_CLAIM)
    assert said.startswith("One claim without a source of its own")


def test_an_entry_no_longer_in_force_is_put_in_the_past() -> None:
    gone = facts(*ENTRY, row("uflpa:mill#ii", "Sanction", "status", "inactive"))
    said = sentence(TEMPLATES, gone, path(arrow("Example Mill", "appeared on", "list")), "uflpa:mill#ii", Level.LISTED)
    assert "appeared on" in said
    assert "no longer in force" in said
