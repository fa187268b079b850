"""Judgements: as a table on the terminal, as JSON, and as a CSV that is taken in again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from rich.table import Table

from clew.ledger.store import SAME, Judgement
from clew.render.csv import csv_bytes
from clew.render.grid import Column, grid
from clew.render.terminal import words
from clew.values.plain import asdict

COLUMNS: Mapping[str, Callable[[Judgement], str]] = MappingProxyType(
    {
        "subject": lambda one: one.subject,
        "entity": lambda one: one.entity_id,
        "verdict": lambda one: one.verdict,
        "why": lambda one: one.reason,
        "by": lambda one: one.stated_by or one.actor,
        "at": lambda one: one.stated_at or one.at,
        "confirmed_by": lambda one: one.confirmed_by,
        "confirmed_at": lambda one: one.confirmed_at,
        "confirmed_why": lambda one: one.confirmed_why,
        "undone": lambda one: "yes" if one.undone else "",
    }
)
"""Heads of the file → what stands below; `by` and `at` are those of who judged first, wherever that was."""


def judgements_csv(judgements: Iterable[Judgement]) -> bytes:
    """Judgements as CSV, the heads first and rows alone."""
    columns = tuple(Column(head, cell) for head, cell in COLUMNS.items())
    return csv_bytes((), grid("judgements", "", columns, list(judgements), ""))


def judgement_values(judgements: Sequence[Judgement], waiting: frozenset[int]) -> list[dict[str, Any]]:
    """Judgements as JSON: `state` is `in force`, `waits for a second person` or `undone`."""
    return [{**asdict(one), "state": state_of(one, waiting)} for one in judgements]


def judgements_view(judgements: Sequence[Judgement], waiting: frozenset[int]) -> Table:
    """Judgements with who said what, and whether they count."""
    table = Table("number", "holding", "verdict", "entity", "why", "by", "second person", "batch", box=None, padding=(0, 2, 0, 0))
    for one in judgements:
        verdict = one.verdict if state_of(one, waiting) != "undone" else f"{one.verdict} (undone)"
        cells = (one.subject, verdict, one.entity_id, one.reason, _by(one), _second(one, waiting))
        table.add_row(str(one.judgement_id), *(words(cell) for cell in cells), str(one.batch or ""))
    return table


def state_of(one: Judgement, waiting: frozenset[int]) -> str:
    """Whether a judgement counts."""
    if one.undone:
        return "undone"
    return "waits for a second person" if one.judgement_id in waiting else "in force"


def _by(one: Judgement) -> str:
    """Who judged, on which day, and who said so before, where it came from a file."""
    told = f"{one.actor}, {one.at[:10]}"
    return f"{told}, as {one.stated_by} did elsewhere" if one.stated_by else told


def _second(one: Judgement, waiting: frozenset[int]) -> str:
    """The second person, or that one is needed."""
    if one.confirmed_by:
        return f"{one.confirmed_by}, {one.confirmed_at[:10]}"
    return "waits for one" if one.judgement_id in waiting and one.verdict == SAME else ""
