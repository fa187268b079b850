"""The shipped tables, to be broken on purpose: one change to one table of one source."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from clew.errors import Fault, UnexpectedContentError
from clew.model.claim import Claim
from clew.sources.reading.tables import Tables
from clew.sources.starter import SHIPPED, StarterSource, starter_sources

Rows = list[list[str]]
STARTER: dict[str, StarterSource] = {one.source.dataset: one for one in starter_sources()}


class Place(NamedTuple):
    """A table of a source."""

    dataset: str
    table: str


TABLES = [Place(source.dataset, name) for source in SHIPPED for name in STARTER[source.dataset].tables.files]


def content(place: Place) -> Rows:
    """Head and rows of a shipped table."""
    return list(csv.reader(io.StringIO(STARTER[place.dataset].tables.files[place.table].decode())))


def written(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as a file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def read_changed(place: Place, change: Callable[[Rows], object]) -> list[Claim]:
    """The claims of a source after a change to the rows of one table."""
    rows = content(place)
    change(rows)
    starter = STARTER[place.dataset]
    return list(starter.read(Tables(place.dataset, {**starter.tables.files, place.table: written(rows)})))


def as_it_is(_: Rows) -> None:
    """No change."""


def faults_of(place: Place, change: Callable[[Rows], object]) -> tuple[Fault, ...]:
    """What the reader says against the changed table."""
    with pytest.raises(UnexpectedContentError) as caught:
        read_changed(place, change)
    assert all(fault.what and fault.mend and fault.file for fault in caught.value.faults)
    return caught.value.faults


def put(line: int, column: str, cell: str) -> Callable[[Rows], None]:
    """The change of one cell; `line` is that of a table whose cells hold no line breaks."""

    def change(rows: Rows) -> None:
        rows[line - 1][rows[0].index(column)] = cell

    return change
