"""Lines of goods: which goods go into which, so that a path of supply follows one product."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cached_property
from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, collect, once, read, section

ANYTHING = "*"
"""In `feeds`: goods that are used in almost anything."""
_CODE = re.compile("[0-9]{2}([0-9]{2}){0,2}")
_MOST = 250


class Continuity(Enum):
    """Whether goods that a company buys may be in those that it sells."""

    COMPATIBLE = "compatible"
    UNKNOWN = "unknown"
    BROKEN = "broken"


class GoodsLine(Struct, frozen=True):
    """A line of goods.

    Attributes:
        hs: prefixes of codes of the Harmonized System, of two, four or six digits.
        words: words in lower case by which lists and manifests name the goods.
        feeds: lines whose goods are made from this one's, in a step; `ANYTHING` where they are used in almost anything.
    """

    id: str
    name: str
    hs: list[str]
    words: list[str]
    feeds: list[str]


class _Head(Struct, frozen=True):
    """What the pack says besides its lines."""

    id: str
    version: str
    title: str


class Goods(Struct, frozen=True, dict=True):
    """A pack of lines of goods; `text` is the file's own, part of every key."""

    id: str
    version: str
    title: str
    lines: tuple[GoodsLine, ...]
    text: str

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Line → its number in a plan, from 1; 0 is unknown."""
        return {line.id: at for at, line in enumerate(self.lines, start=1)}

    @cached_property
    def named(self) -> Mapping[str, str]:
        """Line → its name."""
        return {line.id: line.name for line in self.lines}

    @cached_property
    def _fed(self) -> Mapping[str, frozenset[str]]:
        """Line → itself and all lines that it feeds, in however many steps."""
        direct = {line.id: {one for one in line.feeds if one != ANYTHING} for line in self.lines}
        found: dict[str, frozenset[str]] = {}
        for line in direct:
            seen, open_lines = {line}, [line]
            while open_lines:
                fresh = direct[open_lines.pop()] - seen
                seen |= fresh
                open_lines += fresh
            found[line] = frozenset(seen)
        return found

    @cached_property
    def _general(self) -> frozenset[str]:
        return frozenset(line.id for line in self.lines if ANYTHING in line.feeds)

    def between(self, bought: str, sold: str) -> Continuity:
        """Whether goods of the line `bought` may be in goods of the line `sold`; "" is a line that is not known."""
        if bought and sold and sold in self._fed[bought]:
            return Continuity.COMPATIBLE
        if not bought or not sold or bought in self._general or sold in self._general:
            return Continuity.UNKNOWN
        return Continuity.BROKEN


@once
def load_goods(place: Traversable = PACKS / "goods" / "lines.toml") -> Goods:
    """Read the lines.

    Raises:
        PackError: the file is missing or malformed, or its lines contradict one another; all faults are named.
    """
    content, where = read(place), str(place)
    faults: list[Fault] = []
    lines = collect(GoodsLine, section(content, "line", where, faults), where, faults)
    head = collect(_Head, [{key: value for key, value in content.items() if key != "line"}], where, faults)
    faults += [Fault(what, "Mend the pack.", where) for what in _contradictions(lines)]
    if faults:
        raise PackError(*faults)
    return Goods(head[0].id, head[0].version, head[0].title, lines, place.read_text(encoding="utf-8"))


def _contradictions(lines: tuple[GoodsLine, ...]) -> Iterator[str]:
    """What the lines say against each other."""
    names = [line.id for line in lines]
    for what, keys in (
        ("line", names),
        ("code", [code for line in lines for code in line.hs]),
        ("word", [word for line in lines for word in line.words]),
    ):
        yield from (f"the {what} “{key}” stands twice" for key, count in sorted(Counter(keys).items()) if count > 1)
    for line in lines:
        yield from (f"{line.id} feeds “{one}”, which is no line" for one in line.feeds if one not in {*names, ANYTHING})
        yield from (f"{line.id}: “{code}” is no prefix of two, four or six digits" for code in line.hs if not _CODE.fullmatch(code))
        yield from (f"{line.id}: “{word}” is not in lower case with single spaces" for word in line.words if not _plain(word))
    if len(lines) > _MOST:
        yield f"there are {len(lines)} lines, and a plan numbers at most {_MOST}"


def _plain(word: str) -> bool:
    return bool(word) and word == " ".join(word.lower().split())
