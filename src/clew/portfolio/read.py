"""A holdings file, read whole: from its bytes to books of typed rows that account for every row of the file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from clew.errors import Fault, UnexpectedContentError
from clew.intake.content import DEFAULT_LIMIT, Content, read_content
from clew.intake.markup_tables import markup_tables
from clew.intake.sniff import FileKind
from clew.intake.tables import Table
from clew.intake.text import decode
from clew.intake.workbook import read_workbook
from clew.model.holding import Book, ColumnReading, Holding, HoldingsFile, RowKind, StatedTotal
from clew.pack.holdings import HeadWords, HoldingsWords
from clew.pack.indices import IndexWords
from clew.portfolio.body import ADDS_UP, UNSAVED, cut_out, understood
from clew.portfolio.books import BookKey, Shelf, read_parts, read_shelf
from clew.portfolio.choosing import Chosen, choose
from clew.portfolio.contradictions import contradictions
from clew.portfolio.delimited import read_delimited
from clew.portfolio.extent import Extent
from clew.portfolio.indices import read_index
from clew.portfolio.mapping import NO_MAPPINGS, Mappings
from clew.portfolio.preamble import read_preamble
from clew.portfolio.rows import Body, read_rows
from clew.portfolio.totals import stated_totals, total_warning
from clew.portfolio.weights import sum_warning

MOST_BOOK_WARNINGS = 5
"""Books whose odd sums are named one by one."""
_TWICE = Decimal("1.8")


def read_holdings(path: Path, words: HoldingsWords, limit_bytes: int = DEFAULT_LIMIT, mappings: Mappings = NO_MAPPINGS) -> HoldingsFile:
    """Read a holdings file: CSV in any usual dialect, gzipped or not, an Excel workbook, a web page, XML, or a submission to the SEC.

    Every row between the header and the footer becomes one holding of one book: a security, a fund, something that is no company, or a
    rejected row with its reason. What is odd but bearable is noted on the row or warned about; what is not is one error that names all
    faults.

    Args:
        path: the file.
        words: column heads, markets and rules, from `clew.pack.holdings.load_holdings_words`.
        limit_bytes: size beyond which the file, or what it unpacks to, is refused.
        mappings: what a person decided about the reading of such files.

    Raises:
        UnreadableFileError: the file is no table: missing, empty, locked, damaged, too large, or of another kind.
        UnexpectedContentError: it is a table, but not one of holdings, or two tables in one.
        InputError: a mapping does not fit the file.
    """
    content = read_content(path, limit_bytes)
    tables, unread = _tables(content, path, words)
    what = "table" if content.kind is FileKind.MARKUP else "worksheet"
    chosen = choose(tables, mappings, words.heads, content.name, what)
    return _read(content, replace(chosen, notes=[*unread, *chosen.notes]), words, path.stem)


def _read(content: Content, chosen: Chosen, words: HoldingsWords, stem: str) -> HoldingsFile:
    """The table that was chosen, as books of typed rows."""
    table, header, mapping = chosen.table, chosen.header, chosen.mapping
    columns = understood(table, header, chosen.decided, words, content.name)
    body, extent = cut_out(table, header, columns, words, content.name)
    if mapping is not None:
        body = replace(body, comma=mapping.decimal_comma, percent=mapping.percent)
    preamble = read_preamble(table.rows[: max(header.index, 0)], words.heads)
    shelf = _shelf(table, extent, body, words.heads)
    rows = read_rows(body, shelf.keys, words)
    stated = (mapping.as_of if mapping else "") or preamble.as_of or shelf.as_of
    books = _books(rows.holdings, shelf.keys, BookKey("", preamble.fund_name or stem, preamble.fund_isin, stated), words.indices)
    _check_one_table(books, extent, content.name)
    totals = stated_totals(table, columns.by_field, (*extent.totals, *extent.closing), rows.notation)
    told = (*chosen.notes, *columns.warnings, *shelf.warnings, *rows.warnings, *_warnings(table, extent, body, books))
    own = (*_own_total(table, extent, totals, books), *(contradictions(books[0].holdings) if len(books) == 1 else ()))
    return HoldingsFile(
        path=content.name,
        sha256=content.sha256,
        sheet=table.sheet,
        header_row=table.numbers[header.index] if header.index >= 0 else 0,
        header_why=header.why,
        columns=_reasoned(columns.readings(), rows.reasons),
        ignored=columns.ignored,
        stated_as_of=stated,
        books=books,
        rows_in=len(extent.rows),
        skipped=extent.skipped,
        warnings=(*told, *own),
        totals=totals,
        mapping=mapping.said if mapping else "",
        heads=tuple(header.heads),
        decimal_comma=rows.notation.comma,
        percent=rows.notation.percent if "weight" in body.cells else None,
    )


def _shelf(table: Table, extent: Extent, body: Body, words: HeadWords) -> Shelf:
    """The book of each row: by the list that it stands in, else by its columns of fund and date."""
    if table.parts and not body.cells.keys() & {"fund_isin", "fund_name"}:
        parts = [read_preamble(part, words) for part in table.parts]
        return read_parts(parts, [table.part_of[index] for index in extent.rows])
    return read_shelf(body.column("fund_isin"), body.column("fund_name"), body.column("as_of"), words)


def _own_total(table: Table, extent: Extent, totals: Sequence[StatedTotal], books: Sequence[Book]) -> list[str]:
    """That the rows do not add up to the file's own total, where they do not; sums of parts of the rows alone say nothing of all."""
    closing = {table.numbers[index] for index in extent.closing}
    whole = len(books) == 1 and bool(totals) and totals[-1].row in closing
    return [off] if whole and (off := total_warning(totals, books[0].holdings)) else []


def _tables(content: Content, path: Path, words: HoldingsWords) -> tuple[list[Table], list[str]]:
    """Every table of the file, and a word on what is not read."""
    if content.kind is FileKind.TEXT:
        return [read_delimited(decode(content.data, content.name), content.name, words.heads)], []
    if content.kind is FileKind.MARKUP:
        with TemporaryDirectory(prefix="clew-") as scratch:
            return markup_tables(path, Path(scratch)), []
    sheets = read_workbook(content)
    macros = ["the workbook carries macros: they were not run, and are not needed to read it"] if sheets.macros else []
    return sheets.tables, [*macros, *(f"the worksheet “{sheet}” is hidden, and was not read" for sheet in sheets.hidden)]


def _books(holdings: Sequence[Holding], keys: Sequence[BookKey], only: BookKey, words: IndexWords) -> tuple[Book, ...]:
    """The holdings by book, in the order in which the books begin; `only` names and dates what the rows leave unnamed."""
    members: dict[BookKey, list[Holding]] = {}
    for key, holding in zip(keys, holdings, strict=True):
        members.setdefault(key, []).append(holding)
    books = []
    for key, rows in members.items():
        name, isin = key.name or only.name, key.isin or (only.isin if len(members) == 1 else "")
        books.append(Book(key.book_id, name, isin, tuple(rows), key.as_of or only.as_of, read_index(name, words)))
    return tuple(books)


def _titles(books: Sequence[Book]) -> list[str]:
    """How a warning names each book: by its name, and by its date where the file holds that fund several times; "" for the only book."""
    if len(books) == 1:
        return [""]
    times = Counter(book.name for book in books)
    return [f"{book.name} {book.as_of}" if times[book.name] > 1 else book.name for book in books]


def _reasoned(readings: Sequence[ColumnReading], reasons: Mapping[str, str]) -> tuple[ColumnReading, ...]:
    """The readings, with what their cells told added."""
    return tuple(
        replace(reading, why=f"{reading.why}; {reasons[reading.field]}") if reasons.get(reading.field) else reading for reading in readings
    )


def _check_one_table(books: Sequence[Book], extent: Extent, name: str) -> None:
    """Raise where the rows hold two tables: the heads or the totals stand twice, and so do the weights."""
    weights = [holding.weight for holding in books[0].holdings if holding.weight is not None]
    if len(books) > 1 or sum(weights, Decimal(0)) < _TWICE or not (extent.repeats or extent.totals):
        return
    sums = [holding.row for holding in books[0].holdings if holding.kind is RowKind.REJECTED and holding.reason == ADDS_UP]
    what = f"the weights add up to {sum(weights, Decimal(0)) * 100:.2f} %: two tables stand one below the other"
    raise UnexpectedContentError(*(Fault(what, "Save each table as a file of its own.", name, row) for row in [*extent.repeats, *sums][:1]))


def _warnings(table: Table, extent: Extent, body: Body, books: Sequence[Book]) -> list[str]:
    """What a careful reader should know of the table as a whole."""
    warnings = [f"the column heads stand again in row {row}" for row in extent.repeats]
    warnings += [f"row {table.numbers[index]} adds up other rows and does not count" for index in sorted(extent.totals)]
    unsaved = sum(1 for _, note in body.notes if note.startswith(UNSAVED))
    if unsaved:
        cells = "1 cell holds" if unsaved == 1 else f"{unsaved:,} cells hold"
        warnings.append(f"{cells} a formula without a saved value, or an error: open the file in a spreadsheet and save it")
    if "weight" not in body.cells and "value" not in body.cells:
        warnings.append("the file states neither weights nor values")
    titled = zip(books, _titles(books), strict=True)
    odd = [warning for book, title in titled if (warning := sum_warning([holding.weight for holding in book.holdings], title))]
    more = [f"the weights of {len(odd) - MOST_BOOK_WARNINGS} more books do not add up to 100 %"] if len(odd) > MOST_BOOK_WARNINGS else []
    return warnings + odd[:MOST_BOOK_WARNINGS] + more
