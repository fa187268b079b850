"""A holdings file into the books: read, kept, recorded, and handed to an engine."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from clew.assess.lookthrough import SeenBook
from clew.engine.port import Cell, Engine
from clew.lake.books import keep_book, mappings_of, originals_of
from clew.model.holding import Book, Holding, HoldingsFile
from clew.pack.holdings import load_holdings_words
from clew.portfolio.mapping import NO_MAPPINGS, FileMapping, Mappings
from clew.portfolio.opening import Opening, Place, opening, with_ids
from clew.portfolio.read import read_holdings
from clew.work.remembering import read_mapping
from clew.work.stores import Stores

_ZERO, _TWELVE = Decimal(0), Decimal("1e-12")


@dataclass(frozen=True)
class Portfolio:
    """A portfolio as it is screened: the file's books, and books of funds from other files.

    Attributes:
        file: what was read; `more`: further files whose books open funds of the first.
        version_id: hash of every file's bytes, and of the mappings by which they were read.
        mappings: by which each file was read, in the order of the files.
    """

    file: HoldingsFile
    more: tuple[HoldingsFile, ...]
    version_id: str
    mappings: tuple[FileMapping | None, ...] = ()

    @property
    def name(self) -> str:
        """What the report is titled with: the only root book's name, else the file's stem."""
        return self.roots[0].name if len(self.roots) == 1 else Path(self.file.path).stem

    @cached_property
    def books(self) -> tuple[Book, ...]:
        """Every book, each with an id of its own; the file's own first."""
        return with_ids((Path(file.path).stem, book) for file in (self.file, *self.more) for book in file.books)

    @cached_property
    def as_of(self) -> str:
        """The day of which its holdings are (ISO), or ""."""
        days = {book.as_of for book in self.file.books}
        return self.file.stated_as_of or (days.pop() if len(days) == 1 else "")

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The file of each book, by the book's id."""
        names = [Path(file.path).name for file in (self.file, *self.more) for _ in file.books]
        return {book.book_id: name for book, name in zip(self.books, names, strict=True)}

    @cached_property
    def opening(self) -> Opening:
        """Which rows open into which books."""
        return opening(self.books, len(self.file.books), self.as_of)

    @property
    def children(self) -> Mapping[Place, str]:
        """Rows that open into a book."""
        return self.opening.children

    @cached_property
    def roots(self) -> tuple[Book, ...]:
        """The books of the first file that no other book holds, at another date of theirs neither: the portfolio itself."""
        held = {child for (book, _), child in self.children.items() if child != book}
        held |= {other for book in held for other in self.opening.passed_over.get(book, ())}
        mine = self.books[: len(self.file.books)]
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
    def seen(self) -> Mapping[str, SeenBook]:
        """Every book as it was read, by its id."""
        days = {book.book_id: book.as_of for book in self.books}
        return {book.book_id: self._seen(book, days) for book in self.books}

    def _seen(self, book: Book, days: Mapping[str, str]) -> SeenBook:
        """One book as it was read."""
        weights = [holding.weight for holding in book.holdings if holding.weight is not None]
        others = tuple(days[other] for other in self.opening.passed_over.get(book.book_id, ()))
        texts = (book.name, book.isin, book.as_of, self.files[book.book_id])
        return SeenBook(*texts, len(book.holdings), sum(weights, _ZERO) if weights else None, others)

    @property
    def folder_name(self) -> str:
        """The portfolio's folder in the books: letters and digits that every file system takes, and a hash that tells like names apart."""
        safe = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in self.name.lower()).strip("-") or "portfolio"
        return f"{safe[:40]}-{hashlib.sha256(self.name.encode()).hexdigest()[:8]}"

    @cached_property
    def holdings(self) -> Mapping[Place, Holding]:
        """Every row of every book."""
        return {(book.book_id, holding.row): holding for book in self.books for holding in book.holdings}

    def rows(self) -> list[tuple[Cell, ...]]:
        """The rows as `lake.books.COLUMNS` has them."""
        return [_row(book, holding, self.children.get((book, holding.row), "")) for (book, _), holding in self.holdings.items()]


def read_portfolio(path: Path, books: Sequence[Path] = (), mappings: Sequence[Mappings] = ()) -> Portfolio:
    """Read a holdings file and further files with books of funds.

    Args:
        path: the portfolio's own file.
        books: further files.
        mappings: what decides the reading of each file, in that order; the last of them also that of further files.

    Raises:
        InputError: a file cannot be used, or a mapping does not fit it.
    """
    words = load_holdings_words()
    paths = (path, *books)
    using = [*mappings, *[mappings[-1] if mappings else NO_MAPPINGS] * len(paths)][: len(paths)]
    read = [read_holdings(one, words, mappings=mapping) for one, mapping in zip(paths, using, strict=True)]
    by = tuple(_applied(file, mapping) for file, mapping in zip(read, using, strict=True))
    hashes = (*(file.sha256 for file in read), *(mapping.sha256 for mapping in by if mapping is not None))
    return Portfolio(read[0], tuple(read[1:]), hashlib.sha256("\n".join(hashes).encode()).hexdigest(), by)


def _applied(file: HoldingsFile, mappings: Mappings) -> FileMapping | None:
    """The mapping by which a file was read."""
    return next((one for one in (mappings.given, *mappings.kept) if one is not None and file.mapping == one.said), None)


def keep_portfolio(stores: Stores, engine: Engine, portfolio: Portfolio, path: Path, books: Sequence[Path] = ()) -> None:
    """Write the portfolio to the books, record its version in the ledger, and load its tables into the engine."""
    folder = stores.books / portfolio.folder_name / portfolio.version_id[:32]
    files = zip((path, *books), (portfolio.file, *portfolio.more), strict=True)
    mappings = [(number, one.name, one.text) for number, one in enumerate(portfolio.mappings) if one is not None]
    keep_book(engine, folder, portfolio.rows(), [(place, file.sha256) for place, file in files], mappings)
    text = "VARCHAR"
    engine.load("book", {"book": text, "name": text}, [(book.book_id, book.name) for book in portfolio.books])
    engine.load("root", {"book": text, "factor": "DECIMAL(18,12)"}, [(book, str(factor)) for book, factor in portfolio.factors.items()])
    file = portfolio.file
    stores.ledger.add_portfolio_version(
        portfolio.folder_name, portfolio.version_id[:32], file=str(path), sha256=file.sha256, stated_as_of=file.stated_as_of
    )


def newest_originals(stores: Stores) -> tuple[Path, ...]:
    """The copies in the books of the files that were screened last, the portfolio's own first; () when none was."""
    newest = stores.ledger.newest_portfolio()
    return () if newest is None else originals_of(stores.books / newest[0] / newest[1])


def newest_mappings(stores: Stores) -> tuple[Mappings, ...]:
    """By which mappings the files of `newest_originals` were read when they were screened: those kept since do not count."""
    newest = stores.ledger.newest_portfolio()
    if newest is None:
        return ()
    by = mappings_of(stores.books / newest[0] / newest[1])
    numbers = range(len(newest_originals(stores)))
    return tuple(Mappings(read_mapping(by[number])) if number in by else NO_MAPPINGS for number in numbers)


def _row(book: str, holding: Holding, child: str) -> tuple[Cell, ...]:
    """One row for the engine."""
    listing = f"{holding.mic}:{holding.code}" if holding.mic and holding.code else ""
    weight = None if holding.weight is None else str(holding.weight)
    identifiers = (holding.isin, holding.lei, holding.cusip, holding.sedol, holding.mic, holding.code, listing)
    return (book, holding.row, holding.name, *identifiers, weight, holding.kind.value, child)
