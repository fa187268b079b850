"""What a build made: the stages of a release, as they lie among the caches."""

from typing import NamedTuple

from msgspec import Struct


class Table(NamedTuple):
    """A table of a stage, with its rows."""

    name: str
    rows: int


class BuiltStage(Struct, frozen=True):
    """A stage as it was built.

    Attributes:
        name: of the stage.
        key: under which it lies among the caches: a hash over everything that it is a function of.
        kept: whether it was there already.
        seconds: that it took to compute and keep, or to find.
        tables: its tables.
    """

    name: str
    key: str
    kept: bool
    seconds: float
    tables: tuple[Table, ...]


class Built(Struct, frozen=True):
    """What was built.

    Attributes:
        engine: what computed it, as a person names it.
        as_of: the day in the world (ISO).
        known: the day until which was retrieved what was read (ISO).
        sources: how many sources were read.
        claims: how many claims they have.
        stages: in order.
        seconds: of the whole, the engine's start included.
    """

    engine: str
    as_of: str
    known: str
    sources: int
    claims: int
    stages: tuple[BuiltStage, ...]
    seconds: float
