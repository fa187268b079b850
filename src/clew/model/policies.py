"""Policies in a list, and what a change of policy does to the findings of a portfolio."""

from msgspec import Struct

GAINED, LOST, CHANGED = "gained", "lost", "changed"


class Listed(Struct, frozen=True):
    """A policy in the list.

    Attributes:
        name: by which commands find it.
        id, version, sha256, title: as it says itself; "" where its file is malformed.
        where: its file, "the ledger" for a version that was put in force, or "ships with clew".
        in_force: whether it is the one in force.
        used: when and by whom it was put in force last, or "".
        fault: why it cannot be read, or "".
    """

    name: str
    id: str
    version: str
    sha256: str
    title: str
    where: str
    in_force: bool
    used: str
    fault: str = ""


class Moved(Struct, frozen=True):
    """A finding that only one of two policies makes, or that they make otherwise.

    Attributes:
        kind: `gained`, `lost` or `changed`.
        path: the kinds of its links, from the portfolio on; by the second policy where that makes it.
        changes: what is other: key, by the first policy, by the second.
        sentence: what is said of it, by the policy that makes it.
        export: False where a source's terms keep it in this workspace.
    """

    kind: str
    row: int
    holding: str
    company: str
    indicator: str
    section: str
    path: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]
    sentence: str
    export: bool


class Effect(Struct, frozen=True):
    """What a change of policy does to one portfolio: its name, the clocks, the findings that move, and how many stay."""

    portfolio: str
    as_of: str
    known: str
    moved: tuple[Moved, ...]
    unchanged: int
