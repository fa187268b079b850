"""The JSON contract: the schema describes every output, key by key, and the documentation names every key."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from clew.model.screening import Level, Screening, Section
from clew.report import json as contract
from tests.report.sample import FIRST, SCREENING
from tests.report.schemas import faults, schema

SCHEMA = schema("screen")


def parsed(screening: Screening) -> Any:  # noqa: ANN401 - any JSON value
    return json.loads(contract.document_bytes(contract.screen_document(screening)))


def test_the_document_keeps_its_schema() -> None:
    assert faults(parsed(SCREENING), SCHEMA) == []


def test_a_document_without_findings_keeps_its_schema() -> None:
    empty = replace(
        SCREENING, findings=(), historical=(), restrictions=(), affiliations=(), sector_signals=(), rows=(), weight_total=None, reach=()
    )
    assert faults(parsed(empty), SCHEMA) == []


def test_the_schema_knows_every_level_and_section() -> None:
    finding = SCHEMA["$defs"]["finding"]["properties"]
    assert finding["level"]["enum"] == [level.value for level in Level]
    assert finding["section"]["enum"] == [section.value for section in Section]


@pytest.mark.parametrize("name", ["contract", "portfolio", "findings", "historical", "restrictions", "coverage", "searched", "inputs"])
def test_what_was_promised_is_required(name: str) -> None:
    assert name in SCHEMA["required"]


def test_the_documentation_names_every_key(root: Path) -> None:
    page = (root / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page))
    parts = [
        SCHEMA,
        SCHEMA["properties"]["answer"],
        SCHEMA["properties"]["portfolio"],
        SCHEMA["properties"]["lookthrough"],
        *(SCHEMA["$defs"][name] for name in ("finding", "holding", "claim", "link", "book")),
    ]
    assert {key for part in parts for key in part["properties"]} - named == set()


def test_fractions_are_rounded_to_twelve_places_and_unknown_is_null() -> None:
    odd = replace(FIRST, holding=replace(FIRST.holding, weight=Decimal(1) / Decimal(3)), share=None)
    (found,) = parsed(replace(SCREENING, findings=(odd,)))["findings"]
    assert found["holding"]["weight"] == 0.333333333333
    assert found["share"] is None


def test_candidates_are_counted_and_never_shown() -> None:
    text = contract.document_bytes(contract.screen_document(SCREENING)).decode("utf-8")
    assert parsed(SCREENING)["portfolio"]["candidates"] == 1
    assert "Jade" not in text


def test_each_key_and_each_item_has_a_line_of_its_own() -> None:
    text = contract.document_bytes(contract.screen_document(SCREENING)).decode("utf-8")
    assert sum(line.startswith('  {"id": ') for line in text.splitlines()) == 5
    assert text.endswith("}\n")


def test_the_words_of_a_source_are_kept_as_they_are() -> None:
    text = "a\x1b\u202e<b> 示例"
    odd = replace(FIRST, claims=(replace(FIRST.claims[0], original=text),))
    assert parsed(replace(SCREENING, findings=(odd,)))["findings"][0]["claims"][0]["original"] == text
