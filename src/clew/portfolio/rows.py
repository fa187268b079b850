"""The rows of a table as typed holdings, column by column."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from clew.model.holding import Holding, RowKind
from clew.pack.holdings import HoldingsWords
from clew.portfolio.books import BookKey
from clew.portfolio.cells import Parsed, identifiers, mixed_identifiers, numbers
from clew.portfolio.codes import Listings, read_listings
from clew.portfolio.columns import Column
from clew.portfolio.indices import IndexLines, read_index_lines
from clew.portfolio.kinds import read_kinds
from clew.portfolio.weights import as_fraction, from_values, is_percent
from clew.values.identifiers import HOLDING_FORMATS
from clew.values.numbers import uses_decimal_comma

_TELLING = 5_000
"""Distinct cells of a column that are asked for their decimal convention."""
_CODES, _LATER_CODES = ("isin", "lei", "cusip", "sedol"), ("figi", "cik")


class Body(Struct, frozen=True):
    """The cells of a table's own rows, by field, blanks as "".

    Attributes:
        numbers: the row of the file, for each row.
        cells: the column of each field that the file has.
        columns: what each of those columns is.
        rejected: reason for each row that cannot be used, by its place.
        void: places of rows whose numbers do not count: sums of other rows, and rows out of line with the heads.
        notes: what is already known of rows, by place.
        comma, percent: whether a comma marks decimals, and whether weights are percent, where a person says so; None where cells tell.
    """

    numbers: Sequence[int]
    cells: Mapping[str, Sequence[str]]
    columns: Mapping[str, Column]
    rejected: Mapping[int, str]
    void: frozenset[int]
    notes: Sequence[tuple[int, str]]
    comma: bool | None = None
    percent: bool | None = None

    def column(self, field: str) -> Sequence[str]:
        """The cells of a field, "" throughout where the file does not have it."""
        return self.cells.get(field) or [""] * len(self.numbers)


class Notation(Struct, frozen=True):
    """How a table writes numbers: with a decimal comma, and weights as percent."""

    comma: bool
    percent: bool


class Rows(Struct, frozen=True):
    """Typed rows.

    Attributes:
        holdings: one for each row of the body, in order.
        warnings: what a careful reader should know of whole columns.
        reasons: what the cells told about a column, by field.
        notation: how numbers are written.
    """

    holdings: Sequence[Holding]
    warnings: tuple[str, ...]
    reasons: Mapping[str, str]
    notation: Notation


def read_rows(body: Body, keys: Sequence[BookKey], words: HoldingsWords) -> Rows:
    """Type every cell and put the rows together.

    Args:
        body: the cells.
        keys: the book of each row.
        words: rules and markets.
    """
    codes, notes = _codes(body)
    comma = _decimal_comma(body)
    values = numbers(body.column("value"), decimal_comma=comma, what="market value")
    weights, why, percent = _weights(body, keys, values.values, comma=comma)
    listings = read_listings(body.column("ticker"), body.column("exchange"), body.column("country"), words.markets)
    commitments = numbers(body.column("commitment"), decimal_comma=comma, what="commitment")
    lines = _kinds(body, codes, commitments.values, keys, words)
    noted = _noted([*body.notes, *notes, *values.notes, *weights.notes, *commitments.notes, *listings.notes, *lines.notes])
    own_weights, own_values, promised = (_without(column, body.void) for column in (weights.values, values.values, commitments.values))
    typed = _Typed(codes, listings, own_weights, own_values, promised, lines)
    holdings = _assembled(body, keys, typed, noted)
    return Rows(holdings, listings.warnings, {"weight": why, "ticker": listings.style}, Notation(comma, percent))


class _Typed(Struct, frozen=True):
    """The typed columns on their way into rows."""

    codes: Mapping[str, Sequence[str]]
    listings: Listings
    weights: Sequence[Decimal | None]
    values: Sequence[Decimal | None]
    commitments: Sequence[Decimal | None]
    lines: IndexLines


def _codes(body: Body) -> tuple[dict[str, Sequence[str]], list[tuple[int, str]]]:
    """The identifier columns, and their notes. A mixed column fills what the others leave empty."""
    codes: dict[str, Sequence[str]] = {}
    notes: list[tuple[int, str]] = []
    for form in HOLDING_FORMATS:
        parsed = identifiers(body.column(form.key), form)
        codes[form.key] = parsed.values
        notes += parsed.notes
    if "identifier" in body.cells:
        mixed, more = mixed_identifiers(body.column("identifier"))
        codes |= {key: [own or other for own, other in zip(codes[key], found, strict=True)] for key, found in mixed.items()}
        notes += more
    if len(codes["cik"]) > 1 and len(set(codes["cik"])) == 1:
        codes["cik"] = [""] * len(codes["cik"])  # one number on every row is the filer's, not the issuers'
    return codes, notes


def _decimal_comma(body: Body) -> bool:
    """The decimal convention of the table, told by a person, else by its weights: values are often whole."""
    if body.comma is not None:
        return body.comma
    for field in ("weight", "value", "commitment"):
        told = uses_decimal_comma(islice(dict.fromkeys(body.column(field)), _TELLING))
        if told is not None:
            return told
    return False


def _weights(
    body: Body, keys: Sequence[BookKey], values: Sequence[Decimal | None], *, comma: bool
) -> tuple[Parsed[Decimal | None], str, bool]:
    """The weights as fractions, how they came about, and whether they stand there as percent."""
    if "weight" not in body.cells:
        return Parsed(_shares(keys, values, body.void), []), "", False
    column = body.column("weight")
    raw = numbers(column, decimal_comma=comma, what="weight")
    totals: dict[BookKey, Decimal] = defaultdict(Decimal)
    for place, (key, number) in enumerate(zip(keys, raw.values, strict=True)):
        if number is not None and place not in body.void:
            totals[key] += number
    told = "the mapping says percent" if body.percent else "the mapping says fractions"
    percent, why = (
        (body.percent, told)
        if body.percent is not None
        else is_percent(list(totals.values()), list(set(column)), head_says=body.columns["weight"].percent)
    )
    fraction = {number: as_fraction(number, percent=percent) for number in set(raw.values)}
    return Parsed([fraction[number] for number in raw.values], raw.notes), why, percent


def _shares(keys: Sequence[BookKey], values: Sequence[Decimal | None], void: frozenset[int]) -> list[Decimal | None]:
    """Each row's share of the values of its book."""
    places: dict[BookKey, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        places[key].append(place)
    shares: list[Decimal | None] = [None] * len(keys)
    for members in places.values():
        counted = [place for place in members if place not in void]
        for place, share in zip(counted, from_values([values[place] for place in counted]), strict=True):
            shares[place] = share
    return shares


def _without(column: Sequence[Decimal | None], void: frozenset[int]) -> Sequence[Decimal | None]:
    return [None if place in void else number for place, number in enumerate(column)] if void else column


def _kinds(
    body: Body,
    codes: Mapping[str, Sequence[str]],
    commitments: Sequence[Decimal | None],
    keys: Sequence[BookKey],
    words: HoldingsWords,
) -> IndexLines:
    """What each row is. A row whose ISIN is that of a book of the same file is a fund, whatever it is called; so is a commitment."""
    funds = {key.isin for key in keys if key.isin}
    identified = list(map(any, zip(codes["isin"], codes["cusip"], codes["sedol"], strict=True)))
    kinds = read_kinds(body.column("name"), body.column("asset_class"), body.column("sector"), identified, words.lines)
    lines = read_index_lines(body.column("name"), kinds, identified, words.indices)
    kinds = list(lines.kinds)
    if funds or "commitment" in body.cells:
        told = zip(kinds, codes["isin"], commitments, strict=True)
        kinds = [
            (RowKind.FUND, "") if isin in funds or (promised is not None and kind is RowKind.SECURITY) else (kind, reason)
            for (kind, reason), isin, promised in told
        ]
    for place, reason in body.rejected.items():
        kinds[place] = (RowKind.REJECTED, reason)
    return replace(lines, kinds=kinds)


def _noted(notes: Sequence[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for place, note in notes:
        found[place].append(note)
    return {place: tuple(texts) for place, texts in found.items()}


def _assembled(body: Body, keys: Sequence[BookKey], typed: _Typed, noted: Mapping[int, tuple[str, ...]]) -> list[Holding]:
    """The typed columns as rows, in the order of the attributes of `Holding`."""
    stated = body.columns["value"].currency if "value" in body.columns else ""
    columns: tuple[Sequence[object], ...] = (
        body.numbers,
        [key.book_id for key in keys],
        body.column("name"),
        *(typed.codes[key] for key in _CODES),
        [listing.mic for listing in typed.listings.listings],
        [listing.code for listing in typed.listings.listings],
        typed.weights,
        typed.values,
        [stated] * len(keys) if stated else body.column("currency"),
        *(body.column(field) for field in ("country", "asset_class", "sector")),
        [kind for kind, _ in typed.lines.kinds],
        [reason for _, reason in typed.lines.kinds],
        [noted.get(place, ()) for place in range(len(keys))],
        *(typed.codes[key] for key in _LATER_CODES),
        [listing.country for listing in typed.listings.listings],
        typed.commitments,
        typed.lines.indices,
    )
    return [Holding(*row) for row in zip(*columns, strict=True)]
