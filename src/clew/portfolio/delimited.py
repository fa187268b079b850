"""CSV and its kin: which delimiter, and the rows."""

import csv
import io
from collections import Counter
from itertools import islice

from clew.intake.content import unreadable
from clew.intake.preview import DELIMITERS, declared_delimiter
from clew.intake.tables import Table
from clew.pack.holdings import HeadWords
from clew.portfolio.heads import recognised_fields

_SAMPLE_ROWS = 120


def read_delimited(text: str, name: str, words: HeadWords) -> Table:
    """The rows of a delimited text.

    Args:
        text: the whole file.
        name: the file as the user named it, for errors.
        words: column heads, by which the delimiter is told.

    Raises:
        UnreadableFileError: a quotation mark is opened and never closed.
    """
    declared = declared_delimiter(text)
    body = text[len("sep=,") :].removeprefix("\r").removeprefix("\n") if declared else text
    return _read(body, declared or delimiter_of(body, words), name, 2 if declared else 1)


def delimiter_of(text: str, words: HeadWords) -> str:
    """The delimiter under which the head of the text makes most sense.

    Told first by how many known column heads one row then has, next by how many rows have the same number of cells, last by that number.

    Args:
        text: the file; its first rows are looked at.
        words: column heads.
    """
    sample = text[: 1 << 18]
    return max(DELIMITERS, key=lambda delimiter: _sense(sample, delimiter, words))


def _sense(sample: str, delimiter: str, words: HeadWords) -> tuple[int, int, int]:
    try:
        rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _SAMPLE_ROWS))
    except csv.Error:
        return 0, 0, 0
    heads = max((len(recognised_fields(row, words)) for row in rows), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return heads, count, width


def _read(text: str, delimiter: str, name: str, first_line: int) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    numbers: list[int] = []
    line = first_line
    try:
        for row in reader:
            rows.append(list(map(str.strip, row)))
            numbers.append(line)
            line = first_line + reader.line_num
    except csv.Error as error:
        what = f"a cell runs on for more than {csv.field_size_limit() // 1024} KB ({error})"
        raise unreadable(name, what, "Close the quotation mark that is opened there.", line) from error
    return Table("", rows, numbers, delimiter)
