"""Reader of the NS-CMIC List in clew's own table form; OFAC gives identifiers with its names, so they are claims of the list."""

from collections.abc import Iterator

from clew.model.claim import Claim
from clew.sources.card import load_card
from clew.sources.measures import listing, locator, organisation, read_measures
from clew.sources.tables import TableRow, Tables

_IDENTIFIERS = (("uscCode", "uscc"), ("isinCode", "isins"), ("ticker", "tickers"))


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `entries.csv`.

    Raises:
        UnexpectedContentError: a column or a code that is not known.
    """
    program = load_card("ns_cmic").short
    for row in read_measures(tables, more=tuple(column for _, column in _IDENTIFIERS)):
        yield from organisation(tables.dataset, row)
        yield from _identifiers(tables.dataset, row)
        yield from listing(tables.dataset, program, row)


def _identifiers(dataset: str, row: TableRow) -> Iterator[Claim]:
    """What OFAC prints beside the name: credit code, ISINs, tickers."""
    for prop, column in _IDENTIFIERS:
        for value in row.several(column):
            yield Claim(f"{dataset}:{row['key']}", row["schema"], prop, value, locator=locator(row))
