"""The history of a portfolio: its versions by one release, and which findings came and went from each to the next."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clew.assess.findings import percent
from clew.model.restated import History, Moved, RestatedStep
from clew.render.terminal import words
from clew.report.portfolios import version_words
from clew.values.plain import asdict

SHOWN = 20
"""Findings of a step that the terminal shows; JSON has all."""


def same_sources(found: History) -> str:
    """What makes the versions comparable."""
    days = f"as of {found.as_of}, known by {found.known}"
    return f"Every version is screened with the same sources, rules and days ({days}): what differs comes from the holdings alone."


def history_view(found: History) -> RenderableType:
    """Versions as a table, then each step."""
    table = Table("holdings as of", "file", "holdings", "findings", "with findings", "weight reached", "other", box=None, pad_edge=False)
    for column in table.columns[2:6]:
        column.justify = "right"
    for one in found.versions:
        other = ((one.historical, "historical"), (one.restrictions, "restrictions"), (one.affiliations, "affiliations"))
        bound = "at least " if one.unknown else ""
        numbers = (f"{one.lines:,}", f"{one.findings:,}", f"{one.holdings:,}", f"{bound}{percent(one.weight)}")
        rest = ", ".join(f"{count:,} {word}" for count, word in other if count)
        table.add_row(one.version.day, words(one.version.file), *numbers, words(rest))
    steps = [part for step in found.steps for part in _step(step)]
    alone = [] if found.steps else [Text("\nThere is one version: with a second one, what came and went is told here.", style="dim")]
    return Group(words(found.portfolio, "bold"), words(same_sources(found)), Text(), table, *steps, *alone)


def history_document(found: History) -> dict[str, Any]:
    """The history as JSON: weights are fractions as text, null where they are not known."""
    return {
        "portfolio": found.portfolio,
        "as_of": found.as_of,
        "known": found.known,
        "note": same_sources(found),
        "versions": [{**asdict(one), "weight": f"{one.weight.normalize():f}"} for one in found.versions],
        "steps": [
            {
                "from": asdict(step.before),
                "to": asdict(step.after),
                "came": [_moved(one) for one in step.moved if one.kind == "came"],
                "went": [_moved(one) for one in step.moved if one.kind == "went"],
                "stayed": step.stayed,
            }
            for step in found.steps
        ],
        "chain_head": found.chain_head,
    }


def _moved(one: Moved) -> dict[str, Any]:
    """A finding that came or went, as JSON."""
    told = {key: value for key, value in asdict(one).items() if key not in {"kind", "weight", "through"}}
    return {**told, "weight": None if one.weight is None else f"{one.weight.normalize():f}", "through": list(one.through)}


def _step(step: RestatedStep) -> Sequence[RenderableType]:
    """What came and went from one version to the next."""
    came, went = ([one for one in step.moved if one.kind == kind] for kind in ("came", "went"))
    head = f"\n{version_words(step.before)} → {version_words(step.after)}: {len(came):,} came, {len(went):,} went, {step.stayed:,} stayed."
    parts: list[RenderableType] = [words(head, "bold")]
    for sign, some in (("+", came), ("-", went)):
        parts += [Padding(_line(sign, one), (0, 0, 0, 2)) for one in some[:SHOWN]]
        if len(some) > SHOWN:
            parts.append(Padding(Text(f"{sign} and {len(some) - SHOWN:,} more; see them all with --json", style="dim"), (0, 0, 0, 2)))
    return parts


def _line(sign: str, one: Moved) -> Text:
    """One finding: whose, on what, and why it moved."""
    weight = "" if one.weight is None else f", {percent(one.weight)}"
    through = f", through {' → '.join(one.through)}" if one.through else ""
    section = "" if one.section == "finding" else f" ({one.section})"
    return words(f"{sign} {one.holding}{weight}{through}: {one.indicator}{section}; {one.why}")
