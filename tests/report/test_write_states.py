"""What became of a claim or its source is in every output, in words."""

import csv
import io
import json
from pathlib import Path

from msgspec.structs import replace
from openpyxl import load_workbook
from rich.console import Console, RenderableType

from clew.model.screening import LeftOut
from clew.pack.wording import load_word_rules
from clew.report.explain import why_document, why_view
from clew.report.table import overview
from clew.report.write import write_reports
from tests.report.sample import FIRST, LISTED, OWNED, SCREENING, SUBLIST

NOTE = "corrected 2026-11-20: the agency named another mill"
TAIL = " A claim of Example Import Ban List was corrected on 2026-11-20: the agency named another mill."
GONE = LeftOut(
    "ex_old",
    "Example Old List",
    "Example Trade Authority",
    "2025-01-01",
    "withdrawn by its publisher on 2026-11-20: replaced",
    "Example Old List, version 2025-01-01, was left out: withdrawn by its publisher on 2026-11-20: replaced.",
)
FINDING = replace(
    FIRST, state="corrected", sentence=FIRST.sentence + TAIL, claims=(OWNED, replace(LISTED, state=NOTE), SUBLIST), basis=("c9f9",)
)
CARED = replace(
    SCREENING,
    findings=(FINDING, *SCREENING.findings[1:]),
    searched=(
        replace(SCREENING.searched[0], state="publisher's page unavailable since 2026-11-20: it answers 404"),
        *SCREENING.searched[1:],
    ),
    left_out=(GONE,),
)


def printed(view: RenderableType) -> str:
    console = Console(width=200, file=io.StringIO(), record=True)
    console.print(view)
    return " ".join(console.export_text().split())


def test_the_terminal_says_it_in_the_table_and_beside(tmp_path: Path) -> None:
    text = printed(overview(CARED, 200))
    assert "corrected" in text.partition("Reached")[0]
    assert "publisher's page unavailable since 2026-11-20" in text
    assert GONE.sentence in text
    assert not list(tmp_path.iterdir())


def test_why_says_it_beside_the_claim_and_in_its_document() -> None:
    text = printed(why_view(CARED, CARED.findings, (), ()))
    assert NOTE in text
    assert TAIL.strip() in text
    assert GONE.sentence in text
    document = why_document(CARED, CARED.findings, (), ())
    assert document["findings"][0]["state"] == "corrected"
    assert document["left_out"][0]["source"] == "ex_old"


def test_the_page_says_it_in_words_that_look_different(tmp_path: Path) -> None:
    write_reports(CARED, tmp_path, "fund", load_word_rules())
    page = (tmp_path / "fund.html").read_text(encoding="utf-8")
    assert '<strong class="state">corrected</strong>' in page
    assert f'<strong class="state"><bdi>{NOTE}</bdi></strong>' in page
    assert ".state {" in page
    assert "border: 2px dashed" in page
    assert GONE.sentence in page


def test_workbook_flat_file_and_json_have_it(tmp_path: Path) -> None:
    written = write_reports(CARED, tmp_path, "fund", load_word_rules())
    book = load_workbook(tmp_path / "fund.xlsx")
    cells = {sheet.title: [str(cell.value) for row in sheet for cell in row] for sheet in book}
    assert "corrected" in cells["Findings"]
    assert NOTE in cells["Claims"]
    assert GONE.sentence in cells["Left out"]
    rows = list(csv.reader(io.StringIO((tmp_path / "fund.csv").read_text(encoding="utf-8-sig"))))
    assert rows[4][rows[3].index("State of its sources")] == "corrected"
    document = json.loads((tmp_path / "fund.json").read_text(encoding="utf-8"))
    assert document["findings"][0]["claims"][1]["state"] == NOTE
    assert document["left_out"][0]["sentence"] == GONE.sentence
    assert "c9f9" in next(one.claim_ids for one in written if one.kind == "json"), "it rests on a claim that it does not quote"
