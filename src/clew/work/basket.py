"""What is screened: the books of one portfolio, or those of several portfolios rolled up to a client or a plan."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clew.assess.lookthrough import SeenBook
from clew.engine.port import Cell, Engine
from clew.lake.books import COLUMNS
from clew.model.holding import Book, Holding, HoldingsFile
from clew.model.screening import Input
from clew.portfolio.opening import Place
from clew.work.portfolio import Portfolio, row_of


class Basket(Struct, frozen=True, dict=True):
    """Books, and how they hang together.

    Attributes:
        name: what the report is titled with.
        books: every book, each id once.
        children: rows that open into a book, by (book, row).
        factors: root book → the share of the whole that its weights are shares of.
        seen: every book as it was read; `as_of`: the day of which the holdings are (ISO), "" where it is not known or not one.
        own: ids of the books whose rows are counted: those of the holdings files themselves.
        members: root book → the portfolio that it is, where several are rolled up; {} for a single one.
        inputs: everything that it was read from, with its hash.
        notes: what a reader must know of the reading of the files.
    """

    name: str
    books: tuple[Book, ...]
    children: Mapping[Place, str]
    factors: Mapping[str, Decimal]
    seen: Mapping[str, SeenBook]
    as_of: str
    own: frozenset[str]
    members: Mapping[str, str]
    inputs: tuple[Input, ...]
    notes: tuple[str, ...]

    @cached_property
    def holdings(self) -> Mapping[Place, Holding]:
        """Every row of every book."""
        return {(book.book_id, holding.row): holding for book in self.books for holding in book.holdings}

    def rows(self) -> list[tuple[Cell, ...]]:
        """The rows as `lake.books.COLUMNS` has them."""
        return [row_of(book, holding, self.children.get((book, holding.row), "")) for (book, _), holding in self.holdings.items()]

    def load(self, engine: Engine) -> None:
        """Make the tables `holding_row`, `book` and `root` in an engine."""
        text = "VARCHAR"
        engine.load("holding_row", COLUMNS, self.rows())
        engine.load("book", {"book": text, "name": text}, [(book.book_id, book.name) for book in self.books])
        engine.load("root", {"book": text, "factor": "DECIMAL(18,12)"}, [(book, str(factor)) for book, factor in self.factors.items()])


def basket_of(portfolio: Portfolio, name: str = "", day: str = "") -> Basket:
    """One portfolio as it is screened, under the name that it is kept by, if it has one, and the day that its holdings are of."""
    files, kept = (portfolio.file, *portfolio.more), f"{f'{name} {day}'.strip()}: " if name else ""
    return Basket(
        name=name or portfolio.name,
        books=portfolio.books,
        children=portfolio.children,
        factors=portfolio.factors,
        seen=portfolio.seen,
        as_of=portfolio.as_of or day,
        own=portfolio.own,
        members={},
        inputs=(
            *(Input("holdings", f"{kept}{Path(file.path).name}", file.sha256) for file in files),
            *(Input("mapping", f"{kept}{one.name}", one.sha256) for one in portfolio.mappings if one is not None),
        ),
        notes=notes_of(portfolio.file),
    )


def within(basket: Basket, key: str) -> Basket:
    """A basket whose books can stand beside those of others: their ids begin with a key."""
    return replace(
        basket,
        books=tuple(replace(book, book_id=f"{key}/{book.book_id}") for book in basket.books),
        children={(f"{key}/{book}", row): f"{key}/{child}" for (book, row), child in basket.children.items()},
        factors={f"{key}/{book}": factor for book, factor in basket.factors.items()},
        seen={f"{key}/{book}": seen for book, seen in basket.seen.items()},
        own=frozenset(f"{key}/{book}" for book in basket.own),
    )


def notes_of(file: HoldingsFile) -> tuple[str, ...]:
    """What a reader must know of the reading of a file."""
    skipped = [f"{count:,} rows outside the table were left out: {reason}." for reason, count in file.skipped]
    read = f"{f'Header in row {file.header_row}' if file.header_row else 'No header row'}: {file.header_why}." if file.header_why else ""
    stated = f"The file states its holdings as of {file.stated_as_of}." if file.stated_as_of else ""
    by = f"The file was {file.mapping}." if file.mapping else ""
    return tuple(text for text in (by, read, stated, *file.warnings, *skipped) if text)
