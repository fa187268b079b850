"""`clew portfolio diff`."""

from typing import Annotated

import typer

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json, progress
from clew.cli.portfolio_list import NameArgument
from clew.report.portfolios import SHOWN, turnover_document, turnover_view
from clew.work.turnover import ALL, turnover
from clew.workspace import open_workspace


def diff(
    name: NameArgument,
    before: Annotated[str, typer.Option("--from", help="The older day. [default: that of the version before the newer one]")] = "",
    after: Annotated[str, typer.Option("--to", help="The newer day. [default: that of the newest version]")] = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Say which lines came, went, or changed in weight or value from one version of a portfolio to another.

    Lines are matched by the strongest identifier that both versions state, else by name. Of each day, the newest version as of it counts.
    """
    with open_workspace(workspace) as stores, progress() as tell:
        found = turnover(stores, name, (before, after), ALL if json else SHOWN, tell)
    if json:
        print_json(turnover_document(found))
    else:
        console().print(turnover_view(found))
