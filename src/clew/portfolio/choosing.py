"""Which table of a file holds the holdings, and where its heads are: by a mapping, else by the evidence."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct, field

from clew.errors import Fault, InputError
from clew.intake.tables import Table
from clew.pack.holdings import HeadWords
from clew.portfolio.header import SEARCHED_ROWS, Header, find_header, no_table
from clew.portfolio.heads import recognised_fields
from clew.portfolio.mapping import FileMapping, Mappings, decided_columns, signature


class Chosen(Struct, frozen=True):
    """The table that is read.

    Attributes:
        table: its rows; `header`: its heads.
        notes: a word on tables that look like holdings too.
        mapping: by which it is read, or None.
        decided: what the mapping says of columns, by index: a field, or "" for one that is not read.
    """

    table: Table
    header: Header
    notes: Sequence[str] = ()
    mapping: FileMapping | None = None
    decided: Mapping[int, str] = field(default_factory=dict)


def choose(tables: Sequence[Table], mappings: Mappings, words: HeadWords, name: str, what: str) -> Chosen:
    """The table of holdings among those of a file.

    A mapping that was given decides; else a kept one whose heads some row of the file has; else the evidence of heads and cells.

    Args:
        tables: of the file, in their order.
        mappings: given and kept.
        words: the known heads.
        name: the file as the user named it, for errors.
        what: what such a file calls its tables: worksheet, table.

    Raises:
        InputError: the mapping does not fit the file; all its faults are named.
        UnexpectedContentError: no table is one of holdings.
    """
    if mappings.given is not None:
        return _by_given(mappings.given, tables, words, name)
    for mapping in mappings.kept:
        for table in tables:
            header = _same_heads(table, mapping, words) if mapping.sheet in {"", table.sheet} else None
            if header is not None:
                return _decided(mapping, table, header)
    found = [(table, header) for table in tables if (header := find_header(table, words)) is not None]
    if not found:
        raise no_table(name, tables, words)
    table, header = max(found, key=lambda item: item[1].strength)
    others = [other.sheet for other, _ in found if other is not table]
    return Chosen(
        table, header, [f"the {what} “{table.sheet}” was read; “{sheet}” looks like holdings too and was not" for sheet in others]
    )


def _by_given(mapping: FileMapping, tables: Sequence[Table], words: HeadWords, name: str) -> Chosen:
    """The table that a mapping means; what it names and the file does not have is told with all its other faults."""
    named = [table for table in tables if mapping.sheet in {"", table.sheet}]
    if not named:
        sheets = ", ".join(f"“{table.sheet}”" for table in tables if table.sheet) or "none"
        what = f"the file has no worksheet “{mapping.sheet}”"
        raise InputError(*mapping.faults, Fault(what, f"It has {sheets}.", mapping.place, column="sheet"))
    found = [(table, header) for table in named if (header := _header(table, mapping, words)) is not None]
    if not found and mapping.header_row:
        what = f"the file has no row {mapping.header_row}, or nothing stands in it"
        raise InputError(
            *mapping.faults, Fault(what, "Give the row of the column heads, as the file counts.", mapping.place, column="header_row")
        )
    if not found:
        if mapping.faults:
            raise InputError(*mapping.faults)
        raise no_table(name, tables, words)
    return _decided(mapping, *max(found, key=lambda item: _fit(mapping, item[1])))


def _decided(mapping: FileMapping, table: Table, header: Header) -> Chosen:
    """The table with what the mapping says of its columns."""
    decided, faults = decided_columns(mapping, header.heads)
    if mapping.faults or faults:
        raise InputError(*mapping.faults, *faults)
    return Chosen(table, header, (), mapping, decided)


def _fit(mapping: FileMapping, header: Header) -> tuple[int, int]:
    """How well a header fits a mapping: by the columns that it has, then by the fields that it names."""
    return _named(mapping, header.heads), header.strength


def _header(table: Table, mapping: FileMapping, words: HeadWords) -> Header | None:
    """The heads that a mapping means: in its row, else in the row with most heads that it names, else where they are found without it."""
    usual = find_header(table, words)
    if mapping.header_row:
        index = next((place for place, number in enumerate(table.numbers) if number == mapping.header_row and any(table.rows[place])), None)
        if index is None or (usual is not None and usual.index == index):
            return None if index is None else usual
        return _of_row(table, index, words, f"the mapping says that row {mapping.header_row} holds the column heads")
    return _same_heads(table, mapping, words) or _with_most(table, mapping, usual, words)


def _same_heads(table: Table, mapping: FileMapping, words: HeadWords) -> Header | None:
    """The row whose heads are those of a mapping, no more and no fewer."""
    wanted = mapping.signature
    if not wanted:
        return None
    for index in _first_rows(table):
        if signature(table.rows[index]) == wanted:
            return _of_row(table, index, words, f"{_numbered(table, index)} holds the heads of the mapping")
    usual = find_header(table, words)
    return usual if usual is not None and signature(usual.heads) == wanted else None


def _with_most(table: Table, mapping: FileMapping, usual: Header | None, words: HeadWords) -> Header | None:
    """The row with most of the heads that a mapping names, those that no lexicon knows among them; the usual one where it has as many."""
    best = max(_first_rows(table), key=lambda index: _named(mapping, table.rows[index]), default=None)
    if best is None or _named(mapping, table.rows[best]) <= (_named(mapping, usual.heads) if usual else 0):
        return usual
    return _of_row(table, best, words, f"{_numbered(table, best)} holds the heads that the mapping names")


def _named(mapping: FileMapping, heads: Sequence[str]) -> int:
    """How many of the columns of a mapping these heads have."""
    return len(decided_columns(mapping, heads)[0])


def _first_rows(table: Table) -> Iterator[int]:
    """Where heads are looked for."""
    return islice((index for index, row in enumerate(table.rows) if any(row)), SEARCHED_ROWS)


def _of_row(table: Table, index: int, words: HeadWords, why: str) -> Header:
    """A row as heads."""
    heads = tuple(table.rows[index])
    return Header(index, heads, why, len(recognised_fields(heads, words)))


def _numbered(table: Table, index: int) -> str:
    """A row as a sentence names it; the elements of XML stand in no row."""
    return f"row {table.numbers[index]}" if table.numbers[index] else "the names of its elements"
