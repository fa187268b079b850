from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from clew.values.plain import asdict


class Pair(NamedTuple):
    left: str
    right: str


class Leaf(Struct, frozen=True):
    day: date
    share: Decimal
    at: datetime


class Tree(Struct, frozen=True):
    name: str
    leaves: tuple[Leaf, ...]
    named: dict[str, Leaf]
    pairs: list[Pair]
    none: Leaf | None = None


LEAF = Leaf(date(2026, 11, 28), Decimal("0.10"), datetime(2026, 11, 28, 9, 30, tzinfo=UTC))
FLAT = {"day": LEAF.day, "share": LEAF.share, "at": LEAF.at}


def test_values_in_a_value_are_plain_at_any_depth_and_in_their_order() -> None:
    found = asdict(Tree("a", (LEAF, LEAF), {"b": LEAF}, [Pair("c", "d")]))
    assert found == {"name": "a", "leaves": (FLAT, FLAT), "named": {"b": FLAT}, "pairs": [("c", "d")], "none": None}
    assert list(found) == ["name", "leaves", "named", "pairs", "none"]


def test_days_times_and_exact_numbers_stay_what_they_are() -> None:
    found = asdict(LEAF)
    assert [type(value) for value in found.values()] == [date, Decimal, datetime]
    assert str(found["share"]) == "0.10"
