"""How far a portfolio is seen: held directly, through funds that were opened, and unknown; three numbers that add up to it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from clew.model.holding import RowKind
from clew.model.lookthrough import BookUsed, Lookthrough
from clew.trace.lookthrough import BookShare, Shares
from clew.values.days import age_in_days

_ZERO, _ONE = Decimal(0), Decimal(1)
_WHOLE = Decimal("0.0001")
"""Share of a book up to which rounded weights may differ from the whole without a word: a hundredth of a point."""
_NOT_SEEN = frozenset({RowKind.FUND.value, RowKind.REJECTED.value})
"""Rows at which nobody sees what is held."""


class SeenBook(Struct, frozen=True):
    """A book as it was read.

    Attributes:
        name, isin, as_of: as it states them, "" where it does not.
        file: the file that it stands in.
        rows: how many it has.
        weight: the sum of its weights, or None where it states none.
        others: dates of further books of the same fund that were not taken ("" for one without).
    """

    name: str
    isin: str
    as_of: str
    file: str
    rows: int
    weight: Decimal | None
    others: tuple[str, ...] = ()


def lookthrough(shares: Shares, books: Mapping[str, SeenBook], as_of: str, *, weighed: bool) -> Lookthrough:
    """The sums of `clew.trace.lookthrough` as shares of the portfolio; what each means stands at `Lookthrough`.

    Args:
        shares: the sums over all ways.
        books: every book of the portfolio, by its id.
        as_of: the portfolio's date (ISO), or "".
        weighed: whether the portfolio states a weight at all.
    """
    used = tuple(_used(books[share.book], share, as_of) for share in sorted(shares.books, key=lambda one: (-one.into, one.book)))
    unweighted = sum(leaf.unweighted for leaf in shares.leaves if not leaf.inside) + shares.closed_unweighted
    unweighted += sum(share.unweighted for share in shares.books)
    if not weighed:
        said = "The file states neither weights nor values: which share of it is held directly, and which through funds, is unknown."
        return Lookthrough(None, None, None, None, unweighted, used, said)
    direct, through = (
        sum((leaf.weight for leaf in shares.leaves if leaf.inside is inside and leaf.kind not in _NOT_SEEN), _ZERO)
        for inside in (False, True)
    )
    shut = sum((leaf.weight for leaf in shares.leaves if leaf.kind in _NOT_SEEN), shares.closed)
    left, beyond = _rests(shares.books, books)
    parts = (direct, through, shut + left, beyond)
    return Lookthrough(*parts, unweighted, used, _said(parts, unweighted))


def _rests(shares: Sequence[BookShare], books: Mapping[str, SeenBook]) -> tuple[Decimal, Decimal]:
    """What opened books lack of a hundred per cent, and what they have above it; each as a share of the portfolio."""
    left, beyond = _ZERO, _ZERO
    for share in shares:
        if (books[share.book].weight or _ZERO) > _ONE:
            beyond += share.out - share.into
        else:
            left += share.into - share.out
    return left, beyond


def _said(parts: tuple[Decimal, Decimal, Decimal, Decimal], unweighted: int) -> str:
    """The numbers in one sentence."""
    direct, through, unknown, beyond = parts
    said = f"{_percent(direct)} of the weight is held directly, {_percent(through)} through funds that were opened"
    said += f", {_percent(unknown)} is unknown"
    if abs(beyond) > _WHOLE:
        said += f"; books that add up to more than 100 % state {_percent(beyond)} too much"
    if unweighted:
        said += f"; {unweighted:,} {'line states' if unweighted == 1 else 'lines state'} no weight"
    return f"{said}."


def _percent(share: Decimal) -> str:
    """A share with two decimals, so that the numbers of one sentence add up as they stand there."""
    return f"{share * 100:,.2f} %"


def _used(book: SeenBook, share: BookShare, as_of: str) -> BookUsed:
    """One opened book, and what may be said of it."""
    age = age_in_days(book.as_of, as_of) if book.as_of and as_of else None
    sentence = "; ".join((_dated(book, age), *_sums(book.weight), *_others(book))) + "."
    return BookUsed(book.name, book.isin, book.file, book.as_of, age, book.rows, book.weight, share.into, sentence)


def _dated(book: SeenBook, age: int | None) -> str:
    """Of which day a book is."""
    head = f"The book of {book.name}"
    if not book.as_of:
        return f"{head} states no date"
    if age is None:
        return f"{head} is of {book.as_of}; the portfolio states no date"
    if age == 0:
        return f"{head} is of {book.as_of}, the portfolio's day"
    days = "1 day" if abs(age) == 1 else f"{abs(age):,} days"
    return f"{head} is of {book.as_of}, {days} {'older' if age > 0 else 'younger'} than the portfolio"


def _sums(weight: Decimal | None) -> tuple[str, ...]:
    """What a book's weights leave open."""
    if weight is None:
        return ("it states no weights, so that the share of each of its rows is unknown",)
    if abs(weight - _ONE) <= _WHOLE:
        return ()
    if weight > _ONE:
        return (f"its weights add up to {_percent(weight)}, and are taken as they stand",)
    return (f"its weights add up to {_percent(weight)}, so that {_percent(_ONE - weight)} of it is unknown",)


def _others(book: SeenBook) -> tuple[str, ...]:
    """Which other books of the fund were not taken."""
    if not book.others:
        return ()
    dates = ", ".join(f"of {day}" if day else "without a date" for day in book.others[:3])
    more = f" and {len(book.others) - 3:,} more" if len(book.others) > 3 else ""  # noqa: PLR2004 - three dates are read at a glance
    return (f"its {'book' if len(book.others) == 1 else 'books'} {dates}{more} {'was' if len(book.others) == 1 else 'were'} not taken",)
