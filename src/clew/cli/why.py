"""`clew why`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.report.explain import why_document, why_view
from clew.work.clocks import read_clocks
from clew.work.ways import ways
from clew.work.why import why
from clew.workspace import open_workspace


def show_why(
    holding: Annotated[str, typer.Argument(help="Part of the holding's name, its ISIN, or its row.")],
    file: Annotated[Path | None, typer.Argument(help="Holdings file. [default: the one screened last]")] = None,
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    paths: Annotated[
        int, typer.Option("--paths", min=0, max=50, help="Draw so many other paths to the evidence of each finding, the surest first.")
    ] = 0,
    workspace: WorkspaceOption = None,
) -> None:
    """Show every thread from one holding to its evidence: the sentence, the path, the claims, the reply."""
    with open_workspace(workspace) as stores, progress() as tell:
        clocks = read_clocks(as_of, known)
        found = why(stores, holding, file, clocks, tell)
        others = ways(stores, found.findings, clocks, paths, tell)
    if json:
        print_json(why_document(found.screening, found.findings, found.candidates, found.rows, others))
    else:
        console().print(why_view(found.screening, found.findings, found.candidates, found.rows, others))
