"""`clew gate`."""

from pathlib import Path
from typing import Annotated

import typer

from clew.assess.gate import Deal
from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.model.gate import Trade
from clew.pack.gate import DEFAULT, GatePolicy, load_gate_policy
from clew.report.gate import EXITS, gate_document, gate_view
from clew.work.asking import Question
from clew.work.clocks import Clocks, read_clocks
from clew.work.gate import gate
from clew.work.policies import in_force
from clew.work.stores import Stores
from clew.workspace import open_workspace

PolicyOption = Annotated[Path | None, typer.Option("--policy", help="Policy file of your own. [default: the one that ships with clew]")]
LawOption = Annotated[list[str] | None, typer.Option("--law", help="Whose laws bind you, such as us; may be given again.")]


def ask_gate(
    what: Annotated[
        str, typer.Argument(help="ISIN, CUSIP, SEDOL, FIGI, LEI, CIK, a ticker with its market (700 HK), a name, or a file of orders.")
    ] = "",
    name: Annotated[str, typer.Option("--name", help="The security's name, besides an identifier or alone.")] = "",
    trade: Annotated[Trade, typer.Option("--trade", help="How capital goes in.")] = Trade.LISTED,
    law: LawOption = None,
    policy: PolicyOption = None,
    book: Annotated[list[Path] | None, typer.Option("--book", help="Holdings of a fund that is asked about; may be given again.")] = None,
    print_policy: Annotated[bool, typer.Option("--print-policy", help="Print the policy that ships with clew, to save and edit.")] = False,
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """May capital go in? Answer before it does: block, ask first, watch, or no rule applies, with every reason.

    Exit code 0 where nothing stops it, 20 for ask first, 21 for block. Historical claims never stop anything, and nothing that is found is
    a verdict on a company.
    """
    if print_policy:
        typer.echo(DEFAULT.read_text(encoding="utf-8"), nl=False)
        return
    clocks = read_clocks(as_of, known)
    with open_workspace(workspace) as stores, progress() as tell:
        chosen = chosen_policy(policy, stores, clocks)
        question = Question(what, clocks, chosen, chosen_deal(chosen, law, trade, clocks), name, tuple(book or ()))
        found = gate(stores, question, tell)
    if json:
        print_json(gate_document(found))
    else:
        console().print(gate_view(found))
    raise typer.Exit(EXITS[found.outcome])


def chosen_policy(path: Path | None, stores: Stores, clocks: Clocks) -> GatePolicy:
    """The policy of a file, which may name states of the link policy in force, or the one that ships with clew.

    Raises:
        PackError: it is missing or malformed.
    """
    return load_gate_policy(path, states=tuple(in_force(stores, clocks.known).policy.meaning)) if path else load_gate_policy()


def chosen_deal(policy: GatePolicy, laws: list[str] | None, trade: Trade, clocks: Clocks) -> Deal:
    """How capital goes in, under the laws of the policy and those named besides.

    Raises:
        typer.BadParameter: no ground of such a law is known.
    """
    known = sorted({ground.law for ground in policy.grounds})
    strange = [one for one in laws or () if one not in known]
    if strange:
        raise typer.BadParameter(f"no law of “{strange[0]}” is known; known are {', '.join(known)}", param_hint="--law")
    return Deal(trade, frozenset((*policy.laws, *(laws or ()))), clocks.as_of)
