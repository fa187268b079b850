"""The package of an XLSX file: a ZIP archive of XML, looked through before anything is made of it."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection

from clew.intake.content import Content, unreadable

Cells = frozenset[tuple[int, int]]
"""Cells of a sheet: (row from 1, column from 0)."""

MOST_UNPACKED = 500 * 1024 * 1024
"""Bytes that the parts of a workbook may unpack to."""
MOST_RATIO = 200
"""How many times its size a workbook may unpack to, once that is more than `RATIO_FROM`."""
RATIO_FROM = 20 * 1024 * 1024
MOST_CELLS = 30_000_000
"""Cells of the rectangle that holds a sheet's values; one value in the last corner of a sheet makes 17 billion."""

MOST_SPARSE = 10_000_000
"""Cells of such a rectangle of which hardly any is written: what lies far outside the table is a slip."""
SPARSE = 50
"""How many times its written cells a rectangle may have, once it has more than `MOST_SPARSE`."""
_MACROS = ("xl/vbaProject.bin", "xl/macrosheets/")

SAVE_AS_XLSX = "Open it in a spreadsheet, save it as XLSX, and give that."

_REFERENCE = re.compile(rb"""r\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_FAR = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{2}|[A-Za-z][0-9]{6})""")
_COUNT = re.compile(rb"""ount\s*=\s*["']\s*\+?([0-9]+)""")
_UNSAVED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:[^>/]* t="e"[^>/]*>|[^>/]*>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>)'
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")


def inspect_package(content: Content) -> dict[str, Cells]:
    """Refuse a package that is no workbook or would not fit the memory; else its cells whose formula has no saved value, by sheet.

    Besides the size of its parts, the reader of workbooks trusts two more things that a file says of itself, and reserves memory for
    them: how many entries a part announces, and how far from the first the last cell lies.

    Args:
        content: a ZIP archive.

    Raises:
        UnreadableFileError: it is damaged, no workbook, or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as package:
            _check_size(package, content)
            _check_is_workbook(package, content.name)
            return _unsaved(package, content.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, KeyError, ValueError) as error:
        raise unreadable(content.name, "the workbook is damaged", "Fetch or save it again.") from error


def has_macros(content: Content) -> bool:
    """Whether a workbook carries macros. Nothing here runs any: a workbook is read as the XML that it is.

    Args:
        content: a package that `inspect_package` found whole.
    """
    with zipfile.ZipFile(io.BytesIO(content.data)) as package:
        return any(part.startswith(_MACROS) for part in package.namelist())


def _check_size(package: zipfile.ZipFile, content: Content) -> None:
    unpacked = sum(part.file_size for part in package.infolist())
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked > MOST_RATIO * len(content.data)):
        megabytes = unpacked // 1024 // 1024
        raise unreadable(content.name, f"the archive would unpack to {megabytes} MB", "Save the table alone, as CSV or in a new workbook.")


def _check_is_workbook(package: zipfile.ZipFile, name: str) -> None:
    parts = set(package.namelist())
    refuse_office(parts, name)
    if "xl/workbook.xml" not in parts:
        raise unreadable(name, "this is an archive", "Unpack it, and give the file inside.")


def refuse_office(parts: Collection[str], name: str) -> None:
    """Refuse an archive whose parts are those of an office document other than an XLSX workbook.

    Args:
        parts: the names of its parts.
        name: the file as the user named it.

    Raises:
        UnreadableFileError: it is one.
    """
    if "xl/workbook.xml" in parts:
        return
    if any(part.startswith("xl/") for part in parts) or "content.xml" in parts:
        raise unreadable(name, "this is a workbook of another kind than XLSX", SAVE_AS_XLSX)
    if "word/document.xml" in parts or "ppt/presentation.xml" in parts:
        raise unreadable(name, "this is a text document or a presentation", "Export the table as CSV or XLSX.")


def _unsaved(package: zipfile.ZipFile, name: str) -> dict[str, Cells]:
    """The unsaved cells of each sheet, once every part of the package is checked."""
    sheets = _sheet_parts(package)
    found: dict[str, Cells] = {}
    for part in package.namelist():
        if part.endswith(".xml"):
            xml = package.read(part)
            _check_counts(xml, part, name)
            _check_extent(xml, part, name)
            if part in sheets:
                found[sheets[part]] = _unsaved_cells(xml)
    return found


def _check_counts(xml: bytes, part: str, name: str) -> None:
    """Refuse a part that announces more entries than it has bytes."""
    announced = max(map(int, _COUNT.findall(xml)), default=0)
    if announced > len(xml):
        raise unreadable(name, f"the workbook is damaged: its part {part} announces {announced} entries", SAVE_AS_XLSX)


def _check_extent(xml: bytes, part: str, name: str) -> None:
    """Refuse a sheet whose values lie so far apart that the rectangle around them fills the memory."""
    if _FAR.search(xml) is None:
        return
    rows = columns = 0
    written = _REFERENCE.findall(xml)
    for column, row in written:
        rows, columns = max(rows, int(row)), max(columns, _column_index(column) + 1)
    if rows * columns > MOST_CELLS or (rows * columns > MOST_SPARSE and rows * columns > SPARSE * len(written)):
        what = f"a worksheet ({part}) stretches over {rows} rows and {columns} columns"
        raise unreadable(name, what, "Delete what lies far outside the table.")


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The name of the sheet that each part of the package holds."""
    parts = set(package.namelist())
    if "xl/_rels/workbook.xml.rels" not in parts:
        return {}
    relations = _RELATION.findall(package.read("xl/_rels/workbook.xml.rels").decode())
    targets = {_attribute(relation, "Id"): _attribute(relation, "Target") for relation in relations}
    sheets = _SHEET.findall(package.read("xl/workbook.xml").decode())
    named = {_attribute(sheet, "name"): targets.get(_attribute(sheet, r"\w+:id"), "") for sheet in sheets}
    full = {sheet: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for sheet, target in named.items()}
    return {part: sheet for sheet, part in full.items() if part in parts}


def _attribute(element: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', element)
    text = found[1] if found else ""
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


def _unsaved_cells(xml: bytes) -> Cells:
    if b"<f" not in xml and b't="e"' not in xml:
        return frozenset()
    return frozenset((int(row), _column_index(column)) for column, row in _UNSAVED.findall(xml))


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + letter - ord("A") + 1
    return index - 1
