"""The entry point: finds the command that was asked for, loads that one alone, and maps errors to exit codes.

Loading one command's module, and none of the others, keeps `clew --help` quick.
"""

import gc
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated

import typer

from clew.errors import ClewError, exit_code


@dataclass(frozen=True, slots=True)
class Command:
    """A word on the command line: its module in `clew.cli`, and its line in `clew --help`."""

    name: str
    module: str
    line: str


COMMANDS: tuple[Command, ...] = (
    Command("screen", "screen", "Screen a holdings file: which holdings link to evidence, along which links."),
    Command("why", "why", "Show every thread from one holding to its evidence."),
    Command("company", "company", "Show what the loaded sources say of one organisation."),
    Command("match", "match", "Judge possible matches: accept, reject, undo, list."),
    Command("source", "source", "Sources: list, add, fetch, map, diff, check, and what became of them."),
    Command("watch", "watch", "Update every source; say what changed and which holdings it touches."),
    Command("workspace", "workspace", "Look at the workspace: where it is, its events, its caches, the plan."),
)
_SETTINGS = {"help_option_names": ["-h", "--help"]}
_EPILOG = "Begin with: clew screen examples/portfolio.csv"


def main() -> None:
    """Run the command line and exit."""
    # A command lives for seconds and makes many small frozen values that all live to its end: looking for cycles among them finds none.
    gc.set_threshold(200_000, 50, 100)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code."""
    try:
        build(arguments)(args=list(arguments), prog_name="clew")
    except ClewError as error:
        for fault in error.faults:
            typer.echo(f"clew: {fault}", err=True)
        return exit_code(error)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except Exception as error:  # noqa: BLE001 - the last net: a person gets a sentence, never a traceback
        typer.echo(f"clew: an unforeseen fault, {type(error).__name__}: {error}. {_kept(error)}", err=True)
        return 1
    return 0


def _kept(error: Exception) -> str:
    """Keep the traceback in a file that only this user can read, and say where: it may hold names from a portfolio."""
    try:
        handle, name = tempfile.mkstemp(prefix="clew-fault-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            traceback.print_exception(error, file=file)
    except OSError:
        return "This is a fault of clew; please report it with the command you gave."
    return f"This is a fault of clew; please report it with the command you gave. What happened is in {name}; read it before you send it."


def build(arguments: Sequence[str]) -> typer.Typer:
    """The application with the asked-for command loaded and the others named only."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings=_SETTINGS,
        epilog=_EPILOG,
        rich_markup_mode=None,
    )
    app.callback()(_about)
    asked = next((word for word in arguments if not word.startswith("-")), "")
    for command in COMMANDS:
        if command.name != asked:
            app.command(command.name, help=command.line)(_named)
            continue
        module = import_module(f"clew.cli.{command.module}")
        if hasattr(module, "APP"):
            app.add_typer(module.APP, name=command.name, help=command.line, context_settings=_SETTINGS)
        else:
            app.command(command.name, help=module.COMMAND.__doc__, epilog=module.EXAMPLE)(module.COMMAND)
    return app


def _named() -> None:
    """Stands for a command that was not asked for."""


def _tell_version(asked: bool) -> None:
    """Print the version and stop."""
    if asked:
        typer.echo(import_module("importlib.metadata").version("clew"))
        raise typer.Exit


def _about(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", callback=_tell_version, is_eager=True)] = False,
) -> None:
    """From a holdings file to the evidence: which holdings link to forced labour or mass surveillance, and what may be said."""
