"""Each company with a current finding, once: every way that leads to it, and what the ways weigh together."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct
from rich import box
from rich.table import Table
from rich.text import Text

from clew.model.screening import HoldingRef, Screening
from clew.render.terminal import words
from clew.report.figures import percent


class Held(Struct, frozen=True):
    """A company and how it is held.

    Attributes:
        entity_id, name, name_zh: which company.
        indicators: codes of its current findings, sorted.
        ways: the lines, and the members and funds on the way to them, by which it is held; the heaviest first.
    """

    entity_id: str
    name: str
    name_zh: str
    indicators: tuple[str, ...]
    ways: tuple[HoldingRef, ...]

    @property
    def weight(self) -> Decimal | None:
        """The known weights of all ways added up; None where none is known."""
        known = [way.weight for way in self.ways if way.weight is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def unknown(self) -> int:
        """Ways whose weight is not known."""
        return sum(way.weight is None for way in self.ways)

    @property
    def said(self) -> str:
        """The weight as a reader sees it."""
        return f"at least {percent(self.weight)}" if self.unknown and self.weight is not None else percent(self.weight)


def is_rolled_up(screening: Screening) -> bool:
    """Whether several portfolios were screened as one."""
    return any(finding.holding.member for finding in screening.findings)


def companies(screening: Screening) -> tuple[Held, ...]:
    """The companies of the current findings, the heaviest first."""
    ways: dict[str, dict[HoldingRef, None]] = {}
    codes: dict[str, set[str]] = {}
    names = {}
    for finding in screening.findings:
        ways.setdefault(finding.entity_id, {})[finding.holding] = None
        codes.setdefault(finding.entity_id, set()).add(finding.indicator.code)
        names[finding.entity_id] = (finding.company, finding.company_zh)
    found = [Held(one, *names[one], tuple(sorted(codes[one])), tuple(sorted(ways[one], key=_heaviest))) for one in ways]
    return tuple(sorted(found, key=lambda one: (-(one.weight or 0), one.name, one.entity_id)))


def companies_document(screening: Screening) -> list[dict[str, Any]]:
    """The companies as the JSON contract has them: weights are fractions, null is unknown."""
    return [
        {
            "entity_id": one.entity_id,
            "company": one.name,
            "company_zh": one.name_zh,
            "weight": _fraction(one.weight),
            "weights_unknown": one.unknown,
            "indicators": list(one.indicators),
            "ways": [
                {"member": way.member, "via": list(way.via), "row": way.row, "name": way.name, "weight": _fraction(way.weight)}
                for way in one.ways
            ],
        }
        for one in companies(screening)
    ]


def companies_table(held: Sequence[Held]) -> Table:
    """The companies on the terminal: what they weigh in all, and below each the ways to it."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    table.add_column("Company, and how it is held", ratio=4)
    table.add_column("Weight", justify="right", no_wrap=True)
    table.add_column("Indicators", ratio=2)
    for one in held:
        lines = [f"{' → '.join((*way.way, way.name))}, {percent(way.weight)}" for way in one.ways]
        told = [part for line in lines for part in ("\n  ", words(line, "dim"))]
        table.add_row(Text.assemble(words(one.name), *told), one.said, ", ".join(one.indicators))
    return table


def _heaviest(way: HoldingRef) -> tuple[object, ...]:
    return (-(way.weight or 0), way.way, way.row, way.name)


def _fraction(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 12)
