"""Weight reached: a way to a holding counts once for each indicator."""

from decimal import Decimal

from msgspec.structs import replace

from clew.assess.reach import reach
from tests.report.sample import FIRST, SECOND


def test_several_threads_of_one_holding_count_once() -> None:
    (row,) = reach((FIRST, replace(FIRST, id="f9", also=0)))
    assert (row.holdings, row.direct, row.through_funds) == (1, Decimal("0.021"), Decimal(0))


def test_indicators_stand_by_weight_and_funds_apart() -> None:
    assert [(row.indicator, row.direct, row.through_funds) for row in reach((SECOND, FIRST))] == [
        ("FL-04", Decimal("0.021"), Decimal(0)),
        ("ST-01", Decimal(0), Decimal("0.004")),
    ]
