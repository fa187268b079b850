"""`clew source list`."""

from collections import defaultdict
from collections.abc import Sequence

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clew.cli.options import AsOfOption, JsonOption, KnownOption, WorkspaceOption, console, print_json, progress
from clew.render.terminal import words
from clew.values.plain import asdict
from clew.work.clocks import read_clocks
from clew.work.inspect import SourceState, sources
from clew.workspace import open_workspace

_NARROWEST, _WIDE = 12, 100
"""What is left of a title at least; columns of a terminal from which a table has all of its own."""


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


def sources_view(found: Sequence[SourceState], width: int) -> RenderableType:
    """The sources in force, one on a line; below them what became of some, and the licences, each with the sources that have it."""
    table = Table("source", "title", "state of", "days old", box=None, pad_edge=False)
    for head in ("rows", "claims") if width >= _WIDE else ("claims",):
        table.add_column(head)
    table.add_column("grade")
    for at, column in enumerate(table.columns):
        column.no_wrap, column.justify = True, "left" if at in {0, 1, 2, len(table.columns) - 1} else "right"
    for one in found:
        if one.in_force:
            sizes = (f"{one.rows:,}", f"{one.claims:,}") if width >= _WIDE else (f"{one.claims:,}",)
            age = f"{one.age_days:,}{' old' if one.stale else '    '}"
            table.add_row(one.card.dataset, one.card.short, one.version, age, *sizes, one.grades)
    _keep_whole(table, width, but=1)
    marked = [(one.card.dataset, one.state) for one in found if one.in_force and one.state]
    gone = [(f"{one.card.dataset} {one.version}", one.state) for one in found if not one.in_force]
    parts: list[RenderableType] = [table]
    parts += [_titled(title, rows) for title, rows in (("What became of them", marked), ("Held, and not searched", gone)) if rows]
    return Group(*parts, _titled("Licences", _licences(found)))


def _licences(found: Sequence[SourceState]) -> list[tuple[str, str]]:
    """Licence → the sources that have it."""
    by_licence: dict[str, list[str]] = defaultdict(list)
    for one in found:
        by_licence[one.card.licence].append(one.card.dataset)
    return [(", ".join(dict.fromkeys(datasets)), licence) for licence, datasets in by_licence.items()]


def _keep_whole(table: Table, width: int, but: int) -> None:
    """Let one column alone become narrower where a terminal is narrow."""
    widths = [max(len(str(cell)) for cell in (column.header, *column.cells)) for column in table.columns]
    gaps = 2 * (len(widths) - 1)  # the table pads each column by one
    for column, own in zip(table.columns, widths, strict=True):
        column.min_width = own
    table.columns[but].min_width = None
    table.columns[but].max_width = max(_NARROWEST, width - gaps - sum(widths) + widths[but])


def _titled(title: str, rows: Sequence[tuple[str, str]]) -> RenderableType:
    """Lines under a title, each with what it is of."""
    lines = [Padding(words(f"{name}: {text}"), (0, 0, 0, 2)) for name, text in rows]
    return Group(Text(f"\n{title}", style="bold"), *lines)
