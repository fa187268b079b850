"""The lines of a version of a portfolio: read once from its files, and kept beside them for whoever compares versions."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from clew.engine.port import Cell, Engine
from clew.lake.book_lines import keep_lines, lines_of
from clew.ledger.store import PortfolioVersion
from clew.model.holding import Book, Holding, RowKind
from clew.portfolio.fingerprint import reader_fingerprint
from clew.work.portfolio import Portfolio, read_kept
from clew.work.stores import Progress, Stores, silent

_PLACES = Decimal("0.0001")
_HUGE = Decimal(10) ** 24
"""Amounts beyond this are no market values, and no engine adds them up exactly."""


def folder_of(stores: Stores, version: PortfolioVersion) -> Path:
    """The folder of a version in the books."""
    return stores.books / version.kept.portfolio / version.kept.version_id


def version_lines(stores: Stores, engine: Engine, version: PortfolioVersion, progress: Progress = silent) -> Path:
    """The file with the lines of a version; made anew where this clew reads holdings files otherwise than the one that kept it.

    Raises:
        NotFoundError: the books of the version were deleted.
    """
    folder, reader = folder_of(stores, version), reader_fingerprint()
    found = lines_of(folder, reader)
    if found is not None:
        return found
    progress(f"Reading {version.name} as of {version.kept.day}")
    return write_lines(engine, folder, read_kept(folder))


def write_lines(engine: Engine, folder: Path, portfolio: Portfolio) -> Path:
    """Write the lines of a portfolio into the folder of its version."""
    return keep_lines(engine, folder, reader_fingerprint(), list(_lines(portfolio)))


def _lines(portfolio: Portfolio) -> Iterator[tuple[Cell, ...]]:
    """Every row that is a holding, as `lake.book_lines.COLUMNS` has it: what was rejected is none."""
    shelves, tops = _shelves(portfolio), {book.book_id for book in portfolio.roots}
    for book in portfolio.books:
        for holding in book.holdings:
            if holding.kind is not RowKind.REJECTED:
                yield (*_line(book.book_id, shelves[book.book_id], holding), int(book.book_id in tops))


def _shelves(portfolio: Portfolio) -> Mapping[str, str]:
    """Book → its name from version to version: "" for the only root, whatever its file is called."""
    roots = {book.book_id for book in portfolio.roots}
    return {book.book_id: "" if roots == {book.book_id} else _shelf(book) for book in portfolio.books}


def _shelf(book: Book) -> str:
    return book.isin or book.name.casefold()


def _line(book: str, shelf: str, holding: Holding) -> tuple[Cell, ...]:
    """One line, without what its book is."""
    listing = f"{holding.mic}:{holding.code}" if holding.mic and holding.code else ""
    codes = (holding.isin, holding.lei, holding.cusip, holding.sedol, holding.mic, listing)
    weight = None if holding.weight is None else str(holding.weight)
    value = None if holding.value is None or abs(holding.value) > _HUGE else str(holding.value.quantize(_PLACES))
    return (book, shelf, holding.row, holding.name, *codes, weight, value, holding.currency.strip().upper())
