"""`clew source shipments`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json, progress
from clew.values.plain import asdict
from clew.work.shipments import totals
from clew.workspace import open_workspace

_SHOWN = 40


def shipments(
    file: Annotated[Path, typer.Argument(help="An import manifest: Parquet, CSV or XLSX with Panjiva's or the customs service's columns.")],
    digits: Annotated[int, typer.Option("--digits", help="Of the codes by which products are told apart: 2, 4 or 6.")] = 2,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Add up an import manifest of any size by product and destination. Nothing of it is kept, and no claim is made."""
    with open_workspace(workspace) as stores, progress() as tell:
        tell(f"Adding up {file.name}")
        found = totals(stores, file, digits)
    if json:
        print_json({"totals": [{**asdict(one), "weight": str(one.weight)} for one in found]})
        return
    table = Table("product (HS)", "destination", "records", "weight", "first", "last", box=None)
    for column in (2, 3):
        table.columns[column].justify = "right"
    for one in found[:_SHOWN]:
        table.add_row(one.product or "unknown", one.destination or "unknown", f"{one.records:,}", f"{one.weight:,}", one.first, one.last)
    console().print(table)
    if len(found) > _SHOWN:
        typer.echo(f"and {len(found) - _SHOWN:,} more; see them all with --json")
