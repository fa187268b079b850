"""`clew source diff`."""

from typing import Annotated

import typer

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json, progress
from clew.cli.source_words import DatasetArgument
from clew.report.change_views import diff_view
from clew.report.changes import diff_document
from clew.work.differences import difference_of
from clew.work.starter import load_starter
from clew.workspace import open_workspace


def diff(
    dataset: DatasetArgument,
    from_: Annotated[str, typer.Option("--from", help="The earlier version: its day, or its id. [default: the one before --to]")] = "",
    to: Annotated[str, typer.Option("--to", help="The later version. [default: the newest]")] = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Say what was added, removed, renamed and altered between two versions of a source."""
    with open_workspace(workspace) as stores, progress() as tell:
        load_starter(stores, tell)
        found = difference_of(stores, dataset, from_, to, tell)
    if json:
        print_json(diff_document(found))
    else:
        console().print(diff_view(found))
