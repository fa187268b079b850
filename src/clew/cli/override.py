"""`clew override`."""

from typing import Annotated

import typer

from clew.cli.gate import PolicyOption, chosen_deal, chosen_policy
from clew.cli.options import JsonOption, WorkspaceOption, console, print_json, progress
from clew.model.gate import Trade
from clew.report.gate import overrides_view
from clew.values.plain import asdict
from clew.work.asking import Question
from clew.work.clocks import read_clocks
from clew.work.gate import issuer_of
from clew.work.overrides import confirm, propose, withdraw
from clew.workspace import open_workspace

NumberArgument = Annotated[int, typer.Argument(help="Number of the override, as clew override list prints it.")]


def propose_override(
    what: Annotated[str, typer.Argument(help="The security or its issuer, as for clew gate.")],
    why: Annotated[str, typer.Option("--why", help="What was weighed, and by whom.")] = "",
    until: Annotated[str, typer.Option("--until", help="Last day on which it holds, such as 2027-06-30. [default: no end]")] = "",
    policy: PolicyOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Propose that the gate's policy does not stop an issuer. It lifts nothing until a second person confirms it, and never lifts a law."""
    clocks = read_clocks()
    with open_workspace(workspace) as stores, progress() as tell:
        chosen = chosen_policy(policy, stores, clocks)
        question = Question(what, clocks, chosen, chosen_deal(chosen, None, Trade.LISTED, clocks))
        entity_id, name = issuer_of(stores, question, tell)
        number = propose(stores, entity_id, name, why, until, clocks.as_of)
    typer.echo(f"Override {number} is proposed for {name} ({entity_id}). A second person confirms it: clew override confirm {number}")


def confirm_override(number: NumberArgument, workspace: WorkspaceOption = None) -> None:
    """Confirm an override that another person proposed (CLEW_ACTOR says who you are)."""
    with open_workspace(workspace) as stores:
        confirm(stores, number)
    typer.echo(f"Override {number} is in force.")


def withdraw_override(
    number: NumberArgument,
    why: Annotated[str, typer.Option("--why", help="Why it is taken back.")] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Take an override back; everything that was said stays in the chain."""
    with open_workspace(workspace) as stores:
        withdraw(stores, number, why)
    typer.echo(f"Override {number} is withdrawn.")


def list_overrides(json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """List every override: who proposed, confirmed and withdrew it, and whether it holds today."""
    today = read_clocks().as_of
    with open_workspace(workspace) as stores:
        found = stores.ledger.overrides()
    if json:
        print_json({"overrides": [{**asdict(one), "holds": one.holds(today)} for one in found]})
    elif not found:
        typer.echo("No override was proposed yet. Begin with: clew override propose ISIN --why REASON")
    else:
        console().print(overrides_view(found, today))
