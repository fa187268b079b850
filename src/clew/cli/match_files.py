"""`clew match export` and `clew match import`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import JsonOption, WorkspaceOption, print_json, progress
from clew.work.judgement_files import export_judgements, import_judgements, read_judgements
from clew.workspace import open_workspace


def export_file(
    file: Annotated[Path, typer.Argument(help="CSV file to write.")],
    everything: Annotated[bool, typer.Option("--all", help="Those that were undone as well.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the judgements in force as CSV: subject, entity, verdict, why, by, at, and the second person."""
    with open_workspace(workspace) as stores:
        count = export_judgements(stores, file, undone=everything)
    typer.echo(f"{_counted(count)} written to {file}")


def import_file(
    file: Annotated[Path, typer.Argument(help="CSV file with the columns subject, entity, verdict, why; by and at may be there.")],
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Take judgements in from a CSV file, all or none; what this workspace has already is left alone.

    They become yours, with who made them and when beside. Where a second person is needed, one has to confirm them here.
    """
    with open_workspace(workspace) as stores, progress() as tell:
        incoming = read_judgements(stores, file, tell)
        batch, numbers = import_judgements(stores, incoming)
    if json:
        print_json({"batch": batch, "imported": list(numbers), "known": incoming.known})
        return
    undo = f" as batch {batch}. Undo all of it with: clew match undo --batch {batch}" if numbers else "."
    typer.echo(f"{_counted(len(numbers))} taken in{undo}")
    if incoming.known:
        typer.echo(f"{_counted(incoming.known)} of the file stood here already.")


def _counted(count: int) -> str:
    """So many judgements."""
    return "1 judgement" if count == 1 else f"{count:,} judgements"
