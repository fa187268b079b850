"""A holdings file as a portfolio: its books, which of them are the portfolio itself, and which rows open into which."""

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from clew.assess.lookthrough import SeenBook
from clew.engine.port import Cell
from clew.lake.books import mappings_of, originals_of
from clew.model.holding import Book, Holding, HoldingsFile
from clew.pack.holdings import load_holdings_words
from clew.portfolio.mapping import NO_MAPPINGS, FileMapping, Mappings
from clew.portfolio.opening import Opening, Place, opening, with_ids
from clew.portfolio.reader import read_holdings
from clew.work.remembering import read_mapping

_ZERO, _TWELVE = Decimal(0), Decimal("1e-12")


class Portfolio(Struct, frozen=True, dict=True):
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

    @cached_property
    def holdings(self) -> Mapping[Place, Holding]:
        """Every row of every book."""
        return {(book.book_id, holding.row): holding for book in self.books for holding in book.holdings}

    @cached_property
    def own(self) -> frozenset[str]:
        """The ids of the books of the holdings file itself; the rows of books from further files are not counted."""
        return frozenset(book.book_id for book in self.books[: len(self.file.books)])


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


def read_kept(folder: Path) -> Portfolio:
    """A version from its copies in the books, read as it was when it came in: mappings that were kept since do not count.

    Raises:
        NotFoundError: the version was deleted.
    """
    files, by = originals_of(folder), mappings_of(folder)
    using = [Mappings(read_mapping(by[number])) if number in by else NO_MAPPINGS for number in range(len(files))]
    return read_portfolio(files[0], files[1:], using)


def row_of(book: str, holding: Holding, child: str) -> tuple[Cell, ...]:
    """One row for the engine."""
    listing = f"{holding.mic}:{holding.code}" if holding.mic and holding.code else ""
    weight = None if holding.weight is None else str(holding.weight)
    codes = (holding.isin, holding.lei, holding.cusip, holding.sedol, holding.figi, holding.cik)
    identifiers = (*codes, holding.mic, holding.code, listing, holding.listed_in)
    return (book, holding.row, holding.name, *identifiers, weight, holding.kind.value, child)
