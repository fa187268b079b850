"""A ledger on each of its databases: a SQLite file, and PostgreSQL where it is installed."""

import datetime as dt
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from clew.ledger.store import Kept, Ledger

ACTOR = "Ada (unauthenticated)"
_NUMBERS = itertools.count(1)


def version(portfolio: str, version_id: str, day: str = "2026-10-31") -> Kept:
    """A version of a portfolio, as it is written down."""
    return Kept(portfolio, version_id, "/in/fund.csv", "1" * 64, "2026-10-31", day, "stated", 3)


class Calendar:
    """A clock that stands on the day that a test says."""

    def __init__(self) -> None:
        self.day = "2026-11-20"

    def __call__(self) -> dt.datetime:
        return dt.datetime.fromisoformat(f"{self.day}T12:00:00+00:00")


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version's; Debian keeps them off the PATH."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return Path(found).parent if found else debian[-1].parent if debian else None


def _nobody_special(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: there it runs as its own user, who is given the folder."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres")
    return "postgres"


def _run(command: list[str], folder: Path, user: str | None) -> None:
    """Run one of PostgreSQL's programs; its output goes to a file, since the server inherits it."""
    with (folder / "output").open("ab") as output:
        subprocess.run(command, cwd=folder, check=True, stdout=output, stderr=output, user=user)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The folder of the socket of a server that lives for this run; nothing of it outlives the run, nothing listens on the network."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="clew-pg-", dir="/tmp"))
    try:
        user = _nobody_special(folder)
    except LookupError:
        pytest.skip("there is no user postgres to run PostgreSQL as")
    data, control = folder / "data", [str(programs / "pg_ctl")]
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
    create = [str(programs / "initdb"), "--pgdata", str(data), "--auth", "trust", "--username", "clew", "--encoding", "UTF8"]
    _run([*create, "--no-sync", "--locale", "C.UTF-8"], folder, user)
    _run([*control, "--pgdata", str(data), "--log", str(folder / "log"), "--options", options, "--wait", "start"], folder, user)
    yield str(folder)
    _run([*control, "--pgdata", str(data), "--mode", "immediate", "stop"], folder, user)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database is, as text: a file's path, or the URL of a database of the test's own."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    socket = request.getfixturevalue("postgresql")
    name = f"ledger_{next(_NUMBERS)}"
    with psycopg.connect(f"host={socket} user=clew dbname=postgres", autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return f"postgresql+psycopg://clew@/{name}?host={socket}"


@pytest.fixture
def opened(place: str) -> Iterator[Callable[[], Ledger]]:
    """Opens the ledger, as often as it is called; closed when the test ends."""
    ledgers = []

    def again(actor: str = ACTOR) -> Ledger:
        ledgers.append(Ledger(Path(place) if ":" not in place else place, actor))
        return ledgers[-1]

    yield again
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def calendar() -> Calendar:
    """The clock of `ledger_in_time`: it stands on 2026-11-20 until it is set."""
    return Calendar()


@pytest.fixture
def ledger_in_time(place: str, calendar: Calendar) -> Iterator[Ledger]:
    """An empty ledger whose events bear the day of the calendar."""
    ledger = Ledger(Path(place) if ":" not in place else place, ACTOR, calendar)
    yield ledger
    ledger.close()


@pytest.fixture
def ledger(opened: Callable[[], Ledger]) -> Ledger:
    """An empty ledger."""
    return opened()
