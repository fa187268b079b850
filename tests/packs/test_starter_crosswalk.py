"""The crosswalk: every citation is walked, in the very row where it stands; every code and reference is checked."""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from python_calamine import CalamineWorkbook

from clew.values.identifiers import isin
from tests.conftest import ROOT
from tests.packs.shipped import STARTER, Row, several, table

DOCUMENTS = {row["document"]: row for row in table("crosswalk", "documents.csv")}
ISSUERS = {row["issuer"]: row for row in table("crosswalk", "issuers.csv")}
SECURITIES = table("crosswalk", "securities.csv")
LISTED = table("crosswalk", "listed.csv")
CODES = {
    "XSHG": r"6\d{5}|9\d{5}",
    "XSHE": r"[023]\d{5}",
    "XHKG": r"\d{5}",
    "XNYS": r"[A-Z]{1,5}",
    "XNAS": r"[A-Z]{1,5}",
}
"""Shape of an exchange's codes."""
QUOTED = {"XSHG": ("CN",), "XSHE": ("CN",)}
"""Markets whose ISINs all have one country."""
PROOFS = (("document", "row", "quote"), ("document2", "row2", "quote2"))


class Citation(NamedTuple):
    """Words of a document, with the row that cites them."""

    where: str
    document: str
    row: str
    quote: str


def citations() -> Iterator[Citation]:
    for name, rows in (("securities", SECURITIES), ("listed", LISTED)):
        for at, row in enumerate(rows, start=2):
            for document, line, quote in PROOFS:
                if row[document]:
                    yield Citation(f"{name}.csv:{at}", row[document], row[line], row[quote])
            if row.get("share_document"):
                yield Citation(f"{name}.csv:{at}", row["share_document"], "", row["share_quote"])
    for at, row in enumerate(ISSUERS.values(), start=2):
        if row["name_zh"]:
            yield Citation(f"issuers.csv:{at}", row["name_zh_document"], row["name_zh_row"], row["name_zh"])


CITATIONS = tuple(citations())


def files() -> dict[str, str]:
    """Document → its file below the folder of real lists, "" where it is a page that was read."""
    with (ROOT / "tests" / "data" / "crosswalk_documents.csv").open(encoding="utf-8", newline="") as file:
        return {row["document"]: row["path"] for row in csv.DictReader(file)}


@cache
def lines(place: Path) -> tuple[str, ...]:
    """The lines of a text file, as an editor counts them."""
    data = gzip.decompress(place.read_bytes()) if place.suffix == ".gz" else place.read_bytes()
    return tuple(data.decode("utf-8", errors="replace").split("\n"))


@cache
def sheet(place: Path, name: str) -> tuple[str, ...]:
    """The rows of a sheet, counted as a spreadsheet counts them."""
    rows = CalamineWorkbook.from_path(str(place)).get_sheet_by_name(name).to_python(skip_empty_area=False)
    return tuple(" | ".join(str(cell) for cell in row) for row in rows)


def cited_row(place: Path, row: str) -> str:
    """What stands in a row: `12` in a text file, `sheet!12` in a workbook."""
    name, _, number = row.rpartition("!")
    rows = sheet(place, name) if name else lines(place)
    return rows[int(number) - 1] if int(number) <= len(rows) else ""


def parts(quote: str) -> list[str]:
    return quote.split(" | ")


def test_every_cited_document_exists_and_says_what_it_is() -> None:
    assert {one.document for one in CITATIONS} <= set(DOCUMENTS)
    assert [one for one in CITATIONS if not one.quote] == []
    assert [
        row["document"] for row in DOCUMENTS.values() if not row["title"] or not row["publisher"] or not row["licence"] or not row["family"]
    ] == []
    assert set(files()) == set(DOCUMENTS)


def test_a_document_has_an_address_or_a_file() -> None:
    paths = files()
    assert [name for name, row in DOCUMENTS.items() if not row["url"].startswith(("http://", "https://")) and not paths[name]] == []


def test_every_cited_row_holds_the_words(shared_data: Path) -> None:
    """Walks every citation of a file; a page is named by its address, and has no rows."""
    paths, walked, wrong = files(), Counter[str](), []
    for one in CITATIONS:
        if not paths[one.document]:
            continue
        if not one.row:
            wrong.append((one, "no row"))
            continue
        text = cited_row(shared_data / paths[one.document], one.row)
        missing = [part for part in parts(one.quote) if part not in text]
        wrong += [(one, f"{missing} not in {text[:200]!r}")] if missing else []
        walked[one.document] += 1
    told = [f"{sum(walked.values())} citations of {len(walked)} files walked, {len(CITATIONS) - sum(walked.values())} of pages not:"]
    told += [f"  {name} {count}" for name, count in walked.most_common()]
    print("\n".join(told))  # noqa: T201 - read with -s
    assert wrong == []


def test_a_file_is_cited_by_row_and_a_page_is_not() -> None:
    paths = files()
    assert [one for one in CITATIONS if bool(one.row) != bool(paths[one.document])] == []
    assert [one for one in CITATIONS if one.row and not re.fullmatch(r"(?:[^!]+!)?[1-9]\d*", one.row)] == []


def families(row: Row) -> set[str]:
    return {DOCUMENTS[row[document]]["family"] for document, _, _ in PROOFS if row[document]}


@pytest.mark.parametrize("rows", [SECURITIES, LISTED], ids=["securities", "listed"])
def test_a_usable_row_rests_on_two_families_and_a_candidate_says_why(rows: tuple[Row, ...]) -> None:
    assert {row["status"] for row in rows} == {"usable", "candidate"}
    assert [row for row in rows if row["status"] == "usable" and len(families(row)) < 2] == []
    assert [row for row in rows if row["status"] == "candidate" and not row["note"]] == []


def test_every_isin_has_its_check_digit_and_the_country_of_its_market() -> None:
    for row in SECURITIES:
        if row["isin"]:
            assert isin(row["isin"]) == row["isin"]
            assert row["isin"][:2] in QUOTED.get(row["mic"], (row["isin"][:2],)), row
        else:
            assert row["isin_reason"], row


def test_every_code_has_the_shape_of_its_exchange() -> None:
    assert {row["mic"] for row in SECURITIES} <= set(CODES)
    assert [row for row in SECURITIES if not re.fullmatch(CODES[row["mic"]], row["code"])] == []


def test_the_quotes_hold_the_code_or_the_isin() -> None:
    """At least one of the two documents prints the code, and one the ISIN; the name alone proves no security."""
    silent = []
    for row in SECURITIES:
        quoted = f"{row['quote']} {row['quote2']}"
        if row["code"].lstrip("0") not in quoted or row["isin"] not in quoted:
            silent.append((row["issuer"], row["mic"], row["code"], row["isin"], row["status"], quoted))
    assert [one for one in silent if one[4] == "usable"] == []


def test_no_security_belongs_to_two_issuers() -> None:
    owners: dict[str, set[str]] = {}
    for row in SECURITIES:
        for name in (f"{row['mic']}:{row['code']}", row["isin"]):
            if name:
                owners.setdefault(name, set()).add(row["issuer"])
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


def test_an_isin_is_one_security() -> None:
    counted = Counter(row["isin"] for row in SECURITIES if row["isin"])
    assert [code for code, count in counted.items() if count > 1] == []


def test_no_licensed_identifier_is_stored() -> None:
    columns = {column for place in (STARTER / "crosswalk").glob("*.csv") for column in table("crosswalk", place.name)[0]}
    assert [column for column in columns if re.search(r"cusip|sedol|figi|ric|bloomberg", column)] == []


def test_every_issuer_has_a_security_or_an_entry() -> None:
    used = {row["issuer"] for row in (*SECURITIES, *LISTED)}
    assert used == set(ISSUERS)
    assert [row["issuer"] for row in ISSUERS.values() if bool(row["name_zh"]) == bool(row["name_zh_reason"])] == []


def entry_rows(dataset: str, key: str) -> list[Row]:
    name = "organisations.csv" if dataset == "founding_documents" else "entries.csv"
    return [row for row in table(dataset, name) if row["key"] == key]


def bare(name: str) -> str:
    """A name without the closing full stop that some copies drop."""
    return name.rstrip(".").casefold()


@pytest.mark.parametrize("row", LISTED, ids=lambda row: f"{row['issuer']}/{row['dataset']}/{row['entry_key']}")
def test_every_entry_is_in_its_dataset_by_key_row_and_name(row: Row) -> None:
    found = entry_rows(row["dataset"], row["entry_key"])
    assert found
    assert several(row["entry_row"]) == [one["row"] for one in found if one.get("row")]
    assert any(bare(row["entry_name"]).startswith(bare(one["name"])) for one in found)


def test_an_entry_is_the_same_as_one_issuer_at_most() -> None:
    same = Counter((row["dataset"], row["entry_key"]) for row in LISTED if row["relation"] == "same" and row["status"] == "usable")
    assert [entry for entry, count in same.items() if count > 1] == []


def test_nothing_owns_itself() -> None:
    pairs = Counter((row["issuer"], row["dataset"], row["entry_key"]) for row in LISTED)
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_a_share_has_its_day_its_document_and_its_words() -> None:
    for row in LISTED:
        stated = [bool(row[name]) for name in ("share_low", "share_high", "share_as_of", "share_document", "share_quote")]
        assert len(set(stated)) == 1, row
        assert not stated[0] or row["relation"] == "parent"
        assert not stated[0] or float(row["share_low"]) <= float(row["share_high"])
