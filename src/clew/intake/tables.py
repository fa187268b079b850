"""A file as rows of text, before anything is understood."""

from collections.abc import Sequence

from msgspec import Struct


class Table(Struct, frozen=True):
    """Rows of text, as they stand in a file or a worksheet.

    Attributes:
        sheet: the worksheet's name, "" for a text file.
        rows: the cells of each row, trimmed; rows may differ in length.
        numbers: the 1-based row (line) of each row in the file.
        delimiter: what separates the cells of a text file, "" for a worksheet.
        unsaved: (number of row, index of column) of cells whose formula has no saved value, or an error for a value.
        parts: where the file has several such tables in one form, as several funds do in one XML: what stands above each, as pairs of a
            name and a value. The rows of all are here, one below the other.
        part_of: for each row, the index within `parts` of the one that it belongs to, -1 for rows of none; () where there are no parts.
    """

    sheet: str
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    delimiter: str = ""
    unsaved: frozenset[tuple[int, int]] = frozenset()
    parts: Sequence[Sequence[tuple[str, str]]] = ()
    part_of: Sequence[int] = ()
