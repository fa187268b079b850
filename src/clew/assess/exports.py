"""Exports: what a file may hold. A finding that rests on a source whose terms do not allow passing it on stays on this machine.

A file is made to be passed on, so the rule holds for every file. The terminal, and a pipe, show everything: who reads there works here.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from clew.assess.reach import reach
from clew.model.changes import Diff
from clew.model.screening import Finding, PlainRow, Screening, SectorSignal
from clew.model.watching import Digest

LEFT_OUT = "What was found is left out of this file by the terms of its source; clew why shows it."
"""Stands for a row of which nothing else may be said in a file."""


def exportable(screening: Screening) -> Screening:
    """The screening as a file may hold it: what may not be passed on is left out, counted, and told in the notes."""
    findings, historical, restrictions, affiliations = (
        _open(found) for found in (screening.findings, screening.historical, screening.restrictions, screening.affiliations)
    )
    kept = (*findings, *historical, *restrictions, *affiliations)
    everything = (*screening.findings, *screening.historical, *screening.restrictions, *screening.affiliations)
    closed = [one for one in everything if one.closed]
    signals = tuple(one for one in screening.sector_signals if _may_pass(one))
    candidates = tuple(one for one in screening.candidates if one.export)
    gone = len(screening.sector_signals) - len(signals), len(screening.candidates) - len(candidates)
    if not closed and gone == (0, 0):
        return screening
    return replace(
        screening,
        findings=findings,
        historical=historical,
        restrictions=restrictions,
        affiliations=affiliations,
        sector_signals=signals,
        candidates=candidates,
        reach=reach(findings),
        rows=(*screening.rows, *_silent(closed, kept)),
        notes=(*screening.notes, *_told(closed, *gone)),
        withheld=len(closed),
    )


def exportable_digest(digest: Digest) -> Digest:
    """The digest of a watch as a file may hold it: entries and findings that may not be passed on are counted, not told."""
    diffs = tuple(diff if diff.export else _unnamed(diff) for diff in digest.diffs)
    if digest.touched is None:
        return replace(digest, diffs=diffs)
    touches = tuple(one for one in digest.touched.touches if one.export)
    possible = tuple(one for one in digest.touched.possible if one.export)
    withheld = len(digest.touched.touches) - len(touches) + len(digest.touched.possible) - len(possible)
    return replace(digest, diffs=diffs, touched=replace(digest.touched, touches=touches, possible=possible), withheld=withheld)


def _unnamed(diff: Diff) -> Diff:
    """A difference without its entries."""
    count = sum(len(found) for found in (diff.added, diff.removed, diff.renamed, diff.altered))
    return replace(diff, added=(), removed=(), renamed=(), altered=(), withheld=count)


def _open(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings that may be passed on."""
    return tuple(one for one in findings if not one.closed)


def _may_pass(signal: SectorSignal) -> bool:
    """Whether a sector signal may be passed on."""
    return all(claim.export for claim in signal.claims)


def _silent(closed: Iterable[Finding], kept: Iterable[Finding]) -> tuple[PlainRow, ...]:
    """Holdings of which a file says nothing else: every row of the portfolio stays accounted for."""
    spoken = {one.holding for one in kept}
    silent = dict.fromkeys(one.holding for one in closed if one.holding not in spoken)
    return tuple(PlainRow(holding, "left out", LEFT_OUT) for holding in silent)


def _told(closed: list[Finding], signals: int, candidates: int) -> tuple[str, ...]:
    """What was left out, in one note for each kind."""
    sources = ", ".join(sorted({source for one in closed for source in one.closed}))
    parts = ((len(closed), "finding", f" ({sources})"), (signals, "sector signal", ""), (candidates, "possible match", ""))
    return tuple(
        f"{count:,} {_many(kind, count)} {'is' if count == 1 else 'are'} left out of this file:"
        f" the terms of the source do not allow passing it on{where}. On the terminal clew screen and clew why show everything."
        for count, kind, where in parts
        if count
    )


def _many(kind: str, count: int) -> str:
    """A kind of thing, in the number that there are."""
    return kind if count == 1 else f"{kind}es" if kind.endswith("h") else f"{kind}s"
