"""The first rows of a delimited text, and what separates their cells."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from clew.intake.opened import RawTable, fresh

DELIMITERS = (",", ";", "\t", "|")
"""A full-width comma is none: it stands in Chinese names and addresses."""
PREVIEW_ROWS = 60
_SAMPLE_ROWS = 120
_SAMPLE = 1 << 18
_SEPARATOR_LINE = "sep="


def delimiter_of(text: str) -> str:
    """The delimiter under which most of the first rows have the same number of cells; a comma if none makes cells.

    Where two make equally many rows alike, the one whose cells hold fewer of the rarer delimiters: a comma stands in decimals and names,
    a tab or a pipe in hardly any cell.

    Args:
        text: the start of a file, without a `sep=` line.
    """
    return max(DELIMITERS, key=lambda delimiter: _sense(text[:_SAMPLE], delimiter))


def declared_delimiter(text: str) -> str:
    """What a first line such as `sep=;` declares, which spreadsheets write and read; else ""."""
    head, last = text[: len(_SEPARATOR_LINE)].lower(), text[len(_SEPARATOR_LINE) : len(_SEPARATOR_LINE) + 1]
    ends = text[len(_SEPARATOR_LINE) + 1 : len(_SEPARATOR_LINE) + 2]
    return last if head == _SEPARATOR_LINE and last in DELIMITERS and ends in {"", "\r", "\n"} else ""


def _sense(sample: str, delimiter: str) -> tuple[int, int, int]:
    rows = [row for row, _ in _rows(sample, delimiter, _SAMPLE_ROWS)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if not count:
        return 0, 0, 0
    foreign = sum(other in cell for row in rows for cell in row for other in DELIMITERS[1:] if other != delimiter)
    return count, -foreign, width


def _rows(sample: str, delimiter: str, most: int) -> list[tuple[list[str], int]]:
    """The first rows, each with the line on which it begins; without the last, if the sample may have cut it off."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    rows: list[tuple[list[str], int]] = []
    line = 1
    try:
        for row in reader:
            rows.append((row, line))
            line = reader.line_num + 1
            if len(rows) == most:
                return rows
    except csv.Error:  # a quotation mark that is never closed: the engine will name its row
        return rows
    return rows[:-1] if len(sample) >= _SAMPLE and len(rows) > 1 else rows


def previewed(path: Path, delimiter: str) -> RawTable:
    """A CSV file in UTF-8 as a table, with its first rows; a `sep=` line is no row."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        sample = file.read(_SAMPLE)
    skipped = bool(declared_delimiter(sample))
    rows = _rows(sample, delimiter, PREVIEW_ROWS + skipped)[skipped:]
    cells = tuple(tuple(map(str.strip, row)) for row, _ in rows)
    return RawTable("", path, delimiter, cells, tuple(line for _, line in rows))


class TableFile:
    """A new CSV file that is written row by row, and keeps its first rows."""

    def __init__(self, scratch: Path) -> None:
        """Make the file in `scratch`."""
        self._path = fresh(scratch, ".csv")
        self._file = self._path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._preview: list[tuple[str, ...]] = []
        self._lines: list[int] = []
        self._line = 1

    def write(self, row: Iterable[str]) -> None:
        """Take the next row."""
        cells = tuple(row)
        self._writer.writerow(cells)
        if len(self._preview) < PREVIEW_ROWS:
            self._preview.append(tuple(map(str.strip, cells)))
            self._lines.append(self._line)
            self._line += 1 + sum(map(_line_ends, cells))

    def drop(self) -> None:
        """Close the file, and forget it."""
        self._file.close()
        self._path.unlink()

    def close(self, title: str) -> RawTable:
        """Close the file, and name it."""
        self._file.close()
        return RawTable(title, self._path, ",", tuple(self._preview), tuple(self._lines))


def written(title: str, rows: Iterable[Iterable[str]], scratch: Path) -> RawTable:
    """Rows of text as a table in a new CSV file."""
    file = TableFile(scratch)
    for row in rows:
        file.write(row)
    return file.close(title)


def _line_ends(cell: str) -> int:
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")
