"""Tables of a saved web page, as a reader of the page sees them: spans filled, markup gone, the heading above for a title.

A cell that spans columns or rows stands in each of them. Lines within a cell (a break, a paragraph, an item) are joined by "; ", or by a
space after a comma, semicolon or colon. A table within a cell is text of that cell, and a table of its own as well: pages of old style are
laid out in tables. Such a table of layout, told by a cell of more than a megabyte, is left out; so are tables and rows without any text.
"""

import codecs
import re
from html.parser import HTMLParser
from pathlib import Path

from clew.errors import UnreadableFileError
from clew.intake.content import unreadable
from clew.intake.encodings import marked_encoding, texts_of
from clew.intake.grid import Grid, cleaned
from clew.intake.opened import RawTable

LARGEST_TAG = 16 * 1024 * 1024
"""Characters within one tag or script; a picture may be written into it."""
MOST_TABLES = 2_000
DEEPEST = 50
"""Levels of tables within tables."""
LONGEST_TITLE = 300

_SAVE_AGAIN = "Save the page again, as HTML only, or copy the table into a spreadsheet."
_NAMES = rb"html|head|body|table|thead|tbody|tr|td|div|meta|title|style|script|link|base|p|center|font|span|h[1-6]|b|ul|ol|form|section"
_BEFORE = re.compile(rb"(\xef\xbb\xbf)?(\s+|<!--.*?-->|<\?[^>]*>)*", re.DOTALL)
_PAGE = re.compile(rb"<(!doctype\s+html\b|(" + _NAMES + rb")[\s>/])", re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_META_WITHIN = 16_384
_SUPERSETS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("iso8859-1", "ascii", "cp1252"), "windows-1252"),
    "cp1256": "windows-1256",
}
"""What a page declares is read as browsers read it: pages say gb2312, and hold characters of later standards."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TITLES = _HEADINGS | {"caption"}
_BLOCKS = _HEADINGS | frozenset(
    ("p", "div", "br", "li", "ul", "ol", "dd", "dt", "dl", "hr", "section", "article", "address", "pre", "center")
)
_CELLS = frozenset(("td", "th"))
_ENDS = _BLOCKS | _CELLS | {"table", "tr", "caption"}
_BOLD = frozenset(("b", "strong"))
_SILENT = frozenset(("script", "style", "title", "template"))


def is_page(start: bytes) -> bool:
    """Whether markup is that of a web page: what comes before its first element may be XML's."""
    before = _BEFORE.match(start)
    return _PAGE.match(start, before.end() if before else 0) is not None


def page_encoding(start: bytes, spoiled: int) -> str:
    """The encoding of a page: what its bytes show without doubt, else what it declares; "" if it declares none that fits.

    Args:
        start: its first bytes.
        spoiled: the place of the first byte that is no UTF-8; -1 if there is none. A browser saves in UTF-8 what declares something else.
    """
    marked = marked_encoding(start)
    if marked or spoiled < 0:
        return marked or "utf-8"
    declared = _META.search(start, 0, _META_WITHIN)
    try:
        found = codecs.lookup(declared[1].decode()).name if declared else ""
    except LookupError:
        return ""
    return "" if found.startswith("utf") else _SUPERSETS.get(found, found)


def page_tables(path: Path, encoding: str, name: str, scratch: Path) -> tuple[RawTable, ...]:
    """The tables of a page that hold any text, in the order in which they begin.

    Args:
        path: the page.
        encoding: of its text.
        name: the file as the user named it.
        scratch: where the tables are written.

    Raises:
        UnreadableFileError: it holds no table, or is no page that can be read.
    """
    page = _Page(name, scratch)
    try:
        for text in texts_of(path, encoding, name):
            page.feed(text)
            if len(page.rawdata) > LARGEST_TAG:
                raise unreadable(name, f"a tag is longer than {LARGEST_TAG // 1024 // 1024} MB", _SAVE_AGAIN)
        page.close()
    except AssertionError as error:  # how html.parser says that it met something that it did not expect
        raise unreadable(name, "the web page is damaged", _SAVE_AGAIN) from error
    finally:
        tables = page.finished()
    if not tables:
        raise unreadable(name, "the web page holds no table", _SAVE_AGAIN)
    return tables


class _Page(HTMLParser):
    """Hands each piece of text to the cells that are open."""

    def __init__(self, name: str, scratch: Path) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._scratch = scratch
        self._grids: list[Grid] = []
        self._open: list[Grid] = []
        self._silent = ""
        self._heading = ""
        self._block: list[str] = []
        self._bold: list[str] = []
        self._is_bold = False

    def parse_html_declaration(self, i: int) -> int:
        """Take `<![if ...]>` for a comment, as a browser does."""
        return self.parse_bogus_comment(i) if self.rawdata.startswith("<![", i) else super().parse_html_declaration(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag in _SILENT:
            self._silent = self._silent or tag
        if self._silent:
            return
        if tag in _ENDS:
            self._end_block("")
        self._is_bold = self._is_bold or tag in _BOLD
        if tag == "table":
            self._begin_table()
        elif self._open:
            self._begin_in_table(tag, attrs)

    def _begin_table(self) -> None:
        if len(self._open) == DEEPEST or len(self._grids) == MOST_TABLES:
            raise self._too_many()
        self._push("\n")
        grid = Grid(self._heading, self._scratch, self._name)
        self._grids.append(grid)
        self._open.append(grid)

    def _too_many(self) -> UnreadableFileError:
        what = f"the web page holds more than {MOST_TABLES} tables, or more than {DEEPEST} within each other"
        return unreadable(self._name, what, _SAVE_AGAIN)

    def _begin_in_table(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inner = self._open[-1]
        if tag == "tr":
            inner.begin_row()
            self._push("\n", self._open[:-1])
        elif tag in _CELLS:
            spans = dict(attrs)
            inner.begin_cell(spans.get("colspan"), spans.get("rowspan"))
            self._push(" ", self._open[:-1])
        elif tag in _BLOCKS:
            self._push("\n")

    def handle_endtag(self, tag: str) -> None:
        """End an element, whether or not it was begun."""
        if self._silent:
            self._silent = "" if tag == self._silent else self._silent
            return
        if tag in _ENDS:
            self._end_block(tag)
        if tag in _BOLD:
            self._is_bold = False
        if self._open:
            self._end_in_table(tag)

    def _end_in_table(self, tag: str) -> None:
        inner = self._open[-1]
        if tag == "table":
            inner.close()
            self._open.pop()
            self._push("\n")
        elif tag == "tr":
            inner.end_row()
        elif tag in _CELLS:
            inner.end_cell()
        elif tag in _BLOCKS:
            self._push("\n")

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._silent:
            return
        if sum(map(len, self._block)) <= LONGEST_TITLE:
            self._block.append(data[: LONGEST_TITLE + 1])
            if self._is_bold:
                self._bold.append(data[: LONGEST_TITLE + 1])
        self._push(data.replace("\n", " "))

    def _push(self, text: str, grids: list[Grid] | None = None) -> None:
        for grid in self._open if grids is None else grids:
            grid.add(text)

    def _end_block(self, ended: str) -> None:
        """Note what a block said, if it is a heading, a caption, or a paragraph that is bold from its start to its end."""
        said, bold = "".join(self._block), "".join(self._bold)
        self._block, self._bold = [], []
        if not said or len(said) > LONGEST_TITLE or (self._open and ended not in _TITLES):
            return
        block = cleaned(said)
        if ended == "caption" and self._open:
            self._open[-1].title = block
        elif ended in _HEADINGS or (not self._open and block == cleaned(bold)):
            self._heading = block or self._heading

    def finished(self) -> tuple[RawTable, ...]:
        """Every table, those that were never ended as well."""
        while self._open:
            self._open.pop().close()
        return tuple(grid.table for grid in self._grids if grid.table)
