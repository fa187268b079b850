"""What `clew source` prints: sources at a glance, what came of an import, how good a source is."""

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clew.render.terminal import words
from clew.report.change_views import diff_view, touched_view
from clew.work.adding import Added
from clew.work.importing import Imported
from clew.work.inspect import SourceState
from clew.work.quality import PropertyCoverage, Quality
from clew.work.sourcebook import Known

_NARROWEST, _WIDE = 12, 100
"""What is left of a title at least; columns of a terminal from which a table has all of its own."""


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


def known_view(found: Sequence[Known]) -> RenderableType:
    """Every source that can be read: its layouts, and its address, which is never broken."""
    parts: list[RenderableType] = []
    for one in found:
        parts.append(Text.assemble((one.dataset, "bold"), "  ", words(one.title)))
        parts.append(_rows([("", form) for form in one.forms]))
        parts.append(Text(f"  {one.url or one.home}", no_wrap=True, overflow="ignore"))
    return Group(*parts)


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
    size = f"{_counted(about.rows, 'row')}, {_counted(snapshot.claims, 'claim')}"
    lines = [f"{snapshot.card.short} {snapshot.version.label}: {size} ({snapshot.snapshot_id})."]
    lines += [f"Left out: {count:,} {reason}." for reason, count in about.dropped]
    lines += [f"Not read: {title}, which has another layout." for title in imported.left_out if title]
    return [*lines, *imported.notes]


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
        words(f"{found.title} {found.version}: {_counted(found.rows, 'row')}, {_counted(found.claims, 'claim')}", "bold"),
        _rows(parties),
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


def _rows(rows: Sequence[tuple[str, str]]) -> RenderableType:
    """Names and what they are, side by side."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for name, text in rows:
        grid.add_row(Text(name, style="dim"), words(text))
    return Padding(grid, (0, 0, 0, 2 if any(name for name, _ in rows) else 0))


def _counted(count: int, word: str) -> str:
    """So many of something."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def _span(days: tuple[str, str]) -> str:
    """From the oldest to the newest day."""
    return f"{days[0]} and {days[1]}" if days[0] else "no date is given"


def _of(part: int, whole: int) -> str:
    """A number, and its share."""
    return f"{part:,} ({_share(part, whole)})"


def _share(part: int, whole: int) -> str:
    """A share in per cent."""
    return f"{100 * part / whole:.1f} %" if whole else "none"
