"""The restricted list: a CSV that an order-management system takes, on the terminal, and as JSON."""

from collections import Counter
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from clew.model.gate import Outcome, Restricted, RestrictedList
from clew.render.csv import csv_bytes
from clew.render.grid import Column, grid
from clew.render.terminal import words
from clew.report.gate import reason_value
from clew.values.plain import asdict

CONTRACT = "clew.restricted/1"
EMPTY = "No security of the loaded sources is stopped by this policy."
NOTICE = "Internal working paper. No verdict on a company. Not for publication."
_SHOWN = 30


def restricted_bytes(found: RestrictedList) -> bytes:
    """The list as CSV, one security a row, the heads first and rows alone; what may not be passed on is left out."""
    basis = _basis(found)
    columns: tuple[Column[Restricted], ...] = (*_COLUMNS, Column("basis", lambda _: basis, width=60))
    return csv_bytes((), grid("restricted", "", columns, [row for row in found.rows if row.export], ""))


def restricted_document(found: RestrictedList) -> dict[str, Any]:
    """The list as JSON."""
    return {
        "contract": CONTRACT,
        "notice": NOTICE,
        "policy": found.policy,
        "laws": list(found.laws),
        "as_of": found.as_of,
        "known": found.known,
        "issuers": found.issuers,
        "by_country": list(found.by_country),
        "rows": [_value(row) for row in found.rows],
        "inputs": [asdict(one) for one in found.inputs],
        "chain_head": found.chain_head,
    }


def restricted_view(found: RestrictedList) -> RenderableType:
    """The list at a glance."""
    counts = Counter(row.outcome for row in found.rows)
    parts = ", ".join(f"{counts[outcome]:,} {outcome.value}" for outcome in Outcome if counts[outcome])
    head = f"{_counted(len(found.rows), 'security', 'securities')} of {_counted(found.issuers, 'issuer', 'issuers')}: {parts}"
    table = Table("outcome", "issuer", "identifiers", "why", box=None, padding=(0, 2, 0, 0))
    for row in found.rows[:_SHOWN]:
        table.add_row(row.outcome.value, words(row.issuer), words(" ".join(row.identifiers.values())), words(f"{_why(row)} [{_rule(row)}]"))
    more = (
        [words(f"{len(found.rows) - _SHOWN:,} more: write them with --out, or print them with --json.", "dim")]
        if len(found.rows) > _SHOWN
        else []
    )
    by_country = (
        [words(f"{', '.join(found.by_country)} goes by country: only companies of whom there is evidence are listed.")]
        if found.by_country
        else []
    )
    return Group(
        words(head if found.rows else EMPTY, "bold"), *([table] if found.rows else []), *more, *by_country, words(_basis(found), "dim")
    )


def _counted(count: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{count:,} {one if count == 1 else many}"


def _basis(found: RestrictedList) -> str:
    """What the list is, and what it is a function of."""
    return f"{NOTICE} Policy {found.policy}; laws: {', '.join(found.laws) or 'none'}; as of {found.as_of}."


def _code(row: Restricted, kind: str) -> str:
    """An identifier of a row, "" where no source gives it."""
    return row.identifiers.get(kind, "")


def _rule(row: Restricted) -> str:
    """The rule or law that stops it."""
    return row.reason.rule


def _why(row: Restricted) -> str:
    """The sentence that may be said."""
    return row.reason.why if row.reason.finding is None else row.reason.finding.sentence


def _value(row: Restricted) -> dict[str, Any]:
    """One row as JSON."""
    return {
        "outcome": row.outcome.value,
        "stated": row.stated.value,
        "issuer": {"entity_id": row.entity_id, "name": row.issuer, "name_zh": row.issuer_zh},
        "identifiers": dict(row.identifiers),
        "rule": _rule(row),
        "reasons": [reason_value(one) for one in row.reasons],
        "overrides": [asdict(one) for one in row.overrides],
        "export": row.export,
    }


def _told(kind: str) -> Column[Restricted]:
    """A column of identifiers."""
    return Column(kind, lambda row: _code(row, kind))


_COLUMNS: tuple[Column[Restricted], ...] = (
    Column("outcome", lambda row: row.outcome.value),
    Column("issuer", lambda row: row.issuer),
    Column("issuer_zh", lambda row: row.issuer_zh),
    _told("isin"),
    Column("mic", lambda row: _code(row, "listing").partition(":")[0]),
    Column("code", lambda row: _code(row, "listing").partition(":")[2]),
    *map(_told, ("cusip", "sedol", "figi", "lei", "cik")),
    Column("rule", _rule),
    Column("law", lambda row: row.reason.law),
    Column("why", _why),
    Column("stated", lambda row: row.stated.value),
    Column("override", lambda row: "; ".join(f"{one.override_id}: {one.reason}" for one in row.overrides)),
    Column("entity_id", lambda row: row.entity_id),
)
