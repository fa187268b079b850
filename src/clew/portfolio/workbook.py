"""Excel workbooks: refused while they are bombs or locked, then read sheet by sheet."""

import io
import re
import zipfile
import zlib
from datetime import datetime, time

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from clew.portfolio.content import Content, unreadable
from clew.portfolio.sniff import FileKind
from clew.portfolio.tables import Table

MOST_UNPACKED = 500 * 1024 * 1024
"""Bytes that the parts of a workbook may unpack to."""
MOST_RATIO = 200
"""How many times its size a workbook may unpack to, once that is more than `RATIO_FROM`."""
RATIO_FROM = 20 * 1024 * 1024
MOST_CELLS = 30_000_000
"""Cells of the rectangle that holds a sheet's values; one value in the last corner of a sheet makes 17 billion."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EXACT = 1e15
"""Below it a whole number in a cell has all its digits."""
_SAVE = "Open it in a spreadsheet, save it as XLSX, and give that."
_UNLOCK = "Save a copy without a password, and give that."
_REFERENCE = re.compile(rb"""r=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_FAR = re.compile(rb"""r=["'](?:[A-Z]{2}|[A-Z][0-9]{6})""")
_UNSAVED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:[^>/]* t="e"[^>/]*>|[^>/]*>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>)'
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")


def read_workbook(content: Content) -> list[Table]:
    """The visible worksheets of a workbook that hold anything, in their order.

    Args:
        content: an XLSX or XLS file.

    Raises:
        UnreadableFileError: locked by a password, damaged, no workbook at all, or one that would unpack to more than memory bears.
    """
    unsaved = _checked_package(content) if content.kind is FileKind.XLSX else {}
    if content.kind is FileKind.XLS and _ENCRYPTED in content.data:
        raise unreadable(content.name, "the workbook is locked by a password", _UNLOCK)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content.data))
        sheets = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]
        tables = [_table(book.get_sheet_by_name(sheet), unsaved.get(sheet, frozenset())) for sheet in sheets]
    except PasswordError as error:
        raise unreadable(content.name, "the workbook is locked by a password", _UNLOCK) from error
    except CalamineError as error:
        raise unreadable(content.name, f"the workbook is damaged or of an unknown kind ({error})", _SAVE) from error
    return [table for table in tables if table.rows]


def _checked_package(content: Content) -> dict[str, frozenset[tuple[int, int]]]:
    """The unsaved formula cells by sheet, once the package is known to be a workbook of bearable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as package:
            _check_size(package, content)
            _check_is_workbook(package, content.name)
            return _inspected(package, content.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, KeyError, ValueError) as error:
        raise unreadable(content.name, "the workbook is damaged", "Fetch or save it again.") from error


def _check_size(package: zipfile.ZipFile, content: Content) -> None:
    unpacked = sum(part.file_size for part in package.infolist())
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked > MOST_RATIO * len(content.data)):
        megabytes = unpacked // 1024 // 1024
        raise unreadable(
            content.name, f"the archive would unpack to {megabytes} MB", "Save the holdings alone, as CSV or in a new workbook."
        )


def _check_is_workbook(package: zipfile.ZipFile, name: str) -> None:
    parts = set(package.namelist())
    if "xl/workbook.xml" in parts:
        return
    if any(part.startswith("xl/") for part in parts) or "content.xml" in parts:
        raise unreadable(name, "this is a workbook of another kind than XLSX", _SAVE)
    if "word/document.xml" in parts or "ppt/presentation.xml" in parts:
        raise unreadable(name, "this is a text document or a presentation", "Export the holdings as CSV or XLSX.")
    raise unreadable(name, "this is an archive", "Unpack it, and give the file inside.")


def _inspected(package: zipfile.ZipFile, name: str) -> dict[str, frozenset[tuple[int, int]]]:
    found: dict[str, frozenset[tuple[int, int]]] = {}
    for sheet, part in _sheet_parts(package).items():
        with package.open(part) as file:
            xml = file.read(MOST_UNPACKED)
        _check_extent(xml, name, sheet)
        found[sheet] = _unsaved_cells(xml)
    return found


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of the package that holds each sheet, by the sheet's name."""
    parts = set(package.namelist())
    if "xl/_rels/workbook.xml.rels" not in parts:
        return {}
    relations = _RELATION.findall(package.read("xl/_rels/workbook.xml.rels").decode())
    targets = {_attribute(relation, "Id"): _attribute(relation, "Target") for relation in relations}
    sheets = _SHEET.findall(package.read("xl/workbook.xml").decode())
    named = {_attribute(sheet, "name"): targets.get(_attribute(sheet, r"\w+:id"), "") for sheet in sheets}
    full = {sheet: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for sheet, target in named.items()}
    return {sheet: part for sheet, part in full.items() if part in parts}


def _attribute(element: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', element)
    text = found[1] if found else ""
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


def _check_extent(xml: bytes, name: str, sheet: str) -> None:
    """Refuse a sheet whose values lie so far apart that the rectangle around them fills the memory."""
    if _FAR.search(xml) is None:
        return
    rows = columns = 0
    for column, row in _REFERENCE.findall(xml):
        rows, columns = max(rows, int(row)), max(columns, _column_index(column) + 1)
    if rows * columns > MOST_CELLS:
        raise unreadable(
            name, f"the worksheet “{sheet}” stretches over {rows} rows and {columns} columns", "Delete what lies far outside the table."
        )


def _unsaved_cells(xml: bytes) -> frozenset[tuple[int, int]]:
    if b"<f" not in xml and b't="e"' not in xml:
        return frozenset()
    return frozenset((int(row), _column_index(column)) for column, row in _UNSAVED.findall(xml))


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index - 1


def _table(sheet: CalamineSheet, unsaved: frozenset[tuple[int, int]]) -> Table:
    texts = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    return Table(sheet.name, texts, range(1, len(texts) + 1), unsaved=unsaved)


def _text(cell: object) -> str:
    """A cell as it would stand in a CSV file."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return str(cell)
