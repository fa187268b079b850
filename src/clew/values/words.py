"""One spelling for words that are compared: column heads, asset classes, exchange names."""

import re
import unicodedata
from functools import lru_cache

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_BETWEEN_WORDS_BUT_UNITS = re.compile(r"(?:(?![%#$€£¥])[\W_])+")


@lru_cache(maxsize=1 << 17)
def word_key(text: str) -> str:
    """The words of a text, lower-case, separated by single spaces; punctuation counts as a space.

    Two labels that differ only in case, width of letters, hyphens or brackets have the same key. Accents are kept: they tell words apart.

    Args:
        text: any label, as written.

    Returns:
        For example `cash und oder derivate` for `Cash und/oder Derivate`; "" when there is no letter or digit.
    """
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _BETWEEN_WORDS.sub(" ", plain).strip()


def head_key(text: str) -> str:
    """As `word_key`, but the signs that carry a column's unit (`%`, `#`, currency signs) are kept as words of their own.

    Args:
        text: a column head, as written.

    Returns:
        For example `weight %` for `Weight (%)` and `market value $` for `market value($)`.
    """
    spelled = _BETWEEN_WORDS_BUT_UNITS.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(re.sub(r"([%#$€£¥])", r" \1 ", spelled).split())
