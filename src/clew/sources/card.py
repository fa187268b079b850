"""The card of a source: who publishes it, under what terms, what it is able to show, and what is to be expected of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from clew.errors import Fault, PackError
from clew.pack.toml import fill, read


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a source before it is read.

    Attributes:
        dataset: id; the folder's name.
        title: as its publisher calls it; `short` is what a sentence calls it.
        publisher, home: who publishes it and where.
        licence: its terms; `export`, `commercial` say whether they allow those uses.
        archive: `exact`, `redacted` or `hash-only`.
        changes: True for a list that changes: its age is judged, and over the policy's limit is a banner.
        family: sources that copy or draw on one another share a family and count once.
        rows: fewest and most rows that are believable.
        shows: which kinds of coverage it can give, of those in `SHOWS`.
    """

    dataset: str
    title: str
    short: str
    publisher: str
    home: str
    licence: str
    export: bool
    commercial: bool
    archive: str
    changes: bool
    family: str
    rows: list[int]
    shows: list[str]


ARCHIVES = ("exact", "redacted", "hash-only")
SHOWS = ("listings", "ownership", "supply", "contracts", "hosting", "programmes", "identifiers", "places", "sectors")


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
    card = fill(Card, [read(place)], str(place))[0]
    faults = [Fault(what, mend, str(place), column=column) for column, what, mend in _contradictions(card, dataset)]
    if faults:
        raise PackError(*faults)
    return card


def _contradictions(card: Card, dataset: str) -> Iterator[tuple[str, str, str]]:
    """Key, fault and mend of everything that a card may not say."""
    if card.dataset != dataset:
        yield "dataset", f"the card names the dataset {card.dataset}", f"Name it {dataset}, as its folder."
    if card.archive not in ARCHIVES:
        yield "archive", f"unknown archive mode “{card.archive}”", f"Known are {', '.join(ARCHIVES)}."
    if len(card.rows) != 2 or not 0 < card.rows[0] <= card.rows[1]:  # noqa: PLR2004 - fewest and most
        yield "rows", "the range of rows is not two numbers, fewest and most", "Write rows = [10, 200]."
    for kind in card.shows:
        if kind not in SHOWS:
            yield "shows", f"unknown kind of coverage “{kind}”", f"Known are {', '.join(SHOWS)}."
    for key in ("title", "short", "publisher", "home", "licence", "family"):
        if not getattr(card, key):
            yield key, f"“{key}” is empty", "Say it."
