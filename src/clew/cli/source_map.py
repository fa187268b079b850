"""`clew source map`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from clew.cli.options import JsonOption, WorkspaceOption, console, print_json
from clew.errors import Fault, InputError
from clew.model.card import GRADES
from clew.pack.mapping import load_mapping_words
from clew.render.printable import printable
from clew.work.mapping import GROUNDS, Column, Decided, Outline, check_new_id, make_card, outline
from clew.workspace import open_workspace

_QUESTIONS = {
    "title": "What it is called",
    "publisher": "Who publishes it",
    "home": "Its page",
    "url": "Address of the file, where it can be fetched",
    "licence": "Its terms",
    "grade": "Evidence grade of what it says",
    "ground": "Why entries are on it",
}
_KINDS = "entities, list, allegations, supply or ownership"


def map_source(
    file: Annotated[Path, typer.Argument(help="Any CSV, XLSX, JSON-lines or Parquet file.")],
    dataset: Annotated[str, typer.Option("--as", help="Id of the new source: small letters, digits, underscores.")],
    rows: Annotated[str, typer.Option("--rows", help=f"What a row is: {_KINDS}. [default: asked, else entities]")] = "",
    column: Annotated[list[str] | None, typer.Option("--column", help="PROPERTY=HEAD, such as name=Company; may be given again.")] = None,
    key: Annotated[str, typer.Option("--key", help="Head of the column that numbers the rows, where there is one.")] = "",
    sheet: Annotated[str, typer.Option("--sheet", help="Which sheet of a workbook. [default: the longest]")] = "",
    title: Annotated[str, typer.Option("--title", help="What the source is called.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Who publishes it.")] = "",
    home: Annotated[str, typer.Option("--home", help="Its page.")] = "",
    url: Annotated[str, typer.Option("--url", help="Where the file is fetched from, where it can be; clew watch then renews it.")] = "",
    licence: Annotated[str, typer.Option("--licence", help="Its terms.")] = "",
    grade: Annotated[str, typer.Option("--grade", help="Evidence grade of its statements, G1 to G6. [default: G6]")] = "",
    ground: Annotated[str, typer.Option("--ground", help="Of a list: why entries are on it, from its notice. [default: other]")] = "",
    dates: Annotated[str, typer.Option("--dates", help="dmy or mdy: which comes first in 01/02/2024.")] = "",
    export: Annotated[bool, typer.Option("--may-export", help="Its terms allow passing it on.")] = False,
    commercial: Annotated[bool, typer.Option("--may-sell", help="Its terms allow commercial use.")] = False,
    drop_empty: Annotated[bool, typer.Option("--drop-empty", help="Leave out, and count, rows without a name or an end.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take what was guessed, and ask nothing.")] = False,
    json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Make a card for a table that clew never saw: which column says what. Then: clew source add FILE --as ID.

    Asks column by column where it runs in a terminal; elsewhere it takes what the heads say, and --column corrects it. Columns that are not
    mapped are never read: leave out those about persons.
    """
    asks = sys.stdin.isatty() and not (yes or json)
    terms = {"title": title, "publisher": publisher, "home": home, "url": url, "licence": licence, "grade": grade, "ground": ground}
    given = _given(column or ())
    with open_workspace(workspace) as stores:
        check_new_id(dataset)
        kind = rows or (_asked_kind() if asks else "entities")
        table = outline(stores, file, kind, sheet)
        columns = {one.prop: one.head for one in table.columns if one.prop}
        if asks:
            columns = _asked_columns(table.columns)
            terms = {name: value or _asked_term(name, kind) for name, value in terms.items()}
        columns = {prop: head for prop, head in columns.items() if head not in given.values()} | given
        told = {**terms, "export": export, "commercial": commercial}
        decided = Decided(dataset, kind, {prop: head for prop, head in columns.items() if head}, (), key, told, dates, drop_empty)
        path = make_card(stores, table, decided)
    _tell_card(path, table, decided, file, json=json)


def _asked_kind() -> str:
    """Ask what a row is."""
    kinds = load_mapping_words().kinds
    for number, one in enumerate(kinds, start=1):
        typer.echo(f"  {number}  {one.name}: {one.title}")
    number = int(typer.prompt("What is a row", type=int, default=1))
    return kinds[max(1, min(number, len(kinds))) - 1].name


def _asked_columns(columns: Sequence[Column]) -> dict[str, str]:
    """Ask what each column says; no two say the same."""
    typer.echo("What does each column say? A property (name, alias, address, country, isinCode, leiCode, uscCode, …), or - for not read.")
    found: dict[str, str] = {}
    for one in columns:
        answer = _asked_column(one)
        while answer in found:
            typer.echo(f"  “{found[answer]}” says that already.")
            answer = _asked_column(one)
        if answer != "-":
            found[answer] = one.head
    return found


def _asked_column(one: Column) -> str:
    """Ask what one column says."""
    examples = f" ({', '.join(one.examples)})" if one.examples else ""
    return str(typer.prompt(printable(f"{one.head}{examples}"), default=one.prop or "-")).strip()


def _asked_term(name: str, kind: str) -> str:
    """Ask one key of the card; what is not asked of this kind of table stays as it is."""
    if name == "ground" and kind != "list":
        return ""
    choices = {"grade": GRADES, "ground": GROUNDS}.get(name)
    if choices is None:
        return str(typer.prompt(_QUESTIONS[name], default="", show_default=False)).strip()
    question = f"{_QUESTIONS[name]} ({', '.join(choices)})"
    while (answer := str(typer.prompt(question, default=choices[-1])).strip()) not in choices:
        typer.echo(f"  Known are {', '.join(choices)}.")
    return answer


def _given(pairs: Sequence[str]) -> dict[str, str]:
    """What `--column` says; an empty head takes a guess back.

    Raises:
        InputError: one that is no pair.
    """
    odd = [pair for pair in pairs if "=" not in pair]
    if odd:
        raise InputError(*(Fault(f"--column {pair} is no pair", "Write PROPERTY=HEAD, such as name=Company.") for pair in odd))
    return {prop: head for prop, _, head in (pair.partition("=") for pair in pairs)}


def _tell_card(path: Path, table: Outline, decided: Decided, file: Path, *, json: bool) -> None:
    """Say what was made of the table, and what to do next."""
    read = {head: prop for prop, head in decided.columns.items()}
    if json:
        columns = [{"head": one.head, "examples": list(one.examples), "prop": read.get(one.head, "")} for one in table.columns]
        print_json({"card": str(path), "source": decided.dataset, "rows": decided.kind, "key": decided.key, "columns": columns})
        return
    shown = Table("column", "says", "for example", box=None)
    for one in table.columns:
        shown.add_row(one.head, read.get(one.head, "number of the row" if one.head == decided.key else "not read"), ", ".join(one.examples))
    console().print(shown)
    typer.echo(f"The card is {path}; it can be edited.\nNext: clew source add {file} --as {decided.dataset}")
