"""How a ledger's database is opened: SQLite without waits for readers, PostgreSQL with one writer at a time."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from clew.errors import Fault, WorkspaceError

_PATIENCE_MS = 20_000
"""How long a writer waits for another."""
_PAUSE = 0.01
_WRITERS = 0x636C6577
"""The number of the lock that writers of a ledger on PostgreSQL take in turn: "clew" in ASCII."""


def open_database(place: str | Path) -> tuple[Engine, Engine]:
    """The database at a URL, or in a SQLite file, as (to read, to write); nothing is connected yet."""
    url = URL.create("sqlite", database=str(place)) if isinstance(place, Path) else place
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_settings)
        event.listen(engine, "begin", _sqlite_begin)
        return engine, engine.execution_options(clew_writes=True)
    event.listen(engine, "begin", _postgresql_begin)
    return engine.execution_options(isolation_level="REPEATABLE READ"), engine.execution_options(clew_writes=True)


@contextmanager
def explained() -> Iterator[None]:
    """Turn a database error into one that says what to do."""
    try:
        yield
    except DBAPIError as error:
        fault = Fault(f"the ledger refused: {error.orig}", "Try again; if it stays so, restore the workspace from a backup.")
        raise WorkspaceError(fault) from error


def _sqlite_settings(connection: sqlite3.Connection, _record: object) -> None:
    """A wait for writers, WAL so that readers do not wait, foreign keys kept, and a commit that power loss does not undo."""
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
    _use_wal(connection)
    for pragma in ("foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn WAL on; SQLite does not wait when several processes do so to a new file at once, so we do."""
    end = time.monotonic() + _PATIENCE_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _sqlite_begin(connection: Connection) -> None:
    """Writers take the lock at once, so that two of them queue instead of failing; readers take none."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _postgresql_begin(connection: Connection) -> None:
    """Writers queue for one lock, which ends with their transaction: the chain has one end at a time."""
    if _writes(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_PATIENCE_MS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


def _writes(connection: Connection) -> bool:
    """Whether the connection was opened to write."""
    return bool(connection.get_execution_options().get("clew_writes"))
