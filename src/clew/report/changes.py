"""What changed in sources, and whom it touches: for the terminal, and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from clew.model.changes import Altered, Diff, Entry, Rename, State
from clew.model.watching import Digest, Possible, Touch, Touched, Update
from clew.render.printable import printable

SHOWN = 40
"""Entries of a kind that the terminal names; JSON has all."""
NO_CHANGE = "No entry was added, removed, renamed or altered."
NO_PORTFOLIO = "No portfolio was screened in this workspace yet; then a change says which holdings it touches: clew screen FILE"
NOTHING_TOUCHED = "No finding of {portfolio} is new, gone or altered."
_SIGNS = {"new": "+", "gone": "-", "altered": "~"}


def diff_document(diff: Diff) -> dict[str, Any]:
    """A difference as JSON: added and removed entries, renames with why, and what is altered."""
    return {
        "source": diff.dataset,
        "title": diff.title,
        "from": _state(diff.before),
        "to": _state(diff.after),
        "added": [asdict(entry) for entry in diff.added],
        "removed": [asdict(entry) for entry in diff.removed],
        "renamed": [{"from": asdict(one.source), "to": asdict(one.target), "why": one.why} for one in diff.renamed],
        "altered": [_altered(one) for one in diff.altered],
        "claims": {"added": diff.claims_added, "removed": diff.claims_removed},
    }


def digest_document(digest: Digest) -> dict[str, Any]:
    """A watch as JSON."""
    return {
        "since": digest.since,
        "until": digest.until,
        "updates": [asdict(one) for one in digest.updates],
        "changes": [diff_document(diff) for diff in digest.diffs],
        "touched": touched_document(digest.touched),
        "cases": digest.cases,
        "chain_head": digest.chain_head,
    }


def touched_document(touched: Touched | None) -> dict[str, Any] | None:
    """What was touched, as JSON; None where no portfolio was screened."""
    if touched is None:
        return None
    kinds = {kind: [asdict(one) for one in touched.touches if one.kind == kind] for kind in _SIGNS}
    return {"portfolio": touched.portfolio, **kinds, "unchanged": touched.unchanged, "possible": [asdict(one) for one in touched.possible]}


def diff_view(diff: Diff) -> RenderableType:
    """A difference for the terminal."""
    parts: list[RenderableType] = [Text(heading(diff), style="bold")]
    parts += [Padding(Text(line), (0, 0, 0, 2)) for line in diff_lines(diff)]
    return Group(*parts)


def heading(diff: Diff) -> str:
    """Which source, from when to when, and how much."""
    if diff.before is None:
        return f"{diff.title}: new, {diff.after.published}, {diff.claims_added:,} claims"
    days = f"{diff.before.published} → {diff.after.published}"
    return f"{diff.title}, {days}: {counts(diff)}"


def counts(diff: Diff) -> str:
    """How many entries of each kind."""
    kinds = (("added", diff.added), ("removed", diff.removed), ("renamed", diff.renamed), ("altered", diff.altered))
    return ", ".join(f"{len(found):,} {kind}" for kind, found in kinds if found) or "no change"


def diff_lines(diff: Diff) -> Iterator[str]:
    """A line for each entry that changed, the first of each kind."""
    for sign, (kind, lines) in zip("+-→~", entry_lines(diff), strict=True):
        yield from _first(f"{sign} {{}}", lines, kind)
    if diff.is_empty and diff.before is not None:
        yield NO_CHANGE


def entry_lines(diff: Diff) -> tuple[tuple[str, list[str]], ...]:
    """What became of entries → a line for each."""
    return (
        ("added", [_named(entry) for entry in diff.added]),
        ("removed", [_named(entry) for entry in diff.removed]),
        ("renamed", [_renamed(one) for one in diff.renamed]),
        ("altered", [_altered_line(one) for one in diff.altered]),
    )


def touched_lines(touched: Touched | None) -> Iterator[str]:
    """A line for each finding that was touched."""
    if touched is None:
        yield NO_PORTFOLIO
        return
    if not touched.touches:
        yield NOTHING_TOUCHED.format(portfolio=touched.portfolio)
    yield from (touch_line(one) for one in touched.touches)
    yield from (possible_line(one) for one in touched.possible)


def touch_line(one: Touch) -> str:
    """One finding that was touched."""
    said = {"new": one.after, "gone": f"no longer: {one.before}", "altered": f"{one.after} ({one.what})"}[one.kind]
    return printable(f"{_SIGNS[one.kind]} row {one.row} {one.holding}, {one.indicator}: {said}")


def possible_line(one: Possible) -> str:
    """One row to judge."""
    return printable(f"? row {one.row} {one.holding}: a name similar to {one.entity} ({one.source}); not confirmed. {one.command}")


def update_line(one: Update) -> str:
    """One source of a watch."""
    age = f"{one.published}, {one.age_days:,} days old" + (" (old)" if one.stale else "")
    return printable(f"{one.title}: {one.status} ({one.note}); state of {age}")


def digest_view(digest: Digest) -> RenderableType:
    """A watch for the terminal."""
    parts: list[RenderableType] = [Text(f"What changed since {digest.since}", style="bold")]
    parts += [Text(f"  {update_line(one)}") for one in digest.updates if one.status != "not fetched"]
    waiting = [one.title for one in digest.updates if one.status == "not fetched" and one.stale]
    if waiting:
        parts.append(Text(f"  Old, and to be saved by hand: {', '.join(waiting)}"))
    parts += [diff_view(diff) for diff in digest.diffs] or [Text(f"  {NO_CHANGE}")]
    parts.append(Text(f"Holdings of {digest.touched.portfolio}" if digest.touched else "Holdings", style="bold"))
    parts += [Text(f"  {line}") for line in touched_lines(digest.touched)]
    return Group(*parts, Text(digest.cases))


def _first(template: str, lines: Sequence[str], kind: str) -> Iterator[str]:
    """The first lines of a kind, and how many more."""
    yield from (printable(template.replace("{}", line)) for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  … and {len(lines) - SHOWN:,} more {kind}; see them all with --json"


def _named(entry: Entry) -> str:
    return f"{entry.name}  [{entry.id}]"


def _renamed(one: Rename) -> str:
    return f"{one.source.name} → {one.target.name}  [{one.target.id}] ({one.why})"


def _altered_line(one: Altered) -> str:
    told = "; ".join(f"{part.prop}: {_values(part.was)} → {_values(part.now)}" for part in one.alterations)
    return f"{_named(one.entry)} {told}" + (f" ({one.why})" if one.why else "")


def _values(values: tuple[str, ...]) -> str:
    return " | ".join(values) if values else "nothing"


def _altered(one: Altered) -> dict[str, Any]:
    changes = [{"prop": part.prop, "was": list(part.was), "now": list(part.now)} for part in one.alterations]
    return {**asdict(one.entry), "why": one.why, "changes": changes}


def _state(state: State | None) -> dict[str, str] | None:
    return None if state is None else asdict(state)
