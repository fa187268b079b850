"""Real holdings files, as issuers publish them and as people save them again: every row is accounted for."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec import Struct

from clew.model.holding import Holding, HoldingsFile, RowKind
from clew.pack.holdings import load_holdings_words
from clew.portfolio.read import read_holdings

WORDS = load_holdings_words()


class Expected(Struct, frozen=True):
    """A file under `market/`, and what is known of it from looking at it.

    Attributes:
        file: folder and name.
        rows: rows of the table.
        header: row of the header.
        as_of: date that the file states.
        companies: securities among the rows.
        whole: what its weights add up to, in per cent, where that is not a hundred.
    """

    file: str
    rows: int
    header: int = 1
    as_of: str = ""
    companies: int = 0
    whole: str = ""


FILES = (
    Expected("h_ishares_us_verbatim/ACWI_holdings_2022-03-10_verbatim.csv", 2369, 10, "2022-03-10", 2327),
    Expected("h_ishares_us_verbatim/ACWI_holdings_2025-01.csv", 2333, companies=2292),
    Expected("h_ishares_us_verbatim/EEM_holdings_2025-01.csv", 1243, companies=1213),
    Expected("h_ishares_us_verbatim/IVV_holdings_2024.csv", 508, 10, "2024-12-06", 503),
    Expected("h_ishares_us_verbatim/IWV_holdings_2025.csv", 2658, 10, "2025-05-21", 2653),
    Expected("h_ishares_us_verbatim/URTH_holdings_2021_cusip_isin_sedol.csv", 1297, companies=1270),
    Expected("h_ishares_us_verbatim/XWD_holdings_canada.csv", 1368, companies=1368),
    Expected("h_ishares_de/EUNL_holdings_2022.csv", 1591, 3, "2022-04-05", 1543),
    Expected("h_ishares_de/EUNL_holdings_2026-01-20.csv", 1338, 3, "2026-01-20", 1317),
    Expected("h_ishares_de/EXSA_holdings_2022.csv", 613, 3, "2022-02-24", 600),
    Expected("h_ishares_de/SXR8_holdings_2022.csv", 513, 3, "2022-03-01", 506),
    Expected("h_ishares_excel_mangled/EEM_holdings_2022_excel_resaved.csv", 1237, companies=1237),
    Expected("h_ishares_excel_mangled/URTH_holdings_2021-03_excel_resaved.csv", 1273, 2, companies=1249),
    Expected("h_sec_nport_xml/NPORT Sample 7.xml", 1685, 0, "2023-03-31", 897, "103.93"),
    Expected("h_sec_nport_xml/NPORT.Dupree.xml", 55, 0, "2022-12-31", 55, "97.84"),
    Expected("h_sec_nport_xml/N-PORT Sample 1.xml", 1, 0, "2017-10-22", 1, "17.00"),
    Expected("h_sec_13f/13F-HR.infotable.xml", 255, 0, companies=227),
    Expected("h_sec_13f/13F-HR.privateportfolio.infotable.html", 255, 3, companies=227),
    Expected("h_sec_13f/form.13FHR.xml", 375, 3, companies=259),
    Expected("h_sec_13f/information_table.xml", 169, 0, companies=159),
    Expected("h_sec_13f/0001951757-25-000093.nc", 77, 0, "2024-12-31", 63),
    Expected("h_sec_13f/13F.0001894188-23-000007.txt", 14, 0, "2023-09-30", 14),
    Expected("h_spdr_ssga_xlsx/holdings-daily-us-en-spy_2024-03-19.xlsx", 504, 5, "2024-03-19", 503),
    Expected("h_spdr_ssga_xlsx/holdings-daily-us-en-spy_2025-02-07.xlsx", 505, 5, "2025-02-07", 504),
    Expected("h_spdr_ssga_xlsx/holdings-daily-us-en-xbi-03-Feb-2025.xlsx", 144, 5, "2025-02-03", 142),
    Expected("h_nbim_gpfg/EQ_2015_Country.csv", 9050, companies=9049),
    Expected("h_nbim_gpfg/EQ_2022_Country.csv", 9228, companies=9228),
    Expected("h_ark/ARKK_HOLDINGS_verbatim_2026-08-18.csv", 47, as_of="2026-08-18", companies=46),
    Expected("h_au_etf_issuers/A200.csv", 201, companies=199),
    Expected("h_au_etf_issuers/BGBL.csv", 1257, companies=1241),
    Expected("h_au_etf_issuers/CFLO.csv", 215, companies=200),
    Expected("h_au_etf_issuers/DVDY.csv", 26, companies=25),
    Expected("h_au_etf_issuers/E200.csv", 93, companies=93),
    Expected("h_au_etf_issuers/FANG.csv", 10, companies=10),
    Expected("h_au_etf_issuers/QMIX.csv", 926, companies=926),
    Expected("h_au_etf_issuers/QUAL.csv", 301, companies=300),
    Expected("h_au_etf_issuers/SCHD.csv", 104, as_of="2024-04-09", companies=101),
    Expected("h_au_etf_issuers/VAE.csv", 1532, companies=1532),
)


def read(shared_data: Path, file: str) -> HoldingsFile:
    path = shared_data / "market" / file
    if not path.is_file():
        pytest.skip(f"no {path}")
    return read_holdings(path, WORDS)


def by_code(file: HoldingsFile) -> dict[tuple[str, str], Holding]:
    return {(row.mic, row.code): row for book in file.books for row in book.holdings}


@pytest.mark.parametrize("expected", FILES, ids=lambda expected: expected.file)
def test_every_row_is_accounted_for(shared_data: Path, expected: Expected) -> None:
    file = read(shared_data, expected.file)
    (book,) = file.books
    weights = sum((row.weight for row in book.holdings if row.weight is not None), Decimal(0))
    kinds = Counter(row.kind for row in book.holdings)
    assert (file.rows_in, file.header_row, file.stated_as_of) == (expected.rows, expected.header, expected.as_of)
    assert len(book.holdings) == file.rows_in
    assert kinds[RowKind.SECURITY] == expected.companies
    assert kinds[RowKind.REJECTED] == 0
    if expected.whole:
        assert f"{weights * 100:.2f}" == expected.whole
        assert any(f"add up to {expected.whole} %" in warning for warning in file.warnings)
    else:
        assert Decimal("0.98") < weights < Decimal("1.02")
    assert [row.row for row in book.holdings] == sorted(row.row for row in book.holdings)
    assert not [warning for warning in file.warnings if "exchange" in warning]


def test_chinese_codes_of_an_emerging_markets_fund(shared_data: Path) -> None:
    rows = by_code(read(shared_data, "h_ishares_us_verbatim/EEM_holdings_2025-01.csv"))
    assert rows["XHKG", "00700"].name == "TENCENT HOLDINGS LTD"
    assert rows["XKRX", "005930"].name == "SAMSUNG ELECTRONICS LTD"
    assert {mic for mic, _ in rows} >= {"XHKG", "XSHG", "XSHE", "XTAI", "XKRX", "XNSE", "BVMF"}
    assert all(len(code) == 6 for mic, code in rows if mic in {"XSHG", "XSHE", "XKRX"})


def test_what_a_spreadsheet_took_is_as_in_the_original(shared_data: Path) -> None:
    """Codes of the fund saved again in a spreadsheet agree with those of a download that kept its zeros."""
    mangled = by_code(read(shared_data, "h_ishares_excel_mangled/EEM_holdings_2022_excel_resaved.csv"))
    verbatim = by_code(read(shared_data, "h_ishares_us_verbatim/EEM_holdings_2025-01.csv"))
    both = {(mic, code) for mic, code in mangled.keys() & verbatim.keys() if mic in {"XSHE", "XKRX"}}
    assert len(both) > 150
    assert sum(1 for key in both if mangled[key].name.split()[0] == verbatim[key].name.split()[0]) > 0.95 * len(both)
    assert mangled["XKRX", "005930"].notes


def test_three_identifiers_survive_a_spreadsheet(shared_data: Path) -> None:
    (book,) = read(shared_data, "h_ishares_excel_mangled/URTH_holdings_2021-03_excel_resaved.csv").books
    apple = next(row for row in book.holdings if row.name == "APPLE INC")
    assert (apple.cusip, apple.isin, apple.sedol) == ("037833100", "US0378331005", "2046251")


def test_mainland_codes_without_an_exchange(shared_data: Path) -> None:
    rows = by_code(read(shared_data, "h_au_etf_issuers/VAE.csv"))
    assert rows["XSHE", "002440"].name == "Zhejiang Runtu Co. Ltd."
    assert Counter(mic for mic, _ in rows)["XSHG"] > 200


def test_look_through_data_of_swedish_funds(shared_data: Path) -> None:
    file = read(shared_data, "h_swedish_fund_lookthrough/holdings.csv.gz")
    rows = [row for book in file.books for row in book.holdings]
    held = {book.isin for book in file.books if book.isin}
    assert (file.rows_in, len(rows), len(file.books)) == (99_640, 99_640, 636)
    assert sum(1 for row in rows if row.isin) == 97_239
    assert sum(1 for row in rows if row.isin in held) == 946
    assert all(row.kind is RowKind.FUND for row in rows if row.isin in held)
    sums = [sum((row.weight for row in book.holdings if row.weight is not None), Decimal(0)) for book in file.books]
    assert all(abs(total - 1) < Decimal("1E-6") for total in sums)


def test_a_history_is_a_book_for_each_fund_and_date(shared_data: Path) -> None:
    file = read(shared_data, "h_ark/ark_master.csv.gz")
    assert file.rows_in == 40_752
    assert len(file.books) == 822
    assert sum(len(book.holdings) for book in file.books) == 40_752


def test_several_funds_of_one_day(shared_data: Path) -> None:
    file = read(shared_data, "h_ark/ark_latest.csv")
    assert {book.book_id for book in file.books} == {"ARKF", "ARKG", "ARKK", "ARKQ", "ARKW", "ARKX"}
    assert file.stated_as_of == "2021-09-08"


def test_dummy_identifiers_are_left_out_and_told(shared_data: Path) -> None:
    (book,) = read(shared_data, "h_ark/ARKK_HOLDINGS_verbatim_2026-08-18.csv").books
    assert [row.cusip for row in book.holdings if row.notes] == ["", "", ""]
    assert sum(1 for row in book.holdings if row.cusip) == 44
