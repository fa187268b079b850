"""Reads the packs that are lists of words alone, each compared with a name in lower case with single spaces."""

from collections import Counter
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import fields

from clew.errors import Fault, PackError
from clew.pack.toml import fill, read

S = TypeVar("S", bound=Struct)


def load_word_lists(kind: type[S], place: Traversable) -> S:
    """The one value of `kind`, a `Struct` whose fields are all lists of words, that a file holds.

    Raises:
        PackError: the file is missing or malformed, a word stands twice in a list, or no name could hold it; all faults are named.
    """
    where = str(place)
    words = fill(kind, [read(place)], where)[0]
    keys = [field.name for field in fields(kind)]
    faults = [Fault(what, "Mend it.", where, column=key) for key in keys for what in _odd(getattr(words, key))]
    if faults:
        raise PackError(*faults)
    return words


def _odd(words: list[str]) -> Iterator[str]:
    """Words that stand twice, and words that no name holds once it is in lower case with single spaces."""
    yield from (f"“{word}” stands twice" for word, count in Counter(words).items() if count > 1)
    yield from (f"“{word}” is not in lower case with single spaces" for word in words if word != " ".join(word.lower().split()) or not word)
