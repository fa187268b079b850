"""Which form of a source a file has, told by its columns or keys; all that speaks against it is said at once."""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

from msgspec import Struct

from clew.errors import Fault, UnexpectedContentError
from clew.intake.containers import json_keys, xml_root
from clew.intake.opened import Kind, Opened, RawTable
from clew.intake.records import json_first
from clew.sources.reading.checks import head_faults
from clew.sources.reading.forms import Reading

_keys = lru_cache(maxsize=2)(json_keys)
"""The keys of a file: many layouts may be held against one file, which has not to be read for each."""
_SPACES = re.compile(r"[\s\ufeff]+")
TABLES = (Kind.DELIMITED, Kind.SHEET, Kind.PAGE)


class Head(Struct, frozen=True):
    """Where a table of a file begins.

    Attributes:
        table: the table.
        row: its 1-based row with the heads, 0 where it has none.
        columns: its columns from left to right, by the form's names; a column without a head is `(7)`, by its place.
    """

    table: RawTable
    row: int
    columns: tuple[str, ...]


class Recognised(Struct, frozen=True):
    """A file, the form that it has, and the tables of it that have the form; `left_out` names those that do not."""

    opened: Opened
    reading: Reading
    heads: tuple[Head, ...]
    left_out: tuple[str, ...] = ()


def recognise(opened: Opened, readings: Sequence[Reading], wanted: str = "") -> Recognised:
    """The form that fits a file, which is none that the source refuses.

    Args:
        opened: the file.
        readings: the forms of the source.
        wanted: name of the form that a person chose; "" to find it.

    Raises:
        UnexpectedContentError: no form fits, or the one that fits best knows a column not, or misses one, or is refused.
    """
    found = _recognised(opened, readings, wanted)
    if found.reading.form.refused:
        raise UnexpectedContentError(Fault(found.reading.form.refused, "Leave it out.", opened.name))
    return found


def _recognised(opened: Opened, readings: Sequence[Reading], wanted: str) -> Recognised:
    """The form that fits a file."""
    chosen = [reading for reading in readings if wanted in {"", reading.form.name}]
    if opened.kind in TABLES:
        return _table(opened, [one for one in chosen if one.form.kind == "table"], readings)
    if opened.kind is Kind.PARQUET:
        tables = [one for one in chosen if one.form.kind == "table" and one.form.head]
        if len(tables) == 1 or (tables and wanted):
            return Recognised(opened, tables[0], ())
    found = next((one for one in chosen if one.form.kind == "objects" and _has_objects(opened, one, certain=bool(wanted))), None)
    if found is None:
        raise UnexpectedContentError(_no_form(opened, readings))
    return Recognised(opened, found, ())


def key_of(head: str) -> str:
    """A head as it is compared: in small letters, with single spaces."""
    return _SPACES.sub(" ", head).strip().casefold()


def _table(opened: Opened, chosen: Sequence[Reading], readings: Sequence[Reading]) -> Recognised:
    """The form of a file of tables."""
    fits = [(fit, reading) for reading in chosen if (fit := _fit(opened, reading))]
    if not fits:
        raise UnexpectedContentError(_no_form(opened, readings))
    heads, reading = max(fits, key=lambda found: _strength(found[0][0], found[1]))
    faults = [fault for head in heads for fault in head_faults(reading, _named(head), file_of(opened, head.table), head.row)]
    if faults:
        raise UnexpectedContentError(*faults)
    used = [head.table.title for head in heads]
    return Recognised(opened, reading, tuple(heads), tuple(one.title for one in opened.tables if one.title not in used))


def _fit(opened: Opened, reading: Reading) -> list[Head]:
    """The tables of a file that look like the form, each with its head."""
    found = [head for table in opened.tables if (head := _head(table, reading)) is not None]
    best = max((_strength(head, reading) for head in found), default=(0, 0, 0))
    return [head for head in found if _strength(head, reading)[:2] >= best[:2]]


def _head(table: RawTable, reading: Reading) -> Head | None:
    """The row of heads: that with the most columns of the form, of at least half of those that a file must have."""
    form = reading.form
    known = {key_of(column): column for column in reading.read}
    if not form.head:
        widths = {len(row) for row in table.preview if row}
        return Head(table, 0, reading.read) if widths == {len(reading.read)} else None
    rows = [(sum(key_of(cell) in known for cell in row), -at) for at, row in enumerate(table.preview)]
    count, place = max(rows, default=(0, 0))
    if not count or count * 2 < len(form.columns):
        return None
    cells = table.preview[-place]
    columns = (known.get(key_of(cell), cell) if cell else f"({at})" for at, cell in enumerate(cells, start=1))
    return Head(table, 1 - place + table.lines[0] - 1, tuple(columns))  # a line `sep=;` is a row, and not in the preview


def _strength(head: Head, reading: Reading) -> tuple[int, int, int]:
    """How well a table fits: few missing columns, few unknown ones, many known ones; a head before none."""
    missing = sum(column not in head.columns for column in reading.form.columns)
    unknown = sum(not reading.knows(column) for column in _named(head))
    return -missing, -unknown, (len(head.columns) if head.row else 0)


def _named(head: Head) -> list[str]:
    """The columns that have a head."""
    return [column for column in head.columns if not re.fullmatch(r"\(\d+\)", column)]


def _has_objects(opened: Opened, reading: Reading, *, certain: bool) -> bool:
    """Whether a file of objects is of the form."""
    form = reading.form
    if opened.kind is Kind.XML:
        return bool(form.element) and (certain or xml_root(opened) in form.root.split())
    if opened.kind is not Kind.JSON or (form.element and not (form.records or form.keys)):
        return False
    keys = _keys(opened)
    key, _, value = form.first.partition("=")
    if key and (key not in keys or json_first(opened, key) != value):
        return False
    if form.records:
        return form.records.partition(".")[0] in keys
    return bool(form.keys) and form.keys[0] in keys and (certain or all(_is_key(key, form.keys) for key in keys))


def _is_key(key: str, known: Sequence[str]) -> bool:
    """Whether a form knows a key: as it is, or by a pattern of those that are numbers, say."""
    return key in known or any(fnmatchcase(key, one) for one in known)


def _no_form(opened: Opened, readings: Sequence[Reading]) -> Fault:
    """That nothing fits."""
    titles = "; ".join(f"{reading.form.name}: {reading.form.title}" for reading in readings)
    mend = f"Known are: {titles}. Check that the file is of this source; `clew source map FILE` makes a card for any table."
    return Fault(f"no form of this source fits the file ({opened.kind})", mend, opened.name)


def file_of(opened: Opened, table: RawTable) -> str:
    """The file, and the sheet of it."""
    return f"{opened.name} [{table.title}]" if table.title else opened.name
