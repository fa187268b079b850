"""The entry point: finds the command that was asked for, loads that one alone, and maps errors to exit codes.

Loading one command's module, and none of the others, keeps `clew --help` quick.
"""

import gc
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from clew.cli.commands import COMMANDS, Command
from clew.errors import ClewError, exit_code

_SETTINGS = {"help_option_names": ["-h", "--help"]}
_EPILOG = "Begin with: clew screen examples/portfolio.csv"


def main() -> None:
    """Run the command line and exit."""
    # A command lives for seconds and makes many small frozen values that all live to its end: looking for cycles among them finds none.
    gc.set_threshold(200_000, 50, 100)
    code = run(sys.argv[1:])
    # Nor does the interpreter's own last look, which would take longer than many a command: everything is closed, and the process ends.
    gc.freeze()
    sys.exit(code)


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
    _add(app, COMMANDS, [word for word in arguments if not word.startswith("-")])
    return app


def _add(app: typer.Typer, commands: Sequence[Command], words: Sequence[str]) -> None:
    """Add commands to the application or to a group of it."""
    for command in commands:
        asked = command.name == next(iter(words), "")
        if command.commands:
            group = typer.Typer(no_args_is_help=True)
            _add(group, command.commands, words[1:] if asked else ())
            app.add_typer(group, name=command.name, help=command.line, context_settings=_SETTINGS)
        elif asked:
            module, _, function = command.runs.partition(":")
            runs = getattr(import_module(f"clew.cli.{module}"), function)
            app.command(command.name, help=runs.__doc__, epilog=f"Example: {command.example}")(runs)
        else:
            app.command(command.name, help=command.line)(_named)


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
