"""Words of which brands are made, with the English words and spellings by which company names render them; and brands with another name."""

from collections.abc import Sequence
from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.errors import Fault
from clew.pack.name_tables import Row, odd_chinese, odd_english, read_rows, refuse, twice, unsaid
from clew.pack.toml import PACKS


class BrandWord(Struct, frozen=True):
    """A general word or character.

    Attributes:
        zh: the word in simplified characters.
        en: its renderings, the most usual first: translations, and spellings other than its pinyin (Cantonese, Wade-Giles, Hokkien).
    """

    zh: str
    en: tuple[str, ...]


class BrandAlias(Struct, frozen=True):
    """A brand that is called otherwise in English than its characters say.

    Attributes:
        zh: the brand in simplified characters.
        en: what it is called, the most usual first.
        source: a company that says so by its own two names, with where it is listed or the site of its own.
    """

    zh: str
    en: tuple[str, ...]
    source: str


def load_brand_words(place: Traversable = PACKS / "names" / "brand_words.csv") -> tuple[BrandWord, ...]:
    """Read the words.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    rows = read_rows(place, ("zh", "en"))
    refuse(_odd(rows, str(place)))
    return tuple(BrandWord(row.cells["zh"], row.several("en")) for row in rows)


def load_brand_aliases(place: Traversable = PACKS / "names" / "brand_aliases.csv") -> tuple[BrandAlias, ...]:
    """Read the brands.

    Raises:
        PackError: the file is missing or malformed, or a row has no source; all faults are named.
    """
    rows = read_rows(place, ("zh", "en", "source"))
    refuse([*_odd(rows, str(place)), *unsaid(rows, "source", str(place))])
    return tuple(BrandAlias(row.cells["zh"], row.several("en"), row.cells["source"]) for row in rows)


def _odd(rows: Sequence[Row], where: str) -> list[Fault]:
    """What is wrong with Chinese words that have renderings."""
    return [*twice(rows, ("zh",), where), *odd_chinese(rows, "zh", where), *odd_english(rows, "en", where, needed=True)]
