"""Where the table ends, and which rows between head and end are none of its own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clew.errors import Fault, UnexpectedContentError
from clew.pack.holdings import HoldingsWords
from clew.portfolio.columns import Column
from clew.portfolio.header import Header
from clew.portfolio.heads import recognised_fields
from clew.portfolio.tables import Table
from clew.values.identifiers import SECURITY_FORMATS
from clew.values.numbers import parse_decimal

_CODES = ("isin", "lei", "cusip", "sedol")
_STRONG = ("weight", "value", *_CODES)
_FORMS = {form.key: form for form in SECURITY_FORMATS}
_HEADS_OF_A_TABLE = 3
_SENTENCE = 120


@dataclass(frozen=True, slots=True)
class Extent:
    """The rows of a table's body.

    Attributes:
        rows: index within `Table.rows` of every row that belongs to the table, in order.
        totals: those of them, by index, that only add up others.
        repeats: rows of the file at which the same heads stand again.
        skipped: rows outside the table, counted by reason.
    """

    rows: Sequence[int]
    totals: frozenset[int]
    repeats: tuple[int, ...]
    skipped: tuple[tuple[str, int], ...]


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
        if label.casefold().replace("-", " ").strip(" :.*") not in self.words.lines.totals:
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


def read_extent(table: Table, header: Header, judge: RowJudge, name: str) -> Extent:
    """Tell the table's own rows from preamble, blank rows, repeated heads, totals at the end and the text below.

    The table ends with the last row that holds a number or an identifier in its column, or, where it has no such columns, with the last row as full as
    most. Below that a row counts as a holding only if it follows directly, fills two cells or more and is no sentence.

    Args:
        table: all rows.
        header: the header found.
        judge: what single rows show.
        name: the file as the user named it, for errors.

    Raises:
        UnexpectedContentError: no row follows the header, a second table with other columns begins further down, or a cell has swallowed rows.
    """
    filled = [index for index in range(header.index + 1, len(table.rows)) if any(table.rows[index])]
    end = _end(filled, judge)
    repeats = _repeated_heads(table, header, filled[:end])
    own = [index for index in filled[:end] if index not in repeats]
    totals = frozenset(index for index in own if judge.is_total(index))
    last = len(own)
    while last and own[last - 1] in totals:
        last -= 1
    faults = _faults(table, header, own[:last], [index for index in filled if index not in repeats], judge)
    if faults:
        raise UnexpectedContentError(*(Fault(what, mend, name, row) for what, mend, row in faults))
    above = sum(1 for row in table.rows[: max(header.index, 0)] if any(row))
    blank = len(table.rows) - len(filled) - above - (header.index >= 0)
    counts = (("preamble", above), ("blank", blank), ("repeated header", len(repeats)), ("total", len(own) - last), ("footer", len(filled) - end))
    rows = tuple(table.numbers[index] for index in sorted(repeats))
    return Extent(own[:last], totals & set(own[:last]), rows, tuple((reason, count) for reason, count in counts if count))


def _end(filled: Sequence[int], judge: RowJudge) -> int:
    """How many of the filled rows belong to the table."""
    if judge.strong:
        last = next((place for place in range(len(filled) - 1, -1, -1) if judge.shows_holding(filled[place])), -1)
    else:
        usual = Counter(map(judge.fill, filled)).most_common(1)
        fullness = usual[0][0] if usual else 0
        last = next((place for place in range(len(filled) - 1, -1, -1) if judge.fill(filled[place]) >= fullness and not judge.is_sentence(filled[place])), -1)
    end = last + 1
    while 0 < end < len(filled) and filled[end] == filled[end - 1] + 1 and judge.fill(filled[end]) > 1 and not judge.is_sentence(filled[end]):
        end += 1
    return end


def _repeated_heads(table: Table, header: Header, rows: Sequence[int]) -> frozenset[int]:
    if header.index < 0:
        return frozenset()
    heads = [cell.casefold() for cell in header.heads]
    first = next(place for place, cell in enumerate(heads) if cell)
    alike = [index for index in rows if first < len(table.rows[index]) and table.rows[index][first].casefold() == heads[first]]
    return frozenset(index for index in alike if [cell.casefold() for cell in table.rows[index]] == heads)


def _faults(table: Table, header: Header, own: Sequence[int], filled: Sequence[int], judge: RowJudge) -> list[tuple[str, str, int]]:
    """What makes the table unusable: (what, mend, row of the file)."""
    if not own:
        return [("no holding follows the column heads", "Export the holdings again.", table.numbers[max(header.index, 0)])]
    faults = [("a cell holds whole rows", "Close the quotation mark that is opened in it.", table.numbers[index]) for index in own if _swallows(table, index, len(header.heads))]
    if not judge.strong:
        return faults
    for index in filled:
        if not judge.shows_holding(index) and judge.fill(index) >= _HEADS_OF_A_TABLE:
            fields = recognised_fields(table.rows[index], judge.words.heads)
            if len(fields) >= _HEADS_OF_A_TABLE and len(fields) * 2 >= header.strength:
                faults.append(("a second table with other columns begins here", "Save each table as a file of its own.", table.numbers[index]))
    return faults


def _swallows(table: Table, index: int, width: int) -> bool:
    """Whether a row runs over several lines because a quotation mark was never closed: one of its cells then holds a whole row."""
    following = table.numbers[index + 1] if index + 1 < len(table.numbers) else table.numbers[index] + 2
    if not table.delimiter or following - table.numbers[index] == 1 or width == 1:
        return False
    return any("\n" in cell and cell.count(table.delimiter) >= width - 1 for cell in table.rows[index])
