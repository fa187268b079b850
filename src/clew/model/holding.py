"""What an investor holds: rows of a holdings file, read and typed."""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class RowKind(StrEnum):
    """What a row of a holdings file is."""

    SECURITY = "security"
    """A security of some issuer (share, bond, depositary receipt)."""
    FUND = "fund"
    """A fund, a commitment to a private fund, or exposure to an index: opened through its book where one is at hand."""
    NOT_A_COMPANY = "not_a_company"
    """Cash, a forward, a future, a sovereign: nothing to ask a company about."""
    REJECTED = "rejected"
    """A row that cannot be used, with its reason."""


class Holding(Struct, frozen=True):
    """One row of one book, with identifiers already validated.

    An identifier that fails its check digit is emptied here and kept in `notes`, so that no later step can join on it.

    Attributes:
        row: 1-based row in the file (line for CSV, sheet row for XLSX).
        book: id of the book the row belongs to: the fund's ISIN or name, "" for a file with a single book.
        name: as written, trimmed.
        isin, lei, cusip, sedol: normalised and check-digit valid, or "".
        mic: ISO 10383 market code of the listing, or "".
        code: the exchange's code, padded as the exchange prints it ("00700" in Hong Kong), or "".
        weight: share of the book as a fraction (0.025 for 2.5 %), or None where neither weight nor value is given.
        value: market value in `currency`, or None.
        currency, country, asset_class, sector: as written, or "".
        kind: what the row is.
        reason: why it is not a company or was rejected; "" for securities and funds.
        notes: faults of the row that did not stop it (a bad check digit, an odd number).
        figi, cik: as the other identifiers.
        listed_in: ISO 3166 code of the country of the listing, known for some whose market is not (`MSFT US`), or "".
        commitment: what was promised to a private fund, in `currency`, or None where the row is no such commitment.
        index: the index to whose constituents the row is exposure, or "".
    """

    row: int
    book: str
    name: str
    isin: str
    lei: str
    cusip: str
    sedol: str
    mic: str
    code: str
    weight: Decimal | None
    value: Decimal | None
    currency: str
    country: str
    asset_class: str
    sector: str
    kind: RowKind
    reason: str
    notes: tuple[str, ...]
    figi: str = ""
    cik: str = ""
    listed_in: str = ""
    commitment: Decimal | None = None
    index: str = ""


class Book(Struct, frozen=True):
    """The holdings of one portfolio or fund, as one file states them.

    Attributes:
        book_id: the fund's ISIN or, without one, its name; "" for the only book of a file.
        name: the fund's name as written, or the file's stem.
        isin: the fund's own ISIN, or "".
        holdings: every row that belongs to it, in file order.
        as_of: the date of its holdings (ISO), or "" where the file does not state it.
        index: the index whose constituents the book lists, by its name, or "".
    """

    book_id: str
    name: str
    isin: str
    holdings: tuple[Holding, ...]
    as_of: str = ""
    index: str = ""


class ColumnReading(Struct, frozen=True):
    """How one column was understood: its head, the field it fills, why, and its place in the row, from 1."""

    head: str
    field: str
    why: str
    place: int = 0


class StatedTotal(Struct, frozen=True):
    """What a row of the file says that its rows add up to; a weight is a fraction, None where the row states none."""

    row: int
    weight: Decimal | None
    value: Decimal | None


class HoldingsFile(Struct, frozen=True):
    """A holdings file, read whole.

    Attributes:
        path: as the user named it.
        sha256: of the file's bytes.
        sheet: the worksheet read, "" for a CSV.
        header_row: 1-based row of the header, 0 where the file has none.
        header_why: the evidence for that choice, one sentence.
        columns: every column that was understood.
        ignored: heads of the columns that were not used.
        stated_as_of: the date the file states for its holdings (ISO), or "".
        books: one or more; the books that no other book of the file holds are the portfolio itself.
        rows_in: rows between the header and the footer that are not blank: what the counts must add up to.
        skipped: rows outside the table (preamble, footer, blank), counted by reason.
        warnings: what a careful reader should know (weights that do not add up to 100 %, two tables in one file).
        totals: what the file itself says that its rows add up to.
        mapping: by which mapping of a person's it was read, as a sentence says it, or "".
        heads: the column heads as they stand, "" where there is none.
        decimal_comma: whether a comma marks the decimals of its numbers.
        percent: whether its weights stand there as percent; None where it has no column of weights.
    """

    path: str
    sha256: str
    sheet: str
    header_row: int
    header_why: str
    columns: tuple[ColumnReading, ...]
    ignored: tuple[str, ...]
    stated_as_of: str
    books: tuple[Book, ...]
    rows_in: int
    skipped: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]
    totals: tuple[StatedTotal, ...] = ()
    mapping: str = ""
    heads: tuple[str, ...] = ()
    decimal_comma: bool = False
    percent: bool | None = None
