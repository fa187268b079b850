"""Web pages, XML and submissions to the SEC as tables of text, for a reader that looks for the one it wants among them.

XML has no tables, but records: elements with values in them that stand several times beside each other, or alone in a list of their own.
Each kind of record becomes a table: a column for each value in it, headed by the name of its element (`<isin value="…"/>` is headed isin),
above it the values that stand outside all records, each beside its name. Record 12 is row 12.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from clew.intake.containers import open_container
from clew.intake.content import unreadable
from clew.intake.markup import XmlReader, parse_xml
from clew.intake.opened import Kind, Opened, RawTable, fresh
from clew.intake.tables import Table

MOST_PATHS = 20_000
"""Different places of elements in one file."""
DEEPEST = 2
"""Elements below a record whose values are its own: a swap's counterparty's number is not that of the swap."""
MOST_ABOVE = 60
"""Values outside records that stand above a table: who reports what for which day comes first."""
_SUBMISSION = re.compile(rb"\s*<(SEC-DOCUMENT|SUBMISSION)>")
_DOCUMENT = re.compile(rb"<XML>\s*(<\?xml.*?)\s*</XML>", re.DOTALL)
_ACRONYM = re.compile(r"(?<=[a-z])(?=[A-Z]{2,}$)")
_PLAIN = ("value", "code")
"""Attributes that hold the value of an element without text."""

_Path = tuple[str, ...]


def markup_tables(path: Path, scratch: Path) -> list[Table]:
    """The tables of a web page, of XML, or of the XML documents of a submission to the SEC.

    Args:
        path: the file.
        scratch: a folder for temporaries.

    Raises:
        UnreadableFileError: it is damaged, or is none of these.
    """
    opened = open_container(path, scratch)
    if opened.kind is Kind.PAGE:
        return [_page_table(one, opened.name) for one in opened.tables]
    return [table for document in _documents(opened, scratch) for table in xml_tables(document)]


def xml_tables(opened: Opened) -> list[Table]:
    """Each kind of record of an XML file as a table; one without rows where it has no records.

    Raises:
        UnreadableFileError: it is no whole XML, or has more different places than any list has.
    """
    shape = _Shape(opened.name)
    parse_xml(opened, shape)
    records = shape.records()
    reader = _Values(opened.name, records)
    parse_xml(opened, reader)
    return [_table(path[-1], rows, reader.above) for path, rows in reader.rows.items()] or [_table("", (), reader.above)]


def _page_table(raw: RawTable, name: str) -> Table:
    """A table of a web page."""
    try:
        with raw.path.open(encoding="utf-8", newline="") as file:
            rows = [[cell.strip() for cell in row] for row in csv.reader(file, delimiter=raw.delimiter)]
    except csv.Error as error:
        what = f"a cell of the page holds more than {csv.field_size_limit() // 1024} KB, as in no table of holdings"
        raise unreadable(name, what, "Copy the table into a spreadsheet.") from error
    return Table(raw.title, rows, range(1, len(rows) + 1))


def _documents(opened: Opened, scratch: Path) -> Iterator[Opened]:
    """The XML documents of a submission, which wraps them in marks that are no XML; any other file is one itself."""
    with opened.path.open("rb") as file:
        start = file.read(1024)
    if not _SUBMISSION.match(start):
        yield opened
        return
    found = _DOCUMENT.findall(opened.path.read_bytes())
    if not found:
        raise unreadable(opened.name, "the submission holds no document in XML", "Give its information table as a file of its own.")
    for document in found:
        target = fresh(scratch, ".xml")
        target.write_bytes(document)
        yield replace(opened, path=target, encoding="utf-8")


class _Shape(XmlReader):
    """Which elements are records."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._path: list[str] = []
        self._beside: list[set[str]] = [set()]
        self._inner: dict[_Path, set[str]] = defaultdict(set)
        self._several: set[_Path] = set()
        self._described: set[_Path] = set()

    def started(self, name: str, attributes: dict[str, str]) -> None:
        """Note an element beside its like, and below its parent; and whether its attributes say several things of it."""
        above = tuple(self._path)
        if name in self._beside[-1]:
            self._several.add((*above, name))
        self._beside[-1].add(name)
        self._inner[above].add(name)
        if len(attributes) > 1:
            self._described.add((*above, name))
        if len(self._inner) > MOST_PATHS:
            raise self.fault(f"its elements stand in more than {MOST_PATHS:,} different places", "Export it as a table.")
        self._path.append(name)
        self._beside.append(set())

    def ended(self, name: str) -> None:  # noqa: ARG002 - as above
        """Leave an element."""
        self._path.pop()
        self._beside.pop()

    def records(self) -> frozenset[_Path]:
        """The places of records: of elements that stand beside their like, and of those alone in a list with values of their own."""
        alone = {(*above, name) for above, names in self._inner.items() if len(names) == 1 and above for name in names}
        several = {path for path in self._several if path in self._inner or path in self._described}
        return frozenset(several | {path for path in alone if self._values(path) > 1})

    def _values(self, path: _Path) -> int:
        """How many elements without elements an element has."""
        return sum(1 for name in self._inner.get(path, ()) if (*path, name) not in self._inner)


class _Values(XmlReader):
    """The values of records, and those outside them."""

    def __init__(self, name: str, records: frozenset[_Path]) -> None:
        super().__init__(name)
        self.rows: dict[_Path, list[dict[str, str]]] = {}
        self.above: list[tuple[str, str]] = []
        self._records = records
        self._path: list[str] = []
        self._open: list[tuple[int, dict[str, str]]] = []
        """The records that are not yet closed: how deep each stands, and its values by their places in it."""
        self._texts: list[str] = []

    def started(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element, perhaps a record, and take its attributes."""
        self._texts.clear()
        self._path.append(name)
        path = tuple(self._path)
        if path in self._records:
            self._open.append((len(path), {}))
            self.rows.setdefault(path, []).append(self._open[-1][1])
        for key, value in attributes.items():
            if ":" not in key and key != "xmlns":
                self._take("" if key in _PLAIN else key, value)

    def text(self, text: str) -> None:
        """Gather text."""
        self._texts.append(text)

    def ended(self, name: str) -> None:  # noqa: ARG002 - a reader's signature
        """End an element, and take its text."""
        self._take("", "".join(self._texts))
        self._texts.clear()
        if self._open and self._open[-1][0] == len(self._path):
            self._open.pop()
        self._path.pop()

    def _take(self, attribute: str, value: str) -> None:
        """Keep a value, the first of its place."""
        cell = " ".join(value.split())
        if not cell:
            return
        if self._open:
            depth, values = self._open[-1]
            if len(self._path) - depth <= DEEPEST:
                values.setdefault("/".join(self._path[depth:]) + (f"@{attribute}" if attribute else ""), cell)
        elif len(self.above) < MOST_ABOVE:
            self.above.append((attribute or self._path[-1], cell))


def _table(title: str, records: Sequence[dict[str, str]], above: Sequence[tuple[str, str]]) -> Table:
    """Records as rows below their heads, and what stands outside them above."""
    places = list(dict.fromkeys(place for record in records for place in record))
    heads = _heads(places)
    rows = [list(pair) for pair in above]
    rows += [heads, *([record.get(place, "") for place in places] for record in records)]
    return Table(title, rows, [0] * (len(above) + 1) + list(range(1, len(records) + 1)))


def _heads(places: Sequence[str]) -> list[str]:
    """A head for each place: the name of its element or attribute, for the place nearest to the record; the whole place for others."""
    nearest: dict[str, str] = {}
    for place in sorted(places, key=lambda place: place.count("/")):
        nearest.setdefault(_last(place), place)
    return [_ACRONYM.sub(" ", _last(place)) if nearest[_last(place)] == place else place for place in places]


def _last(place: str) -> str:
    """The last name of a place."""
    return re.split(r"[/@]", place)[-1]
