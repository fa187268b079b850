"""What came and went between two versions of a portfolio: the lines added, removed, and changed in weight or value."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from clew.engine.port import Cell, Engine
from clew.errors import Fault, InputError
from clew.ledger.store import PortfolioVersion
from clew.model.turnover import LineChange, Side, Turnover, VersionRef
from clew.resolve.lines import LINE, lines_plan
from clew.work.lines import version_lines
from clew.work.stores import Progress, Stores, silent
from clew.work.versions import check_day, find_portfolio, version_at

# The greatest change of weight first, then of value; what names a line breaks ties.
_CHANGES = f"""
SELECT how, {", ".join(LINE)} FROM line_change WHERE kind = '{{kind}}'
ORDER BY abs(coalesce(new_weight, 0) - coalesce(old_weight, 0)) DESC, abs(coalesce(new_value, 0) - coalesce(old_value, 0)) DESC,
         shelf, name, isin, listing, old_row, new_row
LIMIT {{most}}
"""  # noqa: S608 - names of ours
_SUMS = """
SELECT kind, count(*), sum(CASE WHEN shelf = '' THEN coalesce(new_weight, old_weight) END) FROM line_change GROUP BY kind ORDER BY kind
"""
ALL = 10_000_000
"""More lines than any portfolio has."""


def turnover(stores: Stores, name: str, days: tuple[str, str] = ("", ""), most: int = ALL, progress: Progress = silent) -> Turnover:
    """Compare two versions of a portfolio.

    Args:
        stores: the workspace.
        name: of the portfolio.
        days: of the older and the newer version; of each, the newest as of that day or before is taken. "" is, for the newer one, the
            newest, and for the older one, the one before the newer.
        most: so many lines of each kind are told one by one; all are counted.
        progress: told what begins.

    Raises:
        NotFoundError: there is no such portfolio, or not two versions of it, or the books of one were deleted.
        InputError: a day is no day, or both name the same version.
    """
    check_day(days[0], "--from")
    check_day(days[1], "--to")
    old, new = _chosen(stores, name, *days)
    engine = stores.engine()
    try:
        compare(stores, engine, old, new, progress)
        sums = {str(kind): (int(str(count)), _number(weight)) for kind, count, weight in engine.fetch(_SUMS)}
        lines = {kind: _lines(engine, kind, most) for kind in ("added", "removed", "changed")}
    finally:
        engine.close()
    counts = {kind: sums.get(kind, (0, None))[0] for kind in ("added", "removed", "changed", "unchanged")}
    weights = (sums.get("added", (0, None))[1], sums.get("removed", (0, None))[1])
    return Turnover(new.name, _ref(old), _ref(new), counts, lines["added"], lines["removed"], lines["changed"], *weights)


def compare(stores: Stores, engine: Engine, old: PortfolioVersion, new: PortfolioVersion, progress: Progress = silent) -> None:
    """Make the tables of `resolve.lines.lines_plan` for two versions in an engine.

    Raises:
        NotFoundError: the books of one were deleted.
    """
    for table, version in (("line_old", old), ("line_new", new)):
        engine.read(table, [version_lines(stores, engine, version, progress)])
    progress("Comparing the lines")
    engine.run(lines_plan())


def _chosen(stores: Stores, name: str, before: str, after: str) -> tuple[PortfolioVersion, PortfolioVersion]:
    """The two versions."""
    new = version_at(stores, name, after)
    if before:
        old = version_at(stores, name, before)
    else:
        earlier = [one for one in find_portfolio(stores, name).current if one.kept.day < new.kept.day]
        old = earlier[-1] if earlier else new
    if old.seq == new.seq or old.kept.day > new.kept.day:
        days = ", ".join(one.kept.day for one in find_portfolio(stores, name).current)
        what = (
            f"“{new.name}” has no version before {new.kept.day}"
            if not before
            else f"{before} and {after or new.kept.day} name no two versions"
        )
        raise InputError(Fault(f"{what} to compare with", f"There are {days}. Name an older one with --from and a newer one with --to."))
    return old, new


def _lines(engine: Engine, kind: str, most: int) -> tuple[LineChange, ...]:
    """The lines of one kind, the greatest change first."""
    return tuple(_change(kind, row) for row in engine.fetch(_CHANGES.format(kind=kind, most=most)))


def _change(kind: str, row: tuple[Any, ...]) -> LineChange:
    """A row of `line_change`."""
    how, shelf, name, isin, sedol, cusip, listing, lei, old_row, new_row, old_name, old_listing, *amounts = row
    old_weight, new_weight, old_value, new_value, old_currency, new_currency = amounts
    old = None if old_row is None else Side(old_row, old_name, old_listing, old_weight, old_value, old_currency)
    new = None if new_row is None else Side(new_row, name, listing, new_weight, new_value, new_currency)
    return LineChange(kind, shelf, name, isin, sedol, cusip, listing, lei, how, old, new)


def _number(cell: Cell) -> Decimal | None:
    return cell if isinstance(cell, Decimal) else None


def _ref(version: PortfolioVersion) -> VersionRef:
    return VersionRef(version.kept.day, Path(version.kept.file).name, version.kept.sha256)
