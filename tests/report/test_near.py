"""Near names: the list says what becomes of each, and the document keeps its schema."""

from msgspec.structs import replace

from clew.model.matching import Found, Near
from clew.render.terminal import to_text
from clew.report.near import near_document, near_view
from tests.report.schemas import faults, schema

NEAR = Near(
    subject="name:examplelanterns",
    held="Example Lanterns",
    rows=2,
    entity_id="harbour:example-lantern",
    entity="Example Lantern Works Co., Ltd.",
    name="示例灯具有限公司",
    dataset="harbour",
    source="Harbour list",
    place="row 7",
    score=0.971,
    verdict="same",
    why="All parts agree.",
    leads="evidence",
)
OTHER = replace(NEAR, held="Norden Paper", entity="Norden Paper AB", name="Norden Paper AB", rows=1, leads="", score=0.5)
FOUND = Found((NEAR, OTHER), 12, 3400, 0.25, ("Fund",), (), "2026-11-20", "2026-11-20", (), "0" * 64)


def shown(found: Found) -> str:
    return " ".join(to_text(near_view(found), 250).split())


def test_a_pair_is_shown_with_its_names_its_source_and_its_reason() -> None:
    text = shown(FOUND)
    for said in (
        "2 near names, from a likelihood of 0.25. Looked for were 12 names that nothing resolved, among 3,400 of all sources.",
        "1 of them waits for a person, and none is a finding: clew match review. From the other 1 no thread leads to evidence.",
        "Example Lanterns (2 rows)",
        "示例灯具有限公司 (Example Lantern Works Co., Ltd.)",
        "Harbour list, row 7",
        "same: All parts agree.",
        "1 more: print them with --json.",
    ):
        assert said in text, text
    assert "Norden" not in text


def test_where_none_leads_to_evidence_all_are_shown_and_none_waits() -> None:
    text = shown(replace(FOUND, near=(OTHER,)))
    assert "so none waits for a person yet" in text
    assert "Norden Paper AB" in text


def test_nothing_found_and_nothing_kept_are_said() -> None:
    assert shown(replace(FOUND, near=(), asked=1)).startswith("No name comes near. Looked for were 1 name that nothing resolved")
    assert "clew match find FILE" in shown(replace(FOUND, near=(), portfolios=()))
    assert "Not looked at: Fund: gone" in shown(replace(FOUND, near=(), skipped=("Fund: gone",)))


def test_the_document_keeps_its_schema() -> None:
    document = near_document(FOUND)
    assert faults(document, schema("near")) == []
    assert document["near"][0]["score"] == 0.971
