"""Records of invented companies for tests of ownership: one letter each, shares as fractions in words."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import count

from clew.model.ownership import Band, Interest, Problem
from clew.ownership.network import Network
from clew.ownership.stakes import read_network
from clew.pack.ownership import load_ownership_rules

RULES = load_ownership_rules()
_NUMBERS = count(1)


def owns(owner: str, asset: str, low: str = "", high: str | None = None, **more: str) -> Interest:
    """That an owner holds a share, "" for one that nobody tells; `high` where it is a band."""
    said = {"share_low": low, "share_high": low if high is None else high, "dataset": "a register", **more}
    return Interest(interest_id=f"record-{next(_NUMBERS):05d}", owner=owner, asset=asset, **said)


def network(*interests: Interest) -> Network:
    return read_network(interests, RULES)[0]


def problems(*interests: Interest) -> list[tuple[str, tuple[str, ...]]]:
    """Kinds of problems, and whom they are about."""
    return [(one.kind, one.about) for one in told(*interests)]


def told(*interests: Interest) -> tuple[Problem, ...]:
    return read_network(interests, RULES)[1]


def exactly(text: str) -> Band:
    return Band(Fraction(text), Fraction(text))


def between(low: str, high: str) -> Band:
    return Band(Fraction(low), Fraction(high))


def ends(bands: Iterable[Band | None]) -> list[tuple[Fraction, Fraction] | None]:
    """Both ends of bands, whether or not they are told."""
    return [None if one is None else (one.low, one.high) for one in bands]
