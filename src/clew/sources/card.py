"""The card of a source: who publishes it, under what terms, what it is able to show, and what is to be expected of it."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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
        shows: which kinds of coverage it can give: `listings`, `ownership`, `supply`, `contracts`, `hosting`, `programmes`, `identifiers`, `places`, `sectors`.
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


@cache
def load_card(dataset: str) -> Card:
    """The card of a source.

    Raises:
        PackError: it is missing, malformed, or names another dataset.
    """
    place = files("clew") / "sources" / dataset / "card.toml"
    card = fill(Card, [read(place)], str(place))[0]
    if card.dataset != dataset:
        raise PackError(Fault(f"the card names the dataset {card.dataset}", f"Name it {dataset}, as its folder.", str(place), column="dataset"))
    return card
