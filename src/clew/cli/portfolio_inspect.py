"""`clew portfolio inspect`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import JsonOption, console, print_json, progress
from clew.report.holdings import holdings_document, holdings_view
from clew.work.portfolio import read_portfolio


def inspect(
    file: Annotated[Path, typer.Argument(help="Holdings file, as you have it: CSV, XLSX, XML or a web page.")],
    json: JsonOption = False,
) -> None:
    """Explain what a holdings file is understood to say: which row is the header, what each column is, and why.

    Nothing is kept and nothing is screened. Companies, funds, lines that are no companies (cash, forwards, sovereigns) and rejected rows
    add up to the rows of the file.
    """
    with progress() as tell:
        tell(f"Reading {file.name}")
        found = read_portfolio(file).file
    if json:
        print_json(holdings_document(found))
    else:
        console().print(holdings_view(found))
