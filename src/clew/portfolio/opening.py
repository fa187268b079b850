"""Which book opens which row: by the fund's ISIN, by its name, or by the index whose constituents the book lists."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from clew.model.holding import Book, Holding, RowKind
from clew.values.days import age_in_days
from clew.values.words import word_key

Place = tuple[str, int]
"""A row: its book and its number."""
_OPENING = frozenset({RowKind.FUND, RowKind.SECURITY})


def with_ids(books: Iterable[tuple[str, Book]]) -> tuple[Book, ...]:
    """Every book with an id of its own: its own, else the stem of its file; with its date, or a number, where another has that already.

    Args:
        books: (stem of the file, book), in the order in which they were given.
    """
    found: dict[str, Book] = {}
    for stem, book in books:
        key = book.book_id or stem
        if key in found and book.as_of:
            key = f"{key} {book.as_of}"
        number = 2
        plain = key
        while key in found:
            key, number = f"{plain} ({number})", number + 1
        found[key] = replace(book, book_id=key)
    return tuple(found.values())


class Opening(Struct, frozen=True):
    """What opens into what.

    Attributes:
        children: row → the book that it opens into.
        passed_over: book → the others of the same fund that were not taken, in the order in which they were given.
    """

    children: Mapping[Place, str]
    passed_over: Mapping[str, tuple[str, ...]]


def opening(books: Sequence[Book], own: int, as_of: str) -> Opening:
    """The book of each row that names one.

    A row with an ISIN finds the book of that ISIN, and by its name only a book that has none; a row without one goes by its name, in any
    spelling that differs in case, width and punctuation alone; a line on an index finds a book that is named like the index.
    Of several books of one fund the newest that is not after the portfolio is taken, else the nearest, else the first given; a book
    without a date is taken where no other is at hand. Where the portfolio states no date, the newest is taken.

    Args:
        books: every book, the portfolio file's own first.
        own: how many are the file's own; the date of one of these, where it has one, is that of the portfolio for its rows.
        as_of: the portfolio's date (ISO), or "".
    """
    by_key: dict[tuple[str, str], list[Book]] = defaultdict(list)
    for book in books:
        for own_key in _keys_of(book):
            by_key[own_key].append(book)
    found: dict[Place, str] = {}
    passed: dict[str, tuple[str, ...]] = {}
    for number, book in enumerate(books):
        day = book.as_of if number < own and book.as_of else as_of
        chosen: dict[tuple[str, str], Book] = {}
        for holding in book.holdings:
            wanted = [one for one in _keys_wanted(holding) if one in by_key][:1]
            for one in wanted:
                taken = chosen.setdefault(one, nearest(by_key[one], day))
                passed.setdefault(taken.book_id, tuple(other.book_id for other in by_key[one] if other is not taken))
                found[book.book_id, holding.row] = taken.book_id
    return Opening(found, passed)


def nearest(books: Sequence[Book], as_of: str) -> Book:
    """The book to take of several of one fund, in the portfolio's view; the first given of equals.

    Args:
        books: at least one.
        as_of: the portfolio's date (ISO), or "".
    """
    dated = [book for book in books if book.as_of]
    if not dated:
        return books[0]
    if not as_of:
        return max(dated, key=lambda book: book.as_of)
    return min(dated, key=lambda book: _distance(book.as_of, as_of))


def _distance(day: str, as_of: str) -> tuple[bool, int]:
    """How far a book's date is from the portfolio's: every date after it is farther than any before."""
    age = age_in_days(day, as_of)
    return age < 0, abs(age)


def _keys_of(book: Book) -> list[tuple[str, str]]:
    """By what a book is found."""
    keys = [("isin", book.isin)] if book.isin else [("name without isin", word_key(book.name))]
    return [*keys, ("name", word_key(book.name)), *([("index", book.index)] if book.index else [])]


def _keys_wanted(holding: Holding) -> list[tuple[str, str]]:
    """By what a row finds its book, the surest first; nothing for a row that no book opens."""
    if holding.kind not in _OPENING:
        return []
    if holding.index:
        return [("index", holding.index)]
    name = word_key(holding.name)
    if not holding.isin:
        return [("name", name)] if name else []
    by_name = [("name without isin", name)] if name and holding.kind is RowKind.FUND else []
    return [("isin", holding.isin), *by_name]
