"""Reads the tables of words of names: comma-separated files of the pack, whose cells may hold several spellings.

Chinese is written in simplified characters, English in lower case without marks, as a name stands once it is normalised; where a cell holds
several spellings, they are parted by " | " and the most usual stands first.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable

from msgspec import Struct
from opencc import OpenCC

from clew.errors import Fault, PackError

BETWEEN = " | "

_HAN = re.compile(r"[\u3400-\u9fff]+")
_ENGLISH = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_BOTH = "乾"
"""Written in simplified text too, where it is read qian (乾安, 乾县); OpenCC takes it for a traditional character everywhere."""


class Row(Struct, frozen=True):
    """One row: its line in the file, from 1, and its cells by the heads of their columns."""

    line: int
    cells: Mapping[str, str]

    def several(self, column: str) -> tuple[str, ...]:
        """The spellings of a cell, none where it is empty."""
        return tuple(self.cells[column].split(BETWEEN)) if self.cells[column] else ()


def read_rows(place: Traversable, heads: Sequence[str]) -> list[Row]:
    """The rows of a table with exactly these heads.

    Raises:
        PackError: the file is missing, is no text, has other heads, or has rows with more or fewer cells; all such rows are named.
    """
    where = str(place)
    first, *rest = _lines(place) or [(1, [])]
    if first[1] != list(heads):
        raise PackError(Fault(f"the heads are “{','.join(first[1])}”", f"Write “{','.join(heads)}”.", where, first[0]))
    uneven = [(line, cells) for line, cells in rest if len(cells) != len(heads)]
    if uneven:
        faults = (Fault(f"the row has {len(cells)} cells", f"Give it {len(heads)}.", where, line) for line, cells in uneven)
        raise PackError(*faults)
    return [Row(line, dict(zip(heads, cells, strict=True))) for line, cells in rest]


def _lines(place: Traversable) -> list[tuple[int, list[str]]]:
    """Every row with the line on which it ends."""
    try:
        reader = csv.reader(io.StringIO(place.read_text(encoding="utf-8"), newline=""), strict=True)
        return [(reader.line_num, cells) for cells in reader]
    except OSError as error:
        raise PackError(Fault("the pack's file is missing", "Reinstall clew, or restore the file.", str(place))) from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise PackError(Fault(f"this is not a table in UTF-8: {error}", "Mend the line.", str(place))) from error


def odd_chinese(rows: Sequence[Row], column: str, place: str) -> Iterator[Fault]:
    """Cells that are empty or hold a spelling twice, and spellings that are not in simplified characters."""
    simplified = iter(_simplified([spelling for row in rows for spelling in row.several(column)]))
    for row in rows:
        yield from _uncounted(row, column, place)
        for spelling in row.several(column):
            wanted = next(simplified)
            if not _HAN.fullmatch(spelling):
                yield Fault(f"“{spelling}” is not in Chinese characters alone", "Mend it.", place, row.line, column)
            elif wanted != spelling:
                yield Fault(f"“{spelling}” holds traditional characters", f"Write “{wanted}”.", place, row.line, column)


def _simplified(spellings: Sequence[str]) -> list[str]:
    """The spellings in simplified characters; in one pass, since each starts the converter anew."""
    converted = OpenCC("t2s").convert("\n".join(spellings)).split("\n")
    return [
        "".join(old if old == _BOTH else new for old, new in zip(*pair, strict=False)) for pair in zip(spellings, converted, strict=True)
    ]


def odd_english(rows: Iterable[Row], column: str, place: str, *, needed: bool) -> Iterator[Fault]:
    """Cells that are empty where one is `needed` or that hold a spelling twice, and spellings that are not in small plain letters."""
    for row in rows:
        if needed or row.cells[column]:
            yield from _uncounted(row, column, place)
        for spelling in row.several(column):
            if spelling and not _ENGLISH.fullmatch(spelling):
                yield Fault(f"“{spelling}” is not in small plain letters with single spaces", "Mend it.", place, row.line, column)


def _uncounted(row: Row, column: str, place: str) -> Iterator[Fault]:
    """A cell with no spelling, with an empty one, or with one that stands twice."""
    spellings = row.several(column)
    if not spellings or not all(spellings):
        yield Fault("a spelling is empty", f"Give one, or leave out the “{BETWEEN.strip()}”.", place, row.line, column)
    for spelling in sorted({one for one in spellings if one and spellings.count(one) > 1}):
        yield Fault(f"“{spelling}” stands twice", "Leave one out.", place, row.line, column)


def unsaid(rows: Iterable[Row], column: str, place: str) -> Iterator[Fault]:
    """Cells that say nothing in a column that has to say where a row is from."""
    for row in rows:
        if not row.cells[column]:
            yield Fault("the row has no source", "Say where it is from.", place, row.line, column)


def twice(rows: Iterable[Row], columns: Sequence[str], place: str) -> Iterator[Fault]:
    """Rows that name by these columns, taken together, what an earlier row names."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row.cells[column] for column in columns)
        first = seen.setdefault(key, row.line)
        if first != row.line:
            yield Fault(f"“{' '.join(filter(None, key))}” stands in row {first} too", "Leave one out.", place, row.line, columns[0])


def refuse(faults: Iterable[Fault]) -> None:
    """Stop where a table has faults.

    Raises:
        PackError: there are any; they are told from the top of the table to its end.
    """
    if found := sorted(faults, key=lambda fault: fault.row or 0):
        raise PackError(*found)
