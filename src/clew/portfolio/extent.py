"""Where the table ends, and which rows between head and end are none of its own."""

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct

from clew.errors import UnexpectedContentError
from clew.intake.tables import Table
from clew.portfolio.faults import table_faults
from clew.portfolio.header import Header
from clew.portfolio.judge import RowJudge


class Extent(Struct, frozen=True):
    """The rows of a table's body.

    Attributes:
        rows: index within `Table.rows` of every row that belongs to the table, in order.
        totals: those of them, by index, that only add up others.
        closing: index of every such row below them.
        repeats: rows of the file at which the same heads stand again.
        skipped: rows outside the table, counted by reason.
    """

    rows: Sequence[int]
    totals: frozenset[int]
    closing: Sequence[int]
    repeats: tuple[int, ...]
    skipped: tuple[tuple[str, int], ...]


def read_extent(table: Table, header: Header, judge: RowJudge, name: str) -> Extent:
    """Tell the table's own rows from preamble, blank rows, repeated heads, totals at the end and the text below.

    The table ends with the last row that holds a number or an identifier in its column, or, where it has no such columns, with the last
    row as full as most. Below that a row counts as a holding only if it follows directly, fills two cells or more and is no sentence.

    Args:
        table: all rows.
        header: the header found.
        judge: what single rows show.
        name: the file as the user named it, for errors.

    Raises:
        UnexpectedContentError: no row follows the header, a second table with other columns begins, or a cell has swallowed rows.
    """
    filled = [index for index in range(header.index + 1, len(table.rows)) if any(table.rows[index])]
    end = _end(filled, judge)
    repeats = _repeated_heads(table, header, filled[:end])
    own = [index for index in filled[:end] if index not in repeats]
    totals = frozenset(index for index in own if judge.is_total(index))
    last = next((place for place in range(len(own), 0, -1) if own[place - 1] not in totals), 0)
    faults = table_faults(table, header, own[:last], judge, name)
    if faults:
        raise UnexpectedContentError(*faults)
    above = sum(1 for row in table.rows[: max(header.index, 0)] if any(row))
    counts = {
        "preamble": above,
        "blank": len(table.rows) - len(filled) - above - (header.index >= 0),
        "repeated header": len(repeats),
        "total": len(own) - last,
        "footer": len(filled) - end,
    }
    rows = tuple(table.numbers[index] for index in sorted(repeats))
    return Extent(
        own[:last], totals.intersection(own[:last]), own[last:], rows, tuple((reason, count) for reason, count in counts.items() if count)
    )


def _end(filled: Sequence[int], judge: RowJudge) -> int:
    """How many of the filled rows belong to the table."""
    shows = judge.shows_holding if judge.strong else _as_full_as_most(filled, judge)
    end = next((place for place in range(len(filled), 0, -1) if shows(filled[place - 1])), 0)
    while 0 < end < len(filled) and filled[end] == filled[end - 1] + 1 and _is_row(filled[end], judge):
        end += 1
    return end


def _is_row(index: int, judge: RowJudge) -> bool:
    return judge.fill(index) > 1 and not judge.is_sentence(index)


def _as_full_as_most(filled: Sequence[int], judge: RowJudge) -> Callable[[int], bool]:
    """For a table without numbers and identifiers: whether a row fills as many cells as most rows do."""
    usual = Counter(map(judge.fill, filled)).most_common(1)
    fullness = usual[0][0] if usual else 0
    return lambda index: judge.fill(index) >= fullness and not judge.is_sentence(index)


def _repeated_heads(table: Table, header: Header, rows: Sequence[int]) -> frozenset[int]:
    """The rows that are the header once more."""
    first = next((place for place, head in enumerate(header.heads) if head), None)
    if header.index < 0 or first is None:
        return frozenset()
    alike = [index for index in rows if table.rows[index][first : first + 1] == [header.heads[first]]]
    return frozenset(index for index in alike if tuple(table.rows[index]) == header.heads)
