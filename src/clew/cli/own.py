"""`clew own`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.report.owned import owned_view
from clew.report.owned_json import owned_document
from clew.work.clocks import read_clocks
from clew.work.outputs import write_bods
from clew.work.own import Sides, own
from clew.workspace import open_workspace


def show_own(
    name: Annotated[str, typer.Argument(help="Name in any of its languages, entity id, ISIN, or exchange code.")],
    as_of: AsOfOption = "",
    known: KnownOption = "",
    up: Annotated[bool, typer.Option("--up", help="Only who owns it. [default: both sides]")] = False,
    down: Annotated[bool, typer.Option("--down", help="Only what it owns. [default: both sides]")] = False,
    bods: Annotated[
        Path | None, typer.Option("--bods", help="Also write the records as statements of BODS 0.4 to this file.", dir_okay=False)
    ] = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show who owns a company and what it owns: economic share, control, and the lists' rules on ownership, apart.

    Each figure stands with the sum that gives it, and each record with its source. What no record tells is unknown: never nothing.
    """
    sides = Sides(up=up or not down, down=down or not up)
    with open_workspace(workspace) as stores, progress() as tell:
        found = own(stores, name, read_clocks(as_of, known), sides, tell)
        if json:
            print_json(owned_document(found))
        else:
            console().print(owned_view(found))
        if bods is not None:
            typer.echo(_told(bods, *write_bods(stores, found, bods)), err=True)


def _told(path: Path, kept: int, out: int) -> str:
    """What the file holds, and what it does not."""
    left = f"; {out:,} left out, as their source may not be passed on" if out else ""
    return f"Wrote {kept:,} {'record' if kept == 1 else 'records'} to {path}{left}."
