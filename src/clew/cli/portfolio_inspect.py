"""`clew portfolio inspect`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import JsonOption, MappingOption, WorkspaceOption, console, print_json, progress
from clew.portfolio.mapping_text import mapping_text
from clew.report.holdings import holdings_document, holdings_view
from clew.settings import workspace_folder
from clew.work.portfolio import read_portfolio
from clew.work.remembering import mappings_for, save_mapping


def inspect(
    file: Annotated[Path, typer.Argument(help="Holdings file, as you have it: CSV, XLSX, XML or a web page.")],
    mapping: MappingOption = None,
    save: Annotated[
        Path | None, typer.Option("--save-mapping", help="Write what was understood to this new file, to be edited and given back.")
    ] = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Explain what a holdings file is understood to say: which row is the header, what each column is, and why.

    Nothing is kept and nothing is screened. Companies, funds, lines that are no companies (cash, forwards, sovereigns) and rejected rows
    add up to the rows of the file.
    """
    with progress() as tell:
        tell(f"Reading {file.name}")
        found = read_portfolio(file, (), (mappings_for(workspace_folder(workspace), mapping),)).file
    if save:
        save_mapping(save, mapping_text(found))
    if json:
        print_json(holdings_document(found))
        return
    console().print(holdings_view(found))
    if save:
        typer.echo(f"\nThe mapping is {save}; it can be edited.\nNext: clew portfolio inspect {file} --mapping {save}")
