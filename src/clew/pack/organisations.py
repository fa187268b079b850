"""Words by which the name of an organisation is told from that of a private individual."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, fill, read


@dataclass(frozen=True, slots=True)
class OrganisationWords:
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


_LISTS = ("words", "parts", "places", "particles", "companies", "bodies")


def load_organisation_words(place: Traversable = PACKS / "names" / "organisations.toml") -> OrganisationWords:
    """Read the words.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    where = str(place)
    words = fill(OrganisationWords, [read(place)], where)[0]
    faults = [Fault(what, "Mend it.", where, column=key) for key in _LISTS for what in _odd(getattr(words, key))]
    if faults:
        raise PackError(*faults)
    return words


def _odd(words: list[str]) -> Iterator[str]:
    """Words that stand twice, and words that no name holds once it is in lower case with single spaces."""
    yield from (f"“{word}” stands twice" for word, count in Counter(words).items() if count > 1)
    yield from (f"“{word}” is not in lower case with single spaces" for word in words if word != " ".join(word.lower().split()) or not word)
