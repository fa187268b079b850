"""`clew portfolio group`."""

from typing import Annotated

import typer

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json
from clew.report.portfolios import group_view, groups_document
from clew.work.grouping import change_group, groups
from clew.workspace import open_workspace


def group_portfolios(
    name: Annotated[str, typer.Argument(help="The client or plan. [default: list them all]")] = "",
    joining: Annotated[list[str] | None, typer.Option("--with", help="A portfolio that belongs to it; may be given again.")] = None,
    leaving: Annotated[list[str] | None, typer.Option("--without", help="One that no longer does; may be given again.")] = None,
    share: Annotated[
        list[str] | None,
        typer.Option("--share", help="What share of it a member is: “Global Equity=60%”, or “Global Equity=value” to take that back."),
    ] = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Say which portfolios a client or a plan has, so that they can be screened as one: clew screen --group NAME.

    Members weigh by their values, where all of them state values in one currency; otherwise each needs its --share.
    """
    with open_workspace(workspace) as stores:
        changed = 0
        if joining or leaving or share:
            name, changed = change_group(stores, name, tuple(joining or ()), tuple(leaving or ()), tuple(share or ()))
        found = groups(stores)
        chosen = {group: members for group, members in found.items() if not name or group.casefold() == name.casefold()}
    if json:
        print_json(groups_document(chosen))
    elif not chosen and changed:
        typer.echo(f"{name} has no portfolio any more.")
    elif not chosen:
        typer.echo("No client or plan has portfolios yet. Make one: clew portfolio group NAME --with PORTFOLIO")
    else:
        for group, members in chosen.items():
            console().print(group_view(group, members))
