"""An index beside a Parquet file: its rows once more, laid out so that a few of them are found without reading many.

A page of a Parquet file is read whole, and five hundred companies that lie apart are on as many pages. Here each column of whole numbers is
a file of numbers that are equally wide, mapped into memory; a key of whole numbers is sought in it by halves. A key of texts is a file of
all of them, each between bytes that no UTF-8 has, and beside it the first text of every block: so a text is told by itself, not by a hash.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from clew.engine.indexed import Given

Whole = NDArray[np.int64]
Numbers = NDArray[np.int8] | NDArray[np.int16] | NDArray[np.int32] | NDArray[np.int64]

_WIDTHS = (np.int8, np.int16, np.int32, np.int64)
_BETWEEN = b"\xff"
_BLOCK, _FETCHED = 128, 2048
"""Texts in a block: they are looked through about as fast as the block is found; and how many are fetched at a time."""
_FORM = [1, _BLOCK]
"""How an index is laid out: one that is laid out in another way is none."""
_TEXTS, _FIRSTS, _STARTS, _SIZES = "texts", "firsts", "starts", "sizes"


def make_index(connection: DuckDBPyConnection, path: str, key: str, folder: Path) -> None:
    """Fill a folder with the index of a Parquet file, whose path is a SQL text: a column at a time, and texts as they come.

    Raises:
        AssertionError: the file is not ordered by the key, or has what no index can have; that is a fault of clew, not of the data.
    """
    rows = f"FROM read_parquet({path}, hive_partitioning = false)"
    for column, kind, *_ in connection.execute(f"DESCRIBE SELECT * {rows}").fetchall():
        told = connection.execute(f'SELECT "{column}" {rows}')
        if column == key and kind == "VARCHAR":
            write_texts(folder, _cells(told))
        else:
            write_numbers(folder, column, told.fetchnumpy()[column], ordered=column == key)
    finish(folder)


def finish(folder: Path) -> None:
    """Say of what files the index is made, and how large they are: one that is not so is none."""
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    (folder / _SIZES).write_text(json.dumps({"form": _FORM, "sizes": sizes}), encoding="utf-8")


def _cells(told: DuckDBPyConnection) -> Iterator[list[str]]:
    """The cells of a query's one column, some at a time."""
    while rows := told.fetchmany(_FETCHED):
        yield [text for (text,) in rows]


def write_numbers(folder: Path, column: str, numbers: Whole, *, ordered: bool) -> None:
    """Write a column of whole numbers, as narrow as they are.

    Raises:
        AssertionError: it is to be ordered and is not, or something is unknown; that is a fault of clew, not of the data.
    """
    if np.ma.is_masked(numbers) or (ordered and bool(np.any(numbers[1:] < numbers[:-1]))):
        message = f"{column} is not in order, or not known everywhere"
        raise AssertionError(message)
    least, most = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
    width = next(one for one in _WIDTHS if np.iinfo(one).min <= least and most <= np.iinfo(one).max)
    # An order of bytes that is said, so that a workspace can be moved.
    kept = np.asarray(numbers).astype(np.dtype(width).newbyteorder("<"))
    kept.tofile(folder / f"{column}.i{kept.itemsize}")


def write_texts(folder: Path, parts: Iterable[Sequence[str]]) -> None:
    """Write the texts of a key, which come in order, some at a time.

    Raises:
        AssertionError: they do not; that is a fault of clew, not of the data.
    """
    firsts, starts, last = list[bytes](), list[int](), b""
    with (folder / _TEXTS).open("wb") as file:
        for block in _blocks(parts):
            if block != sorted(block) or block[0] < last:
                message = f"the texts of {folder.name} are not in order"
                raise AssertionError(message)
            firsts.append(block[0])
            starts.append(file.tell())
            file.write(_BETWEEN + _BETWEEN.join(block))
            last = block[-1]
        starts.append(file.tell())
        file.write(_BETWEEN)
    (folder / _FIRSTS).write_bytes(_BETWEEN.join(firsts))
    np.array(starts, "<i8").tofile(folder / _STARTS)


def _blocks(parts: Iterable[Sequence[str]]) -> Iterator[list[bytes]]:
    """Texts in blocks of the same size, but for the last."""
    left = list[bytes]()
    for part in parts:
        left += [text.encode() for text in part]
        whole = len(left) - len(left) % _BLOCK
        yield from (left[at : at + _BLOCK] for at in range(0, whole, _BLOCK))
        left = left[whole:]
    if left:
        yield left


class Rows(NamedTuple):
    """Rows that were found: the places of the keys among those that were asked for, and of the rows in the file."""

    asked: Whole
    rows: Whole


class _Texts(NamedTuple):
    """The key, where it is a text: the texts themselves, the first of each block, and where each block begins."""

    texts: mmap
    firsts: Sequence[bytes]
    starts: Sequence[int]

    def find(self, asked: Sequence[str]) -> Rows:
        """See `Index.find`."""
        found = [self._rows(text.encode()) for text in asked]
        rows = np.array([row for own in found for row in own], np.int64)
        return Rows(np.repeat(np.arange(len(found)), [len(own) for own in found]), rows)

    def _rows(self, text: bytes) -> range:
        """The rows of a text: they begin in the last block that begins with a smaller one, or with the next block."""
        sought, after = _BETWEEN + text + _BETWEEN, bisect_left(self.firsts, text)
        before = max(after - 1, 0)
        start = self.starts[before]
        near = self.texts[start : self.starts[after] + len(sought)]
        place = near.find(sought)
        if place < 0:
            return range(0)
        first, many, again = before * _BLOCK + near.count(_BETWEEN, 0, place), 1, start + place + len(sought) - 1
        while self.texts[again : again + len(sought)] == sought:
            many, again = many + 1, again + len(sought) - 1
        return range(first, first + many)


class Index(NamedTuple):
    """An index that is open: its columns of whole numbers, and the key."""

    columns: Mapping[str, Numbers]
    key: str
    texts: _Texts | None

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return max((len(column) for column in self.columns.values()), default=0)

    def find(self, asked: Sequence[str] | Sequence[int]) -> Rows:
        """Every row whose key is one of those that are asked for, each of which is asked for once."""
        if self.texts is not None:
            return self.texts.find([str(text) for text in asked])
        key, wanted = self.columns[self.key], np.asarray(asked, np.int64)
        width = np.iinfo(key.dtype)
        fitting = np.flatnonzero((wanted >= width.min) & (wanted <= width.max))
        # In order, so that each search goes on near the one before.
        fitting = fitting[np.argsort(wanted[fitting])]
        # Of another width than the key's, all keys would be made as wide first.
        sought = wanted[fitting].astype(key.dtype)
        first = np.searchsorted(key, sought, "left")
        # Most keys are in few files.
        there = np.flatnonzero(key[np.minimum(first, len(key) - 1)] == sought) if len(key) else np.zeros(0, np.int64)
        first = first[there]
        many = np.searchsorted(key, sought[there], "right") - first
        return Rows(np.repeat(fitting[there], many), np.repeat(first - np.cumsum(many) + many, many) + np.arange(many.sum()))

    def read(self, asked: Sequence[str] | Sequence[int]) -> dict[str, NDArray[np.generic]]:
        """Column → its cells in the rows that are found, the key among them."""
        found = self.find(asked)
        cells: dict[str, NDArray[np.generic]] = {name: column[found.rows].astype(np.int64) for name, column in self.columns.items()}
        return cells if self.texts is None else {self.key: np.array(asked, object)[found.asked], **cells}


def read_each(indices: Sequence[Index], asked: Sequence[str] | Sequence[int]) -> Given:
    """See `clew.engine.indexed.rows_of`; whole numbers become wide."""
    found = [index.read(asked) for index in indices]
    joined = {column: np.concatenate([cells[column] for cells in found]) for column in found[0]}
    return {column: ("VARCHAR" if cells.dtype == object else "BIGINT", cells) for column, cells in joined.items()}


def open_index(folder: Path, key: str) -> Index | None:
    """The index of a file by a key; None where there is none, or not all of it."""
    try:
        told = json.loads((folder / _SIZES).read_text(encoding="utf-8"))
        sizes = {str(name): int(size) for name, size in told["sizes"].items()}
        if told["form"] != _FORM or any((folder / name).stat().st_size != size for name, size in sizes.items()):
            return None
        columns = {Path(name).stem: _mapped(folder / name) for name in sizes if Path(name).suffix}
        return Index(columns, key, _texts(folder) if _TEXTS in sizes else None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):  # no file, or one of which only a part is there
        return None


def _mapped(path: Path) -> Numbers:
    """A column of numbers, whose width is the end of the file's name."""
    if not path.stat().st_size:
        return np.zeros(0, np.int64)
    with path.open("rb") as file:
        mapped: Numbers = np.frombuffer(mmap(file.fileno(), 0, access=ACCESS_READ), f"<{path.suffix[1:]}")
        return mapped


def _texts(folder: Path) -> _Texts:
    """The texts of a key."""
    with (folder / _TEXTS).open("rb") as file:
        texts = mmap(file.fileno(), 0, access=ACCESS_READ)
    # Of numpy's own numbers each that is looked at would be made first.
    starts, firsts = np.fromfile(folder / _STARTS, "<i8").tolist(), (folder / _FIRSTS).read_bytes()
    return _Texts(texts, firsts.split(_BETWEEN)[: len(starts) - 1], starts)
