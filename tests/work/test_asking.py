"""What is asked: a file, one security, or a path with a slip, which is never taken for a name."""

from pathlib import Path

import pytest

from clew.errors import InputError
from clew.work.asking import ask_portfolio
from tests.world import AURELIA_H, TARIM

ORDERS = f"Name,ISIN,Weight (%)\nAurelia Solar,{AURELIA_H},60\nTarim Polysilicon,{TARIM},40\n"


def refused(what: str, name: str = "") -> str:
    with pytest.raises(InputError) as caught:
        ask_portfolio(what, name, ())
    return str(caught.value)


def test_a_file_is_read_as_a_list_of_orders(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    portfolio, single = ask_portfolio(str(path), "", ())
    assert not single
    assert portfolio.name == "orders"


def test_anything_else_is_one_security_with_a_row_for_each_way_to_read_it() -> None:
    portfolio, single = ask_portfolio("3M CO", "", ())
    assert single
    assert len(portfolio.holdings) == 2


def test_a_name_alone_may_be_asked_about() -> None:
    portfolio, single = ask_portfolio("", "BYD", ())
    assert single
    assert [one.name for one in portfolio.holdings.values()] == ["BYD"]


@pytest.mark.parametrize("what", ["", "  "])
def test_nothing_cannot_be_asked_about(what: str) -> None:
    assert "nothing is asked about" in refused(what)


def test_a_path_with_a_slip_names_the_file_that_was_meant(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    for slip in ("orders.cvs", "order.csv", "orders.cs"):
        told = refused(str(tmp_path / slip))
        assert "there is no such file" in told
        assert str(tmp_path / "orders.csv") in told


@pytest.mark.parametrize("what", ["nowhere.csv", "nowhere.cvs", "book.xslx", "./nowhere", "/nowhere/at/all"])
def test_what_is_written_as_a_path_is_no_name(what: str) -> None:
    assert "there is no such file" in refused(what)


def test_a_folder_is_no_list_of_orders(tmp_path: Path) -> None:
    assert "this is a folder" in refused(f"{tmp_path}/")


@pytest.mark.parametrize("what", ["Amazon.com", "Novo Nordisk A/S", "S.p.A. Example", "x" * 300, "a\0b", "Example Co."])
def test_a_name_with_points_and_slashes_is_a_name(what: str) -> None:
    portfolio, single = ask_portfolio(what, "", ())
    assert single
    assert [one.name for one in portfolio.holdings.values()] == [what]


def test_a_file_has_names_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    assert "Leave --name out" in refused(str(path), "Aurelia")


def test_a_book_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"book\.csv"):
        ask_portfolio("Emerging Fund", "", (tmp_path / "book.csv",))
