"""`clew source`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from clew.cli import source_care, source_map, source_shipments
from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.cli.source_views import added_view, sources_view
from clew.report.change_views import diff_view
from clew.report.changes import diff_document, touched_document
from clew.work.adding import Added, add_source, told
from clew.work.clocks import read_clocks
from clew.work.differences import difference_of
from clew.work.fetching import fetch_source
from clew.work.files import Given
from clew.work.importing import Asked
from clew.work.inspect import sources
from clew.work.sourcebook import find_spec
from clew.work.starter import load_starter
from clew.workspace import open_workspace

APP = typer.Typer(no_args_is_help=True)
source_map.register(APP)
source_shipments.register(APP)
source_care.register(APP)
Dataset = Annotated[str, typer.Argument(help="The source's id, from clew source list or clew source known.")]


@APP.callback()
def _about() -> None:
    """Sources: what is loaded, who publishes it, how old it is, and what changed in it."""


@APP.command("list", epilog="Example: clew source list")
def list_sources(
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """List the sources in force, with version, age, rows, claims, licence and grade."""
    with open_workspace(workspace) as stores, progress() as tell:
        found = sources(stores, read_clocks(as_of, known), tell)
    if json:
        print_json({"sources": [asdict(one) for one in found]})
    elif not found:
        typer.echo("No source was retrieved by that day. Leave out --known, or give a later day.")
    else:
        terminal = console()
        terminal.print(sources_view(found, terminal.width))


@APP.command("add", epilog="Example: clew source add uflpa-2026-10-01.csv --as uflpa")
def add(
    files: Annotated[list[Path], typer.Argument(help="The file, or the files of a set that is published in several.")],
    dataset: Annotated[str, typer.Option("--as", help="The source's id: uflpa, csl, gleif, … (clew source known lists them).")],
    published: Annotated[
        str, typer.Option("--published", help="Day of the publisher's state. [default: the day in the file's name, else today]")
    ] = "",
    retrieved: Annotated[str, typer.Option("--retrieved", help="Day on which you saved the file. [default: today]")] = "",
    form: Annotated[str, typer.Option("--form", help="Which layout of the source it has. [default: told by its columns]")] = "",
    encoding: Annotated[str, typer.Option("--encoding", help="Of a text file, such as gb18030. [default: told by its bytes]")] = "",
    delimiter: Annotated[str, typer.Option("--delimiter", help="Between the cells of a text file. [default: told by its rows]")] = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Read files that a source published, and put what they say in force.

    Says what changed since the version before, and which holdings of the portfolio screened last that touches. A file that holds what the
    source is not known to say changes nothing: every fault is named with its row and column.
    """
    asked = Asked(Given(tuple(files), form, encoding, delimiter), published, retrieved=retrieved)
    with open_workspace(workspace) as stores, progress() as tell:
        added = add_source(stores, dataset, asked, read_clocks(), tell)
    _tell(added, json=json)


@APP.command("fetch", epilog="Example: clew source fetch gleif")
def fetch(
    dataset: Dataset,
    url: Annotated[str, typer.Option("--url", help="Another address than that of the source's card.")] = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Fetch a source by the address on its card, and put it in force if it changed.

    Nothing of yours is sent: no name, no cookie, no holding. Addresses hosted in the People's Republic of China are never fetched: save the
    page, or an archived copy, and add the file.
    """
    clocks = read_clocks()
    with open_workspace(workspace) as stores, progress() as tell:
        load_starter(stores, tell)
        spec = find_spec(stores, dataset)
        before = {one.dataset: one.snapshot_id for one in stores.ledger.live(clocks.known)}
        imported = fetch_source(stores, spec, url, tell)
        added = None if imported is None else told(stores, imported, before, clocks, tell)
    if added is not None:
        _tell(added, json=json)
    elif json:
        print_json({"source": dataset, "status": "unchanged"})
    else:
        typer.echo(f"{spec.card.short}: the publisher says that nothing changed.")


@APP.command("diff", epilog="Example: clew source diff uflpa --from 2026-07-16 --to 2026-10-01 --json")
def diff(
    dataset: Dataset,
    from_: Annotated[str, typer.Option("--from", help="The earlier version: its day, or its id. [default: the one before --to]")] = "",
    to: Annotated[str, typer.Option("--to", help="The later version. [default: the newest]")] = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Say what was added, removed, renamed and altered between two versions of a source."""
    with open_workspace(workspace) as stores, progress() as tell:
        load_starter(stores, tell)
        found = difference_of(stores, dataset, from_, to, tell)
    if json:
        print_json(diff_document(found))
    else:
        console().print(diff_view(found))


def _tell(added: Added, *, json: bool) -> None:
    """What came of an import."""
    if json:
        print_json(_document(added))
    else:
        console().print(added_view(added))


def _document(added: Added) -> dict[str, object]:
    """What came of an import, as JSON."""
    snapshot = added.imported.snapshot
    about = snapshot.about
    return {
        "source": snapshot.version.dataset,
        "status": "updated" if added.imported.new else "unchanged",
        "snapshot_id": snapshot.snapshot_id,
        "version": asdict(snapshot.version),
        "rows": about.rows,
        "claims": snapshot.claims,
        "dropped": dict(about.dropped),
        "left_out": list(added.imported.left_out),
        "notes": list(added.imported.notes),
        "changes": None if added.diff is None else diff_document(added.diff),
        "touched": touched_document(added.touched),
    }
