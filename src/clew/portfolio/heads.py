"""Column heads: the field that a head stands for."""

import re
from collections.abc import Iterable

from msgspec import Struct

from clew.pack.holdings import HeadWords
from clew.values.words import head_key

_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
LONGEST_HEAD = 80
"""Characters beyond which a cell is a sentence and no head."""


class HeadReading(Struct, frozen=True):
    """What a column head says.

    Attributes:
        field: one of `clew.pack.holdings.FIELDS`.
        rank: the lower, the more usual for that field.
        currency: the currency that the head names ("USD"), or "".
        percent: whether the head says that the numbers are percent.
    """

    field: str
    rank: int
    currency: str
    percent: bool


def read_head(head: str, words: HeadWords) -> HeadReading | None:
    """What a column head stands for, or None.

    The whole head is looked up first, then without its units and currencies (`Market Value (NOK)`), then without what stands in brackets.

    Args:
        head: as written.
        words: the known heads.
    """
    if not head or len(head) > LONGEST_HEAD:
        return None
    key = head_key(head)
    currency, percent = read_units(head, words)
    for form in (key, head_without_units(head, words), head_key(_BRACKETS.sub(" ", head))):
        word = words.heads.get(form)
        if word is not None:
            return HeadReading(word.field, word.rank, currency, percent)
    return None


def head_without_units(head: str, words: HeadWords) -> str:
    """A head in one spelling, without currencies and units: `market value` for `Market Value (NOK)`."""
    return " ".join(token for token in head_key(head).split() if token not in words.currencies and token not in words.units)


def read_units(head: str, words: HeadWords) -> tuple[str, bool]:
    """The currency that a head names, or "", and whether it says that the numbers are percent.

    Args:
        head: as written.
        words: the known units and currencies.
    """
    key = head_key(head)
    tokens = key.split()
    currency = next((token.upper() for token in tokens if token in words.currencies), "")
    return currency, "%" in key or not words.units.isdisjoint({"pct", "percent"} & set(tokens))


def recognised_fields(row: Iterable[str], words: HeadWords) -> set[str]:
    """The fields that the cells of a row would stand for, were they heads."""
    return {reading.field for reading in (read_head(cell.strip(), words) for cell in row) if reading is not None}
