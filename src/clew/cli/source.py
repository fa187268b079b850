"""`clew source`."""

from dataclasses import asdict

import typer
from rich.table import Table

from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.work.clocks import read_clocks
from clew.work.inspect import sources
from clew.workspace import open_workspace

APP = typer.Typer(no_args_is_help=True)


@APP.callback()
def _about() -> None:
    """Sources: what is loaded, who publishes it, and how old it is."""


@APP.command("list", epilog="Example: clew source list")
def list_sources(
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """List the sources in force, with version, age and number of claims."""
    with open_workspace(workspace) as stores, progress() as tell:
        found = sources(stores, read_clocks(as_of, known), tell)
    if json:
        print_json({"sources": [asdict(one) for one in found]})
        return
    if not found:
        typer.echo("No source was retrieved by that day. Leave out --known, or give a later day.")
        return
    table = Table("source", "title", "publisher", "version", "age", "claims", box=None)
    table.columns[4].justify = table.columns[5].justify = "right"
    for one in found:
        age = f"{one.age_days:,} days" + (" (old)" if one.stale else "")
        table.add_row(one.card.dataset, one.card.short, one.card.publisher, one.version, age, f"{one.claims:,}")
    console().print(table)
