"""Cards of sources, read and checked."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from clew.errors import Fault, PackError
from clew.model.card import ARCHIVES, GRADES, IDENTITIES, SHOWS, Card
from clew.pack.toml import fill, read

PARTS = ("form", "code", "drop", "override", "subject", "claim")
"""Tables of a card that say how its files are read: `sources.forms` reads them."""
_SAID = ("title", "short", "publisher", "home", "licence", "family")


@cache
def load_card(dataset: str) -> Card:
    """The card of a source.

    Raises:
        PackError: it is missing, malformed, or contradicts itself; all faults are named.
    """
    return read_card(files("clew") / "sources" / dataset / "card.toml", dataset)


def read_card(place: Traversable, dataset: str) -> Card:
    """The card at a place.

    Raises:
        PackError: it is missing, malformed, or contradicts itself; all faults are named.
    """
    content = {key: value for key, value in read(place).items() if key not in PARTS}
    card = fill(Card, [content], str(place))[0]
    faults = [Fault(what, mend, str(place), column=column) for column, what, mend in _contradictions(card, dataset)]
    if faults:
        raise PackError(*faults)
    return card


def _contradictions(card: Card, dataset: str) -> Iterator[tuple[str, str, str]]:
    """Key, fault and mend of everything that a card may not say."""
    if card.dataset != dataset:
        yield "dataset", f"the card names the dataset {card.dataset}", f"Name it {dataset}, as its folder."
    for key, known in (("archive", ARCHIVES), ("identity", IDENTITIES), ("grade", GRADES)):
        if getattr(card, key) not in known:
            yield key, f"unknown {key} “{getattr(card, key)}”", f"Known are {', '.join(known)}."
    if len(card.rows) != 2 or not 0 < card.rows[0] <= card.rows[1]:  # noqa: PLR2004 - fewest and most
        yield "rows", "the range of rows is not two numbers, fewest and most", "Write rows = [10, 200]."
    for kind in card.shows:
        if kind not in SHOWS:
            yield "shows", f"unknown kind of coverage “{kind}”", f"Known are {', '.join(SHOWS)}."
    yield from ((key, f"“{key}” is empty", "Say it.") for key in _SAID if not getattr(card, key))
