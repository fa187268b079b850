"""How far a portfolio is seen, and the books of funds by which it is."""

from decimal import Decimal

from msgspec import Struct


class BookUsed(Struct, frozen=True):
    """A fund's book that was opened, or the list of an index's constituents.

    Attributes:
        name, isin: of the fund, as the book states them; `file` is the file that it stands in.
        as_of: the day of its holdings (ISO), or "" where its file does not state it.
        age_days: days by which it is older than the portfolio, negative where it is younger; None where one of the two states no day.
        rows: of the book.
        weight: what its own weights add up to, or None where it states none; never brought to a hundred per cent.
        held: share of the portfolio that is held through it; a fund within a fund counts in both.
        sentence: the same in words, with what that leaves open.
    """

    name: str
    isin: str
    file: str
    as_of: str
    age_days: int | None
    rows: int
    weight: Decimal | None
    held: Decimal
    sentence: str


class Lookthrough(Struct, frozen=True):
    """The portfolio's weight by how far it is seen: `direct + through_funds + unknown - beyond` is `Screening.weight_total`.

    It is that exactly for one portfolio; for several in one file, which share the whole by their values, but for the twelfth place of each.
    Weights are signed, and so are these: a short position takes away from the part that it stands in, so that each is a net share. A fund
    that is held short makes what lies in it negative. Where the portfolio states no weights at all, all four are None: unknown is not
    zero. Where it states them for some lines only, these four speak of those lines, and `unweighted` counts the others.

    Attributes:
        direct: lines that are no funds: companies, resolved or not, and cash and the like.
        through_funds: rows of opened books that are no funds themselves, times the weights on the way to them.
        unknown: funds whose book was not seen, funds within themselves or too deep, rejected rows, and of each opened book what its weights
            lack of a hundred per cent: a book that adds up to 62 % leaves 38 % of it unknown, one without weights all of it.
        beyond: what the weights of opened books have above a hundred per cent: stated, and neither brought down nor set off.
        unweighted: lines of the portfolio without a weight.
        books: every book that was opened, by the share held through it.
        sentence: the numbers in words, or why there are none.
    """

    direct: Decimal | None
    through_funds: Decimal | None
    unknown: Decimal | None
    beyond: Decimal | None
    unweighted: int
    books: tuple[BookUsed, ...]
    sentence: str


UNSEEN = Lookthrough(None, None, None, None, 0, (), "")
"""Where nothing is said of it."""
