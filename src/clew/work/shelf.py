"""The shelf: funds of a portfolio are opened by the portfolios that the workspace keeps under their ISIN or name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from clew.ledger.store import CURRENT, PortfolioVersion
from clew.model.holding import Holding, RowKind
from clew.portfolio.opening import Place
from clew.values.words import word_key
from clew.work.basket import Basket, basket_of, within
from clew.work.stores import Stores
from clew.work.threads import grouped
from clew.work.versions import read_version

Shelf: TypeAlias = Mapping[str, tuple[PortfolioVersion, ...]]
FUND, FUND_OR_SECURITY = frozenset({RowKind.FUND}), frozenset({RowKind.FUND, RowKind.SECURITY})
"""Rows that a kept portfolio may open: in a portfolio a fund is known as one; a security that is asked about alone may be one."""


class _Book(Struct, frozen=True):
    """A kept portfolio as the book of a fund."""

    root: str
    basket: Basket
    note: str


def shelf_of(stores: Stores) -> Shelf:
    """What the workspace keeps: the versions that count, oldest day first, by the word by which a fund would be called."""
    current = sorted((one for one in stores.ledger.portfolios.versions() if one.state == CURRENT), key=lambda version: version.kept.day)
    return grouped((word_key(one.name), one) for one in current)


def with_kept_books(stores: Stores, basket: Basket, shelf: Shelf, kinds: frozenset[RowKind] = FUND) -> Basket:
    """The basket with its funds opened by what is kept under their ISIN, else under their name; funds within these too.

    A book that was given opens its fund first. Of several versions the newest as of the basket's day or before is taken, else the oldest;
    without a day, the newest. A portfolio of several funds side by side is no book of one. What opened which fund is told, and is an input.

    Args:
        stores: the workspace.
        basket: what is screened.
        shelf: what is kept.
        kinds: which of its own rows may be funds.
    """
    if not shelf:
        return basket
    opened: dict[str, _Book | None] = {}
    children = dict(basket.children)
    todo = list(_shut(basket, children, kinds))
    told = []
    while todo:
        place, holding = todo.pop(0)
        key = next((one for one in _keys(holding) if one in shelf), "")
        if not key:
            continue
        if key not in opened:
            opened[key] = _opened(stores, _version(shelf[key], basket.as_of), basket)
            found = opened[key]
            if found is not None:
                children.update(found.basket.children)
                todo += _shut(found.basket, children, FUND)
        book = opened[key]
        if book is not None:
            children[place] = book.root
            told.append(book.note)
    books = [book for book in opened.values() if book is not None and book.root not in basket.factors]
    return replace(
        basket,
        books=(*basket.books, *(one for book in books for one in book.basket.books)),
        children=children,
        seen={**basket.seen, **{key: one for book in books for key, one in book.basket.seen.items()}},
        inputs=(*basket.inputs, *(one for book in books for one in book.basket.inputs)),
        notes=(*basket.notes, *dict.fromkeys(told)),
    )


def _version(versions: Sequence[PortfolioVersion], as_of: str) -> PortfolioVersion:
    """The version that counts for a day, of one portfolio's, oldest first."""
    return [one for one in versions if not as_of or one.kept.day <= as_of or one is versions[0]][-1]


def _shut(basket: Basket, children: Mapping[Place, str], kinds: frozenset[RowKind]) -> Iterator[tuple[Place, Holding]]:
    """Rows of such kinds that no book opens."""
    for book in basket.books:
        for holding in book.holdings:
            place = (book.book_id, holding.row)
            if holding.kind in kinds and place not in children:
                yield place, holding


def _keys(holding: Holding) -> Iterator[str]:
    """By what a fund is looked for: its ISIN, its index, its name."""
    return (word_key(text) for text in (holding.isin, holding.index, holding.name) if text)


def _opened(stores: Stores, version: PortfolioVersion, basket: Basket) -> _Book | None:
    """A kept version as a book; the basket itself where it is that portfolio, and None where it is no book of one fund."""
    name, day = version.name, version.kept.day
    if word_key(name) == word_key(basket.name) and len(basket.factors) == 1:
        return _Book(next(iter(basket.factors)), replace(basket, books=(), children={}), f"“{name}” holds itself.")
    kept = within(basket_of(read_version(stores, version), name, day), version.kept.portfolio)
    if len(kept.factors) != 1:
        return None
    root = next(iter(kept.factors))
    books = tuple(replace(book, name=name) if book.book_id == root else book for book in kept.books)
    seen = {key: replace(one, as_of=one.as_of or day) for key, one in kept.seen.items()}
    seen[root] = replace(seen[root], name=name)
    return _Book(
        root,
        replace(kept, books=books, seen=seen),
        f"The fund “{name}” is opened by the portfolio that is kept under this name, as of {day}.",
    )
