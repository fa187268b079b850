"""`clew source add`, and what every import says of itself."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Group, RenderableType

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json, progress
from clew.cli.source_words import counted
from clew.render.terminal import words
from clew.report.change_views import diff_view, touched_view
from clew.report.changes import diff_document, touched_document
from clew.values.plain import asdict
from clew.work.adding import Added, add_source
from clew.work.clocks import read_clocks
from clew.work.files import Given
from clew.work.importing import Asked, Imported
from clew.work.telling import tell_source
from clew.workspace import open_workspace


def add(
    files: Annotated[list[Path], typer.Argument(help="The file, or the files of a set that is published in several.")],
    dataset: Annotated[
        str,
        typer.Option("--as", help="The source's id: uflpa, csl, gleif, … (clew source known lists them). [default: told by its layout]"),
    ] = "",
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
        added = add_source(stores, dataset or tell_source(stores, asked.given, tell), asked, read_clocks(), tell)
    tell_added(added, json=json)


def tell_added(added: Added, *, json: bool) -> None:
    """What came of an import."""
    if json:
        print_json(_document(added))
    else:
        console().print(added_view(added))


def added_view(added: Added) -> RenderableType:
    """What came of an import: what was read, what changed, whom that touches."""
    parts: list[RenderableType] = [words(line) for line in summary(added.imported)]
    if added.diff is not None:
        if added.diff.before is not None:
            parts.append(diff_view(added.diff))
        parts.append(touched_view(added.touched))
    return Group(*parts)


def summary(imported: Imported) -> list[str]:
    """What was read and left out."""
    snapshot = imported.snapshot
    if not imported.new:
        return [f"{snapshot.card.short} {snapshot.version.label}: unchanged, nothing was written."]
    about = snapshot.about
    size = f"{counted(about.rows, 'row')}, {counted(snapshot.claims, 'claim')}"
    lines = [f"{snapshot.card.short} {snapshot.version.label}: {size} ({snapshot.snapshot_id})."]
    lines += [f"Left out: {count:,} {reason}." for reason, count in about.dropped]
    lines += [f"Not read: {title}, which has another layout." for title in imported.left_out if title]
    return [*lines, *imported.notes]


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
