"""`clew match review`: the possible matches, as a list or, in a terminal, pair by pair."""

import sys
from typing import Annotated

import typer
from rich.console import RenderableType

from clew.cli.match_session import Session
from clew.cli.options import (
    AsOfOption,
    JsonOption,
    KeptFileArgument,
    KeptPortfolioOption,
    KnownOption,
    MappingOption,
    WorkspaceOption,
    console,
    print_json,
    progress,
)
from clew.report.matches import matches_document, matches_view
from clew.work.clocks import read_clocks
from clew.work.comparing import COMPARE
from clew.work.reviewing import Scope, review
from clew.workspace import open_workspace


def review_matches(
    file: KeptFileArgument = None,
    portfolio: KeptPortfolioOption = "",
    listed: Annotated[bool, typer.Option("--list", help="List them, and ask nothing; without a terminal it always does.")] = False,
    mapping: MappingOption = None,
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Go through the possible matches, those first whose answer changes most findings.

    In a terminal it shows pair by pair what stands on either side, and asks: a accept, r reject, e related, s skip, u undo, q quit. What no
    identifier bears out counts once a second person has accepted it too.
    """
    clocks = read_clocks(as_of, known)
    with open_workspace(workspace) as stores:
        with progress() as tell:
            found = review(stores, Scope(file, mapping, portfolio), clocks, COMPARE, tell)
        if json:
            print_json(matches_document(found))
        elif listed or not found.pairs or not (sys.stdin.isatty() and sys.stdout.isatty()):
            console().print(matches_view(found))
        else:
            Session(stores, _Terminal()).run(found.pairs)


class _Terminal:
    """A person at a terminal."""

    def __init__(self) -> None:
        self._console = console()

    def show(self, what: RenderableType) -> None:
        """Print."""
        self._console.print(what)

    def key(self, question: str) -> str:
        """One key, as it is pressed; "q" where the person leaves."""
        typer.echo(f"{question} ", nl=False)
        try:
            pressed = typer.getchar()
        except (EOFError, KeyboardInterrupt):
            pressed = "q"
        typer.echo(pressed if pressed.isprintable() else "")
        return pressed

    def text(self, question: str) -> str:
        """One line; "" where the person would rather not."""
        try:
            return str(typer.prompt(question, default="", show_default=False))
        except typer.Abort:
            return ""
