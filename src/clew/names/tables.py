"""Tables of names put together, written to a folder and opened again: arrays, and names that are parsed when they are asked for."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, overload

import numpy as np
from msgspec.structs import fields, replace
from numpy.typing import NDArray

from clew.names.coded import Spoken, Units, gathered
from clew.names.growing import Growing
from clew.names.pairs import Table, table_of
from clew.names.parsing import parse_name
from clew.names.parts import Name
from clew.names.texts import Texts
from clew.names.vocabulary import Vocabulary

_BOUNDS = frozenset({"at", "starts", "firsts", "ends", "lists"})
"""Fields of `Units` and `Spoken` that say where something begins, and not what it is."""
_BETWEEN = "-"


class Reread(Sequence[Name]):
    """Names that are parsed each time they are asked for: a million parsed ones take a gigabyte, and few are looked at."""

    __slots__ = ("known", "written")

    def __init__(self, written: Texts, known: Vocabulary) -> None:
        """Take the texts as they are."""
        self.written, self.known = written, known

    def __len__(self) -> int:
        """How many there are."""
        return len(self.written)

    @overload
    def __getitem__(self, at: int) -> Name: ...
    @overload
    def __getitem__(self, at: slice) -> list[Name]: ...
    def __getitem__(self, at: int | slice) -> Name | list[Name]:
        """One name, or several."""
        if isinstance(at, slice):
            return [parse_name(text, self.known) for text in self.written[at]]
        return parse_name(self.written[at], self.known)


class Joined:
    """Tables of names as one, added one after the other."""

    __slots__ = ("arrays", "names", "words")

    def __init__(self) -> None:
        """Begin with none."""
        self.arrays: dict[str, Growing] = {}
        self.names = 0
        self.words: dict[bytes, int] = {}

    def add(self, table: Table) -> None:
        """Add the names of a table to those that are there."""
        for name, array in _arrays(replace(table, spoken=_with_new_words(table.spoken, self.words))).items():
            growing = self.arrays.setdefault(name, Growing(array))
            if name.rpartition(_BETWEEN)[2] in _BOUNDS:
                growing.add_bounds(array)
            else:
                growing.add(array)
        self.names += len(table.han)

    def table(self, names: Sequence[Name]) -> Table:
        """The table of all, of which at least one was added, with these names, which are theirs in their order."""
        return _table(names, {name: growing.whole() for name, growing in self.arrays.items()})


def _with_new_words(spoken: Spoken, words: dict[bytes, int]) -> Spoken:
    """Names that say the words that are there, by their numbers, and those of their own words that are not there yet, which are added."""
    before = len(words)
    told = (spoken.renderings[begin:end].tobytes() for begin, end in pairwise(spoken.ends.tolist()))
    numbers = np.array([words.setdefault(word, len(words)) for word in told], np.int32)
    letters, ends = gathered(spoken.ends, np.flatnonzero(numbers >= before))
    return spoken._replace(renderings=spoken.renderings[letters], ends=ends, says=numbers[spoken.says])


def joined_tables(tables: Iterable[Table], names: Sequence[Name]) -> Table:
    """Tables, at least one, as one with these names, which are theirs in their order."""
    joined = Joined()
    for one in tables:
        joined.add(one)
    return joined.table(names)


def save_table(folder: Path, table: Table, written: Texts) -> None:
    """Write a table, and its names as they are written, into a folder that is there."""
    for name, array in _arrays(table).items():
        np.save(folder / f"{name}.npy", array)
    save_texts(folder, "written", written)


def load_table(folder: Path, known: Vocabulary) -> tuple[Table, Texts]:
    """A table that was written, and its names as they are written; files are read where they are needed.

    Raises:
        OSError, ValueError: a file is missing or damaged.
    """
    written = load_texts(folder, "written")
    names = _arrays(table_of((), known))
    table = _table(Reread(written, known), {name: opened(folder, name) for name in names})
    counts = {len(array) for name, array in _arrays(table).items() if _BETWEEN not in name}
    if counts | {len(table.units.starts) - 1, len(table.spoken.starts) - 1} != {len(written)}:
        raise ValueError("its files are not of one index")
    return table, written


def save_texts(folder: Path, name: str, texts: Texts) -> None:
    """Write texts into a folder that is there."""
    np.save(folder / f"{name}.npy", texts.data)
    np.save(folder / f"{name}_ends.npy", texts.ends)


def load_texts(folder: Path, name: str) -> Texts:
    """Texts that were written.

    Raises:
        OSError, ValueError: a file is missing or damaged.
    """
    return Texts(opened(folder, name), opened(folder, f"{name}_ends"))


def opened(folder: Path, name: str) -> NDArray[Any]:
    """An array that was written, read where it is needed; a copy on write, since what was compiled for arrays of memory takes no others."""
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="c"))


def _arrays(table: Table) -> dict[str, NDArray[Any]]:
    """The arrays of a table by their names, those of words as `units-letters`; what else a table has, it has of each name."""
    found: dict[str, NDArray[Any]] = {}
    for field in fields(table):
        value = getattr(table, field.name)
        if isinstance(value, np.ndarray):
            found[field.name] = value
        elif isinstance(value, Units | Spoken):
            found |= {f"{field.name}{_BETWEEN}{name}": array for name, array in value._asdict().items()}
    return found


def _table(names: Sequence[Name], arrays: Mapping[str, NDArray[Any]]) -> Table:
    """The table of such arrays."""
    own = {name: array for name, array in arrays.items() if _BETWEEN not in name}
    units = Units(**{name: arrays[f"units{_BETWEEN}{name}"] for name in Units._fields})
    return Table(names, units, Spoken(**{name: arrays[f"spoken{_BETWEEN}{name}"] for name in Spoken._fields}), **own)
