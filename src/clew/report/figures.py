"""Figures as a reader sees them: shares, intervals, and what the whole screening comes to."""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from clew.model.screening import Coverage, Finding, HoldingRef, Screening, Searched

_UNKNOWN = "unknown"
_SMALLEST = Decimal("0.0001")


class Reached(Struct, frozen=True):
    """What the findings come to, each holding counted once.

    Attributes:
        holdings: lines of the file with at least one finding; a line of a fund's book counts once.
        of: rows that name a company or a fund.
        direct, through_funds: sums of their known weights, as fractions of the portfolio.
        unknown: holdings (or routes) among them whose weight is unknown.
    """

    holdings: int
    of: int
    direct: Decimal
    through_funds: Decimal
    unknown: int

    @property
    def weight(self) -> Decimal:
        """Direct and through funds together."""
        return self.direct + self.through_funds


def reached(screening: Screening) -> Reached:
    """Count holdings and weight over the current findings; a holding with several findings counts once."""
    holdings = {finding.holding for finding in screening.findings}
    counts = screening.counts
    return Reached(
        holdings=len({_line(holding) for holding in holdings}),
        of=counts.rows_in - counts.not_companies - counts.rejected,
        direct=_sum(holding.weight for holding in holdings if not holding.via),
        through_funds=_sum(holding.weight for holding in holdings if holding.via),
        unknown=sum(holding.weight is None for holding in holdings),
    )


def answer(screening: Screening) -> str:
    """The one sentence that a reader with ten seconds needs."""
    return " ".join((_answer(screening), *_withheld(screening)))


def _withheld(screening: Screening) -> tuple[str, ...]:
    """That a file leaves findings out, where it does: its answer would otherwise be taken for the whole."""
    if not screening.withheld:
        return ()
    are = "finding is" if screening.withheld == 1 else "findings are"
    return (f"{screening.withheld:,} {are} left out of this file by the terms of the source.",)


def _answer(screening: Screening) -> str:
    total = reached(screening)
    if not screening.findings and screening.withheld:
        return f"This file shows none of the findings, in {_sources(screening)} as of {screening.as_of}."
    if not screening.findings:
        subject = f"No information found that links any of {total.of:,} holdings to an indicator"
        return f"{subject}, in {_sources(screening)} as of {screening.as_of}."
    holdings = "holding has" if total.of == 1 else "holdings have" if total.holdings != 1 else "holdings has"
    bound = "at least " if total.unknown else ""
    split = f" ({percent(total.direct)} directly, {percent(total.through_funds)} through funds)" if total.through_funds else ""
    return f"{total.holdings:,} of {total.of:,} {holdings} a link to ask about: {bound}{percent(total.weight)} of the weight{split}."


def unassessed(rows: Iterable[Coverage]) -> tuple[str, ...]:
    """What could not be assessed, or only in part; kinds of which the same is said stand in one sentence."""
    kinds: dict[str, list[str]] = {}
    for row in rows:
        if row.assessed != "yes":
            kinds.setdefault(row.sentence.replace(row.kind, "\ufffc", 1), []).append(row.kind)
    return tuple(said.replace("\ufffc", _listed(names)) for said, names in kinds.items())


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def stale_by_date(rows: Iterable[Searched]) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """Lists older than 30 days: (date, age in days, titles), the oldest first."""
    found: dict[tuple[str, int], list[str]] = {}
    for row in rows:
        if row.stale:
            found.setdefault((row.date, row.age_days), []).append(row.title)
    return tuple((date, days, tuple(titles)) for (date, days), titles in sorted(found.items()))


def percent(fraction: Decimal | None) -> str:
    """A fraction in per cent with two decimals: "2.10 %"; None is "unknown", a trace is "< 0.01 %"."""
    if fraction is None:
        return _UNKNOWN
    if 0 < abs(fraction) < _SMALLEST:
        return "< 0.01 %"
    return f"{fraction * 100:,.2f} %"


def share(interval: tuple[Decimal, Decimal] | None) -> str:
    """An economic share with its interval; one figure where both ends are the same."""
    if interval is None:
        return _UNKNOWN
    low, high = (percent(end) for end in interval)
    return low if low == high else f"{low} – {high}"


def bracket(interval: tuple[float, float]) -> str:
    """Link confidence as the page shows it: "0.90–0.94"."""
    low, high = interval
    return f"{low:.2f}" if f"{low:.2f}" == f"{high:.2f}" else f"{low:.2f}–{high:.2f}"


def simulated(finding: Finding) -> str:
    """What a simulation of the links gives, where it says more than the bracket: ", 0.92 simulated"."""
    low, high = finding.confidence
    if finding.simulated is None or f"{low:.2f}" == f"{high:.2f}":
        return ""
    return f", {finding.simulated:.2f} simulated"


def severity_levels(finding: Finding) -> tuple[int | None, int | None, int | None]:
    """Scale, scope, irremediability."""
    return finding.severity.scale, finding.severity.scope, finding.severity.irremediability


def severity_words(finding: Finding) -> str:
    """Severity for those who do not see the bars."""
    names = ("scale", "scope", "irremediability")
    return ", ".join(
        f"{name} {_UNKNOWN if level is None else f'{level} of 4'}" for name, level in zip(names, severity_levels(finding), strict=True)
    )


def age(days: int) -> str:
    """An age in days, in words."""
    return "1 day" if days == 1 else f"{days:,} days"


def _line(holding: HoldingRef) -> tuple[object, ...]:
    """The line of the file that a holding is: for one in a fund's book, that book's line, however many ways lead to the book."""
    return (holding.via[-1], holding.name, holding.isin) if holding.via else (holding.member, holding.row)


def _sum(weights: Iterable[Decimal | None]) -> Decimal:
    """Sums in the order of size, so that the same set always gives the same digits."""
    return sum(sorted(weight for weight in weights if weight is not None), Decimal(0))


def _sources(screening: Screening) -> str:
    count = len(screening.searched)
    return "1 source" if count == 1 else f"{count} sources"
