"""`clew source mark`, `correct`, `purge`, `restore` and `tombstones`: what to do when a source turns out to be wrong, or has to go."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table

from clew.cli.options import JsonOption, WorkspaceOption, agree, console, print_json, progress
from clew.cli.source_words import DatasetArgument
from clew.errors import Fault, InputError
from clew.ledger.store import OutputFile
from clew.values.plain import asdict
from clew.work.clocks import read_clocks
from clew.work.marking import Corrected, Marked, Said, correct, mark_source, takes_out
from clew.work.purging import Leaving, Purged, expired, leaving, purge
from clew.work.starter import load_starter, restore_starter
from clew.work.stores import Stores
from clew.workspace import open_workspace

Why = Annotated[str, typer.Option("--why", help="The reason; it is kept, and stands in every output that this touches.")]
Url = Annotated[str, typer.Option("--url", help="Where the reason can be read.")]
Day = Annotated[str, typer.Option("--day", help="Since when it holds, such as 2026-11-20. [default: today]")]
Version = Annotated[str, typer.Option("--version", help="One version: its day, or its id. [default: the whole source]")]


def mark(
    dataset: DatasetArgument,
    state: Annotated[str, typer.Option("--state", help="live, withdrawn, corrected or unavailable.")],
    why: Why,
    version: Version = "",
    url: Url = "",
    day: Day = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Say what became of a source at its publisher: every output that rests on it says so from now on.

    What is withdrawn is no longer searched, and outputs say why. What is corrected, or unavailable while its bytes are here, is searched,
    and marked. A mark live takes the one before back.
    """
    with open_workspace(workspace) as stores:
        marked = mark_source(stores, dataset, state, Said(why, url, day), version)
    if json:
        print_json(asdict(marked))
    else:
        typer.echo(_marked(marked))


def correct_claims(
    dataset: DatasetArgument,
    claims: Annotated[list[str], typer.Argument(help="Ids of claims, or their first eight letters or more, as a report prints them.")],
    why: Why,
    url: Url = "",
    day: Day = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Record that claims of a source were wrong, and list every file and finding that shows them.

    The claims stay, marked as corrected in every output. Whoever was given one of the files that are listed should hear of it.
    """
    with open_workspace(workspace) as stores, progress() as tell:
        found = correct(stores, dataset, claims, Said(why, url, day), read_clocks(), tell)
    if json:
        print_json(_corrected_document(found))
        return
    typer.echo(f"Correction {found.number}: {len(found.claims)} of {dataset}.")
    for one in found.claims:
        typer.echo(f"  {one.claim_id[:8]}  {one.entity_id}  {one.prop}: {one.value}", nl=True)
    _tell_outputs(found.outputs, "with it")
    _tell_findings(found)


def purge_source(
    dataset: Annotated[str, typer.Argument(help="The source's id. [with --expired: default all]")] = "",
    version: Version = "",
    why: Annotated[str, typer.Option("--why", help="What asks for it: a licence, a retraction, a request; kept for good.")] = "",
    too_old: Annotated[bool, typer.Option("--expired", help="Superseded versions that were kept for longer than their card says.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be deleted, and delete nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Delete the claims of a source, or of one version, with the bytes that they were read from. It cannot be undone.

    A tombstone stays: which version, why, who and when. Files that were written out stay where they are, and are listed. A shipped table
    does not come back by itself: clew source restore loads it again.
    """
    with open_workspace(workspace) as stores, progress() as tell:
        load_starter(stores, tell)
        chosen = _chosen(stores, dataset, version, why, too_old=too_old)
        if dry_run or not chosen:
            _tell_leaving(chosen, json=json)
            return
        if not yes:
            _ask(chosen)
        done = purge(stores, chosen, tell)
    if json:
        print_json(_purged_document(done))
    else:
        _tell_purged(done)


def restore(dataset: DatasetArgument, workspace: WorkspaceOption = None) -> None:
    """Load the shipped table of a source again, after it was purged."""
    with open_workspace(workspace) as stores, progress() as tell:
        load_starter(stores, tell)
        title = restore_starter(stores, dataset, tell)
    typer.echo(f"{title}: the shipped table is loaded again.")


def list_tombstones(json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """List everything that was purged: which version, why, by whom, when."""
    with open_workspace(workspace) as stores:
        found = stores.ledger.tombstones()
    if json:
        print_json({"tombstones": [asdict(one) for one in found]})
    elif not found:
        typer.echo("Nothing was purged in this workspace.")
    else:
        table = Table("source", "version", "why", "by", "at", "came in again", box=None)
        for one in found:
            table.add_row(one.dataset, one.snapshot_id, one.reason, one.actor, one.at, "yes" if one.again else "")
        console().print(table)


def _marked(marked: Marked) -> str:
    """What a mark means from now on."""
    what = f"{marked.dataset} {marked.snapshot_id}".strip()
    if not takes_out(marked.state):
        return f"{what} is marked {marked.state}; it is searched, and every output that rests on it says so."
    if marked.in_force is None:
        return f"{what} is marked withdrawn; no version of {marked.dataset} is searched, and every output says why."
    return f"{what} is marked withdrawn; {marked.in_force.snapshot_id} is searched."


def _chosen(stores: Stores, dataset: str, version: str, why: str, *, too_old: bool) -> tuple[Leaving, ...]:
    """What a person wants to delete."""
    if too_old:
        return expired(stores, dt.datetime.now(dt.UTC).date().isoformat(), dataset)
    if not dataset:
        raise InputError(Fault("no source is named", "Name it: clew source purge DATASET --why TEXT; or give --expired."))
    return leaving(stores, dataset, why, version)


def _ask(chosen: Sequence[Leaving]) -> None:
    """Let a person decide once more."""
    for one in chosen:
        typer.echo(f"  {one.snapshot.dataset} {one.snapshot.snapshot_id}: {one.why}", err=True)
    agree(f"Delete {_versions(len(chosen))} for good?")


def _tell_leaving(chosen: Sequence[Leaving], *, json: bool) -> None:
    """What would be deleted."""
    if json:
        print_json({"would_purge": [_leaving(one) for one in chosen]})
    elif not chosen:
        typer.echo("There is nothing to delete.")
    else:
        typer.echo(f"{_versions(len(chosen))} would be deleted:")
        for one in chosen:
            typer.echo(f"  {one.snapshot.dataset} {one.snapshot.snapshot_id}: {one.why}")


def _tell_purged(done: Purged) -> None:
    """What was deleted, and what still shows it."""
    typer.echo(f"{_versions(len(done.versions))} deleted, {done.freed / 1_000_000:,.1f} MB freed. See clew source tombstones.")
    if done.held:
        typer.echo("Another command still reads caches made from it; when it is done: clew workspace clear-cache")
    _tell_outputs(done.outputs, "with claims that are no longer held")


def _tell_outputs(outputs: Sequence[OutputFile], what: str) -> None:
    """Files that were written out."""
    if not outputs:
        typer.echo(f"No file {what} was written out.")
        return
    typer.echo(f"1 file {what} was written out:" if len(outputs) == 1 else f"{len(outputs):,} files {what} were written out:")
    for one in outputs:
        typer.echo(f"  {one.at[:10]}  {one.kind:<7} {one.path}{f'  given to {one.recipient}' if one.recipient else ''}")


def _tell_findings(found: Corrected) -> None:
    """Findings of the portfolio screened last."""
    if found.note:
        typer.echo(found.note)
    elif not found.portfolio:
        typer.echo("No portfolio was screened in this workspace.")
    elif not found.findings:
        typer.echo(f"No finding on {found.portfolio} rests on it.")
    else:
        typer.echo(f"Findings on {found.portfolio} that rest on it: {len(found.findings):,}")
        for one in found.findings:
            typer.echo(f"  {one.holding.name}  {one.indicator.code}  {one.section.value}: {one.sentence}")


def _versions(count: int) -> str:
    """So many versions."""
    return "1 version" if count == 1 else f"{count:,} versions"


def _leaving(one: Leaving) -> dict[str, str]:
    """A version that leaves, as JSON."""
    return {"source": one.snapshot.dataset, "snapshot_id": one.snapshot.snapshot_id, "published": one.snapshot.published, "why": one.why}


def _output(one: OutputFile) -> dict[str, str]:
    """A file that was written out, as JSON."""
    return {"path": one.path, "kind": one.kind, "at": one.at, "recipient": one.recipient, "sha256": one.sha256}


def _purged_document(done: Purged) -> dict[str, object]:
    """What was deleted, as JSON."""
    return {
        "purged": [_leaving(one) for one in done.versions],
        "freed_bytes": done.freed,
        "caches_held": done.held,
        "outputs": [_output(one) for one in done.outputs],
    }


def _corrected_document(found: Corrected) -> dict[str, object]:
    """A correction, as JSON."""
    findings = [
        {"id": one.id, "section": one.section.value, "holding": one.holding.name, "indicator": one.indicator.code, "sentence": one.sentence}
        for one in found.findings
    ]
    return {
        "correction": found.number,
        "claims": [asdict(one) for one in found.claims],
        "outputs": [_output(one) for one in found.outputs],
        "portfolio": found.portfolio,
        "findings": findings,
        "note": found.note,
    }
