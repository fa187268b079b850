"""`clew portfolio add` and `rename`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import JsonOption, MappingOption, WorkspaceOption, print_json, progress
from clew.values.plain import asdict
from clew.work.keeping import Addition, Filing, add_portfolio
from clew.work.naming import rename
from clew.workspace import open_workspace

DateOption = Annotated[str, typer.Option("--date", help="The day that the holdings are of. [default: what the file states]")]


def add(
    file: Annotated[Path, typer.Argument(help="Holdings file, as you have it: CSV, XLSX, XML or a web page.")],
    name: Annotated[str, typer.Option("--name", help="The portfolio's name: one it has, or a new one.")],
    date: DateOption = "",
    book: Annotated[
        list[Path] | None, typer.Option("--book", help="Holdings file of a fund that the portfolio holds; may be given again.")
    ] = None,
    mapping: MappingOption = None,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Keep a holdings file as a version of a named portfolio, as of the day of its holdings. Nothing is screened.

    The same bytes for the same day change nothing. Another file for the same day takes the place of the one before, which stays in history.
    """
    with open_workspace(workspace) as stores, progress() as tell:
        done = add_portfolio(stores, (file, *(book or ())), Filing(name, date, mapping), tell)
    if json:
        replaced = None if done.replaced is None else {"file": done.replaced.kept.file, "sha256": done.replaced.kept.sha256}
        print_json({"name": done.name, "new": done.new, **asdict(done.kept), "replaced": replaced, "note": done.note})
    else:
        typer.echo(told(done))


def told(done: Addition) -> str:
    """What became of a file that was to be kept."""
    kept, file = done.kept, Path(done.kept.file).name
    if not done.new:
        return f"“{done.name}” as of {kept.day} has these bytes already: nothing changed."
    lines = "1 line" if kept.lines == 1 else f"{kept.lines or 0:,} lines"
    said = [f"Kept “{done.name}” as of {kept.day}: {lines} of {file}."]
    if done.replaced is not None:
        said.append(f"It takes the place of {Path(done.replaced.kept.file).name}, which stays in history.")
    return " ".join([*said, *([done.note] if done.note else [])])


def rename_portfolio(
    name: Annotated[str, typer.Argument(help="What the portfolio is called.")],
    to: Annotated[str, typer.Option("--to", help="What it is to be called.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Call a portfolio otherwise; its versions, and the clients and plans that it belongs to, stay."""
    with open_workspace(workspace) as stores:
        before, after = rename(stores, name, to)
    typer.echo(f"“{before}” is called “{after}” from now on.")
