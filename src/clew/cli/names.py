"""`clew names parse` and `clew names compare`."""

from typing import Annotated

import typer

from clew.cli.options import JsonOption, console, print_json
from clew.names.comparison import compare
from clew.names.parsing import parse
from clew.report.names import compared_document, compared_view, parsed_document, parsed_view
from clew.work.names import Side, parties

_IDS = "Known of it, as KIND=VALUE; kinds: lei, uscc, cik, registration, isin, cusip, sedol, figi."


def parse_names(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names of companies, each between quotation marks.")],
    json: JsonOption = False,
) -> None:
    """Take names apart: place, brand, activity, legal form."""
    found = [parse(name) for name in names]
    if json:
        print_json(parsed_document(found))
    else:
        console().print(parsed_view(found))


def compare_names(
    left: Annotated[str, typer.Argument(help="A company's name, in English, Chinese or pinyin.")],
    right: Annotated[str, typer.Argument(help="Another.")],
    left_id: Annotated[list[str] | None, typer.Option("--left-id", metavar="KIND=VALUE", help=_IDS)] = None,
    right_id: Annotated[list[str] | None, typer.Option("--right-id", metavar="KIND=VALUE", help="The same of the other.")] = None,
    left_country: Annotated[str, typer.Option("--left-country", help="Where it is registered, such as CN.")] = "",
    right_country: Annotated[str, typer.Option("--right-country", help="Where the other is registered.")] = "",
    json: JsonOption = False,
) -> None:
    """Say whether two names are one company's, how probable that is, and why.

    The same identifier decides, however the two are called; two that differ, of a kind of which a company has one, say that they are two.
    """
    one, other = parties(
        Side("left", left, left_id or (), left_country),
        Side("right", right, right_id or (), right_country),
    )
    found = compare(one, other)
    if json:
        print_json(compared_document(found))
    else:
        console().print(compared_view(found))
