"""What single rows of a table show: a holding, a sum of others, or words."""

from collections.abc import Mapping

from clew.intake.tables import Table
from clew.pack.holdings import HoldingsWords
from clew.portfolio.columns import Column
from clew.values.identifiers import HOLDING_FORMATS
from clew.values.numbers import parse_decimal
from clew.values.words import word_key

_CODES = ("isin", "lei", "cusip", "sedol", "figi")
_STRONG = ("weight", "value", "commitment", *_CODES)
_FORMS = {form.key: form for form in HOLDING_FORMATS}
_SENTENCE = 120


class RowJudge:
    """Says of single rows what they show; a cell is looked at once."""

    def __init__(self, table: Table, columns: Mapping[str, Column], words: HoldingsWords) -> None:
        """Take the table, the columns understood and the words of totals."""
        self.rows = table.rows
        self.words = words
        self.strong = [(field, columns[field].index) for field in _STRONG if field in columns]
        self.codes = [columns[field].index for field in (*_CODES, "ticker") if field in columns]
        self.name = columns["name"].index if "name" in columns else -1
        self._known: dict[tuple[str, str], bool] = {}

    def fill(self, index: int) -> int:
        """How many cells of the row are filled."""
        return sum(1 for cell in self.rows[index] if cell)

    def is_sentence(self, index: int) -> bool:
        """Whether one of its cells is too long for a table."""
        return any(len(cell) > _SENTENCE for cell in self.rows[index])

    def shows_holding(self, index: int) -> bool:
        """Whether a number or an identifier stands in its column."""
        row = self.rows[index]
        return any(column < len(row) and self._passes(field, row[column]) for field, column in self.strong)

    def is_total(self, index: int) -> bool:
        """Whether the row is labelled as a sum, and carries no code besides that label."""
        row = self.rows[index]
        label = row[self.name] if 0 <= self.name < len(row) and row[self.name] else next(filter(None, row))
        if word_key(label) not in self.words.lines.totals:
            return False
        first = row.index(label)
        return all(row[column].casefold() in self.words.lines.blanks for column in self.codes if column < len(row) and column != first)

    def _passes(self, field: str, cell: str) -> bool:
        if not cell:
            return False
        key = (field, cell)
        if key not in self._known:
            form = _FORMS.get(field)
            self._known[key] = _is_number(cell) if form is None else form.parse(cell) is not None or form.restore(cell) is not None
        return self._known[key]


def _is_number(cell: str) -> bool:
    return parse_decimal(cell, decimal_comma=False) is not None or parse_decimal(cell, decimal_comma=True) is not None
