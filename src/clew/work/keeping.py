"""Keep a holdings file as a version of a named portfolio: the bytes in the books, and one row in the ledger."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from clew.errors import Fault, InputError
from clew.lake.books import keep_book
from clew.lake.leases import turn
from clew.ledger.store import ADDED, CURRENT, GIVEN, STATED, Kept, PortfolioVersion, same_name
from clew.model.holding import RowKind
from clew.values.days import is_day
from clew.work.basket import basket_of
from clew.work.lines import write_lines
from clew.work.portfolio import Portfolio, read_portfolio
from clew.work.remembering import mappings_for
from clew.work.stores import Progress, Stores, silent

_VERSION_ID = 32
"""Letters of the hash by which a version is named."""
_LONGEST_NAME = 120


class Filing(Struct, frozen=True):
    """How to keep a portfolio.

    Attributes:
        name: its name; "" for what the file calls it.
        day: the day that its holdings are of (ISO); "" for the day that the file states.
        mapping: by which the file is read; by default one that the workspace keeps for its heads, if any.
    """

    name: str = ""
    day: str = ""
    mapping: Path | None = None


class Addition(Struct, frozen=True):
    """What became of a file that was to be kept.

    Attributes:
        name: of the portfolio.
        kept: the version.
        new: False where it was there already, and nothing changed.
        replaced: the version of the same day whose place it took, if any.
        note: what to tell of its day, or "".
    """

    name: str
    kept: Kept
    new: bool
    replaced: PortfolioVersion | None
    note: str


def add_portfolio(stores: Stores, files: Sequence[Path], filing: Filing, progress: Progress = silent) -> Addition:
    """Read a holdings file, and further files with books of funds, and keep them as one version.

    Raises:
        InputError: a file cannot be used, or its day is not known; nothing is kept.
        RefusedError: the portfolio was given another name meanwhile.
    """
    progress(f"Reading {files[0].name}")
    return keep(stores, read_given(stores, files, filing), files, filing)


def read_given(stores: Stores, files: Sequence[Path], filing: Filing) -> Portfolio:
    """Read a holdings file by the mapping that is given, else by one that the workspace keeps; further files by those alone.

    Raises:
        InputError: a file cannot be used, or a mapping does not fit it.
    """
    using = (mappings_for(stores.folder, filing.mapping), mappings_for(stores.folder, None))
    return read_portfolio(files[0], files[1:], using)


def keep(stores: Stores, portfolio: Portfolio, files: Sequence[Path], filing: Filing) -> Addition:
    """Keep a portfolio that was read from some files.

    The bytes come first and the ledger last, so that the ledger names nothing that is not there. Who forgets a version waits until this is
    done, and the other way round.

    Raises:
        InputError: its name cannot be used, or its day is not known.
    """
    name, day, dated = _filed(portfolio, filing)
    with turn(stores.books, alone=False):
        key = _key(stores, name)
        kept = _kept(portfolio, files[0], (key, day, dated))
        before = [one for one in stores.ledger.portfolios.versions(key) if one.state == CURRENT and one.kept.day == day]
        _write(stores, portfolio, stores.books / key / kept.version_id, files)
        new = stores.ledger.portfolios.add(kept, name)
    replaced = before[0] if new and before else None
    return Addition(stores.ledger.portfolios.names().get(key, name), kept, new, replaced, _note(portfolio, day, dated))


def named_key(stores: Stores, name: str) -> str | None:
    """The key of the portfolio that a person calls so, by its name or by its folder; None where there is none."""
    names = stores.ledger.portfolios.names()
    return next((key for key, given in names.items() if same_name(given, name)), name if name in names else None)


def folder_name(name: str) -> str:
    """A folder's name for a portfolio: letters and digits that every file system takes, and a hash that tells like names apart."""
    safe = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in name.lower()).strip("-") or "portfolio"
    return f"{safe[:40]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def name_fault(name: str, option: str) -> Fault | None:
    """What is wrong with a portfolio's name, if anything."""
    if name and len(name) <= _LONGEST_NAME and name.isprintable():
        return None
    return Fault("the portfolio's name is no name", f"Give {option} with one line of at most {_LONGEST_NAME} letters.")


def _key(stores: Stores, name: str) -> str:
    """The portfolio of that name, or a key that is free: a portfolio that was renamed keeps the folder of its first name."""
    found = named_key(stores, name)
    if found is not None:
        return found
    taken, first, number = stores.ledger.portfolios.names(), folder_name(name), 2
    free = first
    while taken.get(free, free) != free:  # one that goes by its key was kept by an older clew, which wrote no names: it is this one
        free, number = f"{first}-{number}", number + 1
    return free


def _filed(portfolio: Portfolio, filing: Filing) -> tuple[str, str, str]:
    """Name, day and how the day is known, or every fault of them at once."""
    name = " ".join(filing.name.split()) if filing.name else _name_of(portfolio)
    faults = [fault for fault in (name_fault(name, "--name"),) if fault is not None]
    today = dt.datetime.now(dt.UTC).date().isoformat()
    if filing.day and not is_day(filing.day):
        faults.append(Fault(f"--date is “{filing.day}”, which is no day", f"Give a day such as {today}."))
    elif filing.day > today:
        faults.append(Fault(f"--date is {filing.day}, a day to come", f"Give {today} or an earlier day."))
    stated = portfolio.file.stated_as_of
    if not filing.day and not stated and filing.name:
        what = "the file does not state the day that its holdings are of"
        faults.append(Fault(what, f"Give it, such as --date {today}.", Path(portfolio.file.path).name))
    if faults:
        raise InputError(*faults)
    if filing.day:
        return name, filing.day, GIVEN
    return (name, stated, STATED) if stated else (name, today, ADDED)


def _name_of(portfolio: Portfolio) -> str:
    """What the file calls itself, as a name that can be typed: nobody should have to mend a file's name to screen it."""
    letters = "".join(letter for letter in portfolio.name if letter.isprintable())
    return " ".join(letters.split())[:_LONGEST_NAME].strip() or "portfolio"


def _kept(portfolio: Portfolio, file: Path, filed: tuple[str, str, str]) -> Kept:
    """The version as the ledger has it."""
    key, day, dated = filed
    lines = sum(1 for (book, _), holding in portfolio.holdings.items() if book in portfolio.own and holding.kind is not RowKind.REJECTED)
    return Kept(key, portfolio.version_id[:_VERSION_ID], str(file), portfolio.file.sha256, portfolio.file.stated_as_of, day, dated, lines)


def _write(stores: Stores, portfolio: Portfolio, folder: Path, files: Sequence[Path]) -> None:
    """Write the books of a version, where they are not there yet."""
    if folder.exists():
        return
    engine = stores.engine()
    try:
        originals = [(path, file.sha256) for path, file in zip(files, (portfolio.file, *portfolio.more), strict=True)]
        mappings = [(number, one.name, one.text) for number, one in enumerate(portfolio.mappings) if one is not None]
        keep_book(engine, folder, basket_of(portfolio).rows(), originals, mappings)
        write_lines(engine, folder, portfolio)
    finally:
        engine.close()


def _note(portfolio: Portfolio, day: str, dated: str) -> str:
    """What to tell of the day."""
    stated = portfolio.file.stated_as_of
    if dated == ADDED:
        return "Neither the file nor you state the day that its holdings are of: it is kept as of the day on which it came in."
    return f"The file states its holdings as of {stated}." if stated and stated != day else ""
