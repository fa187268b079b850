"""`clew portfolio list` and `show`."""

from typing import Annotated

import typer

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json, progress
from clew.report.portfolios import amount_words, list_document, list_view, versions_document, versions_view
from clew.values.plain import asdict
from clew.work.versions import find_portfolio, listed
from clew.work.worth import Worth, worth
from clew.workspace import open_workspace

NameArgument = Annotated[str, typer.Argument(help="The portfolio's name, from clew portfolio list.")]


def list_portfolios(json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """List the portfolios that are kept: their newest day, how many versions and lines, and the client or plan they belong to."""
    with open_workspace(workspace) as stores:
        found = [(one.name, one.current, one.groups) for one in listed(stores)]
    if json:
        print_json(list_document(found))
    elif not found:
        typer.echo("No portfolio is kept yet. Add one: clew portfolio add FILE --name NAME")
    else:
        console().print(list_view(found))


def show(name: NameArgument, json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """Show the versions of a portfolio: the day and file of each, its lines and value, its hash, and who added it when.

    For each day the newest version counts; those that it took the place of stay in the list.
    """
    with open_workspace(workspace) as stores, progress() as tell:
        found = find_portfolio(stores, name)
        values = worth(stores, found.versions, tell)
    if json:
        amounts = {seq: {**asdict(one), "value": None if one.value is None else f"{one.value:f}"} for seq, one in values.items()}
        print_json(versions_document(found.name, found.versions, amounts, found.groups))
    else:
        console().print(versions_view(found.name, found.versions, {seq: _said(one) for seq, one in values.items()}, found.groups))


def _said(one: Worth) -> str:
    """What a version is worth, in words."""
    if one.value is not None:
        return amount_words(one.value, one.currency)
    return f"in {one.currencies} currencies" if one.currencies > 1 else "not stated"
