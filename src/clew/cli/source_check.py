"""`clew source check`."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json, progress
from clew.cli.source_words import DatasetArgument, counted, side_by_side
from clew.render.terminal import words
from clew.values.plain import asdict
from clew.work.quality import PropertyCoverage, Quality, quality
from clew.workspace import open_workspace


def check_source(
    dataset: DatasetArgument,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Say how good a source is: coverage by property, doubled names, share located and numbered, oldest and newest dates."""
    with open_workspace(workspace) as stores, progress() as tell:
        found = quality(stores, dataset, tell)
    if json:
        print_json(asdict(found))
    else:
        console().print(quality_view(found))


def quality_view(found: Quality) -> RenderableType:
    """How good a source is."""
    parties = (
        ("organisations and sites", f"{found.parties:,}"),
        ("with an identifier", _of(found.numbered, found.parties)),
        ("with an address", _of(found.addressed, found.parties)),
        ("located by the gazetteer", _of(found.located, found.parties)),
        ("names that several bear", f"{found.doubled_names:,}" + (f", by {found.doubled_subjects:,}" if found.doubled_names else "")),
        *(("", f"{name} ({count:,})") for name, count in found.doubled_examples),
        ("identifiers that several bear", f"{found.shared_identifiers:,}"),
        ("said between", _span(found.stated)),
        ("without a date", f"{found.undated:,} claims"),
        ("began to hold between", _span(found.began)),
    )
    return Group(
        words(f"{found.title} {found.version}: {counted(found.rows, 'row')}, {counted(found.claims, 'claim')}", "bold"),
        side_by_side(parties),
        _coverage(found.coverage),
    )


def _coverage(found: Sequence[PropertyCoverage]) -> Table:
    """Property by property, the schema told once."""
    table = Table("schema", "property", "subjects", "of", "share", "values", box=None, pad_edge=False)
    for at, column in enumerate(table.columns):
        column.no_wrap, column.justify = True, "right" if at > 1 else "left"
    before = ""
    for one in found:
        schema = one.schema if one.schema != before else ""
        table.add_row(schema, one.prop, f"{one.subjects:,}", f"{one.of:,}", _share(one.subjects, one.of), f"{one.values:,}")
        before = one.schema
    return table


def _span(days: tuple[str, str]) -> str:
    """From the oldest to the newest day."""
    return f"{days[0]} and {days[1]}" if days[0] else "no date is given"


def _of(part: int, whole: int) -> str:
    """A number, and its share."""
    return f"{part:,} ({_share(part, whole)})"


def _share(part: int, whole: int) -> str:
    """A share in per cent."""
    return f"{100 * part / whole:.1f} %" if whole else "none"
