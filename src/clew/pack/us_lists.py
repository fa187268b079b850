"""How lists of the United States are read: grounds that a whole notice or list gives, and labels of identifiers."""

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, collect, read, section


class Ground(Struct, frozen=True):
    """Entries of a list that have one ground.

    Attributes:
        list: trade.gov's code of the list.
        ground: `xuar_forced_labour`, `minority_surveillance`, `military` or `other`.
        notice: id of the notice that gives it, "" where none is told apart; `note`: its words, and where they were read.
        cites, number, since: which entries: a page that they cite, their number, their listing day; all "" for the whole list.
    """

    list: str
    ground: str
    notice: str
    note: str
    cites: str = ""
    number: str = ""
    since: str = ""


class Identifier(Struct, frozen=True):
    """A label of an identifier, the property that it becomes, and the whole pattern of its values ("" for any)."""

    label: str
    prop: str
    pattern: str = ""


class UsLists(Struct, frozen=True):
    """Both, in the file's order: the first ground that fits decides."""

    grounds: tuple[Ground, ...]
    identifiers: tuple[Identifier, ...]


_GROUNDS = ("xuar_forced_labour", "minority_surveillance", "military", "other")


def load_us_lists(place: Traversable = PACKS / "lists" / "us.toml") -> UsLists:
    """Read the pack.

    Raises:
        PackError: the file is missing, malformed, or contradicts itself; all faults are named.
    """
    where, faults = str(place), list[Fault]()
    content = read(place)
    found = UsLists(
        collect(Ground, section(content, "ground", where, faults), where, faults),
        collect(Identifier, section(content, "identifier", where, faults), where, faults),
    )
    faults += [Fault(what, "Mend it.", where) for what in _odd(found)]
    if faults:
        raise PackError(*faults)
    return found


def _odd(found: UsLists) -> Iterator[str]:
    """Grounds that are none or say nothing of why, and labels that stand twice or have no pattern."""
    for row in found.grounds:
        if row.ground not in _GROUNDS:
            yield f"unknown ground “{row.ground}”"
        if not row.note:
            yield f"the ground of {row.list} {row.cites or row.number or row.since} has no note"
        if sum(map(bool, (row.cites, row.number, row.since))) > 1:
            yield f"the ground of {row.list} {row.cites or row.number} names entries in two ways"
    labels = [one.label for one in found.identifiers]
    yield from (f"the label “{label}” stands twice" for label in sorted({label for label in labels if labels.count(label) > 1}))
    for one in found.identifiers:
        try:
            re.compile(one.pattern)
        except re.error as error:
            yield f"the pattern of “{one.label}” is none ({error})"
