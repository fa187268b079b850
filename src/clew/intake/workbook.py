"""Excel workbooks, sheet by sheet, once their package is known to be harmless."""

import io
from datetime import datetime, time
from typing import NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from clew.intake.content import Content, unreadable
from clew.intake.package import SAVE_AS_XLSX, has_macros, inspect_package
from clew.intake.sniff import FileKind
from clew.intake.tables import Table

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNLOCK = "Save a copy without a password, and give that."
_EXACT = 1e15
"""Below it a whole number in a cell has all its digits."""


class Worksheets(NamedTuple):
    """A workbook: the visible worksheets that hold anything, in their order, the names of the hidden ones, and whether it has macros."""

    tables: list[Table]
    hidden: tuple[str, ...]
    macros: bool = False


def read_workbook(content: Content) -> Worksheets:
    """The worksheets of a workbook; what its author hid is named, and not read.

    Workbooks of before 2007 (XLS) are refused: a damaged one ends the process that reads it.

    Args:
        content: an XLSX or OLE file.

    Raises:
        UnreadableFileError: locked by a password, damaged, no workbook at all, or one that would unpack to more than memory bears.
    """
    if content.kind is FileKind.OLE:
        raise _old_or_locked(content)
    unsaved = inspect_package(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content.data))
        sheets = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        shown = [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible]
        tables = [_table(book.get_sheet_by_name(sheet), unsaved.get(sheet, frozenset())) for sheet in shown]
    except PasswordError as error:
        raise unreadable(content.name, "the workbook is locked by a password", _UNLOCK) from error
    except CalamineError as error:
        raise unreadable(content.name, f"the workbook is damaged or of an unknown kind ({error})", SAVE_AS_XLSX) from error
    hidden = tuple(sheet.name for sheet in sheets if sheet.visible is not SheetVisibleEnum.Visible)
    return Worksheets([table for table in tables if table.rows], hidden, has_macros(content))


def _old_or_locked(content: Content) -> Exception:
    if _ENCRYPTED in content.data:
        return unreadable(content.name, "the workbook is locked by a password", _UNLOCK)
    return unreadable(content.name, "this is a workbook of before 2007 (XLS), or another old Office file", SAVE_AS_XLSX)


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
