"""`clew company`."""

from typing import Annotated

import typer

from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.report.explain import company_document, company_view
from clew.work.clocks import read_clocks
from clew.work.company import company
from clew.workspace import open_workspace


def show_company(
    name: Annotated[str, typer.Argument(help="Name in any of its languages, entity id, ISIN, or exchange code.")],
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show what the loaded sources say of one organisation: names, identifiers, and every thread to evidence."""
    with open_workspace(workspace) as stores, progress() as tell:
        found = company(stores, name, read_clocks(as_of, known), tell)
    if json:
        print_json(company_document(found))
    else:
        console().print(company_view(found))
