"""A ledger's database comes to its shape once, whoever opens it first, and is refused when it is not ours to read."""

import ast
import logging
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from clew.errors import WorkspaceError
from clew.ledger.schema import HEAD
from clew.ledger.store import Ledger
from clew.ledger.tables import metadata
from tests.processes import together


def database(place: str) -> Engine:
    return create_engine(place if ":" in place else f"sqlite:///{place}")


def test_the_newest_migration_is_the_one_that_is_asked_for() -> None:
    names = sorted(place.name for place in (files("clew.ledger") / "migrations" / "versions").iterdir() if place.name.endswith(".py"))
    assert names[-1].startswith(HEAD)


def test_migrations_know_their_predecessors() -> None:
    folder = files("clew.ledger") / "migrations" / "versions"
    found = []
    for name in sorted(place.name for place in folder.iterdir() if place.name.endswith(".py")):
        body = ast.parse((folder / name).read_text(encoding="utf-8")).body
        found.append(
            {
                one.targets[0].id: ast.literal_eval(one.value)
                for one in body
                if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
            }
        )
    revisions = [one["revision"] for one in found]
    assert [one["down_revision"] for one in found] == [None, *revisions[:-1]]
    assert revisions == sorted(revisions), "a newer clew is known by a larger number"


def test_the_migrated_tables_are_those_that_the_program_uses(place: str, ledger: Ledger) -> None:
    assert ledger.events() == ()
    engine = database(place)
    found = inspect(engine)
    for table in metadata.tables.values():
        columns = {column["name"]: (str(column["type"]), column["nullable"]) for column in found.get_columns(table.name)}
        assert columns == {column.name: (str(column.type), bool(column.nullable)) for column in table.columns}
    unique = {tuple(one["column_names"]) for one in found.get_unique_constraints("event")}
    assert unique == {("previous",), ("hash",)}
    engine.dispose()


def test_processes_that_open_a_new_ledger_at_once_all_find_it_whole(place: str, tmp_path: Path) -> None:
    script = """
from clew.ledger.store import Ledger
def act(number, place):
    ledger = Ledger(pathlib.Path(place) if ":" not in place else place, "Grace")
    ledger.judgements.judge("isin:ZZ1", "uflpa:a", "same", "because")
    whole = ledger.broken_at() is None
    ledger.close()
    return whole
"""
    assert together(tmp_path, script, place, count=4) == ["True"] * 4


def test_opening_a_ledger_that_is_up_to_date_runs_no_migration(opened: Callable[..., Ledger], caplog: pytest.LogCaptureFixture) -> None:
    opened()
    caplog.set_level(logging.INFO, "alembic")
    opened()
    assert caplog.records == []


def test_a_migration_that_fails_leaves_nothing_behind(place: str, opened: Callable[..., Ledger]) -> None:
    engine = database(place)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE output (somebody_elses INTEGER)"))
    with pytest.raises(WorkspaceError, match="cannot be opened"):
        opened()
    assert inspect(engine).get_table_names() == ["output"]
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE output"))
    assert opened().events() == ()
    engine.dispose()


def test_a_ledger_of_a_newer_clew_is_refused(place: str, opened: Callable[..., Ledger]) -> None:
    opened()
    engine = database(place)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WorkspaceError, match=r"9999.*newer clew"):
        opened()
    engine.dispose()


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"a letter to a friend\n" * 100)
    with pytest.raises(WorkspaceError, match="not a database"):
        Ledger(tmp_path / "ledger.db", "Ada")
    assert (tmp_path / "ledger.db").read_bytes() == b"a letter to a friend\n" * 100


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be opened"):
        Ledger(tmp_path / "nowhere" / "ledger.db", "Ada")


@pytest.mark.parametrize("name", ["a?b", "a#b", "100%", "a b", "新疆", "a&b=c", "it's"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    ledger = Ledger(tmp_path / name / "ledger.db", "Ada")
    ledger.judgements.judge("isin:ZZ1", "uflpa:a", "same", "because")
    ledger.close()
    assert (tmp_path / name / "ledger.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]
