"""`clew match find`: the nearest names of what nothing resolved, among all sources in force."""

from typing import Annotated

import typer

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
from clew.errors import Fault, InputError
from clew.report.near import near_document, near_view
from clew.work.clocks import read_clocks
from clew.work.finding import LINE, find
from clew.work.near import forget_near
from clew.work.reviewing import Scope
from clew.workspace import open_workspace


def find_matches(
    file: KeptFileArgument = None,
    portfolio: KeptPortfolioOption = "",
    line: Annotated[float, typer.Option("--above", help="The lowest likelihood that two names are one company's.")] = LINE,
    forget: Annotated[bool, typer.Option("--forget", help="Look for nothing, and forget all near names that were found.")] = False,
    mapping: MappingOption = None,
    as_of: AsOfOption = "",
    known: KnownOption = "",
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Look for the nearest names of holdings that nothing resolved, among all names of all sources in force.

    What is found waits as a possible match in clew match review, and in the review file of later screenings, where a thread leads from it
    to evidence; it is never a finding by itself. The first time, the names of each source are indexed: a minute for a million.
    """
    if forget and (file or portfolio):
        raise InputError(Fault("--forget forgets all near names, and a portfolio is named", "Leave one of them out."))
    clocks = read_clocks(as_of, known)
    with open_workspace(workspace) as stores:
        if forget:
            count = forget_near(stores)
            typer.echo(f"{count:,} near {'name' if count == 1 else 'names'} forgotten.")
            return
        with progress() as tell:
            found = find(stores, Scope(file, mapping, portfolio), clocks, line, tell)
    if json:
        print_json(near_document(found))
    else:
        console().print(near_view(found))
