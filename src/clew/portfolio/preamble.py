"""What stands above a table: the fund's name, its ISIN, the date of the holdings."""

from collections.abc import Sequence

from msgspec import Struct

from clew.pack.holdings import HeadWords
from clew.portfolio.asof import date_in
from clew.values.identifiers import isin
from clew.values.words import word_key

_LONGEST_NAME = 120


class Preamble(Struct, frozen=True):
    """What stands above a table.

    Attributes:
        as_of: ISO date of the holdings, or "".
        fund_name: the fund's name as written, or "".
        fund_isin: the fund's own ISIN, or "".
    """

    as_of: str
    fund_name: str
    fund_isin: str


def read_preamble(rows: Sequence[Sequence[str]], words: HeadWords) -> Preamble:
    """Read the rows above the header.

    The date is the one beside a label that says so, or in one cell with such words (`As of 19-Mar-2024`). The name is the cell beside a
    label that says so, or the only cell of the first row where that is neither a date nor a label.

    Args:
        rows: the rows above the header.
        words: the labels.
    """
    filled = [[cell for cell in row if cell] for row in rows]
    pairs = [(word_key(row[0].rstrip(": ")), row[1]) for row in filled if len(row) > 1]
    pairs += [
        (word_key(label), rest.strip())
        for row in filled
        for cell in row
        for label, colon, rest in [cell.partition(":")]
        if colon and rest.strip()
    ]
    as_of = next((found for label, cell in pairs if label in words.as_of and (found := date_in(cell, words))), "")
    name = next((cell for label, cell in pairs if label in words.fund_name), "")
    own = next((code for label, cell in pairs if label in words.fund_isin and (code := isin(cell))), "")
    return Preamble(as_of or _date_in_a_sentence(filled, words), name or _title(filled, words), own)


def _date_in_a_sentence(rows: Sequence[Sequence[str]], words: HeadWords) -> str:
    for row in rows:
        for cell in row:
            key = f" {word_key(cell)} "
            if len(cell) <= _LONGEST_NAME and any(f" {label} " in key for label in words.as_of):
                found = date_in(cell, words)
                if found:
                    return found
    return ""


def _title(rows: Sequence[Sequence[str]], words: HeadWords) -> str:
    first = next((row for row in rows if row), [])
    if len(first) != 1 or len(first[0]) > _LONGEST_NAME or first[0].endswith(":") or date_in(first[0], words):
        return ""
    return first[0]
