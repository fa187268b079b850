"""Holdings files in the layouts in which people send them, read from end to end."""

import gzip
import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.model.holding import Holding, HoldingsFile, RowKind
from clew.pack.holdings import load_holdings_words
from clew.portfolio.read import read_holdings

WORDS = load_holdings_words()
Read = Callable[..., HoldingsFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(text: str, encoding: str = "utf-8", name: str = "holdings.csv") -> HoldingsFile:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read_holdings(path, WORDS)

    return reader


def rows(file: HoldingsFile) -> list[Holding]:
    found = [holding for book in file.books for holding in book.holdings]
    assert len(found) == file.rows_in
    return found


ISHARES = """\ufeffiShares Example ETF
Fund Holdings as of,"Mar 10, 2022"
Shares Outstanding,"191,200,000.00"
\u00a0
Ticker,Name,Sector,Asset Class,Market Value,Weight (%),Shares,Location,Exchange,Currency,Market Currency
"700","TENCENT HOLDINGS LTD","IT","Equity","644,429,691.87","64.14","13,207","China","Hong Kong Exchanges And Clearing Ltd","USD","HKD"
"005930","SAMSUNG ELECTRONICS","IT","Equity","357,603,323.18","36.50","9","Korea (South)","Korea Exchange (Stock Market)","USD","KRW"
"MESH5","MSCI EMER MKT INDEX (ICE) MAR 25","Cash and/or Derivatives","Futures","0.00","0.00","159.00","-","Ice Futures U.S.","USD","USD"
"USD","USD CASH","Cash and/or Derivatives","Cash","-99,211.31","-0.64","-9","United States","-","USD","USD"
\u00a0
"The content contained herein is owned, licensed and, in short, theirs.
Holdings subject to change."
"""


def test_a_fund_issuers_download(read: Read) -> None:
    file = read(ISHARES)
    tencent, samsung, future, cash = rows(file)
    assert (file.header_row, file.stated_as_of, file.books[0].name, file.books[0].book_id) == (5, "2022-03-10", "iShares Example ETF", "")
    assert dict(file.skipped) == {"preamble": 3, "blank": 2, "footer": 1}
    assert (tencent.row, tencent.mic, tencent.code, tencent.weight, tencent.value) == (
        6,
        "XHKG",
        "00700",
        Decimal("0.6414"),
        Decimal("644429691.87"),
    )
    assert (samsung.mic, samsung.code, samsung.notes) == ("XKRX", "005930", ())
    assert (future.kind, future.index) == (RowKind.FUND, "MSCI Emerging Markets")
    assert (cash.kind, cash.reason, cash.weight) == (RowKind.NOT_A_COMPANY, "cash", Decimal("-0.0064"))
    assert [reading.field for reading in file.columns] == [
        "ticker",
        "name",
        "sector",
        "asset_class",
        "value",
        "weight",
        "country",
        "exchange",
        "currency",
    ]
    assert file.ignored == ("Shares", "Market Currency")
    assert file.warnings == ()


def test_the_hash_is_that_of_the_file(read: Read, tmp_path: Path) -> None:
    data = gzip.compress(ISHARES.encode())
    (tmp_path / "holdings.csv.gz").write_bytes(data)
    file = read_holdings(tmp_path / "holdings.csv.gz", WORDS)
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert file.books[0].holdings == read(ISHARES).books[0].holdings


def test_german_numbers_dates_and_heads(read: Read) -> None:
    file = read(
        'Fondsposition per;"01.Mär.2022"\n\nEmittententicker;Name;Anlageklasse;Marktwert;Gewichtung (%);Börse\n'
        "SAP;SAP SE;Aktien;1.234.567,89;60,5;Xetra\nEUR;EUR CASH;Geldmarkt;-0,26;39,5;-\n"
    )
    sap, cash = rows(file)
    assert file.stated_as_of == "2022-03-01"
    assert (sap.value, sap.weight, sap.mic) == (Decimal("1234567.89"), Decimal("0.605"), "XETR")
    assert cash.reason == "cash"


@pytest.mark.parametrize(
    ("heads", "name"),
    [
        ("Libellé;Code ISIN;Pondération", "Société Générale"),
        ("Nombre;Código ISIN;Peso", "Telefónica"),
        ("Värdepapper;ISIN-kod;Andel", "Mölnlycke"),
        ("Naam;ISIN;Weging", "Koninklijke Philips"),
        ("Titolo;Codice ISIN;Ponderazione", "Società Generale"),
        ("Nome do ativo;Código ISIN;Participação (%)", "Petróleo"),
    ],
)
def test_western_heads_in_windows_encoding(read: Read, heads: str, name: str) -> None:
    held = rows(read(f"{heads}\n{name};US0378331005;60,5\nOther;DE0007164600;39,5\n", "cp1252"))
    assert [(row.name, row.isin, row.weight) for row in held] == [
        (name, "US0378331005", Decimal("0.605")),
        ("Other", "DE0007164600", Decimal("0.395")),
    ]


@pytest.mark.parametrize(
    ("heads", "encoding"),
    [
        ("证券名称,ISIN代码,权重", "gb18030"),
        ("銘柄名,ISINコード,組入比率", "utf-8"),
        ("證券名稱,ISIN,權重", "utf-16"),
        ("종목명,ISIN코드,비중", "utf-16-le"),
    ],
)
def test_heads_of_east_asia(read: Read, heads: str, encoding: str) -> None:
    held = rows(read(f"{heads}\n腾讯控股有限公司,KYG875721634,60%\n新疆大全新能源股份有限公司,CNE100005W44,40%\n", encoding))
    assert held[0].name == "腾讯控股有限公司"
    assert [row.weight for row in held] == [Decimal("0.6"), Decimal("0.4")]


HEBREW = """שם נייר ערך,מספר isin,סוג נכס,שיעור מנכסי ההשקעה,"שווי באלפי ש""ח"
אפל,US0378331005,מניות,60%,60
מזומנים בשקל,,מזומנים,40%,40
"סה""כ",,,100%,100
"""
ARABIC = """اسم الورقة المالية,رمز ISIN,فئة الأصول,الوزن,القيمة السوقية
أبل,US0378331005,أسهم,٦٠٪,٦٠٫٠
نقد,,نقد,٤٠٪,٤٠٫٠
الإجمالي,,,١٠٠٪,١٠٠
"""


@pytest.mark.parametrize("text", [HEBREW, ARABIC], ids=["hebrew", "arabic"])
def test_heads_numbers_and_totals_from_right_to_left(read: Read, text: str) -> None:
    file = read(text)
    held = rows(file)
    assert [(row.isin, row.kind, row.weight, row.value) for row in held] == [
        ("US0378331005", RowKind.SECURITY, Decimal("0.6"), Decimal(60)),
        ("", RowKind.NOT_A_COMPANY, Decimal("0.4"), Decimal(40)),
    ]
    assert [total.value for total in file.totals] == [Decimal(100)]


def test_a_column_is_what_its_cells_are(read: Read) -> None:
    file = read(
        "Name,Identifier,Ticker,Weight\nApple,037833100,AAPL US,0.5\nMicrosoft,594918104,MSFT US,0.3\nAmazon,023135106,AMZN US,0.2\n"
    )
    assert [(row.cusip, row.code, row.mic) for row in rows(file)] == [
        ("037833100", "AAPL", ""),
        ("594918104", "MSFT", ""),
        ("023135106", "AMZN", ""),
    ]
    assert any("3 of 3 different cells" in reading.why for reading in file.columns)


def test_a_column_of_several_kinds_of_identifier(read: Read) -> None:
    held = rows(read("Name,Identifier,Weight\nApple,037833100,50\nSAP,DE0007164600,30\nVodafone,BH4HKS3,15\nNobody,???,5\n"))
    assert [(row.cusip, row.isin, row.sedol) for row in held] == [
        ("037833100", "", ""),
        ("", "DE0007164600", ""),
        ("", "", "BH4HKS3"),
        ("", "", ""),
    ]


def test_a_wrong_check_digit_empties_the_identifier_and_keeps_the_row(read: Read) -> None:
    bad, good = rows(read("Name,ISIN,Weight\nApple,US0378331006,60\nSAP,DE0007164600,40\n"))
    assert (bad.isin, bad.kind, bad.weight) == ("", RowKind.SECURITY, Decimal("0.6"))
    assert bad.notes == ("ISIN “US0378331006” was left out: its check digit does not fit",)
    assert good.notes == ()


def test_zeros_that_a_spreadsheet_took_are_given_back_and_noted(read: Read) -> None:
    held = rows(
        read(
            "Ticker,Name,CUSIP,Exchange,Weight\n5930,Samsung,,Korea Exchange (Stock Market),40\n"
            "AAPL,Apple,37833100,NASDAQ,30\n2,Vanke,,Shenzhen Stock Exchange,30\n"
        )
    )
    assert [(row.mic, row.code) for row in held] == [("XKRX", "005930"), ("XNAS", "AAPL"), ("XSHE", "000002")]
    assert held[1].cusip == "037833100"
    assert [len(row.notes) for row in held] == [1, 1, 1]


def test_a_table_without_heads(read: Read) -> None:
    file = read("US0378331005,Apple Inc,60\nDE0007164600,SAP SE,30\nKYG875721634,Tencent Holdings,10\n")
    assert file.header_row == 0
    first, _, _ = rows(file)
    assert (first.row, first.name, first.weight) == (1, "Apple Inc", Decimal("0.6"))


def test_a_list_of_isins(read: Read) -> None:
    file = read("ISIN\nUS0378331005\nDE0007164600\n")
    assert [row.isin for row in rows(file)] == ["US0378331005", "DE0007164600"]
    assert "the file states neither weights nor values" in file.warnings


def test_weights_from_values_within_each_book(read: Read) -> None:
    file = read(
        "fund_isin,fund_name,instrument_isin,instrument_name,value_sek\n"
        "SE0013222882,Fund A,US0378331005,Apple,75\nSE0013222882,Fund A,SE0004550200,Fund B,25\n"
        "SE0004550200,Fund B,DE0007164600,SAP,10\n,Fund C,,Volvo,7\n"
    )
    assert [(book.book_id, book.name, book.isin, len(book.holdings)) for book in file.books] == [
        ("SE0013222882", "Fund A", "SE0013222882", 2),
        ("SE0004550200", "Fund B", "SE0004550200", 1),
        ("Fund C", "Fund C", "", 1),
    ]
    held = rows(file)
    assert [row.weight for row in held] == [Decimal("0.75"), Decimal("0.25"), Decimal(1), Decimal(1)]
    assert [row.kind for row in held] == [RowKind.SECURITY, RowKind.FUND, RowKind.SECURITY, RowKind.SECURITY]
    assert {row.currency for row in held} == {"SEK"}


def test_one_fund_at_several_dates_is_several_books(read: Read) -> None:
    day = "".join(f"{{day}},ARKK,Company {number},20\n" for number in range(5))
    file = read("date,fund,company,weight (%)\n" + day.format(day="2021-09-07") + day.format(day="2021-09-08"))
    assert [book.book_id for book in file.books] == ["ARKK 2021-09-07", "ARKK 2021-09-08"]
    assert file.warnings == ("the file holds 2 dates, from 2021-09-07 to 2021-09-08: each date is a book of its own",)


def test_totals_do_not_count(read: Read) -> None:
    file = read("Name,ISIN,Weight\nApple,US0378331005,60\nTotal Equity,,60\nSAP,DE0007164600,40\nTotal,,100\n")
    apple, total, _ = rows(file)
    assert (total.kind, total.reason, total.weight) == (RowKind.REJECTED, "adds up other rows", None)
    assert apple.weight == Decimal("0.6")
    assert dict(file.skipped) == {"total": 1}


def test_a_company_called_total_is_a_company(read: Read) -> None:
    held = rows(read("Name,ISIN,Weight\nTotal,FR0000120271,60\nTotal Access Communication,,30\nSAP,DE0007164600,10\n"))
    assert [row.kind for row in held] == [RowKind.SECURITY] * 3


def test_rows_that_cannot_be_used_say_why(read: Read) -> None:
    held = rows(read("Name,ISIN,Weight\nApple,US0378331005,60\nSmith, Jones and Co,GB0002634946,20\n,,10\nSAP,DE0007164600,abc\n"))
    assert [row.kind for row in held] == [RowKind.SECURITY, RowKind.REJECTED, RowKind.REJECTED, RowKind.SECURITY]
    assert held[1].reason == "has 4 cells where the header has 3: a separator stands inside a cell"
    assert held[2].reason == "names nothing that is held"
    assert held[3].notes == ("weight “abc” is not a number",)


def test_doubled_columns_are_read_once_and_told(read: Read) -> None:
    file = read("Name,ISIN,Weight (%),Weight (%)\nApple,US0378331005,60,61\nSAP,DE0007164600,40,40\n")
    assert [row.weight for row in rows(file)] == [Decimal("0.6"), Decimal("0.4")]
    assert file.warnings == ("column 3 “Weight (%)” was read as weight, column 4 “Weight (%)” was not; they differ in 1 rows",)


@pytest.mark.parametrize(
    ("cells", "expected"), [(("60", "40"), "0.6"), (("0.6", "0.4"), "0.6"), (("60 %", "40 %"), "0.6"), (("6", "4"), "0.06")]
)
def test_percent_and_fractions(read: Read, cells: tuple[str, str], expected: str) -> None:
    first, _ = rows(read(f"Name,ISIN,Weight (%)\nApple,US0378331005,{cells[0]}\nSAP,DE0007164600,{cells[1]}\n"))
    assert first.weight == Decimal(expected)


def test_weights_that_do_not_add_up_are_told(read: Read) -> None:
    assert read("Name,ISIN,Weight (%)\nApple,US0378331005,6\nSAP,DE0007164600,4\n").warnings == (
        "the weights add up to 10.00 %, not 100 %",
    )


def test_an_exchange_that_is_not_known_is_told(read: Read) -> None:
    file = read("Name,Ticker,Exchange,Weight\nApple,AAPL,Exchange of Nowhere,60\nSAP,SAP,Xetra,40\n")
    assert file.warnings == ("the exchange “Exchange of Nowhere” is not known (1 rows)",)


def workbook(path: Path, sheets: dict[str, list[list[object]]], hidden: str = "") -> None:
    with xlsxwriter.Workbook(path) as book:
        for name, content in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(content):
                sheet.write_row(number, 0, row)
            if name == hidden:
                sheet.hide()


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "holdings.xlsx"
    table: list[list[object]] = [["Fund Name:", "Example Trust"], ["Holdings:", "As of 19-Mar-2024"], [], ["Name", "Identifier", "Weight"]]
    table += [
        ["Apple", "037833100", 60.5],
        ["Microsoft", "594918104", 30],
        ["Amazon", "023135106", 9.5],
        [],
        ["Past performance is no guide."],
    ]
    workbook(path, {"Notes": [["Nothing here"]], "holdings": table, "old": [["Name", "ISIN", "Weight"], ["x", "", 1]]}, hidden="old")
    file = read_holdings(path, WORDS)
    assert (file.sheet, file.header_row, file.stated_as_of, file.books[0].name) == ("holdings", 4, "2024-03-19", "Example Trust")
    first, _, _ = rows(file)
    assert (first.row, first.cusip, first.weight) == (5, "037833100", Decimal("0.605"))
    assert dict(file.skipped) == {"preamble": 2, "blank": 2, "footer": 1}
    assert "the worksheet “old” is hidden, and was not read" in file.warnings


def test_formula_cells_without_a_saved_value_are_told(tmp_path: Path) -> None:
    path = tmp_path / "holdings.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "ISIN", "Weight"])
        sheet.write_row(1, 0, ["Apple", "US0378331005", 0.6])
        sheet.write_row(2, 0, ["SAP", "DE0007164600"])
        sheet.write_formula(2, 2, "=1-C2", None, "")
    file = read_holdings(path, WORDS)
    assert rows(file)[1].notes == ("no saved value in “Weight”: a formula, or an error",)
    assert any("1 cell holds a formula without a saved value" in warning for warning in file.warnings)


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), min_size=3, max_size=20).map(
    lambda text: f"Company {text}"
)
holdings = st.lists(st.tuples(names, st.decimals(min_value=0, max_value=100, places=4)), min_size=1, max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(holdings, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_every_row_of_a_well_formed_file_comes_out_as_it_went_in(
    tmp_path: Path, held: list[tuple[str, Decimal]], delimiter: str, encoding: str
) -> None:
    quoted = [delimiter.join([f'"{name.replace(chr(34), chr(34) * 2)}"', f'"{weight}"', '"EUR"']) for name, weight in held]
    path = tmp_path / "holdings.csv"
    path.write_bytes("\r\n".join([delimiter.join(["Name", "Weight (%)", "Currency"]), *quoted]).encode(encoding))
    file = read_holdings(path, WORDS)
    assert [(row.row, row.name) for row in rows(file)] == [(number, name.strip()) for number, (name, _) in enumerate(held, start=2)]


def test_a_column_of_formulas_without_saved_values_is_told_though_it_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "holdings.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "ISIN", "Weight (%)"])
        for row, (name, code) in enumerate([("Apple", "US0378331005"), ("SAP", "DE0007164600")], start=1):
            sheet.write_row(row, 0, [name, code])
            sheet.write_formula(row, 2, "=100/2", None, "")
    warning = (
        "“Weight (%)” was not used, and 2 of its cells hold a formula without a saved value: open the file in a spreadsheet and save it"
    )
    assert warning in read_holdings(path, WORDS).warnings
