"""A holdings file as a portfolio: its books, which of them are the portfolio itself, and which rows open into which."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from clew.engine.port import Cell
from clew.model.holding import Book, Holding, HoldingsFile, RowKind
from clew.pack.holdings import load_holdings_words
from clew.portfolio.read import read_holdings

_ZERO, _TWELVE = Decimal(0), Decimal("1e-12")

Place = tuple[str, int]
"""A row: its book and its number."""


@dataclass(frozen=True)
class Portfolio:
    """A portfolio as it is screened: the file's books, and books of funds from other files.

    Attributes:
        file: what was read; `more`: further files whose books open funds of the first.
        version_id: hash of every file's bytes.
    """

    file: HoldingsFile
    more: tuple[HoldingsFile, ...]
    version_id: str

    @property
    def name(self) -> str:
        """What the report is titled with: the only root book's name, else the file's stem."""
        return self.roots[0].name if len(self.roots) == 1 else Path(self.file.path).stem

    @cached_property
    def books(self) -> tuple[Book, ...]:
        """Every book, each id once; the file's own first."""
        found: dict[str, Book] = {}
        for file in (self.file, *self.more):
            for book in file.books:
                key = book.book_id or f"{Path(file.path).stem}"
                found.setdefault(key, replace(book, book_id=key))
        return tuple(found.values())

    @cached_property
    def children(self) -> Mapping[Place, str]:
        """Rows that open into a book, by the fund's ISIN or, where the row has none, by its name."""
        by_isin = {book.isin: book.book_id for book in self.books if book.isin}
        by_name = {book.name.casefold(): book.book_id for book in self.books}
        found = {}
        for book in self.books:
            for holding in book.holdings:
                child = by_isin.get(holding.isin) or ("" if holding.isin else by_name.get(holding.name.casefold(), ""))
                if child and holding.kind in {RowKind.FUND, RowKind.SECURITY}:
                    found[book.book_id, holding.row] = child
        return found

    @cached_property
    def roots(self) -> tuple[Book, ...]:
        """The books of the first file that no other book holds: the portfolio itself."""
        held = {child for (book, _), child in self.children.items() if child != book}
        own = {book.book_id or Path(self.file.path).stem for book in self.file.books}
        mine = tuple(book for book in self.books if book.book_id in own)
        return tuple(book for book in mine if book.book_id not in held) or mine[:1]

    @cached_property
    def factors(self) -> Mapping[str, Decimal]:
        """What share of the whole each root book is, by value; 1 each where one states no values: weights stay shares of their own fund."""
        totals = {book.book_id: sum((holding.value or _ZERO for holding in book.holdings), _ZERO) for book in self.roots}
        whole = sum(totals.values(), _ZERO)
        if len(totals) == 1 or min(totals.values()) <= 0:
            return dict.fromkeys(totals, Decimal(1))
        return {book: (total / whole).quantize(_TWELVE) for book, total in totals.items()}

    @cached_property
    def holdings(self) -> Mapping[Place, Holding]:
        """Every row of every book."""
        return {(book.book_id, holding.row): holding for book in self.books for holding in book.holdings}

    @cached_property
    def own(self) -> frozenset[str]:
        """The ids of the books of the holdings file itself; the rows of books from further files are not counted."""
        return frozenset(book.book_id for book in self.books[: len(self.file.books)])


def read_portfolio(path: Path, books: Sequence[Path] = ()) -> Portfolio:
    """Read a holdings file and further files with books of funds.

    Raises:
        InputError: a file cannot be used.
    """
    words = load_holdings_words()
    file = read_holdings(path, words)
    more = tuple(read_holdings(book, words) for book in books)
    digest = hashlib.sha256("\n".join(one.sha256 for one in (file, *more)).encode()).hexdigest()
    return Portfolio(file, more, digest)


def row_of(book: str, holding: Holding, child: str) -> tuple[Cell, ...]:
    """One row for the engine."""
    listing = f"{holding.mic}:{holding.code}" if holding.mic and holding.code else ""
    weight = None if holding.weight is None else str(holding.weight)
    codes = (holding.isin, holding.lei, holding.cusip, holding.sedol, holding.figi, holding.cik)
    identifiers = (*codes, holding.mic, holding.code, listing, holding.listed_in)
    return (book, holding.row, holding.name, *identifiers, weight, holding.kind.value, child)
