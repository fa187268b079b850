"""A published workbook as tables that the engine scans."""

from pathlib import Path

from clew.intake.content import DEFAULT_LIMIT, Content, unreadable
from clew.intake.opened import RawTable
from clew.intake.preview import written
from clew.intake.sniff import FileKind
from clew.intake.workbook import read_workbook


def sheet_tables(path: Path, kind: FileKind, name: str, scratch: Path) -> tuple[RawTable, ...]:
    """The visible worksheets that hold anything. A workbook is in memory whole, since its format allows no other reading.

    Args:
        path: the workbook, unpacked if it came in a gzip file.
        kind: XLSX or OLE.
        name: the file as the user named it.
        scratch: where the tables are written.

    Raises:
        UnreadableFileError: too large, locked, damaged, of before 2007, or without any row.
    """
    if path.stat().st_size > DEFAULT_LIMIT:
        what = f"the workbook holds more than {DEFAULT_LIMIT // 1024 // 1024} MB"
        raise unreadable(name, what, "Save the worksheet as CSV, and give that.")
    tables = read_workbook(Content(name, kind, path.read_bytes(), "")).tables
    if not tables:
        raise unreadable(name, "the workbook holds no rows", "Save the worksheet that holds the table, not hidden, and give that.")
    return tuple(written(table.sheet, table.rows, scratch) for table in tables)
