"""The keys under which a name is looked for: the letters of the ways in which it may be written."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from clew.names.parts import Kind, Name, Part
from clew.names.vocabulary import Vocabulary

_SILENT = {Kind.FORM, Kind.FILLER}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_PAIRS = _BASE**2


def keys_of(name: Name, known: Vocabulary, *, asked: bool = False) -> tuple[str, ...]:
    """Keys of small letters and digits, each once; legal forms are left out where anything else is left.

    A Latin name has one: its words, each by the one that stands for its family. A Chinese name has its pinyin, what a letterhead in English
    would say (places and activities rendered, the brand in pinyin, or rendered as well where its words are known), its brand alone, and its
    characters: two that follow each other are rarer than any syllables. A name that is asked for has its brand character by character in
    English too (Goldwind, of 金风); in an index such keys would take from Latin queries what is read of each gram.
    """
    parts = [part for part in name.parts if part.kind not in _SILENT] or list(name.parts)
    if not any(part.syllables for part in parts):
        return _distinct([" ".join(known.families.get(part.text, part.text) for part in parts)])
    brand = [part for part in parts if part.kind is Kind.BRAND]
    letterhead = " ".join(_said(part) if part.kind is Kind.BRAND else _rendered(part) for part in parts)
    translated = " ".join(_translated(part, known) if part.kind is Kind.BRAND else _rendered(part) for part in parts)
    said, meant = " ".join(map(_said, brand)), " ".join(_translated(part, known, 1) for part in brand)
    return _distinct(
        [
            " ".join(map(_said, parts)),
            letterhead,
            translated if translated.replace(" ", "") != letterhead.replace(" ", "") else "",
            said,
            meant if asked and meant.replace(" ", "") != said.replace(" ", "") else "",
            "".join(_characters(part.text) for part in parts),
        ]
    )


def keys_of_all(names: Sequence[Name], known: Vocabulary, *, asked: bool = False) -> tuple[list[str], NDArray[np.int32]]:
    """Every key of every name, and the place of the name that has it."""
    keys: list[str] = []
    owners: list[int] = []
    for at, name in enumerate(names):
        for key in keys_of(name, known, asked=asked):
            keys.append(key)
            owners.append(at)
    return keys, np.array(owners, np.int32)


def brand_key(name: Name) -> str:
    """The key of a name's brand alone; "" where it has none."""
    return next(iter(_distinct([" ".join(_said(part) for part in name.parts if part.kind is Kind.BRAND)])), "")


def _distinct(keys: list[str]) -> tuple[str, ...]:
    """The keys that are not empty, in letters and digits of ASCII, each once and in their order.

    A letter of another script stands by the number of its code point, so that names in Korean or Arabic find each other.
    """
    plain = (key if key.isascii() else "".join(letter if letter.isascii() else f"{ord(letter):x}" for letter in key) for key in keys)
    return tuple(dict.fromkeys(key for key in map(str.strip, plain) if key))


def _characters(text: str) -> str:
    """Each Chinese character by two letters or digits, which few others share, so that four are two characters that follow each other."""
    return "".join(letter if letter.isascii() else _DIGITS[ord(letter) % _PAIRS // _BASE] + _DIGITS[ord(letter) % _BASE] for letter in text)


def _said(part: Part) -> str:
    """A part as it is said: its pinyin put together, or its letters."""
    return "".join(part.syllables) or part.text


def _rendered(part: Part) -> str:
    """A part as an English letterhead would say it: its most usual rendering; a place by its first English name."""
    return " ".join(part.renderings[0]) if part.renderings and part.kind is not Kind.PLACE else part.key


def _translated(part: Part, known: Vocabulary, least: int = 2) -> str:
    """A brand by the words of which it is made, the longest first, each of so many characters at least; the others by their pinyin."""
    return " ".join(_pieces(part, known, least))


def _pieces(part: Part, known: Vocabulary, least: int) -> Iterator[str]:
    """The words of a brand, each by its most usual rendering, and its other characters by their pinyin."""
    at = 0
    while at < len(part.syllables):
        end = next((end for end in range(len(part.text), at + least - 1, -1) if part.text[at:end] in known.brands), 0)
        yield " ".join(known.brands[part.text[at:end]][0]) if end else part.syllables[at]
        at = end or at + 1
