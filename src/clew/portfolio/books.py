"""Several funds in one file: which row belongs to which book."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from clew.pack.holdings import HeadWords
from clew.portfolio.asof import date_in
from clew.portfolio.preamble import Preamble
from clew.values.identifiers import ISIN

_FEWEST_ROWS = 5


class BookKey(Struct, frozen=True):
    """What a book is called.

    Attributes:
        book_id: the fund's ISIN or name, with the date where one file holds several; "" for the only book.
        name: the fund's name as written, or "".
        isin: the fund's own ISIN, or "".
        as_of: the date of this book (ISO) where the rows state one for each, or "".
    """

    book_id: str
    name: str
    isin: str
    as_of: str = ""


class Shelf(Struct, frozen=True):
    """The books of a file.

    Attributes:
        keys: the book of each row.
        as_of: the one date that the rows state, or "".
        warnings: what a careful reader should know of them.
    """

    keys: Sequence[BookKey]
    as_of: str
    warnings: tuple[str, ...]


def read_shelf(fund_isins: Sequence[str], fund_names: Sequence[str], dates: Sequence[str], words: HeadWords) -> Shelf:
    """The book of each row, by the columns of fund ISIN, fund name and date.

    A file that holds the same fund at several dates holds several books of it, because its weights add up to 100 % for each date.
    A column of dates that differ from row to row is something else, and is not used.

    Args:
        fund_isins: one text for each row, "" where the file says nothing.
        fund_names: likewise.
        dates: likewise.
        words: names of months.
    """
    if not any(map(any, (fund_isins, fund_names, dates))):
        return Shelf([BookKey("", "", "")] * len(dates), "", ())
    isos = {cell: date_in(cell, words) for cell in set(dates)}
    days = [isos[cell] for cell in dates]
    stated = sorted(set(days) - {""})
    several = len(stated) > 1 and _are_books(fund_isins, fund_names, days)
    rows = list(zip(fund_isins, fund_names, days if several else [""] * len(days), strict=True))
    known = {row: _key(*row) for row in set(rows)}
    keys = [known[row] for row in rows]
    if len(set(keys)) == 1:
        only = keys[0]
        keys = [replace(only, book_id="")] * len(keys)
    return Shelf(keys, stated[0] if len(stated) == 1 else "", (*_undated(isos), *_warnings(rows, stated, several=several)))


def read_parts(parts: Sequence[Preamble], part_of: Sequence[int]) -> Shelf:
    """The book of each row of a file with several lists in one form: what stands above its list names it and dates it.

    Args:
        parts: what stands above each list.
        part_of: the list of each row, by its index.
    """
    titled = [one.fund_isin or one.fund_name for one in parts]
    times = Counter(titled)
    days = {one.as_of for one in parts}
    keys: list[BookKey] = []
    for number, (title, one) in enumerate(zip(titled, parts, strict=True), start=1):
        dated = f"{title} {one.as_of}".strip() if times[title] > 1 or not title else title
        known = {key.book_id for key in keys}
        book_id = dated if dated and dated not in known else f"{dated} (list {number})".strip()
        keys.append(BookKey(book_id, one.fund_name or f"list {number}", one.fund_isin, one.as_of))
    warning = f"the file holds {len(parts)} lists of holdings: each is a book of its own"
    return Shelf([keys[number] for number in part_of], days.pop() if len(days) == 1 else "", (warning,))


def _are_books(fund_isins: Sequence[str], fund_names: Sequence[str], days: Sequence[str]) -> bool:
    sizes = Counter(zip(fund_isins, fund_names, days, strict=True))
    return "" not in days and len(days) >= _FEWEST_ROWS * len(sizes)


def _key(fund_isin: str, fund_name: str, day: str) -> BookKey:
    isin = ISIN.parse(fund_isin) or ""
    fund = isin or fund_name or fund_isin
    return BookKey(" ".join(part for part in (fund, day) if part), fund_name or fund_isin, isin, day)


def _undated(isos: Mapping[str, str]) -> Iterator[str]:
    """That cells of the column of dates state no one day, where they do not."""
    odd = sorted(cell for cell, day in isos.items() if cell and not day)
    if odd:
        example = f"such as “{odd[0][:40]}”"
        cells = "1 cell of the column of dates states" if len(odd) == 1 else f"{len(odd):,} different cells of the column of dates state"
        yield f"{cells} no one day, {example}; a mapping can say it with as_of"


def _warnings(rows: Sequence[tuple[str, str, str]], stated: Sequence[str], *, several: bool) -> list[str]:
    warnings = []
    odd = sorted(fund_isin for fund_isin in {row[0] for row in rows} if fund_isin and ISIN.parse(fund_isin) is None)
    warnings += [f"the fund ISIN “{cell}” was left out: {ISIN.objection(cell)}; the fund goes by its name" for cell in odd]
    if several:
        warnings.append(f"the file holds {len(stated)} dates, from {stated[0]} to {stated[-1]}: each date is a book of its own")
    elif len(stated) > 1:
        warnings.append("the column of dates differs from row to row and was not used")
    nameless = sum(1 for fund_isin, fund_name, _ in rows if not fund_isin and not fund_name)
    if 0 < nameless < len(rows):
        warnings.append(f"{nameless} rows name no fund and make a book of their own")
    names: dict[str, set[str]] = {}
    for fund_isin, fund_name, _ in set(rows):
        names.setdefault(fund_isin, set()).add(fund_name)
    warnings += [f"the fund ISIN {key} carries {len(found)} names" for key, found in sorted(names.items()) if key and len(found) > 1]
    return warnings
