"""`clew workspace`."""

from typing import Annotated

import typer
from rich.table import Table

from clew.cli.options import AsOfOption, JsonOption, WorkspaceOption, console, print_json
from clew.values.plain import asdict
from clew.work.clocks import read_clocks
from clew.work.inspect import chain, events, plan
from clew.work.marking import mark_workspace
from clew.workspace import open_workspace


def info(json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """Say where the workspace is, how many events and outputs it has, and whether its chain is whole."""
    with open_workspace(workspace) as stores:
        state, folder = chain(stores), stores.folder
    whole = "whole" if state.broken_at is None else f"broken at event {state.broken_at}"
    if json:
        print_json({"folder": str(folder), **asdict(state), "whole": state.broken_at is None})
    else:
        typer.echo(f"Workspace  {folder}\nEvents     {state.events:,}, chain {whole}")
        typer.echo(f"Head       {state.head or 'none yet'}\nOutputs    {state.outputs:,} files recorded")
    if state.broken_at is not None:
        raise typer.Exit(5)


def list_events(json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """List every event: who did what, when."""
    with open_workspace(workspace) as stores:
        found = events(stores)
    if json:
        print_json({"events": [asdict(one) for one in found]})
    elif not found:
        typer.echo("Nothing was done in this workspace yet. Begin with: clew screen FILE")
    else:
        table = Table("event", "at", "by", "what", "about", box=None)
        for one in found:
            table.add_row(str(one.seq), one.at, one.actor, one.kind, one.subject)
        console().print(table)


def mark(
    name: Annotated[str, typer.Argument(help="What is said: commercial.")],
    value: Annotated[str, typer.Argument(help="yes or no.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Say what the workspace is used for: where it is commercial, sources whose licence forbids that are left out."""
    with open_workspace(workspace) as stores:
        left_out = mark_workspace(stores, name, value)
    typer.echo(f"The workspace is marked {name}: {value}.")
    for title in left_out:
        typer.echo(f"Left out from now on: {title}, whose licence forbids it.")


def clear_cache(workspace: WorkspaceOption = None) -> None:
    """Delete everything that can be computed anew; decisions, sources and books stay."""
    with open_workspace(workspace) as stores:
        freed = stores.caches.clear()
    typer.echo(f"{freed / 1_000_000:,.1f} MB freed.")


def show_plan(as_of: AsOfOption = "", workspace: WorkspaceOption = None) -> None:
    """Print the plan by which findings are made, as SQL: that of the policy in force."""
    clocks = read_clocks(as_of)
    with open_workspace(workspace) as stores:
        typer.echo(plan(clocks, stores.ledger.policies.in_force(clocks.known)))
