"""Reader of the NS-CMIC List: clew's own table form, names alone, and rows with OFAC's text of identifiers: they are claims of the list."""

from collections.abc import Iterator

from clew.engine.plan import Step
from clew.model.claim import Claim
from clew.sources.layouts.measures import listing, locator, organisation, read_measures
from clew.sources.layouts.us_lists import BETWEEN, PROPS, grounds, identifiers, listing_day
from clew.sources.reading.card import load_card
from clew.sources.reading.tables import TableRow, Tables

_IDENTIFIERS = (("uscCode", "uscc"), ("isinCode", "isins"), ("ticker", "tickers"))
_NOTHING = "''"


def _prepared(aliases: str, ids: str, addresses: str) -> Step:
    """Values of cells apart, and the ground of the day of listing; nothing where the file does not say it."""
    found = ", ".join(f'{identifiers(ids, prop)} AS "{prop}"' for prop in PROPS)
    select = f"""
SELECT *, replace({aliases}, '; ', '{BETWEEN}') AS other_names, replace({addresses}, '; ', '{BETWEEN}') AS places,
       array_to_string(list_distinct(regexp_extract_all({addresses}, ', ([A-Z]{{2}})(;|$)', 1)), '{BETWEEN}') AS countries,
       {found}, {listing_day(ids)} AS listing_day,
       unnest({grounds(sublist="'CMIC'", since=listing_day(ids), unread="")})
FROM raw
"""  # noqa: S608 - names of ours
    return Step("prepared", select, "names, addresses and identifiers apart, and the ground of the day of listing")


STEPS = {"names": (_prepared("aliases", _NOTHING, _NOTHING),), "identifiers": (_prepared("alt_names", "ids", "addresses"),)}
"""Form → what prepares its rows."""


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
