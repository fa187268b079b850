"""What a company's name is made of."""

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What a part of a name says."""

    # An enumeration's own hash is a function of Python, and kinds are looked up for every word of every name.
    __hash__ = str.__hash__

    PLACE = "place"
    BRAND = "brand"
    ACTIVITY = "activity"
    ENTITY = "entity"
    NUMBER = "number"
    FORM = "form"
    FILLER = "filler"


class Script(StrEnum):
    """What a name is written in."""

    LATIN = "latin"
    HAN = "han"
    MIXED = "mixed"
    NONE = "none"


class Part(Struct, frozen=True, gc=False):
    """One part of a name.

    Attributes:
        kind: what it says.
        text: as it stands in the name's plain text; a Chinese part in simplified characters.
        key: under which different spellings of it meet: a place's first English name, the word of an activity, the class of a legal form,
            pinyin of a Chinese brand.
        renderings: of a Chinese part, the English words that say it, each a tuple of words, the most usual first; not its pinyin.
        syllables: of a Chinese part, pinyin of each character.
    """

    kind: Kind
    text: str
    key: str
    renderings: tuple[tuple[str, ...], ...] = ()
    syllables: tuple[str, ...] = ()


class Name(Struct, frozen=True, gc=False):
    """A company's name and its parts, in the order in which they stand.

    Attributes:
        written: as it was given.
        plain: in plain letters, see `clew.names.text.plain`.
        script: what the part that counts is written in.
        parts: what it is made of; empty where nothing can be read.
    """

    written: str
    plain: str
    script: Script
    parts: tuple[Part, ...]

    def of(self, *kinds: Kind) -> tuple[Part, ...]:
        """The parts of some kinds."""
        return tuple(part for part in self.parts if part.kind in kinds)
