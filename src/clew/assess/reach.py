"""Reach: how much of the portfolio's weight each indicator reaches."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from clew.model.screening import Finding, Reach

_ZERO = Decimal(0)


def reach(findings: Sequence[Finding]) -> tuple[Reach, ...]:
    """Weight reached by each indicator; a way to a holding counts once, however many threads lead on from it."""
    ways: dict[str, dict[tuple[str, int, tuple[str, ...], str], Decimal]] = defaultdict(dict)
    titles = {}
    for finding in findings:
        holding = finding.holding
        ways[finding.indicator.code][holding.member, holding.row, holding.via, finding.entity_id] = holding.weight or _ZERO
        titles[finding.indicator.code] = finding.indicator.title
    found = [
        Reach(
            code,
            titles[code],
            len(weights),
            sum((weight for (_, _, via, _), weight in weights.items() if not via), _ZERO),
            sum((weight for (_, _, via, _), weight in weights.items() if via), _ZERO),
        )
        for code, weights in ways.items()
    ]
    return tuple(sorted(found, key=lambda one: (-(one.direct + one.through_funds), one.indicator)))
