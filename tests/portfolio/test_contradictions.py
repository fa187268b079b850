"""Names and ISINs that do not go together are told with their rows."""

from pathlib import Path

from clew.pack.holdings import load_holdings_words
from clew.portfolio.read import read_holdings


def warnings(folder: Path, *rows: str) -> tuple[str, ...]:
    path = folder / "holdings.csv"
    path.write_text("\n".join(("Name,ISIN,Weight", *rows, "")), encoding="utf-8")
    return tuple(one for one in read_holdings(path, load_holdings_words()).warnings if "several" in one)


def test_one_name_with_two_isins_is_told(tmp_path: Path) -> None:
    assert warnings(tmp_path, "Alphabet,US02079K3059,50", "ALPHABET.,US02079K1079,50") == (
        "1 name stands with several ISINs, as share classes and bonds do: Alphabet (rows 2, 3)",
    )


def test_one_isin_at_two_names_is_told(tmp_path: Path) -> None:
    assert warnings(tmp_path, "Apple,US0378331005,50", "Microsoft,US0378331005,50") == (
        "1 ISIN stands with several names; one of them may be a slip: US0378331005 (rows 2, 3)",
    )


def test_another_spelling_is_no_other_name(tmp_path: Path) -> None:
    assert warnings(tmp_path, "Apple Inc.,US0378331005,50", "APPLE INC,US0378331005,50") == ()


def test_rows_without_isins_and_lines_that_are_no_companies_contradict_nothing(tmp_path: Path) -> None:
    assert warnings(tmp_path, "Apple,US0378331005,40", "Apple,,30", "USD Cash,,30") == ()


def test_the_first_of_many_are_named(tmp_path: Path) -> None:
    isins = ("US02079K3059", "US02079K1079", "US0378331005", "US5949181045", "DE0007164600")
    rows = [f"{name},{isin},10" for isin in isins for name in ("One", "Two")]
    told = warnings(tmp_path, *rows)
    assert told[0].startswith("2 names stand with several ISINs")
    assert told[1].startswith("5 ISINs stand with several names")
    assert told[1].endswith("; and 2 more")
