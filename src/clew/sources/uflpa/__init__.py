"""Reader of the UFLPA Entity List in clew's own table form."""

from collections.abc import Iterator

from clew.model.claim import Claim
from clew.sources.card import load_card
from clew.sources.measures import measures
from clew.sources.tables import Tables


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `entries.csv`.

    Raises:
        UnexpectedContentError: a column or a code that is not known.
    """
    yield from measures(tables, load_card("uflpa").short)
