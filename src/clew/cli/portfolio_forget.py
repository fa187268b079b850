"""`clew portfolio forget`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from clew.cli.options import JsonOption, WorkspaceOption, agree, print_json
from clew.cli.portfolio_list import NameArgument
from clew.ledger.store import PortfolioVersion
from clew.values.plain import asdict
from clew.work.forgetting import Forgotten, forget, forgettable
from clew.workspace import open_workspace


def forget_portfolio(
    name: NameArgument,
    why: Annotated[str, typer.Option("--why", help="What asks for it: a client who left, a wrong file; kept for good.")],
    date: Annotated[str, typer.Option("--date", help="Exactly this day. [default: the whole portfolio]")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Delete the books of a portfolio, or of one day of it, with the files that they were read from. It cannot be undone.

    The ledger keeps that they were there, and why they went. Files that were written out from them stay where they are, and are listed.
    """
    with open_workspace(workspace) as stores:
        chosen = forgettable(stores, name, why, date)
        if not yes:
            _ask(chosen)
        done = forget(stores, chosen, why)
    if json:
        print_json(_document(done))
    else:
        _tell(done)


def _ask(chosen: Sequence[PortfolioVersion]) -> None:
    """Let a person decide once more."""
    for one in chosen:
        typer.echo(f"  {one.name} as of {one.kept.day}: {Path(one.kept.file).name}", err=True)
    agree(f"Delete {_versions(len(chosen))} for good?")


def _tell(done: Forgotten) -> None:
    """What was deleted, and what still shows it."""
    typer.echo(f"{_versions(len(done.versions))} deleted, {done.freed / 1_000_000:,.1f} MB freed. clew portfolio show still tells of it.")
    if not done.outputs:
        typer.echo("No file was written out from it.")
        return
    typer.echo("1 file was written out from it:" if len(done.outputs) == 1 else f"{len(done.outputs):,} files were written out from it:")
    for one in done.outputs:
        typer.echo(f"  {one.at[:10]}  {one.kind:<7} {one.path}{f'  given to {one.recipient}' if one.recipient else ''}")


def _versions(count: int) -> str:
    """So many versions."""
    return "1 version" if count == 1 else f"{count:,} versions"


def _document(done: Forgotten) -> dict[str, object]:
    """What was deleted, as JSON."""
    outputs = [{"path": one.path, "kind": one.kind, "at": one.at, "recipient": one.recipient} for one in done.outputs]
    return {"forgotten": [asdict(one.kept) for one in done.versions], "freed_bytes": done.freed, "outputs": outputs}
