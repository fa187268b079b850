"""How the rows of a portfolio were told apart, and why not."""

from msgspec import Struct


class Identified(Struct, frozen=True):
    """Rows of one way to tell whose security a row is, or of one reason why that was not told; the rows of all add up to `rows_in`.

    Attributes:
        how: `isin`, `figi`, `cusip`, `sedol`, `listing` (market and code), `composite` (country and code), `lei`, `cik`, `judgement`,
            `book` (a fund that was opened), `other name` (an identifier of a source that errs, which gives it to a company of another
            name), `no source` (a valid identifier that no loaded source has), `name` (a name alone: possible matches), `unresolved`,
            `book not seen` (a fund), `not a company`, `rejected`.
        title: the same in words.
        rows: how many.
    """

    how: str
    title: str
    rows: int
