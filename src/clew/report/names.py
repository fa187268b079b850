"""Names on the terminal, as JSON and as CSV: their parts, comparisons, what was found, measures and clusters."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from clew.model.naming import Answered, Listed, Measured
from clew.names.comparison import Comparison, Match
from clew.names.pairs import Verdict
from clew.names.parts import Name, Part
from clew.render.csv import csv_bytes
from clew.render.grid import Column, Form, grid
from clew.render.terminal import words

NOTHING_NEAR = "No name comes near."
TOO_LITTLE = "The name says too little to be looked for by."
_SHOWN = 20
"""Queries or clusters on the terminal; JSON has all."""
_PLACES = 4
"""Decimal places of a score in JSON and CSV."""
_GAP = (0, 2, 0, 0)
_INDENT = (0, 0, 0, 2)


def name_value(name: Name) -> dict[str, Any]:
    """A name and its parts as JSON."""
    return {
        "written": name.written,
        "plain": name.plain,
        "script": name.script.value,
        "parts": [
            {
                "kind": part.kind.value,
                "text": part.text,
                "key": part.key,
                "renderings": [" ".join(one) for one in part.renderings],
                "syllables": list(part.syllables),
            }
            for part in name.parts
        ],
    }


def parsed_document(names: Sequence[Name]) -> dict[str, Any]:
    """Names and their parts as JSON."""
    return {"names": [name_value(name) for name in names]}


def parsed_view(names: Sequence[Name]) -> RenderableType:
    """Names and their parts, one below the other."""
    return Group(*(each for name in names for each in _parsed(name)))


def _parsed(name: Name) -> Iterator[RenderableType]:
    """One name."""
    yield words(name.written or "(an empty name)", "bold")
    if not name.parts:
        yield Padding(words("nothing can be read in it", "dim"), _INDENT, expand=False)
        return
    table = Table("part", "text", "key", "in English", box=None, padding=_GAP)
    for part in name.parts:
        table.add_row(part.kind.value, words(part.text), words(part.key), words(_english(part)))
    yield Padding(table, _INDENT, expand=False)


def _english(part: Part) -> str:
    """The usual English words of a Chinese part."""
    return ", ".join(" ".join(one) for one in part.renderings[:3])


def compared_document(found: Comparison) -> dict[str, Any]:
    """A comparison as JSON."""
    return {
        "left": name_value(found.left),
        "right": name_value(found.right),
        "score": round(found.score, _PLACES),
        "verdict": found.verdict.value,
        "why": found.why,
        "matches": [{"left": _part(match.left), "right": _part(match.right), "how": match.how} for match in found.matches],
    }


def _part(part: Part | None) -> dict[str, str] | None:
    """One side of a match."""
    return None if part is None else {"kind": part.kind.value, "text": part.text}


def compared_view(found: Comparison) -> RenderableType:
    """A comparison for a person: the verdict, the reason, and what answers what."""
    head = words(f"{found.verdict.value}, {found.score:.2f}" if found.verdict is not Verdict.TOO_LITTLE else found.verdict.value, "bold")
    table = Table("part", "left", "right", "by", box=None, padding=_GAP)
    for match in found.matches:
        one = match.left or match.right
        table.add_row("" if one is None else one.kind.value, *(words(side.text if side else "–") for side in _sides(match)), match.how)
    return Group(head, words(found.why), *([table] if found.matches else []))


def _sides(match: Match) -> tuple[Part | None, Part | None]:
    """Both parts of a match."""
    return match.left, match.right


def found_document(answers: Sequence[Answered]) -> dict[str, Any]:
    """What was found for each query as JSON."""
    return {
        "results": [
            {
                "query": {"id": one.query.id, "name": one.query.name},
                "hits": [
                    {"id": hit.id, "name": hit.name, "score": round(hit.score, _PLACES), "verdict": hit.verdict, "why": hit.why}
                    for hit in one.hits
                ],
            }
            for one in answers
        ]
    }


def found_view(answers: Sequence[Answered]) -> RenderableType:
    """What was found for each query, one below the other."""
    more = len(answers) - _SHOWN
    last = [words(f"{more:,} more queries: print them with --json.", "dim")] if more > 0 else []
    return Group(*(each for one in answers[:_SHOWN] for each in _found(one)), *last)


def _found(one: Answered) -> Iterator[RenderableType]:
    """One query."""
    yield words(f"{one.query.id} {one.query.name}", "bold")
    if not one.hits:
        yield Padding(words(_nothing(one), "dim"), _INDENT, expand=False)
        return
    table = Table(box=None, show_header=False, padding=_GAP)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for hit in one.hits:
        why = [] if hit.verdict == Verdict.DIFFERENT.value else [words(hit.why, "dim")]  # that nothing agrees is no news
        table.add_row(f"{hit.score:.2f}", hit.verdict, Group(words(f"{hit.id} {hit.name}"), *why))
    yield Padding(table, _INDENT, expand=False)


def _nothing(one: Answered) -> str:
    """Why a query has no hit."""
    return TOO_LITTLE if one.little else NOTHING_NEAR


def matched_bytes(answers: Sequence[Answered]) -> bytes:
    """The best of each row as CSV; the cells of the right side are empty where nothing was found."""
    columns: tuple[Column[Answered], ...] = (
        Column("left_id", lambda one: one.query.id),
        Column("left_name", lambda one: one.query.name),
        Column("right_id", lambda one: one.hits[0].id if one.hits else ""),
        Column("right_name", lambda one: one.hits[0].name if one.hits else ""),
        Column("score", lambda one: round(one.hits[0].score, _PLACES) if one.hits else None, Form.NUMBER),
        Column("verdict", lambda one: one.hits[0].verdict if one.hits else Verdict.TOO_LITTLE.value if one.little else ""),
        Column("why", lambda one: one.hits[0].why if one.hits else _nothing(one), Form.LONG),
    )
    return csv_bytes((), grid("matches", "", columns, answers, ""))


def measured_document(found: Measured) -> dict[str, Any]:
    """Measures as JSON."""
    return {
        "precision": found.precision,
        "recall": found.recall,
        "f1": found.f1,
        "best_f1": found.best_f1,
        "best_line": found.best_line,
        "seconds": round(found.seconds, 3),
        "rows": found.rows,
    }


def measured_view(found: Measured) -> RenderableType:
    """Measures for a person."""
    table = Table("", "score from", "precision", "recall", "F1", box=None, padding=_GAP)
    for column in table.columns[1:]:
        column.justify = "right"
    table.add_row("line", f"{found.line:.2f}", *(f"{each:.3f}" for each in (found.precision, found.recall, found.f1)))
    if found.best_f1 is not None:
        table.add_row("best line", f"{found.best_line:.2f}", "", "", f"{found.best_f1:.3f}")
    each = found.seconds / max(found.rows, 1) * 1e6
    return Group(table, words(f"{found.rows:,} pairs in {found.seconds:.2f} s, {each:,.0f} µs each", "dim"))


def clusters_document(found: Sequence[Sequence[Listed]]) -> dict[str, Any]:
    """Clusters as JSON, single names too."""
    return {"clusters": [[{"id": one.id, "name": one.name} for one in cluster] for cluster in found]}


def clusters_bytes(found: Sequence[Sequence[Listed]]) -> bytes:
    """A row a name, with the number of its cluster, as CSV."""
    rows = [(one, number) for number, cluster in enumerate(found, 1) for one in cluster]
    columns: tuple[Column[tuple[Listed, int]], ...] = (
        Column("id", lambda row: row[0].id),
        Column("name", lambda row: row[0].name),
        Column("cluster", lambda row: row[1], Form.NUMBER),
    )
    return csv_bytes((), grid("clusters", "", columns, rows, ""))


def clusters_view(found: Sequence[Sequence[Listed]]) -> RenderableType:
    """The clusters of more than one name."""
    many = [one for one in found if len(one) > 1]
    names = sum(map(len, found))
    head = f"{names:,} names: {len(found):,} companies, {len(many):,} of them under more than one name."
    more = [words(f"{len(many) - _SHOWN:,} more: print them with --json.", "dim")] if len(many) > _SHOWN else []
    return Group(words(head, "bold"), *(each for number, one in enumerate(many[:_SHOWN], 1) for each in _cluster(number, one)), *more)


def _cluster(number: int, members: Sequence[Listed]) -> Iterator[RenderableType]:
    """One cluster."""
    yield words(f"cluster {number}", "dim")
    for one in members:
        yield Padding(words(f"{one.id} {one.name}"), _INDENT, expand=False)
