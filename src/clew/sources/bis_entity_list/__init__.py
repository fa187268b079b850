"""Reader of the BIS Entity List: clew's own table form, names alone, and the supplement's table."""

from collections.abc import Iterator

from clew.model.claim import Claim
from clew.sources.layouts.measures import measures
from clew.sources.layouts.supplement import names_steps, supplement_steps
from clew.sources.reading.card import load_card
from clew.sources.reading.tables import Tables

STEPS = {"names": names_steps("EL"), "supplement": supplement_steps("EL")}
"""Form → what prepares its rows."""


def read(tables: Tables) -> Iterator[Claim]:
    """The claims of `entries.csv`.

    Raises:
        UnexpectedContentError: a column or a code that is not known.
    """
    yield from measures(tables, load_card("bis_entity_list").short)
