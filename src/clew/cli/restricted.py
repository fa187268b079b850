"""`clew restricted`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.gate import LawOption, PolicyOption, chosen_deal, chosen_policy
from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.model.gate import Trade
from clew.report.restricted import restricted_document, restricted_view
from clew.work.asking import Question
from clew.work.clocks import read_clocks
from clew.work.outputs import write_restricted
from clew.work.restricted import restricted
from clew.workspace import open_workspace


def list_restricted(
    out: Annotated[Path | None, typer.Option("--out", help="CSV file to write for an order-management system.")] = None,
    trade: Annotated[Trade, typer.Option("--trade", help="How capital goes in.")] = Trade.LISTED,
    law: LawOption = None,
    policy: PolicyOption = None,
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """List every security of the loaded sources that the gate stops, with its identifiers and the first reason.

    Securities of issuers with an override in force are listed with the outcome that it leaves.
    """
    clocks = read_clocks(as_of, known)
    with open_workspace(workspace) as stores, progress() as tell:
        chosen = chosen_policy(policy, stores, clocks)
        question = Question("", clocks, chosen, chosen_deal(chosen, law, trade, clocks))
        found = restricted(stores, question, tell)
        written = write_restricted(stores, found, out) if out else 0
    if json:
        print_json(restricted_document(found))
        return
    console().print(restricted_view(found))
    if out:
        left = len(found.rows) - written
        closed = f"; {left:,} left out by the terms of their sources" if left else ""
        typer.echo(f"{written:,} rows written to {out}{closed}")
