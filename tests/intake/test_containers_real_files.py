"""Real published files: each opens, and what cannot be opened is known by name."""

from collections import Counter
from pathlib import Path

import pytest

from clew.errors import UnreadableFileError
from clew.intake.containers import Kind, json_keys, json_records, open_container, xml_records, xml_root

pytestmark = pytest.mark.shared_data

REFUSED = {"12.xls": "before 2007", "entities.delta.json": "empty"}
KINDS = {".csv": Kind.DELIMITED, ".json": Kind.JSON, ".xml": Kind.XML, ".xlsx": Kind.SHEET, ".gz": Kind.DELIMITED}


@pytest.mark.slow
def test_every_published_file_opens(shared_data: Path, tmp_path: Path) -> None:
    kinds: Counter[Kind] = Counter()
    for path in sorted(
        [
            *shared_data.glob("lists/**/*"),
            *shared_data.glob("market/o_*/**/*"),
            *shared_data.glob("market/s_*/**/*"),
            *shared_data.glob("market/h_*/*"),
        ]
    ):
        if not path.is_file():
            continue
        if path.name == "12.xls" or not path.stat().st_size:
            with pytest.raises(UnreadableFileError, match=REFUSED[path.name]):
                open_container(path, tmp_path)
            continue
        opened = open_container(path, tmp_path)
        assert opened.kind in {KINDS.get(path.suffix, opened.kind), Kind.PAGE}, path  # a page that is called .xml is among them
        kinds[opened.kind] += 1
        if opened.kind is Kind.JSON:
            assert json_keys(opened)
            assert json_records(opened, "", tmp_path).stat().st_size
        if opened.kind is Kind.XML:
            assert xml_root(opened)
    assert set(kinds) >= {Kind.DELIMITED, Kind.JSON, Kind.XML, Kind.SHEET, Kind.PAGE}


def test_records_of_the_golden_copy_in_json_and_in_xml(shared_data: Path, tmp_path: Path) -> None:
    golden = next(shared_data.glob("market/o_gleif_golden_copy_json/*lei2*.json"))
    opened = open_container(golden, tmp_path)
    assert json_keys(opened) == ("records",)
    assert json_records(opened, "records", tmp_path).read_text(encoding="utf-8").count("\n") == 577
    opened = open_container(shared_data / "market/o_gleif_xml_json_l1_l2_repex/lei-data.xml", tmp_path)
    assert xml_root(opened) == "LEIData"
    repeated = (
        "OtherEntityName",
        "AdditionalAddressLine",
        "TransliteratedOtherEntityName",
        "TransliteratedOtherAddress",
        "SuccessorEntity",
        "LegalEntityEvent",
        "Geocoding",
        "OtherValidationAuthority",
        "OtherAddress",
        "ValidationDocument",
    )
    assert xml_records(opened, "LEIRecord", repeated, tmp_path).read_text(encoding="utf-8").count("\n") == 13


def test_entities_of_the_list_of_the_united_nations(shared_data: Path, tmp_path: Path) -> None:
    opened = open_container(shared_data / "lists/un_consolidated/UN_consolidated_entities.xml", tmp_path)
    repeated = ("ENTITY_ALIAS", "ENTITY_ADDRESS", "VALUE")
    lines = xml_records(opened, "ENTITY", repeated, tmp_path).read_text(encoding="utf-8").splitlines()
    assert len(lines) > 200
    assert xml_root(opened) == "CONSOLIDATED_LIST"
