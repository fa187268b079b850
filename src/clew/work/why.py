"""Why: everything that leads from one holding to evidence, each thread drawn out, and what was not found."""

from pathlib import Path

from msgspec import Struct

from clew.errors import Fault, NotFoundError
from clew.model.screening import Candidate, Finding, HoldingRef, PlainRow, Screening
from clew.pack.wording import load_word_rules
from clew.report.wording import refuse_unfair
from clew.work.clocks import Clocks
from clew.work.rollup import last_basket
from clew.work.screen import Asked, View, screen, screen_basket
from clew.work.stores import Progress, Stores, silent

_PLACES = 5
"""Threads for each indicator: as many as labels are kept."""


class Why(Struct, frozen=True):
    """What a screening says of one holding."""

    screening: Screening
    findings: tuple[Finding, ...]
    candidates: tuple[Candidate, ...]
    rows: tuple[PlainRow, ...]


def why(stores: Stores, holding: str, path: Path | None, clocks: Clocks, progress: Progress = silent) -> Why:
    """Screen again, with every thread kept, and keep what concerns the holding.

    Args:
        stores: the workspace.
        holding: part of its name, its ISIN, or its row number.
        path: the holdings file; by default what was screened last, from the copies in the books.
        clocks: as-of and known.
        progress: told what begins.

    Raises:
        NotFoundError: no portfolio was screened, or it has no such holding.
        RefusedError: a generated text says what may not be said.
    """
    if path:
        result = screen(stores, Asked(path, clocks, places=_PLACES), progress)
    else:
        basket = last_basket(stores)
        if basket is None:
            raise NotFoundError(Fault("no portfolio was screened in this workspace", "Name the holdings file: clew why HOLDING FILE."))
        result = screen_basket(stores, basket, View(clocks, places=_PLACES), progress)
    refuse_unfair(result, load_word_rules())
    findings = (*result.findings, *result.historical, *result.restrictions, *result.affiliations)
    found = Why(
        result,
        tuple(one for one in findings if _is(one.holding, holding)),
        tuple(one for one in result.candidates if _is(one.holding, holding)),
        tuple(one for one in result.rows if _is(one.holding, holding)),
    )
    if not (found.findings or found.candidates or found.rows):
        raise NotFoundError(
            Fault(f"no holding of {result.portfolio_name} is named like “{holding}”", "Give part of its name, its ISIN or its row number.")
        )
    return found


def _is(holding: HoldingRef, wanted: str) -> bool:
    """Whether a holding is meant: by part of its name, by ISIN, by row, or by a fund on its way."""
    text = wanted.casefold().strip()
    return text in holding.name.casefold() or text == holding.isin.casefold() or text == str(holding.row)
