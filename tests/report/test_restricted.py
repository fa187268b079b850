"""The restricted list as a CSV for an order-management system, on the terminal, and as `clew.restricted/1`."""

import csv
import json
from pathlib import Path

from msgspec.structs import replace

from clew.model.gate import RestrictedList
from clew.render.terminal import to_text
from clew.report.restricted import EMPTY, NOTICE, restricted_bytes, restricted_document, restricted_view
from tests.report.gate_sample import RESTRICTED, ROW
from tests.report.schemas import faults, schema


def table(found: RestrictedList) -> list[dict[str, str]]:
    """The CSV as a program reads it: heads in the first line."""
    return list(csv.DictReader(restricted_bytes(found).decode("utf-8-sig").splitlines()))


def shown(found: RestrictedList, width: int = 80) -> str:
    return to_text(restricted_view(found), width)


def flat(found: RestrictedList) -> str:
    """What the terminal shows, without its line ends."""
    return " ".join(shown(found, 200).split())


def test_the_heads_stand_in_the_first_line_and_each_security_in_one_row() -> None:
    first, second = table(RESTRICTED)
    assert (first["outcome"], first["isin"], first["mic"], first["code"], first["cusip"]) == ("block", "ZZ0000000000", "XHKG", "99001", "")
    assert (second["outcome"], second["stated"], second["cusip"], second["isin"]) == ("ask first", "block", "000000AA1", "")
    assert (first["rule"], first["law"], second["rule"], second["law"]) == ("listed-itself", "", "us-x", "us")
    assert second["override"] == "7: weighed in committee"
    assert second["why"] == "a law says so"


def test_every_row_says_what_it_is_and_what_it_is_a_function_of() -> None:
    for row in table(RESTRICTED):
        assert row["basis"] == f"{NOTICE} Policy default 2026-11-28; laws: us; as of 2026-11-20."


def test_what_may_not_be_passed_on_has_no_row() -> None:
    closed = replace(RESTRICTED, rows=(ROW, replace(ROW, issuer="Closed", export=False)))
    assert [row["issuer"] for row in table(closed)] == [ROW.issuer]


def test_no_cell_is_run_as_a_formula() -> None:
    odd = replace(ROW, issuer='=HYPERLINK("x")', issuer_zh="+1", identifiers={"listing": "XNYS:-A", "isin": "@x"})
    (row,) = table(replace(RESTRICTED, rows=(odd,)))
    assert (row["issuer"], row["issuer_zh"], row["code"], row["isin"]) == ('\'=HYPERLINK("x")', "'+1", "'-A", "'@x")


def test_an_empty_list_has_its_heads_alone_since_a_program_reads_it() -> None:
    lines = restricted_bytes(replace(RESTRICTED, rows=())).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("outcome,issuer,")
    assert lines[1:] == []


def test_the_document_keeps_its_schema() -> None:
    for found in (RESTRICTED, replace(RESTRICTED, rows=(), by_country=())):
        assert faults(json.loads(json.dumps(restricted_document(found))), schema("restricted")) == []


def test_the_document_has_what_may_not_be_passed_on_and_marks_it() -> None:
    closed = replace(RESTRICTED, rows=(replace(ROW, export=False),))
    assert [row["export"] for row in restricted_document(closed)["rows"]] == [False]


def test_the_terminal_counts_securities_issuers_and_outcomes() -> None:
    assert flat(RESTRICTED).startswith("2 securities of 1 issuer: 1 block, 1 ask first")
    assert "us-outbound goes by country: only companies of whom there is evidence are listed." in flat(RESTRICTED)
    assert "goes by country" not in flat(replace(RESTRICTED, by_country=()))
    assert shown(replace(RESTRICTED, rows=())).startswith(EMPTY)


def test_no_line_is_wider_than_the_terminal() -> None:
    assert max(map(len, shown(RESTRICTED, 80).splitlines())) <= 80


def test_what_the_terminal_leaves_out_is_counted_with_the_way_to_it() -> None:
    many = replace(RESTRICTED, rows=tuple(replace(ROW, identifiers={"isin": f"ZZ{number:010}"}) for number in range(45)))
    assert "15 more: write them with --out, or print them with --json." in flat(many)


def test_the_documentation_names_every_key(root: Path) -> None:
    told = (root / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    keys = {*schema("restricted")["properties"], *schema("restricted")["$defs"]["row"]["properties"]}
    assert sorted(key for key in keys if f"`{key}`" not in told) == []
