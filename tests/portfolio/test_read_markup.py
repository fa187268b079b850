"""Holdings in XML, on web pages and in submissions to the SEC: found by the same evidence as any table."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from clew.errors import UnreadableFileError
from clew.model.holding import HoldingsFile
from clew.pack.holdings import load_holdings_words
from clew.portfolio.read import read_holdings

Read = Callable[..., HoldingsFile]
FUND = """<edgarSubmission xmlns="http://www.sec.gov/edgar/nport"><formData>
<genInfo><regName>Invented Trust</regName>
<seriesName>Invented Fund</seriesName><repPdEnd>2026-12-31</repPdEnd><repPdDate>2026-09-30</repPdDate></genInfo>
<invstOrSecs>
<invstOrSec><name>Apple</name><lei>HWUPKR0MPOU8FGXBT394</lei><cusip>037833100</cusip><identifiers><isin value="US0378331005"/></identifiers>
<valUSD>750.5</valUSD><pctVal>75</pctVal><assetCat>EC</assetCat><invCountry>US</invCountry></invstOrSec>
<invstOrSec><name>An Invented Bank</name><cusip>000000000</cusip><valUSD>-2.5</valUSD><pctVal>25</pctVal><assetCat>DFE</assetCat>
<derivativeInfo><fwdDeriv><counterparties><counterpartyName>Another Bank</counterpartyName>
<counterpartyLei>5493006MHB84DD0ZWV18</counterpartyLei>
</counterparties></fwdDeriv></derivativeInfo></invstOrSec>
</invstOrSecs></formData></edgarSubmission>
"""
TABLE = """<ns1:informationTable xmlns:ns1="http://www.sec.gov/edgar/document/thirteenf/informationtable">
<ns1:infoTable><ns1:nameOfIssuer>APPLE INC</ns1:nameOfIssuer><ns1:cusip>037833100</ns1:cusip><ns1:value>300</ns1:value>
<ns1:votingAuthority><ns1:Sole>1</ns1:Sole></ns1:votingAuthority></ns1:infoTable>
<ns1:infoTable><ns1:nameOfIssuer>MICROSOFT CORP</ns1:nameOfIssuer><ns1:cusip>594918104</ns1:cusip><ns1:value>100</ns1:value>
<ns1:votingAuthority><ns1:Sole>1</ns1:Sole></ns1:votingAuthority></ns1:infoTable>
</ns1:informationTable>"""
PAGE = """<!DOCTYPE html><html><body><table><tr><td>FORM 13F</td></tr></table><table>
<tr><td>COLUMN 1</td><td>COLUMN 2</td><td>COLUMN 3</td><td>COLUMN 4</td><td>COLUMN 5</td></tr>
<tr><td></td><td></td><td>VALUE</td><td>INVESTMENT</td><td>VOTING</td></tr>
<tr><td>NAME OF ISSUER</td><td>CUSIP</td><td>(x$1000)</td><td>DISCRETION</td><td>SOLE</td></tr>
<tr><td>APPLE INC</td><td>037833100</td><td>300</td><td>SOLE</td><td>1</td></tr>
<tr><td>MICROSOFT CORP</td><td>594918104</td><td>100</td><td>SOLE</td><td>1</td></tr>
</table></body></html>"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reader(text: str, name: str) -> HoldingsFile:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_holdings(path, load_holdings_words())

    return reader


def test_a_funds_filing_says_what_it_holds_and_when(read: Read) -> None:
    file = read(FUND, "primary_doc.xml")
    first, second = file.books[0].holdings
    assert (first.name, first.isin, first.cusip, first.lei, first.value) == (
        "Apple",
        "US0378331005",
        "037833100",
        "HWUPKR0MPOU8FGXBT394",
        Decimal("750.5"),
    )
    assert (second.kind, second.lei) == ("not_a_company", "")
    assert (file.books[0].name, file.stated_as_of, file.rows_in) == ("Invented Fund", "2026-09-30", 2)
    assert file.header_why.startswith("its elements name")


def test_a_counterparty_is_not_what_is_held(read: Read) -> None:
    assert all("ounterparty" not in column.head for column in read(FUND, "primary_doc.xml").columns)


def test_one_record_alone_in_its_list_is_a_holding(read: Read) -> None:
    start, end = FUND.index("<invstOrSec><name>An"), FUND.index("</invstOrSecs>")
    assert [one.name for one in read(FUND[:start] + FUND[end:], "one.xml").books[0].holdings] == ["Apple"]


def weighed(file: HoldingsFile) -> list[tuple[int, str, str, Decimal | None]]:
    return [(one.row, one.name, one.cusip, one.weight) for one in file.books[0].holdings]


def test_an_information_table_is_weighed_by_its_values(read: Read) -> None:
    assert weighed(read(TABLE, "table.xml")) == [
        (1, "APPLE INC", "037833100", Decimal("0.75")),
        (2, "MICROSOFT CORP", "594918104", Decimal("0.25")),
    ]


@pytest.mark.parametrize(
    "wrapped", ["<SEC-DOCUMENT>1.txt\n<XML>\n{}\n</XML>\n", "<SUBMISSION><DOCUMENT><TEXT><XML>{}</XML></TEXT></DOCUMENT>"]
)
def test_a_submission_is_read_by_its_documents(read: Read, wrapped: str) -> None:
    cover = '<?xml version="1.0"?><cover><name>Invented Capital</name></cover>'
    text = wrapped.format(cover) + wrapped.format(f'<?xml version="1.0"?>{TABLE}')
    assert weighed(read(text, "0001.txt")) == weighed(read(TABLE, "table.xml"))


def test_heads_over_several_rows_of_a_page_are_read_together(read: Read) -> None:
    file = read(PAGE, "table.html")
    assert [(column.head, column.field) for column in file.columns] == [
        ("NAME OF ISSUER", "name"),
        ("CUSIP", "cusip"),
        ("VALUE", "value"),
    ]
    assert "rows 1 to 3 together name" in file.header_why or "rows 2 to 3 together name" in file.header_why
    assert [one[1:] for one in weighed(file)] == [one[1:] for one in weighed(read(TABLE, "table.xml"))]


def test_heads_of_a_table_may_stand_in_two_rows(read: Read) -> None:
    file = read(
        "Portfolio,Security,Market,Fund\nholding,ISIN,Value,Weight\nAcme,US0378331005,100,60\nOther,US5949181045,50,40\n", "two.csv"
    )
    assert {column.field for column in file.columns} >= {"isin", "value", "weight"}
    assert file.rows_in == 2


def test_a_holding_may_be_said_by_attributes(read: Read) -> None:
    held = '<holding name="Apple" isin="US0378331005" weight="60"/><holding name="SAP" isin="DE0007164600" weight="40"/>'
    file = read(f'<portfolio fund="Invented Fund" date="2026-09-30">{held}</portfolio>', "held.xml")
    assert [(one.name, one.isin, one.weight) for one in file.books[0].holdings] == [
        ("Apple", "US0378331005", Decimal("0.6")),
        ("SAP", "DE0007164600", Decimal("0.4")),
    ]
    assert (file.books[0].name, file.stated_as_of) == ("Invented Fund", "2026-09-30")


def test_a_cell_of_a_page_that_is_no_cell_is_told(read: Read) -> None:
    with pytest.raises(UnreadableFileError, match="a cell of the page holds more than"):
        read(PAGE.replace("APPLE INC", "A" * 200_000), "table.html")


OTHER = FUND.replace("Invented Fund", "Another Fund").replace("2026-09-30", "2026-06-30")
COVER = """<edgarSubmission><formData><coverPage><reportCalendarOrQuarter>09-30-2026</reportCalendarOrQuarter>
<filingManager><name>Invented Capital</name></filingManager></coverPage></formData></edgarSubmission>"""


def books(file: HoldingsFile) -> list[tuple[str, str, int, Decimal]]:
    return [
        (one.name, one.as_of, len(one.holdings), sum((row.weight or Decimal(0) for row in one.holdings), Decimal(0))) for one in file.books
    ]


def submission(cover: str) -> str:
    documents = "".join(f"<DOCUMENT><TEXT><XML>\n<?xml version='1.0'?>{one}\n</XML></TEXT></DOCUMENT>" for one in (cover, TABLE))
    return f"<SEC-DOCUMENT>1.txt : 20261114\n{documents}\n</SEC-DOCUMENT>"


@pytest.mark.parametrize(
    "text",
    [
        f"<filings>{FUND}{OTHER}</filings>",
        f"<?xml version='1.0'?>{FUND}<?xml version='1.0'?>\n{OTHER}",
    ],
    ids=["within one element", "one XML behind the other"],
)
def test_several_funds_in_one_file_are_a_book_each(read: Read, text: str) -> None:
    file = read(text, "all.xml")
    assert books(file) == [("Invented Fund", "2026-09-30", 2, Decimal(1)), ("Another Fund", "2026-06-30", 2, Decimal(1))]
    assert (file.rows_in, file.stated_as_of) == (4, "")
    assert [row.row for book in file.books for row in book.holdings] == [1, 2, 3, 4]
    assert "the file holds 2 lists of holdings: each is a book of its own" in file.warnings


def test_several_submissions_in_one_file_are_a_book_each(read: Read) -> None:
    file = read(submission(COVER) + submission(COVER.replace("Invented Capital", "Other Capital")), "all.txt")
    assert books(file) == [("Invented Capital", "2026-09-30", 2, Decimal(1)), ("Other Capital", "2026-09-30", 2, Decimal(1))]
    assert file.stated_as_of == "2026-09-30"


def test_the_cover_of_a_submission_says_whose_holdings_they_are_and_when(read: Read) -> None:
    file = read(submission(COVER), "one.txt")
    assert books(file) == [("Invented Capital", "2026-09-30", 2, Decimal(1))]


def test_one_fund_twice_in_a_file_is_two_books(read: Read) -> None:
    assert [one.book_id for one in read(f"<all>{FUND}{FUND}</all>", "all.xml").books] == [
        "Invented Fund 2026-09-30",
        "Invented Fund 2026-09-30 (list 2)",
    ]


def test_details_of_holdings_make_no_books_of_them(read: Read) -> None:
    ids = "<ids><id><kind>a</kind><code>{0}</code></id><id><kind>b</kind><code>x</code></id></ids>"
    row = f"<row><name>Example {{0}}</name><value>1</value>{ids}</row>"
    (book,) = read(f"<list>{''.join(row.format(number) for number in range(3))}</list>", "list.xml").books
    assert [one.name for one in book.holdings] == ["Example 0", "Example 1", "Example 2"]
