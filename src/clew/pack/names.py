"""Words of company names that say what kind of company or share it is, not which one."""

from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.pack.toml import PACKS
from clew.pack.word_lists import load_word_lists


class NameWords(Struct, frozen=True):
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


def load_name_words(place: Traversable = PACKS / "names" / "legal_forms.toml") -> NameWords:
    """Read the words.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    return load_word_lists(NameWords, place)
