"""Indices of shares, by the spellings under which holdings files name them."""

import re
from collections.abc import Collection, Mapping, Sequence
from importlib.resources.abc import Traversable

from msgspec import Struct

from clew.errors import Fault, PackError
from clew.pack.toml import collect, read, section
from clew.values.words import word_key


class IndexWords(Struct, frozen=True):
    """The spellings of indices.

    Attributes:
        by_spelling: the name of each index by its spellings, as `word_key`.
        contracts: words that make a line a contract.
        beside: words that may stand beside an index without making it another, those of contracts among them.
    """

    by_spelling: Mapping[str, str]
    contracts: re.Pattern[str]
    beside: re.Pattern[str]


class _Index(Struct, frozen=True):
    """A table of the pack."""

    name: str
    names: list[str]


def load_index_words(place: Traversable, currencies: Collection[str]) -> IndexWords:
    """Read `indices.toml`.

    Args:
        place: the file.
        currencies: codes that `<currency>` stands for in its patterns.

    Raises:
        PackError: the file is missing or malformed, or one spelling stands for two indices; all faults are named.
    """
    where, faults = str(place), list[Fault]()
    content = read(place)
    known = {"contracts", "beside", "index"}
    faults += [Fault(f"unknown key “{key}”", f"Known are {', '.join(sorted(known))}.", where) for key in sorted(content.keys() - known)]
    currency = f"(?:{'|'.join(sorted(currencies))})"
    texts = {key: _texts(content.get(key), key, where, faults) for key in ("contracts", "beside")}
    patterns = {key: _pattern(found, key, where, faults) for key, found in texts.items()}
    beside = _pattern([text.replace("<currency>", currency) for text in (*texts["contracts"], *texts["beside"])], "beside", where, faults)
    spellings: dict[str, str] = {}
    for one in collect(_Index, section(content, "index", where, faults), where, faults):
        for spelling in (word_key(one.name), *map(word_key, one.names)):
            other = spellings.setdefault(spelling, one.name)
            if other != one.name:
                faults.append(Fault(f"“{spelling}” stands for {other} already", "Keep it at one of the two.", where, column=one.name))
    if faults:
        raise PackError(*faults)
    return IndexWords(spellings, patterns["contracts"], beside)


def _texts(found: object, key: str, where: str, faults: list[Fault]) -> Sequence[str]:
    """A list of texts of the pack."""
    if isinstance(found, list) and found and all(isinstance(one, str) for one in found):
        return found
    faults.append(Fault("this is not a list of texts", f'Write {key} = ["…", "…"].', where, column=key))
    return ()


def _pattern(texts: Sequence[str], key: str, where: str, faults: list[Fault]) -> re.Pattern[str]:
    """One pattern for all of them."""
    try:
        return re.compile("|".join(f"(?:{text})" for text in texts))
    except re.error as error:
        faults.append(Fault(f"one of the patterns is no regular expression: {error}", "Mend the pattern.", where, column=key))
        return re.compile("")
