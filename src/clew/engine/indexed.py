"""Where the index of a Parquet file stands, and what it is able to do; its arrays are loaded with the first one that is there."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, TypeAlias

_ARRAYS = "clew.engine.index_arrays"

Given: TypeAlias = Mapping[str, tuple[str, object]]
"""Column → its type, and an array of its cells."""


class Index(Protocol):
    """An index that is open."""

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        ...


def index_of(path: Path, key: str) -> Path:
    """The folder of the index of a Parquet file by one of its columns."""
    return path.with_name(f"{path.stem}.by-{key}")


def index_at(path: Path, key: str) -> Index | None:
    """The index of a Parquet file by one of its columns; None where there is none, or not all of it."""
    folder = index_of(path, key)
    index: Index | None = import_module(_ARRAYS).open_index(folder, key) if folder.exists() else None
    return index


def rows_of(indices: Sequence[Index], asked: Sequence[object]) -> Given:
    """The rows of some files whose key is one of those that are asked for, each of which is asked for once."""
    given: Given = import_module(_ARRAYS).read_each(indices, asked)
    return given


def make_index(connection: object, path: str, key: str, folder: Path) -> None:
    """Fill a folder with the index of a Parquet file, which is read through a connection of DuckDB; the path is a SQL text."""
    import_module(_ARRAYS).make_index(connection, path, key, folder)
