"""What makes a table unusable as a whole: other tables above or below it, rows swallowed by a cell."""

from collections.abc import Sequence

from clew.errors import Fault
from clew.intake.tables import Table
from clew.portfolio.header import Header, header_strength
from clew.portfolio.heads import recognised_fields
from clew.portfolio.judge import RowJudge

_HEADS_OF_A_TABLE = 3
_HEAD_AND_SUMMARY = 2
_SECOND = "a second table with other columns begins here"
_APART = "Save each table as a file of its own."


def table_faults(table: Table, header: Header, own: Sequence[int], judge: RowJudge, name: str) -> list[Fault]:
    """Everything that makes the table unusable, in the order of its rows.

    Args:
        table: all rows.
        header: the header found.
        own: index of each row that belongs to the table.
        judge: what single rows show.
        name: the file as the user named it.
    """
    at = max(header.index, 0)
    if not own:
        return [Fault("no holding follows the column heads", "Export the holdings again.", name, table.numbers[at])]
    swallowing = [index for index in own if _swallows(table, index, len(header.heads))]
    others = [at] if _table_above(table, at, judge) else []
    others += [index for index in range(header.index + 1, len(table.rows)) if _is_other_header(table, index, header, judge)]
    faults = [
        Fault("a cell holds whole rows", "Close the quotation mark that is opened in it.", name, table.numbers[index])
        for index in swallowing
    ]
    return faults + [Fault(_SECOND, _APART, name, table.numbers[index]) for index in others]


def _is_other_header(table: Table, index: int, header: Header, judge: RowJudge) -> bool:
    """Whether a row further down names other columns than the header does."""
    if not judge.strong or judge.shows_holding(index) or judge.fill(index) < _HEADS_OF_A_TABLE or judge.is_sentence(index):
        return False
    if tuple(table.rows[index]) == header.heads:
        return False
    fields = recognised_fields(table.rows[index], judge.words.heads)
    return len(fields) >= _HEADS_OF_A_TABLE and len(fields) * 2 >= header.strength


def _table_above(table: Table, at: int, judge: RowJudge) -> bool:
    """Whether another table stands above the header: heads with two rows below them, where a summary of the fund has one."""
    above = [index for index in range(at) if judge.fill(index) > 1]
    first = next((place for place, index in enumerate(above) if header_strength(table.rows[index], judge.words.heads) > 1), len(above))
    return len(above) - first > _HEAD_AND_SUMMARY


def _swallows(table: Table, index: int, width: int) -> bool:
    """Whether a row runs over several lines because a quotation mark was never closed: one of its cells then holds a whole row."""
    following = table.numbers[index + 1] if index + 1 < len(table.numbers) else table.numbers[index] + 2
    if not table.delimiter or following - table.numbers[index] == 1 or width == 1:
        return False
    return any("\n" in cell and cell.count(table.delimiter) >= width - 1 for cell in table.rows[index])
