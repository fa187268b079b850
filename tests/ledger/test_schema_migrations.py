"""A ledger of an older clew comes to today's shape with everything in it, or stays as it was."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from msgspec.structs import replace
from sqlalchemy import Engine, inspect, text

from clew.errors import WorkspaceError
from clew.ledger.chain import GENESIS, link
from clew.ledger.opening import open_database
from clew.ledger.store import Ledger, LiveSnapshot
from clew.ledger.tables import metadata
from tests.processes import together

LATE = "2026-12-31"
UFLPA = LiveSnapshot("uflpa", "v1", "2026-07-16", "2026-07-20", starter=True)
AT = "2026-08-01T09:00:00+00:00"

# What the first clew wrote, letter by letter: kind, subject and payload of each event, then the rows that tell them.
RECORDS = (
    "6fd7dd3d31dfa2f416e7e949416f5ea5ac2e5fee89fbb9fea0ae5b2d07e37bc1",
    "8720b056a2bdf508e6185b09fd39ac562a48504de456d0f57578b844e0cd5fd0",
)
EVENTS: Sequence[tuple[str, str, str]] = (
    ("snapshot.live", "uflpa/v1", '{"published":"2026-07-16","retrieved":"2026-07-20","starter":true}'),
    ("portfolio.version", "fund/p1", '{"file":"fund.csv","sha256":"1","stated_as_of":"2026-10-31"}'),
    ("judgement.made", "isin:ZZ1", '{"entity_id":"uflpa:a","reason":"seen","verdict":"same"}'),
    ("judgement.undone", "isin:ZZ1", '{"judgement_id":1,"reason":"a mistake"}'),
    ("output.written", "/a.html", f'{{"kind":"html","recipient":"","record":"{RECORDS[0]}","sha256":"2"}}'),
    ("output.written", "/b.html", f'{{"kind":"html","recipient":"","record":"{RECORDS[1]}","sha256":"3"}}'),
)
ROWS: Sequence[tuple[str, Mapping[str, object]]] = (
    ("snapshot", {"dataset": "uflpa", "snapshot_id": "v1", "published": "2026-07-16", "retrieved": "2026-07-20", "starter": 1, "seq": 1}),
    (
        "portfolio_version",
        {"portfolio": "fund", "version_id": "p1", "file": "fund.csv", "sha256": "1", "stated_as_of": "2026-10-31", "seq": 2},
    ),
    ("judgement", {"subject": "isin:ZZ1", "entity_id": "uflpa:a", "verdict": "same", "reason": "seen", "undone_seq": 4, "seq": 3}),
    ("output", {"path": "/a.html", "kind": "html", "sha256": "2", "inputs": "{}", "claim_ids": '["c1", "c2"]', "recipient": "", "seq": 5}),
    ("output", {"path": "/b.html", "kind": "html", "sha256": "3", "inputs": "{}", "claim_ids": "[]", "recipient": "", "seq": 6}),
)


@pytest.fixture
def first(place: str) -> Iterator[Engine]:
    """The database of a ledger of the first clew, with a row of each kind."""
    _, engine = open_database(Path(place) if ":" not in place else place)
    settings = Config()
    settings.set_main_option("script_location", str(files("clew.ledger") / "migrations").replace("%", "%%"))
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
        previous = GENESIS
        for seq, (kind, subject, payload) in enumerate(EVENTS, start=1):
            parts = (AT, "Grace", kind, subject, payload)
            row = {"seq": seq, **dict(zip(("at", "actor", "kind", "subject", "payload"), parts, strict=True)), "previous": previous}
            previous = link(previous, parts)
            insert(connection.exec_driver_sql, "event", {**row, "hash": previous})
        for table, values in ROWS:
            insert(connection.exec_driver_sql, table, values)
    yield engine
    engine.dispose()


def insert(execute: Callable[[str], object], table: str, row: Mapping[str, object]) -> None:
    values = ", ".join(str(value) if isinstance(value, int) else f"'{value}'" for value in row.values())
    execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})")  # noqa: S608 - rows of this test


def tables_of(engine: Engine) -> set[str]:
    """The tables of the ledger; the one in which Alembic keeps its place is not of it."""
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def shape(engine: Engine) -> object:
    """Tables, keys and indexes of a database, without the names that databases give by themselves."""
    found = inspect(engine)
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)],
            found.get_pk_constraint(table)["constrained_columns"],
            sorted((one["constrained_columns"], one["referred_table"], one["options"]) for one in found.get_foreign_keys(table)),
            sorted((str(one["name"]), one["column_names"]) for one in found.get_indexes(table) if "duplicates_constraint" not in one),
        )
        for table in tables_of(engine)
    }


@pytest.mark.usefixtures("first")
def test_everything_in_a_ledger_of_the_first_clew_is_there_and_whole(opened: Callable[..., Ledger]) -> None:
    ledger = opened()
    assert ledger.broken_at() is None
    assert [(event.kind, event.subject, event.payload) for event in ledger.events()] == list(EVENTS)
    assert ledger.live(LATE) == ledger.snapshots() == (UFLPA,)
    last = ledger.portfolios.last_screened()
    assert last is not None
    assert (last.portfolio, last.version_id) == ("fund", "p1")
    (version,) = ledger.portfolios.versions()
    assert (version.name, version.kept.day, version.kept.dated, version.kept.lines, version.state) == (
        *("fund", "2026-10-31", "stated", None, "current"),
    )
    assert [one.undone for one in ledger.judgements.all(undone=True)] == [True]
    assert [one.path for one in ledger.outputs()] == ["/a.html", "/b.html"]
    assert (ledger.source_states(), ledger.corrections(), ledger.tombstones(), ledger.watches()) == ((), (), (), ())


@pytest.mark.usefixtures("first")
def test_outputs_of_the_first_clew_are_found_by_their_claims(opened: Callable[..., Ledger]) -> None:
    assert [[one.path for one in opened().outputs_using([claim])] for claim in ("c1", "c2", "c3")] == [["/a.html"], ["/a.html"], []]


@pytest.mark.usefixtures("first")
def test_a_snapshot_of_the_first_clew_may_be_purged_and_go_live_again(opened: Callable[..., Ledger]) -> None:
    ledger = opened()
    ledger.purge("uflpa", [("v1", "1" * 64)], "a test")
    assert ledger.live(LATE) == ()
    ledger.go_live([replace(UFLPA, starter=False)])
    ledger.judgements.judge("isin:ZZ2", "uflpa:b", "same", "numbers go on")
    assert ledger.live(LATE) == (replace(UFLPA, starter=False),)
    assert [one.judgement_id for one in ledger.judgements.all()] == [2]
    assert ledger.broken_at() is None


def test_what_was_altered_in_a_ledger_of_the_first_clew_is_found_once_it_is_open(first: Engine, opened: Callable[..., Ledger]) -> None:
    with first.begin() as connection:
        connection.execute(text("UPDATE output SET claim_ids = 'no list at all' WHERE seq = 5"))
    assert opened().broken_at() == 5


def test_keys_and_indexes_of_a_migrated_ledger_are_those_that_the_program_names(first: Engine, opened: Callable[..., Ledger]) -> None:
    opened().close()
    migrated = shape(first)
    with first.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
    assert shape(first) == migrated


def test_a_migration_that_fails_leaves_a_ledger_of_the_first_clew_as_it_was(first: Engine, opened: Callable[..., Ledger]) -> None:
    with first.begin() as connection:
        connection.execute(text("CREATE TABLE watch (somebody_elses INTEGER)"))
    before = shape(first)
    with pytest.raises(WorkspaceError, match="cannot be opened"):
        opened()
    assert shape(first) == before
    with first.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        assert connection.execute(text("SELECT COUNT(*) FROM snapshot")).scalar() == 1
        connection.execute(text("DROP TABLE watch"))
    assert opened().live(LATE) == (UFLPA,)


@pytest.mark.usefixtures("first")
def test_processes_that_open_a_ledger_of_the_first_clew_at_once_all_find_it_whole(place: str, tmp_path: Path) -> None:
    script = """
from clew.ledger.store import Ledger
def act(number, place):
    ledger = Ledger(pathlib.Path(place) if ":" not in place else place, "Grace")
    ledger.set_mark("commercial", str(number))
    whole = ledger.broken_at() is None and len(ledger.outputs_using(["c1"])) == 1
    ledger.close()
    return whole
"""
    assert together(tmp_path, script, place, count=3) == ["True"] * 3
