"""`clew source fetch`."""

from typing import Annotated

import typer

from clew.cli.options import JsonOption, WorkspaceOption, print_json, progress
from clew.cli.source_add import tell_added
from clew.cli.source_words import DatasetArgument
from clew.work.adding import told
from clew.work.clocks import read_clocks
from clew.work.fetching import fetch_source
from clew.work.sourcebook import find_spec
from clew.work.starter import load_starter
from clew.workspace import open_workspace


def fetch(
    dataset: DatasetArgument,
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
        tell_added(added, json=json)
    elif json:
        print_json({"source": dataset, "status": "unchanged"})
    else:
        typer.echo(f"{spec.card.short}: the publisher says that nothing changed.")
