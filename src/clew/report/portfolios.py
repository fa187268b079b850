"""Portfolios over time, on the terminal and as JSON: the list, the versions of one, and what came and went between two."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clew.assess.findings import percent
from clew.ledger.store import ADDED, Member, PortfolioVersion
from clew.model.turnover import LineChange, Side, Turnover, VersionRef
from clew.render.terminal import words
from clew.values.plain import asdict

SHOWN = 20
"""Lines of each kind that the terminal shows; JSON has all."""
_IDENTIFIERS = ("isin", "sedol", "cusip", "listing", "lei")


def list_view(portfolios: Sequence[tuple[str, tuple[PortfolioVersion, ...], tuple[str, ...]]]) -> RenderableType:
    """Every portfolio: (name, versions that count, clients and plans)."""
    table = _table("portfolio", "newest", "versions", "lines", "client or plan", right=(2, 3))
    for name, current, groups in portfolios:
        newest = current[-1] if current else None
        lines = _count(newest.kept.lines) if newest else ""
        table.add_row(words(name), _day(newest) if newest else "forgotten", str(len(current)), lines, words(", ".join(groups)))
    return table


def list_document(portfolios: Sequence[tuple[str, tuple[PortfolioVersion, ...], tuple[str, ...]]]) -> dict[str, Any]:
    """The list as JSON."""
    rows = [
        {
            "name": name,
            "newest": current[-1].kept.day if current else None,
            "versions": len(current),
            "lines": current[-1].kept.lines if current else None,
            "groups": list(groups),
        }
        for name, current, groups in portfolios
    ]
    return {"portfolios": rows}


def versions_view(name: str, versions: Sequence[PortfolioVersion], amounts: Mapping[int, str], groups: Sequence[str]) -> RenderableType:
    """The versions of one portfolio; `amounts` says what each is worth."""
    table = _table("as of", "file", "lines", "value", "SHA-256", "added", "state", right=(2, 3))
    for at in (0, 2, 3, 4):
        table.columns[at].no_wrap = True
    for one in versions:
        kept, state = one.kept, f"{one.state}: {one.why}" if one.why else one.state
        row = (_day(one), Path(kept.file).name, _count(kept.lines), amounts.get(one.seq, ""), kept.sha256[:8])
        table.add_row(*(words(cell) for cell in row), words(f"{one.at[:10]} by {one.actor}"), words(state))
    belongs = [words(f"Belongs to: {', '.join(groups)}")] if groups else []
    day = "The day of adding, because neither the file nor anybody stated one"
    noted = (
        [words(f"* {day}: clew portfolio add FILE --name “{name}” --date DAY.", "dim")] if any(_guessed(one) for one in versions) else []
    )
    return Group(words(name, "bold"), table, *belongs, *noted)


def versions_document(
    name: str, versions: Sequence[PortfolioVersion], worth: Mapping[int, Mapping[str, object]], groups: Sequence[str]
) -> dict[str, Any]:
    """The versions of one portfolio as JSON; amounts are decimal numbers as text."""
    unknown = {"value": None, "currency": "", "currencies": 0}
    rows = [
        {
            **{key: value for key, value in asdict(one.kept).items() if key != "portfolio"},
            **(worth.get(one.seq) or unknown),
            "state": one.state,
            "why": one.why,
            "added_at": one.at,
            "added_by": one.actor,
        }
        for one in versions
    ]
    return {"name": name, "folder": versions[0].kept.portfolio if versions else "", "groups": list(groups), "versions": rows}


def groups_document(groups: Mapping[str, Sequence[Member]]) -> dict[str, Any]:
    """Clients and plans as JSON; a share is a fraction as text, null where the member weighs by its value."""
    rows = [
        {"name": group, "members": [{"name": one.name, "share": one.share or None} for one in members]} for group, members in groups.items()
    ]
    return {"groups": rows}


def group_view(group: str, members: Sequence[Member]) -> RenderableType:
    """A client or a plan with its portfolios."""
    table = _table("portfolio", "share", right=(1,))
    for one in members:
        table.add_row(words(one.name), percent(Decimal(one.share)) if one.share else "by value")
    return Group(words(group, "bold"), table)


def turnover_view(found: Turnover) -> RenderableType:
    """What came and went, the greatest first."""
    counts = found.counts
    told = ", ".join(f"{counts[kind]:,} {word}" for kind, word in (("added", "came"), ("removed", "went"), ("changed", "changed")))
    parts: list[RenderableType] = [
        words(f"{found.portfolio}: {found.before.day} → {found.after.day}", "bold"),
        words(f"{told}, {counts['unchanged']:,} as before."),
    ]
    for title, lines, weight in (("Came", found.added, found.weight_added), ("Went", found.removed, found.weight_removed)):
        if lines:
            whole = f", {percent(weight)} of the weight" if weight is not None else ""
            kind = "added" if title == "Came" else "removed"
            parts += [Text(f"\n{title} ({counts[kind]:,} {_lines(counts[kind])}{whole})", style="bold"), _moved(lines, counts[kind])]
    if found.changed:
        parts += [Text(f"\nChanged ({counts['changed']:,})", style="bold"), _changed(found.changed, counts["changed"])]
    return Group(*parts)


def turnover_document(found: Turnover) -> dict[str, Any]:
    """The comparison as JSON: weights are fractions and values decimal numbers, both as text; null where the file states none."""
    return {
        "portfolio": found.portfolio,
        "from": asdict(found.before),
        "to": asdict(found.after),
        "counts": dict(found.counts),
        "weight_added": _text(found.weight_added),
        "weight_removed": _text(found.weight_removed),
        "added": [_line(one) for one in found.added],
        "removed": [_line(one) for one in found.removed],
        "changed": [_line(one) for one in found.changed],
        "unchanged": found.counts["unchanged"],
    }


def version_words(version: VersionRef) -> str:
    """A version, in a few words."""
    return f"{version.day} ({version.file})"


def _line(one: LineChange) -> dict[str, Any]:
    """A line as JSON."""
    named = {"name": one.name, "book": one.book, **{key: getattr(one, key) for key in _IDENTIFIERS}, "matched_by": one.matched_by}
    return {**named, "old": _side(one.old), "new": _side(one.new)}


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    numbers = {"weight": _text(side.weight), "value": _text(side.value), "currency": side.currency}
    return {"row": side.row, "name": side.name, "listing": side.listing, **numbers}


def _text(number: Decimal | None) -> str | None:
    """A number without the zeros at its end."""
    return None if number is None else f"{number.normalize():f}"


def _moved(lines: Sequence[LineChange], count: int) -> RenderableType:
    """Lines of one version alone."""
    table = _table("line", "identified by", "weight", "value", right=(2, 3))
    for one in lines[:SHOWN]:
        side = one.new or one.old
        table.add_row(_name(one), words(_identifier(one)), _percent(side), _amount(side))
    return Padding(Group(table, *_more(count)), (0, 0, 0, 2))


def _changed(lines: Sequence[LineChange], count: int) -> RenderableType:
    """Lines of both versions."""
    table = _table("line", "matched by", "weight before", "after", "value before", "after", right=(2, 3, 4, 5))
    for one in lines[:SHOWN]:
        row = (_percent(one.old), _percent(one.new), _amount(one.old), _amount(one.new))
        table.add_row(_name(one), words(_match(one)), *row)
    return Padding(Group(table, *_more(count)), (0, 0, 0, 2))


def _match(one: LineChange) -> str:
    """By what a line was found again; where that is its name, how its listing changed."""
    was, now = (side.listing if side else "" for side in (one.old, one.new))
    by = one.matched_by.upper() if one.matched_by not in {"name", "listing"} else one.matched_by
    return f"{by} ({was} → {now})" if was and now and was != now else by


def _name(one: LineChange) -> Text:
    """A line's name, and the fund in whose book it stands."""
    return Text.assemble(words(one.name), "\n", words(f"in {one.book}", "dim")) if one.book else words(one.name)


def _identifier(one: LineChange) -> str:
    """The strongest identifier of a line."""
    return next((getattr(one, key) for key in _IDENTIFIERS if getattr(one, key)), "its name")


def _percent(side: Side | None) -> str:
    return percent(side.weight) if side and side.weight is not None else ""


def _amount(side: Side | None) -> str:
    return amount_words(side.value, side.currency) if side and side.value is not None else ""


def amount_words(value: Decimal, currency: str) -> str:
    """An amount of money, to whole units: `USD 1,234`."""
    return f"{currency} {value:,.0f}".strip()


def _table(*heads: str, right: Sequence[int] = ()) -> Table:
    table = Table(*heads, box=None, pad_edge=False)
    for at in right:
        table.columns[at].justify = "right"
    table.columns[0].overflow = "fold"
    return table


def _more(count: int) -> Iterator[Text]:
    if count > SHOWN:
        yield Text(f"and {count - SHOWN:,} more; see them all with --json", style="dim")


def _lines(count: int) -> str:
    return "line" if count == 1 else "lines"


def _count(lines: int | None) -> str:
    return "unknown" if lines is None else f"{lines:,}"


def _day(version: PortfolioVersion) -> str:
    return f"{version.kept.day}{'*' if _guessed(version) else ''}"


def _guessed(version: PortfolioVersion) -> bool:
    return version.kept.dated == ADDED
