"""A table of results: for a terminal, for a page, for a program."""

from collections.abc import Sequence

from msgspec import Struct

Cell = str | int | float | None


class Table(Struct, frozen=True):
    """One part of a run: what was measured on what (`note`), the heads, and rows; a cell without a value is None."""

    part: str
    title: str
    note: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def shown(cell: Cell) -> str:
    """A cell in words: shares with three decimals, larger figures with less, whole numbers with commas."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) or abs(cell) >= 1000:  # noqa: PLR2004 - decimals mean nothing there
        return f"{cell:,.0f}"
    return f"{cell:.3f}" if abs(cell) <= 1 else f"{cell:.1f}"


def as_text(table: Table) -> str:
    """For a terminal: aligned columns, figures to the right."""
    lines = [[str(head) for head in table.columns], *([shown(cell) for cell in row] for row in table.rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(table.columns))]
    texts = [isinstance(cell, str) for cell in table.rows[0]] if table.rows else []
    sides = [bool(texts and texts[at]) for at in range(len(widths))]
    body = [
        "  ".join(cell.ljust(width) if left else cell.rjust(width) for cell, width, left in zip(line, widths, sides, strict=True))
        for line in lines
    ]
    return "\n".join([f"{table.title}", *(["  " + table.note] if table.note else []), *("  " + line.rstrip() for line in body)])


def as_markdown(table: Table) -> str:
    """For a page."""
    texts = [isinstance(cell, str) for cell in table.rows[0]] if table.rows else []
    rule = "|".join("---" if texts and texts[at] else "--:" for at in range(len(table.columns)))
    rows = ["| " + " | ".join(shown(cell).replace("|", "\\|") for cell in row) + " |" for row in table.rows]
    return "\n".join(
        [f"## {table.title}", "", *([table.note, ""] if table.note else []), "| " + " | ".join(table.columns) + " |", f"|{rule}|", *rows]
    )
