"""What the cells of a column say about it, whatever its head says."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice

from msgspec import Struct

from clew.values.identifiers import SECURITY_FORMATS, Format
from clew.values.numbers import parse_decimal, uses_decimal_comma

SAMPLE = 400
"""Distinct cells of a column that are looked at."""
MOSTLY = 0.8
"""Share of cells that must pass a check digit for the column to be of that kind: one in ten passes by chance."""
FEWEST = 3
"""Cells that must pass where the head does not say the kind."""


class Evidence(Struct, frozen=True):
    """What a sample of a column's distinct cells shows.

    Attributes:
        filled: cells looked at, without blanks.
        kind: the identifier that most of them are, or None.
        valid: how many are that identifier.
        mixed: how many are an identifier of any kind.
        numeric: how many are numbers.
        length: their mean length in characters.
    """

    filled: int
    kind: Format | None
    valid: int
    mixed: int
    numeric: int
    length: float


def identifier_in(cell: str) -> Format | None:
    """The kind of identifier that a cell is, or None."""
    if len(cell) < min(form.width for form in SECURITY_FORMATS):
        return None
    return next((form for form in SECURITY_FORMATS if form.parse(cell) is not None), None)


def sample(cells: Iterable[str], blanks: frozenset[str]) -> list[str]:
    """The first distinct cells of a column that say something."""
    found: dict[str, None] = {}
    rest = iter(cells)
    while len(found) < SAMPLE and (some := list(islice(rest, SAMPLE))):
        found.update(dict.fromkeys(cell for cell in some if cell.casefold() not in blanks))
    return list(found)[:SAMPLE]


def weigh(cells: Sequence[str]) -> Evidence:
    """What a sample of cells shows.

    Args:
        cells: distinct cells that say something, as from `sample`.
    """
    valid = {
        form.key: sum(1 for cell in cells if form.parse(cell) is not None or form.restore(cell) is not None) for form in SECURITY_FORMATS
    }
    best = max(SECURITY_FORMATS, key=lambda form: valid[form.key])
    comma = bool(uses_decimal_comma(cells))
    return Evidence(
        filled=len(cells),
        kind=best if valid[best.key] and valid[best.key] >= MOSTLY * len(cells) else None,
        valid=valid[best.key],
        mixed=sum(1 for cell in cells if identifier_in(cell) is not None),
        numeric=sum(1 for cell in cells if parse_decimal(cell, decimal_comma=comma) is not None),
        length=sum(map(len, cells)) / len(cells) if cells else 0.0,
    )


def plain_sum(cells: Iterable[str]) -> Decimal:
    """The sum of the numbers of a column, in the convention that it shows."""
    texts = list(cells)
    comma = bool(uses_decimal_comma(set(texts)))
    cache = {text: parse_decimal(text, decimal_comma=comma) for text in set(texts)}
    return sum((number for number in map(cache.__getitem__, texts) if number is not None), Decimal(0))
