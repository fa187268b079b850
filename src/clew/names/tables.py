"""Tables of names put together, written to a folder and opened again: arrays, and names that are parsed when they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from clew.names.coded import Spoken, Units
from clew.names.pairs import Table
from clew.names.parsing import parse_name
from clew.names.parts import Name
from clew.names.texts import Texts, joined_bounds
from clew.names.vocabulary import Vocabulary

_BOUNDS = frozenset({"at", "starts", "firsts", "ends", "lists"})
"""Fields of `Units` and `Spoken` that say where something begins, and not what it is."""
Arrays = TypeVar("Arrays", Units, Spoken)


@dataclass(frozen=True, slots=True)
class Reread(Sequence[Name]):
    """Names that are parsed each time they are asked for: a million parsed ones take a gigabyte, and few are looked at."""

    written: Texts
    known: Vocabulary

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


def joined_tables(tables: Sequence[Table], names: Sequence[Name]) -> Table:
    """Tables, at least one, as one with these names, which are theirs in their order."""
    return Table(
        names,
        _joined([one.units for one in tables]),
        _joined([one.spoken for one in tables]),
        np.concatenate([one.han for one in tables]),
        np.concatenate([one.little for one in tables]),
    )


def save_table(folder: Path, table: Table, written: Texts) -> None:
    """Write a table, and its names as they are written, into a folder that is there."""
    fields = {f"units_{name}": array for name, array in table.units._asdict().items()}
    fields |= {f"spoken_{name}": array for name, array in table.spoken._asdict().items()}
    fields |= {"han": table.han, "little": table.little}
    for name, array in fields.items():
        np.save(folder / f"{name}.npy", array)
    save_texts(folder, "written", written)


def load_table(folder: Path, known: Vocabulary) -> tuple[Table, Texts]:
    """A table that was written, and its names as they are written; files are read where they are needed.

    Raises:
        OSError, ValueError: a file is missing or damaged.
    """
    written = load_texts(folder, "written")
    units = Units(*(opened(folder, f"units_{name}") for name in Units._fields))
    said = Spoken(*(opened(folder, f"spoken_{name}") for name in Spoken._fields))
    table = Table(Reread(written, known), units, said, opened(folder, "han"), opened(folder, "little"))
    if {len(table.han), len(table.little), len(units.starts) - 1, len(said.starts) - 1} != {len(written)}:
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


def _joined(parts: Sequence[Arrays]) -> Arrays:
    """Arrays of several tables as one."""
    fields = {field: _put(field, [getattr(part, field) for part in parts]) for field in parts[0]._fields}
    return parts[0]._replace(**fields)


def _put(field: str, arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """One field of several tables."""
    return joined_bounds(arrays) if field in _BOUNDS else np.concatenate(arrays)
