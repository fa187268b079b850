"""`clew match`: judgements on possible matches."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json
from clew.work.judge import judge, judgements, undo
from clew.workspace import open_workspace

Subject = Annotated[str, typer.Argument(help="The holding's key, as the review file prints it: isin:…, listing:…, name:…")]
Entity = Annotated[str, typer.Argument(help="Entity id, as the review file prints it.")]
Reason = Annotated[str, typer.Option("--why", help="What you saw and where; kept with the judgement.")]


def accept(subject: Subject, entity: Entity, why: Reason, workspace: WorkspaceOption = None) -> None:
    """Record that the holding is the entity."""
    _judge(subject, entity, "same", why, workspace)


def reject(subject: Subject, entity: Entity, why: Reason, workspace: WorkspaceOption = None) -> None:
    """Record that the holding is not the entity."""
    _judge(subject, entity, "different", why, workspace)


def undo_judgement(
    number: Annotated[int, typer.Argument(help="The judgement's number, from clew match list.")],
    why: Reason = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Undo a judgement; both events stay in the chain."""
    with open_workspace(workspace) as stores:
        undo(stores, number, why)
    typer.echo(f"Judgement {number} is undone.")


def list_judgements(
    everything: Annotated[bool, typer.Option("--all", help="Those that were undone as well.")] = False,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """List the judgements in force."""
    with open_workspace(workspace) as stores:
        found = judgements(stores, undone=everything)
    if json:
        print_json({"judgements": [asdict(one) for one in found]})
    elif not found:
        typer.echo("No judgement was made yet. Possible matches stand in the *.review.csv file that clew screen writes.")
    else:
        table = Table("number", "holding", "verdict", "entity", "why", "by", "at", box=None)
        for one in found:
            table.add_row(
                str(one.judgement_id),
                one.subject,
                one.verdict + (" (undone)" if one.undone else ""),
                one.entity_id,
                one.reason,
                one.actor,
                one.at,
            )
        console().print(table)


def _judge(subject: str, entity: str, verdict: str, why: str, workspace: WorkspaceOption) -> None:
    """Record a judgement and say how to undo it."""
    with open_workspace(workspace) as stores:
        number = judge(stores, subject, entity, verdict, why)
    typer.echo(f"Judgement {number}: {subject} and {entity} are {verdict}. Undo it with: clew match undo {number}")
