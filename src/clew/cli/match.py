"""`clew match`: judgements on possible matches, one by one."""

from collections.abc import Sequence
from typing import Annotated

import typer

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json
from clew.errors import Fault, InputError
from clew.ledger.store import DIFFERENT, RELATED, Verdict
from clew.report.judgements import judgement_values, judgements_view
from clew.work.judge import Judged, confirm, judgements, of_batch, unconfirm, undo, undo_batch, waiting, word_on
from clew.workspace import open_workspace

Subject = Annotated[str, typer.Argument(help="The holding's key, as the review file prints it: isin:…, listing:…, name:…")]
Entity = Annotated[str, typer.Argument(help="Entity id, as the review file prints it.")]
Reason = Annotated[str, typer.Option("--why", help="What you saw and where; kept with the judgement.")]
BatchOption = Annotated[int, typer.Option("--batch", help="Everything of this batch, as clew match list numbers it.")]


def reject(subject: Subject, entity: Entity, why: Reason = "", workspace: WorkspaceOption = None) -> None:
    """Record that the holding is not the entity."""
    judge_pair(Verdict(subject, entity, DIFFERENT, why), workspace)


def relate(subject: Subject, entity: Entity, why: Reason = "", workspace: WorkspaceOption = None) -> None:
    """Record that the holding is another company than the entity, and related to it: a parent, a branch, a namesake of the same group."""
    judge_pair(Verdict(subject, entity, RELATED, why), workspace)


def confirm_judgements(
    numbers: Annotated[list[int] | None, typer.Argument(help="Numbers of judgements, from clew match list.")] = None,
    why: Reason = "",
    batch: BatchOption = 0,
    workspace: WorkspaceOption = None,
) -> None:
    """Confirm what another person accepted (CLEW_ACTOR says who you are); from then on it counts."""
    with open_workspace(workspace) as stores:
        chosen = [*(numbers or ()), *(of_batch(stores, batch) if batch else ())]
        if not chosen:
            raise InputError(Fault("no judgement is named", "Name its number, or --batch. See clew match list."))
        confirm(stores, chosen, why)
    typer.echo(f"{_numbered(chosen)} confirmed, and in force.")


def undo_judgement(
    number: Annotated[int, typer.Argument(help="The judgement's number, from clew match list.")] = 0,
    why: Reason = "",
    batch: BatchOption = 0,
    confirmation: Annotated[bool, typer.Option("--confirmation", help="Take back the second person's word alone.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Undo a judgement, a whole batch, or a confirmation alone; every event stays in the chain."""
    if bool(number) == bool(batch):
        raise InputError(Fault("name one judgement or one batch", "Give a number, or --batch. See clew match list."))
    with open_workspace(workspace) as stores:
        if confirmation:
            chosen = of_batch(stores, batch) if batch else (number,)
            unconfirm(stores, chosen, why)
            typer.echo(f"The confirmation of {_numbered(chosen).lower()} taken back.")
        elif batch:
            typer.echo(f"{_numbered(undo_batch(stores, batch, why))} undone.")
        else:
            undo(stores, number, why)
            typer.echo(f"Judgement {number} is undone.")


def list_judgements(
    everything: Annotated[bool, typer.Option("--all", help="Those that were undone as well.")] = False,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """List the judgements in force, and those that wait for a second person."""
    with open_workspace(workspace) as stores:
        found = judgements(stores, undone=everything)
        unsettled = waiting(stores) if found else frozenset[int]()
    if json:
        print_json({"judgements": judgement_values(found, unsettled)})
    elif not found:
        typer.echo("No judgement was made yet. Possible matches stand in the *.review.csv file of a screening, and in clew match review.")
    else:
        console().print(judgements_view(found, unsettled))


def judge_pair(said: Verdict, workspace: WorkspaceOption) -> None:
    """Record a judgement and say what became of it."""
    missing = [name for name, text in (("KEY", said.subject), ("ENTITY", said.entity_id)) if not text]
    if missing:
        raise InputError(*(Fault(f"{name} is missing", "Name the pair as clew match review prints it.") for name in missing))
    with open_workspace(workspace) as stores:
        judged = word_on(stores, said)
    typer.echo(told(said, judged))


def told(said: Verdict, judged: Judged) -> str:
    """What became of a person's word, and the next step."""
    if judged.confirmed:
        return f"Judgement {judged.number} is confirmed, and in force."
    line = f"Judgement {judged.number}: {said.subject} and {said.entity_id} are {said.verdict}."
    if judged.waits:
        return (
            f"{line} No identifier bears it out and it would bring a finding: it counts once a second person confirms it:"
            f" clew match confirm {judged.number}"
        )
    return f"{line} Undo it with: clew match undo {judged.number}"


def _numbered(numbers: Sequence[int]) -> str:
    """Judgements by their numbers, with their verb."""
    listed = ", ".join(map(str, numbers))
    return f"Judgement {listed} is" if len(numbers) == 1 else f"Judgements {listed} are"
