"""Asking: what a person asks the gate about, a file of orders or one security, as a portfolio that is not kept."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from clew.assess.gate import Deal
from clew.errors import Fault, InputError
from clew.model.holding import Book, HoldingsFile
from clew.pack.gate import GatePolicy
from clew.pack.holdings import load_holdings_words, load_markets
from clew.portfolio.asked import read_asked
from clew.portfolio.reader import read_holdings
from clew.work.clocks import Clocks
from clew.work.portfolio import Portfolio, read_portfolio

_SUFFIXES = ("csv", "tsv", "txt", "xls", "xlsx", "xlsm", "ods", "xml", "json", "html", "htm", "gz", "zip")
"""Ends of the names of holdings files."""
_BOOK = "asked"
"""Id and name of the book that holds what is asked about: no name of a fund, so that a fund's own book is found by its name."""
_ALIKE = 0.65
"""So much of a suffix is kept by a slip of the finger: `cvs`, `xslx`, and not `com`."""


class Question(Struct, frozen=True):
    """What is asked of the gate.

    Attributes:
        what: an identifier, a ticker with its market, a name, or the path of a file: a list of orders, or a fund's holdings.
        clocks: as-of and known.
        policy: the rules and laws; `deal`: how capital is to go in.
        name: the security's name, where an identifier is asked about.
        books: files with books of funds that the security or the list holds.
    """

    what: str
    clocks: Clocks
    policy: GatePolicy
    deal: Deal
    name: str = ""
    books: tuple[Path, ...] = ()


def said(question: Question) -> str:
    """What is asked about, as it was typed."""
    return question.what.strip() or question.name.strip()


def ask_portfolio(what: str, name: str, books: Iterable[Path]) -> tuple[Portfolio, bool]:
    """What is asked about, and whether it is a single security; one security has a row for each way to read it.

    Args:
        what: the path of a file, or one security as a person types it; may be empty where a name is given.
        name: the security's name.
        books: files with books of funds.

    Raises:
        InputError: nothing is asked, the file cannot be used, or an identifier's check digit does not fit.
    """
    if not what.strip() and not name.strip():
        raise InputError(Fault("nothing is asked about", "Give an ISIN, a ticker with its market, a name, or a file."))
    path = Path(what)
    if _is_file(path):
        if name.strip():
            raise InputError(Fault("--name says the name of one security, and this is a file", "Leave --name out.", what))
        return read_portfolio(path, tuple(books)), False
    _refuse_path(what, path)
    rows = read_asked(what, name, load_markets)
    book = Book(_BOOK, _BOOK, "", rows)
    file = HoldingsFile(what, "", "", 0, "", (), (), "", (book,), 1, (), ())
    return Portfolio(file, tuple(read_holdings(one, load_holdings_words()) for one in books), ""), True


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a text that no path can be is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _refuse_path(what: str, path: Path) -> None:
    """Refuse a text that is a path and leads to no file: a name is not looked for by it.

    Raises:
        InputError: it is a folder, or the path of a file that is not there.
    """
    folder = path.parent
    try:
        inside = "/" in what or "\\" in what
        if inside and path.is_dir():
            raise InputError(Fault("this is a folder", "Give one file.", what))
        meant = get_close_matches(path.suffix.lower().removeprefix("."), _SUFFIXES, 1, _ALIKE)
        if not meant and not (inside and path.is_absolute()) and not what.startswith(("./", "../", ".\\", "..\\")):
            return
        near = get_close_matches(path.name, [one.name for one in folder.iterdir()], 1) if folder.is_dir() else []
    except (OSError, ValueError):
        return
    mend = f"Did you mean {folder / near[0]}?" if near else "Check the path; if it is a name, give it with --name alone."
    raise InputError(Fault("there is no such file", mend, what))
