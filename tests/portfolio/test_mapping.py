"""A mapping overrules heads and cells; what does not fit is one error with all faults."""

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from clew.errors import InputError
from clew.model.holding import HoldingsFile, RowKind
from clew.pack.holdings import load_holdings_words
from clew.portfolio.mapping import Mappings, parse_mapping
from clew.portfolio.mapping_text import mapping_text
from clew.portfolio.read import read_holdings

WORDS = load_holdings_words()
UNKNOWN = """Example custodian export
Wertbezeichnung;ISIN Kennung;Anteil;Bemerkung;Betrag
Example Mill;US0378331005;0,6;x;605.000
Example Dairy;US5949181045;0,4;y;395.000
"""
USUAL = "Name,ISIN,Weight (%),Market Value\nExample Mill,US0378331005,60,600\nExample Dairy,US5949181045,40,400\n"


def saved(folder: Path, text: str) -> Path:
    path = folder / "holdings.csv"
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path, mapping: str, *, kept: bool = False) -> HoldingsFile:
    found = parse_mapping(mapping.encode(), "my.toml", kept=kept)
    return read_holdings(path, WORDS, mappings=Mappings(None, (found,)) if kept else Mappings(found))


def faults(path: Path, mapping: str) -> str:
    with pytest.raises(InputError) as caught:
        read(path, mapping)
    assert all(fault.what and fault.mend and fault.file for fault in caught.value.faults)
    return str(caught.value)


def fields(file: HoldingsFile) -> dict[str, str]:
    return {column.head: column.field for column in file.columns}


def test_heads_that_no_lexicon_knows_are_named(tmp_path: Path) -> None:
    file = read(saved(tmp_path, UNKNOWN), '[columns]\nWertbezeichnung = "name"\n"ISIN Kennung" = "isin"\nAnteil = "weight"\n')
    assert (file.header_row, file.mapping) == (2, "read by the mapping “my”")
    assert fields(file) == {"Wertbezeichnung": "name", "ISIN Kennung": "isin", "Anteil": "weight"}
    assert [row.weight for row in file.books[0].holdings] == [Decimal("0.6"), Decimal("0.4")]


def test_a_wrong_column_is_corrected_and_another_ignored(tmp_path: Path) -> None:
    text = "Name,Security,Weight,Value\nM,Example Mill,60,600\nD,Example Dairy,40,400\n"
    file = read(saved(tmp_path, text), '[columns]\nSecurity = "name"\nValue = ""\n')
    assert [row.name for row in file.books[0].holdings] == ["Example Mill", "Example Dairy"]
    assert set(file.ignored) == {"Name", "Value"}
    assert not [warning for warning in file.warnings if "was read as name" in warning]


def test_what_the_mapping_does_not_name_is_understood_as_ever(tmp_path: Path) -> None:
    file = read(saved(tmp_path, USUAL), '[columns]\n"Market Value" = ""\n')
    assert fields(file) == {"Name": "name", "ISIN": "isin", "Weight (%)": "weight"}


@pytest.mark.parametrize(("weights", "expected"), [("percent", "0.006"), ("fractions", "0.6"), ("", "0.6")])
def test_a_person_says_whether_weights_are_percent(tmp_path: Path, weights: str, expected: str) -> None:
    file = read(saved(tmp_path, "Name,Weight\nExample Mill,0.6\nExample Dairy,0.4\n"), f'weights = "{weights}"\n')
    assert file.books[0].holdings[0].weight == Decimal(expected)


def test_a_person_says_what_marks_the_decimals(tmp_path: Path) -> None:
    path = saved(tmp_path, "Name;Value\nExample Mill;1.234\nExample Dairy;5.678\n")
    assert read(path, 'decimal = "comma"\n').books[0].holdings[0].value == 1234
    assert read(path, 'decimal = "point"\n').books[0].holdings[0].value == Decimal("1.234")


def test_a_person_says_the_day(tmp_path: Path) -> None:
    file = read(saved(tmp_path, f"As of,2026-01-01\n{USUAL}"), 'as_of = "2026-10-31"\n')
    assert (file.stated_as_of, file.books[0].as_of) == ("2026-10-31", "2026-10-31")


def test_a_row_of_heads_is_fixed(tmp_path: Path) -> None:
    text = "Name,Weight\nCode,Share\nExample Mill,60\nExample Dairy,40\n"
    file = read(saved(tmp_path, text), 'header_row = 2\n[columns]\nCode = "name"\nShare = "weight"\n')
    assert (file.header_row, file.rows_in) == (2, 2)


def test_a_worksheet_is_fixed(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title, rows in (("All", 3), ("Mine", 2)):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, ["Name", "ISIN", "Weight"][: rows + 1])
            for number in range(1, rows + 1):
                sheet.write_row(number, 0, [f"Example {number}", "", 0.5])
    assert read(path, 'sheet = "Mine"\n').rows_in == 2
    assert "It has “All”, “Mine”" in faults(path, 'sheet = "Others"\n')


def test_columns_go_by_their_place_where_heads_are_alike_or_missing(tmp_path: Path) -> None:
    path = saved(tmp_path, "Name,Code,Code,Weight\nExample Mill,1,US0378331005,60\nExample Dairy,2,US5949181045,40\n")
    assert read(path, '[columns]\n"Code @3" = "isin"\n"Code @2" = ""\n').books[0].holdings[0].isin == "US0378331005"
    assert 'Say which by its place: "Code @2" or "Code @3"' in faults(path, '[columns]\nCode = "isin"\n')
    bare = saved(
        tmp_path,
        "".join(f"Example {code},{code},{number}\n" for number, code in enumerate(("US0378331005", "DE0007164600", "US5949181045"))),
    )
    assert read(bare, '[columns]\n"@3" = "value"\n').books[0].holdings[1].value == 1


def test_a_mapping_that_does_not_fit_is_one_error_with_all_faults(tmp_path: Path) -> None:
    told = faults(
        saved(tmp_path, USUAL),
        'weights = "permille"\ncolums = 1\nas_of = "31.10.2026"\nheader_row = "2"\nheads = 1\n'
        '[columns]\nName = "title"\nISIN = "isin"\nValor = "cusip"\n"Weight (%)" = "weight"\n"Market Value" = "weight"\n',
    )
    for part in (
        "“weights” is 'permille'",
        "unknown key “colums”",
        "“31.10.2026” is no day",
        "“header_row” is '2'",
        "“heads” is no list of texts",
        'column "Name": “title” is no field of a holding',
        'column "Market Value": “Weight (%)” is mapped to weight already',
        'column "Valor": the file has no such column. Its heads are “Name”, “ISIN”, “Weight (%)”, “Market Value”',
    ):
        assert part in told
    assert len(told.splitlines()) == 8


def test_only_the_heads_that_are_missing_are_told(tmp_path: Path) -> None:
    told = faults(saved(tmp_path, UNKNOWN), '[columns]\nWertbezeichnung = "name"\nAnteil = "weight"\nWKN = "isin"\n')
    assert told.count("no such column") == 1


def test_what_is_no_mapping_is_said(tmp_path: Path) -> None:
    assert "this mapping is not TOML" in faults(saved(tmp_path, USUAL), "[columns\n")
    assert "“columns” is no table" in faults(saved(tmp_path, USUAL), 'columns = "name"\n')
    assert "the file has no row 9" in faults(saved(tmp_path, USUAL), "header_row = 9\n")


def test_a_mapping_may_come_from_any_editor(tmp_path: Path) -> None:
    text = '\ufeffweights = "fractions"\r\n[columns]\r\nISIN = "isin"\r\n'
    assert read(saved(tmp_path, USUAL), text).books[0].holdings[0].weight == 60


def test_a_kept_mapping_applies_to_files_with_the_same_heads_in_any_order(tmp_path: Path) -> None:
    mapping = 'heads = ["ISIN", "name", "Weight (%)", "MARKET VALUE"]\nweights = "fractions"\n'
    file = read(saved(tmp_path, USUAL), mapping, kept=True)
    assert file.mapping == "read by the mapping kept as “my”"
    assert file.books[0].holdings[0].weight == 60


def test_a_kept_mapping_leaves_other_files_alone(tmp_path: Path) -> None:
    mapping = 'heads = ["ISIN", "Name"]\nweights = "fractions"\n[columns]\nOther = "title"\n'
    assert read(saved(tmp_path, USUAL), mapping, kept=True).mapping == ""


@pytest.mark.parametrize("text", [USUAL, UNKNOWN.replace("Wertbezeichnung", "Name").replace("ISIN Kennung", "ISIN"), f"Fund X\n\n{USUAL}"])
def test_a_saved_mapping_reads_the_file_as_it_was_read(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path, text)
    plain = read_holdings(path, WORDS)
    for kept in (False, True):
        again = read(path, mapping_text(plain), kept=kept)
        assert again.mapping
        assert again.books == plain.books
        assert [(column.field, column.place) for column in again.columns] == [(column.field, column.place) for column in plain.columns]


def test_a_saved_mapping_of_odd_heads_is_toml(tmp_path: Path) -> None:
    path = saved(
        tmp_path, 'Name,"Weight ""net"" \\ in\n%",ISIN,ISIN,\nExample Mill,60,US0378331005,a,b\nExample Dairy,40,US5949181045,c,d\n'
    )
    plain = read_holdings(path, WORDS)
    assert read(path, mapping_text(plain)).books == plain.books


def test_commitments_to_private_funds_are_funds_and_keep_what_was_promised(tmp_path: Path) -> None:
    text = """Private equity as of 30 June 2026
Partnership,Vintage,Commitment,Contributions,Market Value
Harbour Growth Partners IV,2016,"$50,000,000","48,200,000","41,300,000"
Northern Buyout Fund VII LP,2019,"75,000,000",-,"66,100,000"
Example Mill Inc,,-,,"10,000,000"
Total,,"125,000,000","48,200,000","117,400,000"
"""
    first, second, share = read_holdings(saved(tmp_path, text), WORDS).books[0].holdings
    assert (first.kind, first.commitment, first.value) == (RowKind.FUND, Decimal(50_000_000), Decimal(41_300_000))
    assert (second.kind, second.commitment) == (RowKind.FUND, Decimal(75_000_000))
    assert (share.kind, share.commitment) == (RowKind.SECURITY, None)
