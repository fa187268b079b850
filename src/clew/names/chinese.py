"""Chinese text: simplified characters, pinyin, and the words that a lexicon knows in a name."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from opencc import OpenCC
from pypinyin import lazy_pinyin
from pypinyin.constants import PINYIN_DICT

from clew.names.text import plain

_TONGUE = 1 << 16
"""Readings of words that are kept: a name's words come again and again."""
_UNKNOWN, _WORD, _LONGER = 115, 100, 3
"""What a character that is in no word costs, and a word, which is a little less the longer it is: few and long words cover a name best."""
_FIRST, _LAST = 0x4E00, 0x9FFF
"""The characters of everyday Chinese (Unicode’s block CJK Unified Ideographs); rarer ones are no source of syllables."""
_ABBREVIATING = "厂矿店场站院社行局所部馆城园港库"
"""Characters that are a word of their own at the end of a name only."""


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """A text in simplified characters; text that is simplified already stays as it is."""
    return str(_converter().convert(text))


@lru_cache(maxsize=_TONGUE)
def syllables(text: str) -> tuple[str, ...]:
    """Pinyin of Chinese characters, one syllable each, without tones, ü as u; a word's reading where its characters have several."""
    return tuple(syllable.replace("ü", "u").replace("v", "u") if syllable != text else syllable for syllable in lazy_pinyin(text))


@cache
def all_syllables() -> frozenset[str]:
    """Every syllable of pinyin, in plain letters."""
    found = {plain(reading) for point, readings in PINYIN_DICT.items() if _FIRST <= point <= _LAST for reading in readings.split(",")}
    return frozenset(one for one in found if re.fullmatch("[a-z]{1,6}", one) and not re.fullmatch("[^aeiou]+", one))


def segments(text: str, words: Mapping[str, object], longest: Mapping[str, int]) -> Iterator[tuple[str, bool]]:
    """The words of a Chinese text: those of a lexicon, and runs of characters between them. Each with whether the lexicon has it.

    The fewest and longest words that cover the text are taken (a shortest path over the positions of the text); of equals, the one that
    takes a longer word later: what a company does stands at the end of its name, and its brand, which is in no lexicon, before.

    Args:
        text: simplified characters.
        words: what the lexicon knows.
        longest: a character → the most characters of its words that begin with it.
    """
    ends = _cheapest(text, words, longest)
    begun = at = 0
    while at < len(text):
        if not ends[at]:
            at += 1
            continue
        if begun < at:
            yield text[begun:at], False
        yield text[at : ends[at]], True
        begun = at = ends[at]
    if begun < len(text):
        yield text[begun:], False


def _cheapest(text: str, words: Mapping[str, object], longest: Mapping[str, int]) -> list[int]:
    """Of each position, where the word ends that the cheapest cover of the rest begins with; 0 where it begins with no word."""
    size = len(text)
    cost, ends = [0] * (size + 1), [0] * size
    for start in range(size - 1, -1, -1):
        cost[start] = cost[start + 1] + _UNKNOWN
        for end in range(start + 1, min(size, start + longest.get(text[start], 0)) + 1):
            if text[start:end] in words and (end - start > 1 or (end == size and text[start] in _ABBREVIATING)):
                price = cost[end] + _WORD - _LONGER * (end - start)
                if price < cost[start]:
                    cost[start], ends[start] = price, end
    return ends
