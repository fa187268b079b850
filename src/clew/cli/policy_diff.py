"""`clew policy diff`."""

from typing import Annotated

import typer

from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.cli.policy import NAME_HELP
from clew.pack.policy_diff import policy_changes
from clew.report.policies import diff_document, diff_view
from clew.work.clocks import read_clocks
from clew.work.policies import Chosen, find_policy
from clew.work.policy_effect import policy_effect
from clew.workspace import open_workspace


def diff(
    before: Annotated[str, typer.Argument(help=NAME_HELP)],
    after: Annotated[str, typer.Argument(help="The other one.")],
    findings: Annotated[
        str, typer.Option("--findings", help="Show the effect on this portfolio or holdings file. [default: what was screened last]")
    ] = "",
    rules_only: Annotated[bool, typer.Option("--rules-only", help="Compare the rules alone, and screen nothing.")] = False,
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Say what another policy says otherwise, rule by rule, and which findings it would gain, lose or change. Nothing is put in force."""
    clocks = read_clocks(as_of, known)
    with open_workspace(workspace) as stores, progress() as tell:
        one, other = find_policy(stores, before, clocks.known), find_policy(stores, after, clocks.known)
        changes = policy_changes(one.policy, other.policy)
        effect = None if rules_only else policy_effect(stores, findings, clocks, (one.policy, other.policy), tell)
    if json:
        print_json(diff_document([_side(one), _side(other)], changes, effect))
    else:
        console().print(diff_view((f"{one.title}, {one.where}", f"{other.title}, {other.where}"), changes, effect))


def _side(found: Chosen) -> dict[str, str]:
    """A policy as the document names it."""
    return {"id": found.policy.id, "version": found.policy.version, "sha256": found.sha256, "where": found.where}
