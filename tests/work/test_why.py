"""One holding explained, from the copy of the file in the books."""

from pathlib import Path

import pytest

from clew.errors import NotFoundError
from clew.work.clocks import Clocks
from clew.work.screen import Asked, screen
from clew.work.why import why
from tests.world import AS_OF, AURELIA_ADR, World

CLOCKS = Clocks(AS_OF, AS_OF)


def test_without_a_file_the_portfolio_screened_last_is_used_even_after_the_file_is_gone(world: World, tmp_path: Path) -> None:
    file = world.holdings_file(tmp_path)
    screen(world.stores, Asked(file, CLOCKS))
    file.unlink()
    found = why(world.stores, "Lindqvist", None, CLOCKS)
    assert {one.holding.name for one in found.findings} == {"Lindqvist Apparel"}


def test_a_holding_is_found_by_its_isin(world: World, tmp_path: Path) -> None:
    found = why(world.stores, AURELIA_ADR, world.holdings_file(tmp_path), CLOCKS)
    assert {one.holding.name for one in found.findings} == {"Aurelia Solar ADR"}


def test_an_ordinary_holding_has_its_sentence(world: World, tmp_path: Path) -> None:
    found = why(world.stores, "ordinary bakeries", world.holdings_file(tmp_path), CLOCKS)
    assert found.findings == ()
    assert [row.status for row in found.rows] == ["no information found"]


def test_a_holding_that_the_portfolio_lacks_is_an_error_that_says_what_to_give(world: World, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no holding of Harbour Pension is named like “Nowhere Mills”"):
        why(world.stores, "Nowhere Mills", world.holdings_file(tmp_path), CLOCKS)


def test_in_a_new_workspace_there_is_nothing_to_explain(world: World) -> None:
    with pytest.raises(NotFoundError, match="no portfolio was screened"):
        why(world.stores, "Anything", None, CLOCKS)


def test_books_of_funds_that_were_given_are_remembered(world: World, tmp_path: Path) -> None:
    top, book = tmp_path / "top.csv", tmp_path / "book.csv"
    top.write_text("Name,ISIN,Weight (%),Asset Class\nExample Fund,ZZEXAMPLE019,100,Fund\n", encoding="utf-8")
    rows = ["Fund ISIN,Fund Name,ISIN,Name,Weight (%)", f"ZZEXAMPLE019,Example Fund,{AURELIA_ADR},Aurelia,100"]
    book.write_text("\n".join(rows), encoding="utf-8")
    screen(world.stores, Asked(top, CLOCKS, (book,)))
    assert why(world.stores, "Aurelia", None, CLOCKS).findings
