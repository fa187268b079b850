"""Words of which brands are made, and the English words and spellings by which company names render them."""

from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.pack.name_tables import odd_chinese, odd_english, read_rows, refuse, twice
from clew.pack.toml import PACKS


class BrandWord(Struct, frozen=True):
    """A general word or character.

    Attributes:
        zh: the word in simplified characters.
        en: its renderings, the most usual first: translations, and spellings other than its pinyin (Cantonese, Wade-Giles, Hokkien).
    """

    zh: str
    en: tuple[str, ...]


def load_brand_words(place: Traversable = PACKS / "names" / "brand_words.csv") -> tuple[BrandWord, ...]:
    """Read the words.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    where = str(place)
    rows = read_rows(place, ("zh", "en"))
    faults = [*twice(rows, ("zh",), where), *odd_chinese(rows, "zh", where), *odd_english(rows, "en", where, needed=True)]
    refuse(faults)
    return tuple(BrandWord(row.cells["zh"], row.several("en")) for row in rows)
