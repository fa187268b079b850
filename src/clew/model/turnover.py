"""What came and went between two versions of a portfolio."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct


class Side(NamedTuple):
    """A line in one version.

    Attributes:
        row: of the file; of several lots, the first.
        name: as written.
        listing: `mic:code`, or "".
        weight: share of its book as a fraction; `value` in `currency`; None where the file states none. Lots are added up.
    """

    row: int
    name: str
    listing: str
    weight: Decimal | None
    value: Decimal | None
    currency: str


class LineChange(NamedTuple):
    """A line of either version.

    Attributes:
        kind: `added`, `removed` or `changed`.
        book: the fund whose book it stands in, by ISIN or name; "" for the portfolio itself.
        name, isin, sedol, cusip, listing, lei: what names it, of the newer version where that states it.
        matched_by: `isin`, `sedol`, `cusip`, `listing`, `lei` or `name`; "" where it is in one version alone.
        old, new: the line in each version; None where it is not there.
    """

    kind: str
    book: str
    name: str
    isin: str
    sedol: str
    cusip: str
    listing: str
    lei: str
    matched_by: str
    old: Side | None
    new: Side | None


class VersionRef(Struct, frozen=True):
    """A version, as a comparison names it: the day its holdings are of, its file, and the hash of that."""

    day: str
    file: str
    sha256: str


class Turnover(Struct, frozen=True):
    """Two versions side by side.

    Attributes:
        portfolio: its name.
        before, after: which versions.
        counts: lines that are `added`, `removed`, `changed` and `unchanged`: of the same weight and value.
        added, removed, changed: the lines, the greatest change of weight first; all, or as many as were asked for.
        weight_added, weight_removed: sums of the weights of the portfolio's own lines that came and went; None where none states one.
    """

    portfolio: str
    before: VersionRef
    after: VersionRef
    counts: Mapping[str, int]
    added: tuple[LineChange, ...]
    removed: tuple[LineChange, ...]
    changed: tuple[LineChange, ...]
    weight_added: Decimal | None
    weight_removed: Decimal | None
