"""Brings a ledger's database to the shape that this clew expects; Alembic is loaded only when something is to be done."""

from importlib import import_module
from importlib.resources import files
from sqlite3 import DatabaseError

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from clew.errors import Fault, WorkspaceError

HEAD = "0006"
"""The newest migration in `migrations/versions`; a test holds the two together."""


def bring_up_to_date(reader: Engine, writer: Engine) -> None:
    """Run the migrations that the database lacks; costs one query, which waits for no writer, when it lacks none.

    Raises:
        WorkspaceError: the database cannot be opened, or was written by a newer clew.
    """
    try:
        current = _current(reader)
        if current == HEAD:
            return
        if current is not None and current > HEAD:
            fault = Fault(f"the ledger has shape {current}, this clew knows {HEAD}", "Install the newer clew that wrote it.")
            raise WorkspaceError(fault)
        _migrate(writer)
    except (DBAPIError, DatabaseError) as error:  # the second while a connection is being made
        fault = Fault(f"the ledger cannot be opened: {error}".partition("\n")[0], "Check the workspace folder and its permissions.")
        raise WorkspaceError(fault) from error


def _current(engine: Engine) -> str | None:
    """The migration that the database is at, None when it is new."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(engine: Engine) -> None:
    """Run Alembic to `HEAD` in one transaction, so that a crash leaves the old shape; of two processes, the second finds it done."""
    command, config = import_module("alembic.command"), import_module("alembic.config")
    settings = config.Config()
    settings.set_main_option("script_location", str(files("clew.ledger") / "migrations").replace("%", "%%"))
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, HEAD)
