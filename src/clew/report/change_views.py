"""What changed in sources, and whom it touches, for the terminal: an entry on a line or two, wrapped below itself."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clew.model.changes import Alteration, Altered, Diff, Entry
from clew.model.watching import Digest, Possible, Touch, Touched, Update
from clew.render.terminal import words
from clew.report.changes import (
    NO_CHANGE,
    alike,
    counts_of,
    heading,
    moment,
    prop_words,
    rows_of,
    said_of,
    together,
    untouched,
    without_spelling,
)

SHOWN = 40
"""Entries of a kind that the terminal names; JSON has all."""
_SIGNS = {"new": "+", "gone": "-", "altered": "~"}
_NAMES, _VALUES, _LONGEST, _SHORT = 8, 6, 240, 120
"""Names of entries altered alike, values of a property, letters of a value that are shown, and of two values that stand on one line."""


def diff_view(diff: Diff) -> RenderableType:
    """What changed in one source."""
    head = words(heading(diff), "bold")
    if diff.is_empty:
        return head
    kinds: tuple[tuple[str, str, list[RenderableType]], ...] = (
        ("added", "+", [words(entry.name) for entry in diff.added]),
        ("removed", "-", [words(entry.name) for entry in diff.removed]),
        ("renamed", "→", [words(f"{one.source.name} → {one.target.name} ({one.why})") for one in diff.renamed]),
        ("altered", "~", [_altered(*one) for one in alike(without_spelling(diff.altered)[0])]),
    )
    grid = _grid()
    for kind, sign, rows in kinds:
        for row in rows[:SHOWN]:
            grid.add_row(sign, row)
        if len(rows) > SHOWN:
            grid.add_row("…", Text(f"and {len(rows) - SHOWN:,} more {kind}; see them all with --json"))
    return Group(head, _set_in(grid))


def touched_view(touched: Touched | None) -> RenderableType:
    """What changes did to the portfolio screened last."""
    if touched is None or touched.unseen:
        return words(untouched(touched))
    parts: list[RenderableType] = []
    if touched.touches:
        parts.append(words(f"Findings of {touched.portfolio}: {counts_of(touched)}", "bold"))
    else:
        parts.append(words(untouched(touched)))
    grid = _grid()
    told = together(touched.touches)
    for one, rows in told[:SHOWN]:
        grid.add_row(_SIGNS[one.kind], _touch(one, rows))
    if len(told) > SHOWN:
        grid.add_row("…", Text(f"and {len(told) - SHOWN:,} more; see them all with --json"))
    for possible in touched.possible[:SHOWN]:
        grid.add_row("?", _possible(possible))
    if len(touched.possible) > SHOWN:
        grid.add_row("…", Text(f"and {len(touched.possible) - SHOWN:,} more possible matches; see them all with --json"))
    return Group(*parts, _set_in(grid)) if grid.row_count else Group(*parts)


def digest_view(digest: Digest) -> RenderableType:
    """A watch."""
    parts: list[RenderableType] = [Text(f"What changed since {moment(digest.since)}", style="bold")]
    updates = _updates(digest.updates)
    if updates.row_count:
        parts.append(_set_in(updates))
    parts += [diff_view(diff) for diff in digest.diffs] or [Padding(Text(NO_CHANGE), (0, 0, 0, 2))]
    return Group(*parts, touched_view(digest.touched), Text(digest.cases))


def _updates(updates: Sequence[Update]) -> Table:
    """What became of the sources, by what it was; of those that were not asked for, the old ones alone."""
    grid = _grid()
    found: dict[str, list[Update]] = defaultdict(list)
    for one in updates:
        found[one.status].append(one)
    for one in found["failed"]:
        grid.add_row("failed", words(f"{one.title}: {one.note}"))
    for status, told in (("updated", _with_notes), ("unchanged", _titles)):
        if found[status]:
            grid.add_row(status, words(told(found[status])))
    waiting = [f"{one.title} ({one.age_days:,} days)" for one in found["not fetched"] if one.stale]
    if waiting:
        grid.add_row("old", words(f"to be saved by hand: {', '.join(waiting)}"))
    return grid


def _with_notes(updates: Sequence[Update]) -> str:
    return ", ".join(f"{one.title} ({one.note})" for one in updates)


def _titles(updates: Sequence[Update]) -> str:
    return ", ".join(one.title for one in updates)


def _touch(one: Touch, rows: Sequence[int]) -> RenderableType:
    """One finding that was touched: whose, which, and what may be said."""
    lines = [words(f"{one.holding} ({rows_of(rows)})"), words(one.indicator, "dim"), words(said_of(one))]
    return Group(*lines, words(f"Altered: {one.what}")) if one.what else Group(*lines)


def _possible(one: Possible) -> RenderableType:
    """One row to judge."""
    return Group(
        words(f"{one.holding} (row {one.row}): a name similar to {one.entity} ({one.source}); not confirmed"), words(one.command, "dim")
    )


def _altered(one: Altered, entries: Sequence[Entry]) -> RenderableType:
    """An entry, or several that are altered alike, and what is altered."""
    grid = _grid()
    for alteration in one.alterations:
        grid.add_row(Text(f"{prop_words(alteration.prop)}:"), Group(*_values(alteration)))
    return Group(words(_names(entries) + (f" ({one.why})" if one.why else "")), _set_in(grid))


def _names(entries: Sequence[Entry]) -> str:
    """The names of entries that are altered alike."""
    if len(entries) == 1:
        return entries[0].name
    more = f"; and {len(entries) - _NAMES:,} more" if len(entries) > _NAMES else ""
    return f"{len(entries):,} entries: {'; '.join(entry.name for entry in entries[:_NAMES])}{more}"


def _values(one: Alteration) -> Iterator[Text]:
    """What a property was and is: on one line where it is one short value each."""
    if len(one.was) == len(one.now) == 1 and len(one.was[0] + one.now[0]) <= _SHORT:
        yield words(f"{_cut(one.was[0])} → {_cut(one.now[0])}")
        return
    moves = [*(f"- {_cut(value)}" for value in one.was), *(f"+ {_cut(value)}" for value in one.now)]
    yield from (words(move) for move in moves[:_VALUES])
    if len(moves) > _VALUES:
        yield Text(f"… and {len(moves) - _VALUES:,} more")


def _cut(value: str) -> str:
    """A value, not too long."""
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST].rstrip()} …"


def _grid() -> Table:
    """A grid whose second column wraps below itself."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _set_in(grid: Table) -> RenderableType:
    """A grid, two columns to the right."""
    return Padding(grid, (0, 0, 0, 2))
