"""`clew screen`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import AsOfOption, JsonOption, KnownOption, MappingOption, WorkspaceOption, console, print_json, progress
from clew.report.table import overview
from clew.work.clocks import read_clocks
from clew.work.outputs import document, write_outputs
from clew.work.screen import Asked, screen
from clew.workspace import open_workspace

_REPORTS = Path("clew-reports")


def screen_portfolio(
    file: Annotated[Path, typer.Argument(help="Holdings file, as you have it: CSV, XLSX, XML or a web page.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the reports. [default: clew-reports; with --json none is written]")
    ] = None,
    book: Annotated[
        list[Path] | None, typer.Option("--book", help="Holdings file of a fund that the portfolio holds; may be given again.")
    ] = None,
    mapping: MappingOption = None,
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Screen a holdings file: which holdings link to evidence, along which links, and what may be said.

    Prints a ranked table, and writes an HTML report, a workbook, a CSV, JSON, and a review file of possible matches.
    """
    asked = Asked(file, read_clocks(as_of, known), tuple(book or ()), mapping=mapping)
    with open_workspace(workspace) as stores, progress() as tell:
        result = screen(stores, asked, tell)
        tell("Writing the reports")
        written = write_outputs(stores, result, out or _REPORTS, file.stem) if out or not json else ()
    if json:
        print_json(document(result))
        return
    terminal = console()
    terminal.print(overview(result, terminal.width))
    for one in sorted(written, key=lambda one: one.kind == "html"):
        terminal.print(f"{one.kind:>7}  {one.path}", soft_wrap=True)
