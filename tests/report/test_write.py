"""All files of a screening: the same bytes for the same screening, all of them or none."""

import csv
import hashlib
import io
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from clew.errors import RefusedError, WorkspaceError
from clew.pack.wording import load_word_rules
from clew.report.write import Written, write_reports
from tests.report.sample import FIRST, ROWS, SCREENING

WORDS = load_word_rules()
SUFFIXES = [".html", ".xlsx", ".csv", ".json", ".review.csv"]


def test_five_files_are_written_with_their_hashes(tmp_path: Path) -> None:
    written = write_reports(SCREENING, tmp_path / "out", "fund", WORDS)
    assert [one.path.name for one in written] == [f"fund{suffix}" for suffix in SUFFIXES]
    assert [one.kind for one in written] == ["html", "xlsx", "csv", "json", "review"]
    assert all(hashlib.sha256(one.path.read_bytes()).hexdigest() == one.sha256 for one in written)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(f"fund{suffix}" for suffix in SUFFIXES)


def test_the_same_screening_gives_the_same_bytes(tmp_path: Path) -> None:
    def hashes(written: tuple[Written, ...]) -> list[str]:
        return [one.sha256 for one in written]

    first = hashes(write_reports(SCREENING, tmp_path / "a", "fund", WORDS))
    assert first == hashes(write_reports(SCREENING, tmp_path / "b", "fund", WORDS))
    assert first == hashes(write_reports(SCREENING, tmp_path / "a", "fund", WORDS))


def test_each_file_knows_the_claims_that_it_shows(tmp_path: Path) -> None:
    claims = {one.kind: one.claim_ids for one in write_reports(SCREENING, tmp_path, "fund", WORDS)}
    assert claims["json"] == ("c1a0", "c1a1", "c2b0", "c3c0", "c4d0", "c5e0")
    assert claims["html"] == claims["xlsx"] == claims["json"]
    assert claims["csv"] == ("c1a0", "c1a1", "c2b0", "c3c0")
    assert claims["review"] == ()


@pytest.mark.parametrize("text", ["Example Co. uses forced labour.", "Example Co. is guilty.", "Das ist bewiesen.", "该公司有罪。"])
def test_a_bad_sentence_stops_every_file(tmp_path: Path, text: str) -> None:
    bad = replace(SCREENING, findings=(replace(FIRST, sentence=text),))
    with pytest.raises(RefusedError, match=r"findings\[0\].sentence"):
        write_reports(bad, tmp_path / "out", "fund", WORDS)
    assert not (tmp_path / "out").exists()


def test_a_row_that_is_called_clean_by_us_stops_and_a_company_called_so_does_not(tmp_path: Path) -> None:
    assert any("CLEAN ENERGY" in row.holding.name for row in ROWS)
    bad = replace(SCREENING, rows=(replace(ROWS[0], sentence="CLEAN ENERGY EXAMPLE is clean."),))
    with pytest.raises(RefusedError, match=r"rows\[0\].sentence"):
        write_reports(bad, tmp_path, "fund", WORDS)


@pytest.mark.parametrize("change", [{"heading": "Report"}, {"title": "Companies that use it: Fund"}])
def test_no_output_leaves_without_heading_and_title(tmp_path: Path, change: dict[str, str]) -> None:
    with pytest.raises(RefusedError, match="Every output begins"):
        write_reports(replace(SCREENING, **change), tmp_path, "fund", WORDS)  # type: ignore[arg-type]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="cannot write"):
        write_reports(SCREENING, blocked, "fund", WORDS)


def test_the_flat_file_is_headed_and_holds_the_current_findings_only(tmp_path: Path) -> None:
    write_reports(SCREENING, tmp_path, "fund", WORDS)
    rows = list(csv.reader(io.StringIO((tmp_path / "fund.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0] == [SCREENING.heading]
    assert rows[1] == [SCREENING.title]
    assert rows[3][:3] == ["Rank", "Holding", "ISIN"]
    assert [row[1] for row in rows[4:]] == ["EXAMPLE LANTERN TEXTILE-A", "EXAMPLE OPTICS GRP H"]


def test_the_review_file_gives_the_command_or_says_that_it_is_empty(tmp_path: Path) -> None:
    write_reports(SCREENING, tmp_path, "fund", WORDS)
    text = (tmp_path / "fund.review.csv").read_text(encoding="utf-8-sig")
    assert text.startswith('"Possible matches, not confirmed; internal only"')
    assert "clew judge confirm ex_ban_list:21 XX0000000075" in text
    write_reports(replace(SCREENING, candidates=()), tmp_path, "fund", WORDS)
    assert "No possible match is waiting" in (tmp_path / "fund.review.csv").read_text(encoding="utf-8-sig")


def test_the_workbook_has_a_sheet_for_everything(tmp_path: Path) -> None:
    write_reports(SCREENING, tmp_path, "fund", WORDS)
    book = load_workbook(tmp_path / "fund.xlsx")
    wanted = {
        "Findings",
        "Paths",
        "Claims",
        "Historical",
        "Other restrictions",
        "Sector signals",
        "Coverage",
        "Searched",
        "Not resolved",
        "Inputs",
    }
    assert wanted <= set(book.sheetnames)
    assert {sheet["A1"].value for sheet in book} == {SCREENING.heading}
    assert {sheet["A2"].value for sheet in book} == {SCREENING.title}


def test_a_possible_match_stands_in_no_file_of_the_report(tmp_path: Path) -> None:
    write_reports(SCREENING, tmp_path, "fund", WORDS)
    book = load_workbook(tmp_path / "fund.xlsx")
    cells = " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    texts = [cells, *((tmp_path / f"fund{suffix}").read_text(encoding="utf-8") for suffix in (".html", ".json", ".csv"))]
    assert ["Jade" in text for text in texts] == [False] * 4
