"""Whatever is done in whatever order, the ledger is whole and says what a list kept by hand would; what is altered in any row is found."""

import datetime as dt
import itertools
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from clew.errors import NotFoundError, RefusedError
from clew.ledger.overrides import WITHDRAWN
from clew.ledger.records import PolicyUse
from clew.ledger.store import STATES, Change, FetchRecord, LastScreened, Ledger, LiveSnapshot, OutputFile, Verdict
from clew.ledger.tables import metadata
from tests.ledger.conftest import Calendar, version

DAYS = [f"2026-11-0{number}" for number in range(1, 6)]
SNAPSHOTS = [
    LiveSnapshot(dataset, f"v{number}", published, retrieved, starter=number == 1)
    for dataset in ("uflpa", "bis")
    for number, published, retrieved in ((1, "2026-10-01", "2026-11-01"), (2, "2026-10-09", "2026-11-03"), (3, "2026-10-09", "2026-11-02"))
]
CLAIMS = ["c1", "c2", "c3"]

# Numbers that a database gives; nothing outside of it names them, but for those of judgements, which the event of an undoing names.
NUMBERS = {"member_id", "screened_id", "override_id", "judgement_id", "state_id", "correction_id", "fetch_id", "watch_id", "use_id"}

Act = tuple[str, int, int]
Key = tuple[str, str]


class Mark(NamedTuple):
    """A mark as a list kept by hand would have it."""

    day: str
    key: Key
    state: str


class ByHand:
    """The ledger once more, without a database."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.day, self.count = DAYS[0], itertools.count()
        self.readable: dict[Key, tuple[int, LiveSnapshot]] = {}
        self.marks: list[Mark] = []
        self.value = ""

    def live(self, known: str) -> tuple[LiveSnapshot, ...]:
        newest = {mark.key: mark.state for mark in self.marks if mark.day <= known}
        gone = {key for key, state in newest.items() if state == "withdrawn"}
        found = sorted(
            (one.dataset, one.published, order, one.snapshot_id)
            for (dataset, snapshot_id), (order, one) in self.readable.items()
            if one.retrieved <= known and (dataset, "") not in gone and (dataset, snapshot_id) not in gone
        )
        last = {dataset: self.readable[dataset, snapshot_id][1] for dataset, _, _, snapshot_id in found}
        return tuple(last.values())


def go_live(ledger: Ledger, hand: ByHand, one: int, two: int) -> None:
    snapshot = SNAPSHOTS[(one * 3 + two) % len(SNAPSHOTS)]
    ledger.go_live([snapshot])
    hand.readable.setdefault((snapshot.dataset, snapshot.snapshot_id), (next(hand.count), snapshot))


def mark_source(ledger: Ledger, hand: ByHand, one: int, two: int) -> None:
    key = (("uflpa", "bis")[one % 2], ("", "v1", "v2", "v3")[two % 4])
    state = STATES[(one + two) % len(STATES)]
    ledger.mark_source(*key, state, "a notice")
    hand.marks.append(Mark(hand.day, key, state))


def purge(ledger: Ledger, hand: ByHand, one: int, two: int) -> None:
    dataset, snapshot_id = ("uflpa", "bis")[one % 2], f"v{1 + two % 3}"
    ledger.purge(dataset, [(snapshot_id, "0" * 64)], "a notice")
    hand.readable.pop((dataset, snapshot_id), None)


def write_output(ledger: Ledger, _: ByHand, one: int, two: int) -> None:
    ledger.record_outputs([OutputFile(f"/{one}.html", "html", "0" * 64, tuple(CLAIMS[: two % 4]))], {"as_of": "2026-11-01"})


def undo(ledger: Ledger, _: ByHand, one: int, __: int) -> None:
    try:
        ledger.judgements.undo([1 + one % 3], "a mistake")
    except NotFoundError:
        return


def say(ledger: Ledger, _: ByHand, one: int, two: int) -> None:
    """Take an override back: to confirm it wants a second person."""
    try:
        ledger.say_to_override(1 + one % 3, WITHDRAWN, f"{two}")
    except NotFoundError:
        return


def confirm(_: Ledger, hand: ByHand, one: int, two: int) -> None:
    """Say a word on a judgement, as a second person."""
    second = Ledger(hand.path, "Grace", lambda: dt.datetime.fromisoformat(f"{hand.day}T12:00:00+00:00"))
    try:
        said = second.judgements.unconfirm if two % 3 == 2 else second.judgements.confirm
        said([1 + one % 3], f"{two}")
    except (NotFoundError, RefusedError):
        return
    finally:
        second.close()


def set_mark(ledger: Ledger, hand: ByHand, one: int, _: int) -> None:
    hand.value = ("yes", "no")[one % 2]
    ledger.set_mark("commercial", hand.value)


ACTS: Mapping[str, Callable[[Ledger, ByHand, int, int], object]] = {
    "judge": lambda ledger, _, one, two: ledger.judgements.judge(f"isin:ZZ{one}", "uflpa:a", "same", f"{two}"),
    "judge all": lambda ledger, _, one, two: ledger.judgements.judge_all(
        [Verdict(f"isin:ZZ{at}", "uflpa:a", "different", f"{two}", "Grace", DAYS[0]) for at in range(1 + one % 2)]
    ),
    "confirm": confirm,
    "go live": go_live,
    "mark": mark_source,
    "purge": purge,
    "output": write_output,
    "undo": undo,
    "set": set_mark,
    "override": lambda ledger, _, one, two: ledger.propose_override(f"uflpa:{one}", "A mill", f"{two}", ""),
    "say": say,
    "correct": lambda ledger, _, one, two: ledger.record_correction("uflpa", CLAIMS[: one % 3], f"notice {two}", "", ""),
    "fetch": lambda ledger, _, one, two: ledger.record_fetch(
        FetchRecord("uflpa", "u", ("fetched", "unchanged", "failed")[one % 3], size=two)
    ),
    "watch": lambda ledger, hand, one, _: ledger.record_watch(hand.day, one),
    "portfolio": lambda ledger, _, one, two: ledger.portfolios.add(replace(version("f", f"p{one}"), file=f"{two}"), "f"),
    "rename": lambda ledger, _, one, __: ledger.portfolios.rename("f", f"name {one}"),
    "group": lambda ledger, _, one, two: ledger.portfolios.group("g", [Change("f", joins=one % 3 < 2, share=("", "0.5")[two % 2])]),
    "screened": lambda ledger, _, one, two: ledger.portfolios.record_screened(LastScreened(("", "g")[two % 2], "f", f"p{one}", "")),
    "policy": lambda ledger, _, one, two: ledger.policies.use(PolicyUse(f"p{one}", "1", f"{one}{two}", f"text {two}", "asked for")),
    "forget": lambda ledger, _, one, __: ledger.portfolios.forget(ledger.portfolios.versions()[:one], "asked for"),
}

EACH = [(name, 1, 1) if name == "forget" else (name, 0, 1) for name in ACTS]
"""Everything once, so that no table is empty."""

_small = st.integers(0, 5)
_act = st.tuples(st.sampled_from(["next day", *ACTS, "go live", "mark", "purge"]), _small, _small)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new ledger, to be copied."""
    path = tmp_path_factory.mktemp("ledgers") / "empty.db"
    Ledger(path, "Ada").close()
    return path


@contextmanager
def after(empty: Path, acts: Sequence[Act]) -> Iterator[tuple[Ledger, ByHand, Path]]:
    """The ledger in which all of this was done, its double by hand, and its file."""
    path = empty.with_name("ledger.db")
    shutil.copy(empty, path)
    calendar, hand = Calendar(), ByHand(path)
    ledger = Ledger(path, "Ada", calendar)
    try:
        for name, one, two in acts:
            calendar.day = hand.day = DAYS[min(DAYS.index(hand.day) + (name == "next day"), len(DAYS) - 1)]
            if name in ACTS:
                ACTS[name](ledger, hand, one, two)
        yield ledger, hand, path
    finally:
        ledger.close()
        for file in path.parent.glob("ledger.db*"):
            file.unlink()


@pytest.mark.slow
@given(st.lists(_act, min_size=1, max_size=25))
@settings(max_examples=60)
def test_after_whatever_was_done_the_ledger_is_whole_and_says_what_was_done(empty: Path, acts: list[Act]) -> None:
    with after(empty, acts) as (ledger, hand, _):
        assert ledger.broken_at() is None
        assert [ledger.live(known) for known in DAYS] == [hand.live(known) for known in DAYS]
        assert {(one.dataset, one.snapshot_id) for one in ledger.snapshots()} == set(hand.readable)
        assert ledger.mark("commercial") == hand.value
        shown = [tuple(one for one in ledger.outputs() if claim in one.claim_ids) for claim in CLAIMS]
        assert [ledger.outputs_using([claim]) for claim in CLAIMS] == shown


def other(value: object, column: str) -> object:
    """A value that a column could have as well."""
    if column == "starter":
        return 1 - int(str(value))
    if value is None or column == "undone_seq":
        return 1 if value is None else None
    return f"{value}x" if isinstance(value, str) else int(str(value)) + 10_000


def alter(connection: sqlite3.Connection, row: tuple[str, int], data: st.DataObject) -> None:
    """Change one cell of a row, delete the row, or add another like it."""
    table, number = row
    columns = [column.name for column in metadata.tables[table].columns]
    old = dict(zip(columns, connection.execute(f"SELECT * FROM {table} LIMIT 1 OFFSET {number}").fetchone(), strict=True))  # noqa: S608 - ours
    where = " AND ".join(f"{name} IS :{name}" for name in columns)
    how = data.draw(st.sampled_from(["change", "delete", "double"]))
    if how == "change":
        column = data.draw(st.sampled_from([name for name in columns if name not in NUMBERS and (table, name) != ("output", "output_id")]))
        connection.execute(f"UPDATE {table} SET {column} = :new WHERE {where}", {**old, "new": other(old[column], column)})  # noqa: S608 - ours
    elif how == "delete":
        connection.execute(f"DELETE FROM {table} WHERE {where}", old)  # noqa: S608 - ours
    else:
        key = [column.name for column in metadata.tables[table].primary_key]
        keys = set(key) if len(key) == 1 else {name for name in key if name in NUMBERS}
        new = {name: None if name in keys else f"{value}x" if isinstance(value, str) else value for name, value in old.items()}
        connection.execute(f"INSERT INTO {table} VALUES ({', '.join(f':{name}' for name in columns)})", new)  # noqa: S608 - ours


@pytest.mark.slow
@given(st.lists(_act, max_size=5), st.data())
@settings(max_examples=100)
def test_whatever_is_altered_in_whatever_row_is_found(empty: Path, acts: list[Act], data: st.DataObject) -> None:
    with after(empty, [*EACH, *acts]) as (ledger, _, path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            counts = {name: connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in metadata.tables}  # noqa: S608
            assert min(counts.values()) > 0
            table = data.draw(st.sampled_from(sorted(counts)))
            alter(connection, (table, data.draw(st.integers(0, counts[table] - 1))), data)
        assert ledger.broken_at() is not None
