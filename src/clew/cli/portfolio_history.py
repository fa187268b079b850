"""`clew portfolio history`."""

from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.cli.portfolio_list import NameArgument
from clew.report.restated import history_document, history_view
from clew.work.clocks import read_clocks
from clew.work.history import history
from clew.workspace import open_workspace


def show_history(
    name: NameArgument,
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Screen every version of a portfolio with the same sources, and say which findings came and went from each to the next, and why.

    Findings of older versions are restated by what is known today, so that what differs comes from the holdings alone.
    """
    with open_workspace(workspace) as stores, progress() as tell:
        found = history(stores, name, read_clocks(as_of, known), tell)
    if json:
        print_json(history_document(found))
    else:
        console().print(history_view(found))
