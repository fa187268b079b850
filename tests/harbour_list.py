"""A small list that no card of clew knows, in three versions, and a card for it in a workspace of the test's own.

From the first version to the second an entry comes, one goes, one has another name, and of one something else is said. All of them but
Quiet Mills are holdings of the portfolio of `tests/world.py`, known by their ISIN.
"""

from pathlib import Path

from clew.work.mapping import Decided, make_card, outline
from clew.work.stores import Stores
from tests.world import CHIPWORKS, NORDEN, ORDINARY, TOMATO

HARBOUR = "harbour"
HEAD = "Company,ISIN,Also known as,Country,Reason"
NOTICE = "named in an invented notice"
FIRST = f"""{HEAD}
"Silk Road Tomato Co., Ltd.",{TOMATO},,China,{NOTICE}
Norden Invest Oyj,{NORDEN},,Finland,{NOTICE}
Quiet Mills,,,China,{NOTICE}
Pacific Chipworks Inc.,{CHIPWORKS},,Taiwan,{NOTICE}
"""
SECOND = f"""{HEAD}
"Silk Road Foods Co., Ltd.",{TOMATO},"Silk Road Tomato Co., Ltd.",China,{NOTICE}
Norden Invest Oyj,{NORDEN},,Finland,{NOTICE} of October
Quiet Mills,,,China,{NOTICE}
Ordinary Bakeries plc,{ORDINARY},,Ireland,{NOTICE}
"""
THIRD = SECOND + f'"Example Lantern Works, Inc.",,,China,{NOTICE}\n'
BROKEN = "Company,ISIN,Also known as,Country\nQuiet Mills,,,China\n"
COLUMNS = {"name": "Company", "isinCode": "ISIN", "alias": "Also known as", "country": "Country", "notes": "Reason"}
FLAGS = ("--rows", "list", "--title", "Harbour list", "--publisher", "Harbour Council", "--licence", "our own", "--grade", "G1")
"""As a person maps it on the command line."""


def write(folder: Path, day: str, text: str) -> Path:
    """A version of the list as a file whose name has its day."""
    path = folder / f"harbour-{day}.csv"
    path.write_text(text, encoding="utf-8")
    return path


def own_card(stores: Stores, folder: Path, url: str = "", dataset: str = HARBOUR) -> None:
    """Make the card."""
    terms = {
        "title": "Harbour list",
        "publisher": "Harbour Council",
        "licence": "our own",
        "grade": "G1",
        "ground": "other",
        "url": url,
        "export": True,
    }
    table = outline(stores, write(folder, "2026-01-01", FIRST), "list")
    make_card(stores, table, Decided(dataset, "list", COLUMNS, (), "", terms))
