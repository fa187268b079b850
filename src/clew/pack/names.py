"""Words of company names that say what kind of company or share it is, not which one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, fill, read


@dataclass(frozen=True, slots=True)
class NameWords:
    """Lower-case words to leave out at the end of a name.

    Attributes:
        forms: legal forms, after a space; `unspaced`: those of scripts without spaces.
        share_classes: words that tell securities of one issuer apart.
        scopes: words by which a list says how far an entry reaches ("and its subsidiaries"); they are not part of a name.
    """

    forms: list[str]
    unspaced: list[str]
    share_classes: list[str]
    scopes: list[str]


_LISTS = ("forms", "unspaced", "share_classes", "scopes")


def load_name_words(place: Traversable = PACKS / "names" / "legal_forms.toml") -> NameWords:
    """Read the words.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    where = str(place)
    words = fill(NameWords, [read(place)], where)[0]
    faults = [Fault(what, "Mend it.", where, column=key) for key in _LISTS for what in _odd(getattr(words, key))]
    if faults:
        raise PackError(*faults)
    return words


def _odd(words: list[str]) -> Iterator[str]:
    """Words that stand twice, and words that no name can end in once it is in lower case with single spaces."""
    yield from (f"“{word}” stands twice" for word, count in Counter(words).items() if count > 1)
    yield from (f"“{word}” is not in lower case with single spaces" for word in words if word != " ".join(word.lower().split()) or not word)
