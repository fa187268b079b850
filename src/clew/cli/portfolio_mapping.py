"""`clew portfolio mapping`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json
from clew.render.terminal import words
from clew.settings import workspace_folder
from clew.work.remembering import Kept, forget_mapping, keep_mapping, kept_mappings
from clew.workspace import open_workspace

_HEADS = 6
"""Heads of a mapping that the terminal shows."""


def keep(
    file: Annotated[Path, typer.Argument(help="Mapping, as clew portfolio inspect FILE --save-mapping writes it.")],
    name: Annotated[str, typer.Option("--as", help="Under which name it is kept. [default: that of its file]")] = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Keep a mapping in the workspace: from now on it applies by itself to holdings files with the same heads, and the output says so.

    One of that name is replaced. Nothing of a mapping is about a portfolio: it holds heads and fields, and no holding.
    """
    with open_workspace(workspace) as stores:
        kept = keep_mapping(stores.folder, file, name)
    if json:
        print_json(_document(kept))
        return
    typer.echo(
        f"Kept as {kept.name}, in {kept.path}; it can be edited.\nIt applies by itself to files with its {len(kept.mapping.heads)} heads."
    )


def list_mappings(json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """List the mappings that the workspace keeps, and the heads by which each is recognised."""
    found = kept_mappings(workspace_folder(workspace))
    if json:
        print_json({"mappings": [_document(one) for one in found]})
        return
    if not found:
        typer.echo("No mapping is kept. Make one with: clew portfolio inspect FILE --save-mapping my.toml")
        return
    table = Table("mapping", "columns", "heads", box=None, pad_edge=False)
    for one in found:
        heads = one.mapping.heads
        more = f", and {len(heads) - _HEADS} more" if len(heads) > _HEADS else ""
        table.add_row(words(one.name), str(len(one.mapping.columns)), words(f"{', '.join(heads[:_HEADS])}{more}"))
    console().print(table)


def forget(
    name: Annotated[str, typer.Argument(help="Name of a kept mapping.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Forget a kept mapping: files with its heads are understood by themselves again. What was screened by it stays as it is."""
    forget_mapping(workspace_folder(workspace), name)
    typer.echo(f"Forgotten: {name}.")


def _document(kept: Kept) -> dict[str, object]:
    """A kept mapping as JSON."""
    one = kept.mapping
    told = {"decimal": one.decimal, "weights": one.weights, "as_of": one.as_of, "sheet": one.sheet, "header_row": one.header_row}
    return {"name": kept.name, "file": str(kept.path), "heads": list(one.heads), "columns": dict(one.columns), **told}
