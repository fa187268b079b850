"""Words by which the name of an organisation is told from that of a private individual."""

from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.pack.toml import PACKS
from clew.pack.word_lists import load_word_lists


class OrganisationWords(Struct, frozen=True):
    """Lower-case words of names.

    Attributes:
        words: whole words that only organisations bear; `parts`: the same as beginnings, ends or middles of words.
        places: places by which companies are called.
        particles: words between the names of a person.
        companies: legal forms after which an organisation is a company.
        bodies: words of public bodies.
    """

    words: list[str]
    parts: list[str]
    places: list[str]
    particles: list[str]
    companies: list[str]
    bodies: list[str]


def load_organisation_words(place: Traversable = PACKS / "names" / "organisations.toml") -> OrganisationWords:
    """Read the words.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    return load_word_lists(OrganisationWords, place)
