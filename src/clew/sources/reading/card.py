"""Cards of sources, read and checked."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from clew.errors import Fault, PackError
from clew.model.card import ARCHIVES, GRADES, IDENTITIES, SHOWS, Card
from clew.pack.toml import collect, read

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
    faults: list[Fault] = []
    card = card_of({key: value for key, value in read(place).items() if key not in PARTS}, dataset, str(place), faults)
    if card is None or faults:
        raise PackError(*faults)
    return card


def card_of(content: Mapping[str, Any], dataset: str, place: str, faults: list[Fault]) -> Card | None:
    """The card that a table says, None where it is malformed; what is wrong with it is added to `faults`."""
    made = collect(Card, [content], place, faults)
    if not made:
        return None
    faults += [Fault(what, mend, place, column=column) for column, what, mend in _contradictions(made[0], dataset)]
    return made[0]


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
