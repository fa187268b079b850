"""Words behind a company's name that say what kind a share is, and are no part of the name."""

from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.pack.toml import PACKS
from clew.pack.word_lists import load_word_lists


class ShareKinds(Struct, frozen=True):
    """Lower-case words.

    Attributes:
        classes: of shares, which stand alone behind a legal form as well; `before_class`: words before them.
        kinds: words that say what kind a share is, in any order.
    """

    classes: list[str]
    before_class: list[str]
    kinds: list[str]


def load_share_kinds(place: Traversable = PACKS / "names" / "share_kinds.toml") -> ShareKinds:
    """Read the words.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    return load_word_lists(ShareKinds, place)
