"""What was understood of a holdings file: on the terminal and as JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clew.model.holding import Book, Holding, HoldingsFile, RowKind
from clew.portfolio.totals import agreeing
from clew.render.terminal import words
from clew.values.identifiers import HOLDING_FORMATS
from clew.values.plain import asdict

_IDENTIFIERS = tuple(form.key for form in HOLDING_FORMATS)
_SHOWN = 10
"""Books and notes that the terminal shows; JSON has all."""
_KINDS = {
    RowKind.SECURITY: ("company", "companies"),
    RowKind.FUND: ("fund", "funds"),
    RowKind.NOT_A_COMPANY: ("line that is no company", "lines that are no companies"),
    RowKind.REJECTED: ("rejected row", "rejected rows"),
}


def holdings_document(file: HoldingsFile) -> dict[str, Any]:
    """The file as JSON: companies, funds, lines that are no companies and rejected rows add up to `rows_in`.

    Weights are fractions and values decimal numbers, both as text; null where the file states none.
    """
    rows = _rows(file)
    kinds = Counter(row.kind for row in rows)
    return {
        "file": file.path,
        "sha256": file.sha256,
        "sheet": file.sheet,
        "mapping": file.mapping,
        "header": {"row": file.header_row, "why": file.header_why},
        "as_of": file.stated_as_of,
        "rows_in": file.rows_in,
        "companies": kinds[RowKind.SECURITY],
        "funds": kinds[RowKind.FUND],
        "not_companies": kinds[RowKind.NOT_A_COMPANY],
        "rejected": kinds[RowKind.REJECTED],
        "commitments": _commitments(rows),
        "index_lines": dict(_indices(rows)),
        "reasons": {kind.value: dict(_reasons(rows, kind)) for kind in (RowKind.NOT_A_COMPANY, RowKind.REJECTED)},
        "columns": [asdict(column) for column in file.columns],
        "ignored": list(file.ignored),
        "identifiers": dict(_identified(rows)),
        "totals": _totals(rows),
        "stated_totals": [{"row": one.row, "weight": _text(one.weight), "value": _text(one.value)} for one in file.totals],
        "books": [_book(book) for book in file.books],
        "skipped": dict(file.skipped),
        "warnings": list(file.warnings),
        "notes": [{"row": row.row, "book": row.book, "name": row.name, "note": note} for row in rows for note in row.notes],
    }


def holdings_view(file: HoldingsFile) -> RenderableType:
    """The file at a glance: what each row and column is, and why."""
    rows = _rows(file)
    parts: list[RenderableType] = [words(f"{file.path}{f' [{file.sheet}]' if file.sheet else ''}", "bold")]
    parts += [words(line) for line in _said(file, rows)]
    parts += [_titled("Columns"), _columns(file)]
    if file.ignored:
        parts.append(Padding(words(f"not used: {', '.join(file.ignored)}"), (0, 0, 0, 2)))
    if len(file.books) > 1:
        parts += [_titled(f"Books ({len(file.books):,})"), _books(file.books)]
    notes = [f"row {row.row} ({row.name}): {note}" for row in rows for note in row.notes]
    for title, lines in (("Warnings", list(file.warnings)), ("Rows to look at", notes)):
        if lines:
            parts += [_titled(title), *(Padding(words(line), (0, 0, 0, 2)) for line in _first(lines))]
    return Group(*parts)


def _rows(file: HoldingsFile) -> list[Holding]:
    """Every row of every book."""
    return [row for book in file.books for row in book.holdings]


def _said(file: HoldingsFile, rows: Sequence[Holding]) -> Iterator[str]:
    """The file in sentences."""
    if file.mapping:
        yield f"{file.mapping[:1].upper()}{file.mapping[1:]}."
    yield f"Header row {file.header_row}, because {file.header_why}." if file.header_row else f"No header row: {file.header_why}."
    if file.stated_as_of:
        yield f"Holdings as of {file.stated_as_of}."
    kinds = Counter(row.kind for row in rows)
    told = [f"{kinds[kind]:,} {names[0] if kinds[kind] == 1 else names[1]}" for kind, names in _KINDS.items() if kinds[kind]]
    yield f"{file.rows_in:,} rows: {', '.join(told) or 'none is a holding'}."
    yield from _said_of_funds(rows)
    for kind in (RowKind.NOT_A_COMPANY, RowKind.REJECTED):
        if reasons := _reasons(rows, kind):
            yield f"{_KINDS[kind][1].capitalize()}: {', '.join(f'{reason} ({count:,})' for reason, count in reasons)}."
    numbered = ", ".join(f"{name.upper() if name in _IDENTIFIERS else name} {count:,}" for name, count in _identified(rows) if count)
    yield f"Identified companies: {numbered or 'none'}."
    totals = _totals(rows)
    if len(file.books) == 1 and totals["weight"] is not None:
        yield f"Weights add up to {Decimal(totals['weight']) * 100:.2f} %."
    if len(file.books) == 1 and (agreed := agreeing(file.totals, rows)) is not None:
        yield f"They agree with the file's own total in row {agreed.row}."
    if file.skipped:
        yield f"Outside the table: {', '.join(f'{reason} ({count:,})' for reason, count in file.skipped)}."


def _said_of_funds(rows: Sequence[Holding]) -> Iterator[str]:
    """Which of the funds are commitments, and which are exposure to an index."""
    promised = [row.commitment for row in rows if row.commitment is not None and row.kind is RowKind.FUND]
    if promised:
        yield f"Commitments to private funds: {len(promised):,}, {sum(promised, Decimal(0)):,f} in all."
    if indices := _indices(rows):
        yield f"Exposure to an index: {', '.join(f'{name} ({count:,})' for name, count in indices)}."


def _commitments(rows: Sequence[Holding]) -> dict[str, Any]:
    """How many lines are commitments to private funds, and what they come to; the total is null where there are none."""
    promised = [row.commitment for row in rows if row.commitment is not None and row.kind is RowKind.FUND]
    return {"lines": len(promised), "total": _text(sum(promised, Decimal(0)) if promised else None)}


def _indices(rows: Sequence[Holding]) -> list[tuple[str, int]]:
    """The indices to which rows are exposure, the most frequent first."""
    counted = Counter(row.index for row in rows if row.index)
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _reasons(rows: Sequence[Holding], kind: RowKind) -> list[tuple[str, int]]:
    """Why rows are no companies, or were rejected: the most frequent first."""
    counted = Counter(row.reason for row in rows if row.kind is kind)
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _identified(rows: Sequence[Holding]) -> list[tuple[str, int]]:
    """How many companies have each kind of identifier, and how many have none."""
    companies = [row for row in rows if row.kind is RowKind.SECURITY]
    found = [(name, sum(1 for row in companies if getattr(row, name))) for name in _IDENTIFIERS]
    listed = sum(1 for row in companies if row.mic and row.code)
    bare = sum(1 for row in companies if not (any(getattr(row, name) for name in _IDENTIFIERS) or (row.mic and row.code)))
    return [*found, ("listing", listed), ("none", bare)]


def _totals(rows: Sequence[Holding]) -> dict[str, str | None]:
    """The sums of weights and values; None where none is stated."""
    sums: dict[str, str | None] = {}
    for name in ("weight", "value"):
        stated = [number for row in rows if (number := getattr(row, name)) is not None]
        sums[name] = _text(sum(stated, Decimal(0)) if stated else None)
    return sums


def _text(number: Decimal | None) -> str | None:
    """A number as JSON has it."""
    return None if number is None else str(number)


def _book(book: Book) -> dict[str, Any]:
    """One book as JSON."""
    told = {"id": book.book_id, "name": book.name, "isin": book.isin, "as_of": book.as_of, "index": book.index}
    return {**told, "rows": len(book.holdings), **_totals(book.holdings)}


def _columns(file: HoldingsFile) -> RenderableType:
    """Which column is what, and why."""
    table = Table("column", "read as", "because", box=None, pad_edge=False)
    table.columns[0].overflow = table.columns[2].overflow = "fold"
    for column in file.columns:
        table.add_row(words(column.head or "(no head)"), column.field.replace("_", " "), words(column.why))
    return Padding(table, (0, 0, 0, 2))


def _books(books: Sequence[Book]) -> RenderableType:
    """The first books."""
    table = Table("book", "of", "rows", "weights", box=None, pad_edge=False)
    for column in table.columns[2:]:
        column.justify = "right"
    for book in books[:_SHOWN]:
        weight = _totals(book.holdings)["weight"]
        table.add_row(words(book.name), book.as_of, f"{len(book.holdings):,}", f"{Decimal(weight) * 100:.2f} %" if weight else "unknown")
    if len(books) > _SHOWN:
        table.add_row(f"and {len(books) - _SHOWN:,} more", "", "", "")
    return Padding(table, (0, 0, 0, 2))


def _titled(title: str) -> Text:
    """A title with a line above it."""
    return Text(f"\n{title}", style="bold")


def _first(lines: Sequence[str]) -> list[str]:
    """The first lines, and how many more there are."""
    more = [f"and {len(lines) - _SHOWN:,} more; see them all with --json"] if len(lines) > _SHOWN else []
    return [*lines[:_SHOWN], *more]
