"""`clew match accept`: one pair, or every pair above a line."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.match import Entity, Reason, Subject, judge_pair
from clew.cli.options import WorkspaceOption, agree, console, progress
from clew.errors import Fault, InputError
from clew.ledger.store import SAME, Verdict
from clew.report.matches import matches_table
from clew.work.clocks import read_clocks
from clew.work.comparing import COMPARE
from clew.work.reviewing import Above, Scope, above, accept_all, check_line, review
from clew.workspace import open_workspace

_TOLD = 10
"""Pairs left to a person that are named one by one."""


def accept(
    subject: Subject = "",
    entity: Entity = "",
    why: Reason = "",
    line: Annotated[
        float | None, typer.Option("--above", help="Instead of one pair: all whose names are so likely one company, such as 0.97.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="With --above: the possible matches of this holdings file.")] = None,
    portfolio: Annotated[str, typer.Option("--portfolio", help="With --above: those of this portfolio. [default: everything kept]")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="With --above: ask nothing.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Record that the holding is the entity.

    Where no identifier bears that out and it would bring a finding, it counts once a second person confirms it (CLEW_ACTOR says who you
    are). To accept what another person has accepted is to confirm it. With --above, what would be done is shown first.
    """
    if line is None:
        if file or portfolio or yes:
            raise InputError(Fault("--file, --portfolio and --yes go with --above", "Leave them out, or add --above."))
        judge_pair(Verdict(subject, entity, SAME, why), workspace)
    elif subject or entity:
        raise InputError(Fault("a pair and --above are named both", "Name the pair, or the line."))
    elif not why.strip():
        raise InputError(Fault("a judgement needs a reason", "Add --why with what you saw and where."))
    else:
        _accept_above(Scope(file, portfolio=portfolio), line, why, yes, workspace)


def _accept_above(scope: Scope, line: float, why: str, yes: bool, workspace: WorkspaceOption) -> None:
    """Accept every pair above a line, after a person has seen what that is."""
    check_line(line)
    with open_workspace(workspace) as stores:
        with progress() as tell:
            found = above(review(stores, scope, read_clocks(), COMPARE, tell), line)
        _show(found, line)
        if not found.taken:
            return
        if not yes:
            agree(f"Accept {_pairs(len(found.taken))}?", "nothing was accepted")
        batch, numbers = accept_all(stores, found.taken, why)
    waits = sum(pair.second for pair in found.taken)
    typer.echo(f"{_pairs(len(numbers))} accepted as batch {batch}. Undo all of it with: clew match undo --batch {batch}")
    if waits:
        typer.echo(f"{_pairs(waits)} of them {_count(waits)} once a second person confirms: clew match confirm --batch {batch}")


def _show(found: Above, line: float) -> None:
    """What would be done, and what is left to a person."""
    if found.taken:
        console().print(matches_table(found.taken))
    else:
        typer.echo(f"No possible match is as likely as {line:g} and can be accepted with others.")
    for pair, reason in found.left[:_TOLD]:
        typer.echo(f"Left to a person: {pair.subject} and {pair.entity_id}: {reason}.", err=True)
    if len(found.left) > _TOLD:
        typer.echo(f"and {len(found.left) - _TOLD:,} more left to a person.", err=True)


def _pairs(count: int) -> str:
    """So many pairs."""
    return "1 pair" if count == 1 else f"{count:,} pairs"


def _count(count: int) -> str:
    """The verb of so many."""
    return "counts" if count == 1 else "count"
