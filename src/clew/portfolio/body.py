"""The table's own rows, cut out and laid out by field; rows that cannot be used are marked, none is dropped."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from clew.errors import Fault, UnexpectedContentError
from clew.intake.tables import Table
from clew.pack.holdings import HoldingsWords
from clew.portfolio.cells import blanked
from clew.portfolio.columns import Columns, read_columns
from clew.portfolio.extent import Extent, read_extent
from clew.portfolio.header import Header
from clew.portfolio.judge import RowJudge
from clew.portfolio.rows import Body

ADDS_UP = "adds up other rows"
"""Why a row of totals is rejected."""
UNSAVED = "no saved value"
"""How the note on a formula cell begins."""
_NAMING = frozenset({"name", "isin", "lei", "cusip", "sedol", "figi", "cik", "ticker", "identifier"})


def understood(table: Table, header: Header, decided: Mapping[int, str], words: HoldingsWords, name: str) -> Columns:
    """The columns of a table, from its heads and all cells below.

    Args:
        table: the rows.
        header: the header found.
        decided: what a mapping says of columns.
        words: the known heads and blanks.
        name: the file as the user named it, for errors.

    Raises:
        UnexpectedContentError: no column says what is held.
    """
    cells = _by_column(table, range(header.index + 1, len(table.rows)), len(header.heads))
    columns = _instruments(read_columns(header.heads, cells, words.heads, words.lines.blanks, decided))
    columns = replace(columns, warnings=(*columns.warnings, *_unsaved_columns(table, header, columns)))
    if not columns.by_field.keys() & _NAMING:
        heads = ", ".join(f"“{head}”" for head in header.heads if head)
        what = f"no column says what is held; the columns are {heads}"
        raise UnexpectedContentError(Fault(what, "Add a column of names or identifiers.", name, table.numbers[max(header.index, 0)]))
    return columns


def cut_out(table: Table, header: Header, columns: Columns, words: HoldingsWords, name: str) -> tuple[Body, Extent]:
    """The body of a table by field, and where it lies.

    Args:
        table: the rows.
        header: the header found.
        columns: the columns understood.
        words: words of totals and blanks.
        name: the file as the user named it, for errors.

    Raises:
        UnexpectedContentError: see `clew.portfolio.extent.read_extent`.
    """
    extent = read_extent(table, header, RowJudge(table, columns.by_field, words), name)
    cells = _by_column(table, extent.rows, len(header.heads))
    by_field = {field: blanked(cells[column.index], words.lines.blanks) for field, column in columns.by_field.items()}
    numbers = [table.numbers[index] for index in extent.rows]
    nameless = _nameless(by_field)
    void = _void(table, header, extent)
    return Body(numbers, by_field, columns.by_field, {**nameless, **void}, frozenset(void), _formula_notes(table, columns, numbers)), extent


def _by_column(table: Table, rows: Sequence[int], width: int) -> list[Sequence[str]]:
    """The cells of some rows, column by column, short rows filled up."""
    blank = [""] * width
    own = map(table.rows.__getitem__, rows)
    full = [row if len(row) == width else [*row[:width], *blank[len(row) :]] for row in own]
    return list(zip(*full, strict=True)) if full else [()] * width


def _instruments(columns: Columns) -> Columns:
    """Where only funds are named, the funds are what is held."""
    fields = dict(columns.by_field)
    if not fields.keys() & _NAMING:
        for fund, own in (("fund_name", "name"), ("fund_isin", "isin")):
            if fund in fields:
                fields[own] = replace(fields.pop(fund), field=own)
    return replace(columns, by_field=fields)


def _nameless(cells: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """Rows without any name or identifier, by place, with the reason."""
    naming = [column for field, column in cells.items() if field in _NAMING]
    return {place: "names nothing that is held" for place, named in enumerate(zip(*naming, strict=True)) if not any(named)}


def _void(table: Table, header: Header, extent: Extent) -> dict[int, str]:
    """Rows whose numbers do not count, by place, with the reason."""
    width = len(header.heads)
    found: dict[int, str] = {}
    for place, index in enumerate(extent.rows):
        row = table.rows[index]
        if len(row) > width and any(row[width:]):
            found[place] = f"has {len(row)} cells where the header has {width}: a separator stands inside a cell"
        elif index in extent.totals:
            found[place] = ADDS_UP
    return found


def _unsaved_columns(table: Table, header: Header, columns: Columns) -> Iterator[str]:
    """A word on each column that was not used, and may have been left out because its formulas have no saved value."""
    used = {column.index for column in columns.by_field.values()}
    counts = Counter(column for row, column in table.unsaved if column not in used)
    for column, count in sorted(counts.items()):
        head = header.heads[column] if column < len(header.heads) else ""
        if head in columns.ignored:
            cells = "1 of its cells holds" if count == 1 else f"{count:,} of its cells hold"
            yield f"“{head}” was not used, and {cells} a formula without a saved value: open the file in a spreadsheet and save it"


def _formula_notes(table: Table, columns: Columns, numbers: Sequence[int]) -> list[tuple[int, str]]:
    """A note on each cell of a used column whose formula has no saved value."""
    if not table.unsaved:
        return []
    places = {number: place for place, number in enumerate(numbers)}
    heads = {column.index: column.head or column.field for column in columns.by_field.values()}
    cells = sorted(cell for cell in table.unsaved if cell[0] in places and cell[1] in heads)
    return [(places[row], f"{UNSAVED} in “{heads[column]}”: a formula, or an error") for row, column in cells]
