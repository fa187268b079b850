"""GLEIF's reporting exceptions: a declared unknown or personal owner is said; that nothing is recorded is not."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from clew.workspace import open_workspace
from tests.sources.imports import Said, add, claims, values
from tests.world import World

LEI = "5299000ABCDEFGHIJ101"
HEAD = "LEI,Exception.Category,Exception.Reason.1,Exception.Reason.2,Exception.Reference.1"
DIRECT, ULTIMATE = "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"
REASONS = ("NO_LEI", "NATURAL_PERSONS", "NON_CONSOLIDATING", "NO_KNOWN_PERSON", "NON_PUBLIC")


def in_form(folder: Path, form: str) -> Path:
    path = folder / f"repex.{form}"
    if form == "csv":
        path.write_text(f"{HEAD}\n{LEI},{ULTIMATE},NATURAL_PERSONS,NON_PUBLIC,owned by Inventedname\n", encoding="utf-8")
    elif form == "xml":
        body = f"<r:LEI>{LEI}</r:LEI><r:ExceptionCategory>{ULTIMATE}</r:ExceptionCategory>"
        body += "".join(f"<r:ExceptionReason>{one}</r:ExceptionReason>" for one in ("NATURAL_PERSONS", "NON_PUBLIC"))
        body += "<r:ExceptionReference>owned by Inventedname</r:ExceptionReference>"
        text = f'<r:ReportingExceptionData xmlns:r="http://www.gleif.org/data/schema/repex/2016"><r:Exception>{body}</r:Exception>'
        path.write_text(f'<?xml version="1.0"?>{text}</r:ReportingExceptionData>', encoding="utf-8")
    else:
        reasons = [{"$": one} for one in ("NATURAL_PERSONS", "NON_PUBLIC")]
        record = {"LEI": {"$": LEI}, "ExceptionCategory": {"$": ULTIMATE}, "ExceptionReason": reasons}
        path.write_text(json.dumps({"exceptions": [record]}), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["csv", "xml", "json"])
def test_every_form_says_why_no_parent_is_reported(world: World, tmp_path: Path, form: str) -> None:
    done = add(world.stores, "gleif_repex", in_form(tmp_path, form))
    exception = f"gleif_repex:{LEI.lower()}-ultimate"
    assert values(world.stores, done, exception) == {
        "category": [ULTIMATE],
        "entity": [f"gleif:{LEI.lower()}"],
        "reason": ["NATURAL_PERSONS", "NON_PUBLIC"],
    }
    assert {one.schema for one in claims(world.stores, done)} == {"Company", "ReportingException"}
    assert not claims(world.stores, done, "contains(value, 'Inventedname')")


def test_plain_json_has_the_day_and_what_it_deletes_is_dropped(world: World, tmp_path: Path) -> None:
    path = tmp_path / "repex.json"
    one = {"LEI": LEI, "ExceptionCategory": DIRECT, "ExceptionReason": "NO_LEI", "ContentDate": "2026-06-01T09:00:00Z"}
    gone = {**one, "ExceptionCategory": ULTIMATE, "Extension": {"Deletion": {"DeletedAt": "2026-06-01T00:00:00Z"}}}
    path.write_text(json.dumps([one, gone]), encoding="utf-8")
    done = add(world.stores, "gleif_repex", path)
    assert done.snapshot.dropped == (("deleted by a delta file", 1),)
    said = Said(f"gleif_repex:{LEI.lower()}-direct", "ReportingException", "reason", "NO_LEI", "", "row 1", "2026-06-01", "", "", "G1")
    assert claims(world.stores, done, "prop = 'reason'") == [said]


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    path = tmp_path / "repex.csv"
    lines = (f"{LEI}X,{DIRECT},NO_LEI,,", f"{LEI},COUSIN,NO_LEI,,", f"{LEI},{DIRECT},WHIM,,", f"{LEI},{DIRECT},,,")
    path.write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")
    with pytest.raises(UnexpectedContentError) as caught:
        add(world.stores, "gleif_repex", path)
    told = str(caught.value)
    assert all(part in told for part in (f"“{LEI}X” has not the shape", "unknown code “COUSIN”", "“WHIM” has not the shape", "row 5"))


@settings(max_examples=10)
@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from(REASONS)), min_size=1, max_size=12, unique_by=lambda one: one[0]))
def test_every_row_is_one_exception(found: list[tuple[int, str]]) -> None:
    with TemporaryDirectory() as name, open_workspace(Path(name) / "home") as stores:
        path = Path(name) / "repex.csv"
        lines = [f"5299000ABCDEFGHIJ0{at:02},{DIRECT},{reason},," for at, reason in found]
        path.write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")
        done = add(stores, "gleif_repex", path)
        said = {(one.entity_id, one.value) for one in claims(stores, done, "prop = 'reason'")}
        assert said == {(f"gleif_repex:5299000abcdefghij0{at:02}-direct", reason) for at, reason in found}


@pytest.mark.parametrize("suffix", ["json", "xml"])
@pytest.mark.parametrize(("name", "rows", "dropped"), [("data", 10, 0), ("updates-data2", 7, 0), ("updates-data2-new", 6, 1)])
def test_real_files_are_imported_whole(world: World, shared_data: Path, name: str, rows: int, dropped: int, suffix: str) -> None:
    done = add(world.stores, "gleif_repex", shared_data / "market" / "o_gleif_xml_json_l1_l2_repex" / f"repex-{name}.{suffix}")
    assert done.snapshot.about.rows == rows
    assert sum(count for _, count in done.snapshot.dropped) == dropped
