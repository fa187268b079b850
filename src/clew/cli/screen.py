"""`clew screen`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import AsOfOption, JsonOption, KnownOption, MappingOption, WorkspaceOption, console, print_json, progress
from clew.errors import Fault, InputError
from clew.report.table import overview
from clew.work.clocks import Clocks, read_clocks
from clew.work.keeping import Filing, named_key
from clew.work.outputs import document, write_outputs
from clew.work.rescreen import Rescreened, screen_group, screen_version
from clew.work.screen import Asked, screen
from clew.work.stores import Progress, Stores
from clew.workspace import open_workspace

_REPORTS = Path("clew-reports")


def screen_portfolio(
    file: Annotated[Path | None, typer.Argument(help="Holdings file, as you have it: CSV, XLSX, XML or a web page.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the reports. [default: clew-reports; with --json none is written]")
    ] = None,
    book: Annotated[
        list[Path] | None, typer.Option("--book", help="Holdings file of a fund that the portfolio holds; may be given again.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="Keep the file as a version of this portfolio. [default: what the file says]")] = "",
    date: Annotated[str, typer.Option("--date", help="The day of the holdings; of what is kept, the newest as of it is taken.")] = "",
    portfolio: Annotated[str, typer.Option("--portfolio", help="Instead of a file: a portfolio that is kept, at its newest version.")] = "",
    group: Annotated[str, typer.Option("--group", help="Instead of a file: the portfolios of a client or a plan, as one.")] = "",
    mapping: MappingOption = None,
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Screen a holdings file: which holdings link to evidence, along which links, and what may be said.

    Prints a ranked table, and writes an HTML report, a workbook, a CSV, JSON, and a review file of possible matches. A portfolio or a group
    that is kept is screened from its own files with today's sources.
    """
    _check_asked(file, (name, *map(str, book or ())), (portfolio, group))
    clocks = read_clocks(as_of, known)
    with open_workspace(workspace) as stores, progress() as tell:
        if file is not None:
            _check_file(stores, file)
            asked = Asked(file, clocks, tuple(book or ()), filing=Filing(name, date, mapping))
            found = Rescreened(screen(stores, asked, tell), file.stem)
        else:
            found = _kept(stores, (portfolio, group, date), clocks, tell)
        result = found.screening
        tell("Writing the reports")
        written = write_outputs(stores, result, out or _REPORTS, found.stem) if out or not json else ()
    if json:
        print_json(document(result))
        return
    terminal = console()
    terminal.print(overview(result, terminal.width))
    for one in sorted(written, key=lambda one: one.kind == "html"):
        terminal.print(f"{one.kind:>7}  {one.path}", soft_wrap=True)


def _kept(stores: Stores, asked: tuple[str, str, str], clocks: Clocks, tell: Progress) -> Rescreened:
    """Screen what is kept: a portfolio or a group, as of a day."""
    portfolio, group, day = asked
    return screen_group(stores, group, day, clocks, tell) if group else screen_version(stores, portfolio, day, clocks, tell)


def _check_asked(file: Path | None, of_file: tuple[str, ...], kept: tuple[str, str]) -> None:
    """One thing is screened: a file, a portfolio or a group."""
    given = [one for one in (file, *kept) if one]
    if len(given) != 1:
        what = "nothing is named to be screened" if not given else "more than one thing is named to be screened"
        raise InputError(Fault(what, "Name a holdings file, or --portfolio NAME, or --group NAME."))
    if file is None and any(of_file):
        raise InputError(Fault("--name and --book go with a holdings file", "Leave them out, or name the file."))


def _check_file(stores: Stores, file: Path) -> None:
    """Say so where the name of a portfolio stands in the place of a file."""
    if not file.exists() and named_key(stores, str(file)):
        raise InputError(Fault(f"there is no file {file}, but a portfolio of that name", f"Screen it: clew screen --portfolio “{file}”."))
