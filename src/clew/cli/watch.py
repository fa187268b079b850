"""`clew watch`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import AsOfOption, JsonOption, WorkspaceOption, console, print_json, progress
from clew.report.change_views import digest_view
from clew.report.changes import digest_document
from clew.work.clocks import read_clocks
from clew.work.outputs import write_digest
from clew.work.watch import Watched, watch
from clew.workspace import open_workspace


def watch_sources(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources to update. [default: all whose card has an address]")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Fetch nothing: look at what this workspace has.")] = False,
    since: Annotated[str, typer.Option("--since", help="Tell changes since this day. [default: since the last watch]")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the digest as an HTML page.")] = None,
    as_of: AsOfOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Update every source, then say what changed and which holdings, findings and open cases that touches.

    Compares with the last watch; the portfolio screened last is screened against both states. A source that cannot be fetched is told and
    stops no other.
    """
    asked = Watched(read_clocks(as_of, since=since), fetches=not offline, since=since, only=tuple(sources or ()))
    with open_workspace(workspace) as stores, progress() as tell:
        digest = watch(stores, asked, tell)
        written = write_digest(stores, digest, out) if out else None
    if json:
        print_json(digest_document(digest))
    else:
        console().print(digest_view(digest))
    if written and not json:
        typer.echo(f"   html  {written}")
