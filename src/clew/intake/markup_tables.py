"""Web pages, XML and submissions to the SEC as tables of text, for a reader that looks for the one it wants among them.

XML has no tables, but records: elements with values in them that stand several times beside each other, or alone in a list of their own.
Each kind of record becomes a table: a column for each value in it, headed by the name of its element (`<isin value="…"/>` is headed isin),
above it the values that stand outside all records, each beside its name. Record 12 is row 12.

A record that holds records of its own is a part of the file with a list in it: a fund with its holdings, among several in one XML. So is
each submission, and each XML, of several in one file. The lists of all parts are one table, whose rows know their part.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

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
MOST_PARTS = 1_000
"""Records of one kind that may be parts with lists of their own; more of them are holdings with details."""
_SUBMISSION = re.compile(rb"\s*<(SEC-DOCUMENT|SUBMISSION)>")
_NEXT_SUBMISSION = re.compile(rb"(?=<(?:SEC-DOCUMENT|SUBMISSION)>)")
_DECLARATION = re.compile(rb"(?=<\?xml\s)")
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
    return _gathered(opened.name, _units(opened, scratch))


def xml_tables(opened: Opened) -> list[Table]:
    """Each kind of record of an XML file as a table; one without rows where it has no records.

    Raises:
        UnreadableFileError: it is no whole XML, or has more different places than any list has.
    """
    return _gathered(opened.name, [[opened]])


def _gathered(name: str, units: Iterable[Sequence[Opened]]) -> list[Table]:
    """The tables of a file's submissions or XML documents; the documents of one unit share what stands outside their records."""
    parts = _Parts()
    for unit in units:
        parts.begin()
        for document in unit:
            shape = _Shape(document.name)
            parse_xml(document, shape)
            parse_xml(document, _Values(name, shape.records(), shape.holders(), parts))
    return [parts.table(path) for path in parts.rows] or [_table("", [], parts.above[:1])]


def _page_table(raw: RawTable, name: str) -> Table:
    """A table of a web page."""
    try:
        with raw.path.open(encoding="utf-8", newline="") as file:
            rows = [[cell.strip() for cell in row] for row in csv.reader(file, delimiter=raw.delimiter)]
    except csv.Error as error:
        what = f"a cell of the page holds more than {csv.field_size_limit() // 1024} KB, as in no table of holdings"
        raise unreadable(name, what, "Copy the table into a spreadsheet.") from error
    return Table(raw.title, rows, range(1, len(rows) + 1))


def _units(opened: Opened, scratch: Path) -> list[list[Opened]]:
    """The documents of each submission, which wraps them in marks that are no XML; or each XML of several in one file; or the file."""
    with opened.path.open("rb") as file:
        start = file.read(1024)
    if _SUBMISSION.match(start):
        submissions = [one for one in _NEXT_SUBMISSION.split(opened.path.read_bytes()) if one.strip()]
        found = [_DOCUMENT.findall(one) for one in submissions]
        if not any(found):
            raise unreadable(opened.name, "the submission holds no document in XML", "Give its information table as a file of its own.")
        return [[_apart(opened, document, scratch, "utf-8") for document in unit] for unit in found if unit]
    if not _declared_twice(opened.path):
        return [[opened]]
    documents = [one for one in _DECLARATION.split(opened.path.read_bytes()) if one.strip(b" \t\r\n\xef\xbb\xbf")]
    return [[_apart(opened, document, scratch, opened.encoding)] for document in documents]


def _declared_twice(path: Path) -> bool:
    """Whether several XML documents stand in one file, one behind the other."""
    found, rest = 0, b""
    with path.open("rb") as file:
        while found < 2 and (chunk := file.read(1 << 20)):  # noqa: PLR2004 - twice
            found += len(_DECLARATION.findall(rest + chunk))
            rest = chunk[-len(b"<?xml") :]
    return found > 1


def _apart(opened: Opened, document: bytes, scratch: Path, encoding: str) -> Opened:
    """A document of a file as one of its own."""
    target = fresh(scratch, ".xml")
    target.write_bytes(document)
    return replace(opened, path=target, encoding=encoding)


class _Parts:
    """The records of a file, each with the part that it stands in, and what stands in each part beside records."""

    def __init__(self) -> None:
        self.rows: dict[_Path, list[tuple[int, dict[str, str]]]] = {}
        self.above: list[list[tuple[str, str]]] = []

    def begin(self) -> int:
        """Begin a part."""
        self.above.append([])
        return len(self.above) - 1

    def table(self, path: _Path) -> Table:
        """All records of a kind as one table."""
        records = self.rows[path]
        numbers = list(dict.fromkeys(part for part, _ in records))
        above = [self.above[number] for number in numbers]
        found = _table(path[-1], [record for _, record in records], above)
        if len(numbers) == 1:
            return found
        place = {number: index for index, number in enumerate(numbers)}
        heads = len(found.rows) - len(records)
        return replace(found, parts=tuple(above), part_of=[-1] * heads + [place[part] for part, _ in records])


class _Shape(XmlReader):
    """Which elements are records."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._path: list[str] = []
        self._beside: list[set[str]] = [set()]
        self._inner: dict[_Path, set[str]] = defaultdict(set)
        self._several: set[_Path] = set()
        self._described: set[_Path] = set()
        self._times: Counter[_Path] = Counter()

    def started(self, name: str, attributes: dict[str, str]) -> None:
        """Note an element beside its like, and below its parent; and whether its attributes say several things of it."""
        above = tuple(self._path)
        if name in self._beside[-1]:
            self._several.add((*above, name))
        self._beside[-1].add(name)
        self._inner[above].add(name)
        self._times[*above, name] += 1
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

    def holders(self) -> frozenset[_Path]:
        """The places of records that are parts of the file: lists stand in them, and there are not too many."""
        records = self.records()
        within = {path[:depth] for path in records for depth in range(1, len(path))}
        return frozenset(path for path in records & within if self._times[path] <= MOST_PARTS)

    def _values(self, path: _Path) -> int:
        """How many elements without elements an element has."""
        return sum(1 for name in self._inner.get(path, ()) if (*path, name) not in self._inner)


class _Values(XmlReader):
    """The values of records, and those outside them."""

    def __init__(self, name: str, records: frozenset[_Path], holders: frozenset[_Path], parts: _Parts) -> None:
        super().__init__(name)
        self._records, self._holders, self._parts = records, holders, parts
        self._path: list[str] = []
        self._open: list[tuple[int, dict[str, str]]] = []
        """The records that are not yet closed: how deep each stands, and its values by their places in it."""
        self._part: list[tuple[int, int]] = [(0, len(parts.above) - 1)]
        """The parts that are not yet closed: how deep each stands, and its number."""
        self._texts: list[str] = []

    def started(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element, perhaps a record, and take its attributes."""
        self._texts.clear()
        self._path.append(name)
        path = tuple(self._path)
        if path in self._records:
            self._open.append((len(path), {}))
            self._parts.rows.setdefault(path, []).append((self._part[-1][1], self._open[-1][1]))
        if path in self._holders:
            self._part.append((len(path), self._parts.begin()))
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
        if self._part[-1][0] == len(self._path):
            self._part.pop()
        self._path.pop()

    def _take(self, attribute: str, value: str) -> None:
        """Keep a value, the first of its place."""
        cell = " ".join(value.split())
        if not cell:
            return
        depth, values = self._open[-1] if self._open else (0, {})
        if self._open and len(self._path) - depth <= DEEPEST:
            values.setdefault("/".join(self._path[depth:]) + (f"@{attribute}" if attribute else ""), cell)
        above = self._parts.above[self._part[-1][1]]
        if depth == self._part[-1][0] and len(above) < MOST_ABOVE:
            above.append((attribute or self._named(), cell))

    def _named(self) -> str:
        """What a value outside records is called: a bare name is that of whom it stands in, such as a manager."""
        return self._path[-1] if self._path[-1] != "name" or len(self._path) == 1 else self._path[-2]


def _table(title: str, records: Sequence[dict[str, str]], above: Sequence[Sequence[tuple[str, str]]]) -> Table:
    """Records as rows below their heads; above them what stands outside all of them, where they have no parts."""
    places = list(dict.fromkeys(place for record in records for place in record))
    rows = [list(pair) for pair in above[0]] if len(above) == 1 else []
    heads = len(rows) + 1
    rows += [_heads(places), *([record.get(place, "") for place in places] for record in records)]
    return Table(title, rows, [0] * heads + list(range(1, len(records) + 1)))


def _heads(places: Sequence[str]) -> list[str]:
    """A head for each place: the name of its element or attribute, for the place nearest to the record; the whole place for others."""
    nearest: dict[str, str] = {}
    for place in sorted(places, key=lambda place: place.count("/")):
        nearest.setdefault(_last(place), place)
    return [_ACRONYM.sub(" ", _last(place)) if nearest[_last(place)] == place else place for place in places]


def _last(place: str) -> str:
    """The last name of a place."""
    return re.split(r"[/@]", place)[-1]
