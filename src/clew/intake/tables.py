"""A file as rows of text, before anything is understood."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text, as they stand in a file or a worksheet.

    Attributes:
        sheet: the worksheet's name, "" for a text file.
        rows: the cells of each row, trimmed; rows may differ in length.
        numbers: the 1-based row (line) of each row in the file.
        delimiter: what separates the cells of a text file, "" for a worksheet.
        unsaved: (number of row, index of column) of cells whose formula has no saved value, or an error for a value.
    """

    sheet: str
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    delimiter: str = ""
    unsaved: frozenset[tuple[int, int]] = frozenset()
