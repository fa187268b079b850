"""Weights: fractions of the book, whatever the file writes."""

from collections.abc import Sequence
from decimal import Decimal

PLACES = Decimal("1E-12")
"""Weights are kept to twelve decimal places."""
_PERCENT = frozenset("%％٪")
_HUNDRED = Decimal(100)
_WHOLE = (Decimal("0.9"), Decimal("1.1"))
_SOUND = (Decimal("0.98"), Decimal("1.02"))


def is_percent(totals: Sequence[Decimal], cells: Sequence[str], *, head_says: bool) -> tuple[bool, str]:
    """Whether the numbers of a weight column are percent, and why.

    A percent sign in the cells decides; next what the numbers add up to, because a spreadsheet shows the number 0.05 as 5 % under a head
    that says percent; last the head.

    Args:
        totals: the sum of the column, one for each book.
        cells: its distinct cells.
        head_says: whether the head carries a percent sign or the word.
    """
    if any(not _PERCENT.isdisjoint(cell) for cell in cells):
        return True, "its cells carry a percent sign"
    middle = sorted(totals)[len(totals) // 2] if totals else Decimal(0)
    if _WHOLE[0] <= middle <= _WHOLE[1]:
        return False, f"it adds up to {middle.normalize():f}, so its numbers are fractions"
    if _WHOLE[0] <= middle / _HUNDRED <= _WHOLE[1]:
        return True, f"it adds up to {middle.normalize():f}, so its numbers are percent"
    if head_says:
        return True, "its head says percent"
    return middle > _WHOLE[1], f"it adds up to {middle.normalize():f}"


def as_fraction(number: Decimal | None, *, percent: bool) -> Decimal | None:
    """The weight as a fraction, to twelve places."""
    if number is None:
        return None
    return _rounded(number / _HUNDRED if percent else number)


def from_values(values: Sequence[Decimal | None]) -> list[Decimal | None]:
    """Weights of one book from its market values; all None where the values add up to nothing."""
    total = sum((value for value in values if value is not None), Decimal(0))
    if total == 0:
        return [None] * len(values)
    return [None if value is None else _rounded(value / total) for value in values]


def sum_warning(weights: Sequence[Decimal | None], book: str) -> str:
    """A sentence where the weights of a book do not add up to 100 %, within two points; "" where they do or are missing."""
    stated = [weight for weight in weights if weight is not None]
    total = sum(stated, Decimal(0))
    if not stated or _SOUND[0] <= total <= _SOUND[1]:
        return ""
    where = f"of “{book}” " if book else ""
    return f"the weights {where}add up to {total * _HUNDRED:.2f} %, not 100 %"


def _rounded(weight: Decimal) -> Decimal:
    huge = Decimal(10) ** 12
    return weight.quantize(PLACES) if abs(weight) < huge else weight.normalize()
