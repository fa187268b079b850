"""Chinese text: simplified characters, pinyin, and the words that a lexicon knows in a name."""

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from functools import cache, lru_cache
from importlib import import_module
from typing import TypeVar

from opencc import OpenCC

_TONGUE = 1 << 16
"""Readings of words that are kept: a name's words come again and again."""
_UNKNOWN, _WORD, _LONGER, _HEAD = 115, 100, 3, 20
"""What a character that is in no word costs, and a word, which is a little less the longer it is: few and long words cover a name best.
A place at the beginning costs less: names begin with one."""
_SYLLABLE, _FEWEST = 6, 4
"""Letters of the longest syllable of pinyin; syllables from which on a word is read as pinyin."""
_ABBREVIATING = "厂矿店场站院社行局所部馆城园港库"
"""Characters that are a word of their own at the end of a name only."""


@cache
def _converter() -> OpenCC:
    """The converter from traditional to simplified characters; it reads its tables once."""
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """A text in simplified characters; text that is simplified already stays as it is."""
    return str(_converter().convert(text))


@lru_cache(maxsize=_TONGUE)
def syllables(text: str) -> tuple[str, ...]:
    """Pinyin of Chinese characters, one syllable each, without tones, ü as u; a word's reading where its characters have several."""
    return _reader()(text)


@cache
def _reader() -> Callable[[str], tuple[str, ...]]:
    """What reads characters; it is loaded when the first is read."""
    read: Callable[[str], tuple[str, ...]] = import_module("clew.names.pinyin").read
    return read


def spelling(word: str, known: Collection[str]) -> tuple[str, ...]:
    """The syllables of pinyin that a word is spelt by, the fewest; the word alone where they are fewer than four, or it is no pinyin.

    Args:
        word: small letters.
        known: every syllable.
    """
    size = len(word)
    best: list[tuple[int, int]] = [(0, 0)] + [(size + 1, 0)] * size
    for end in range(1, size + 1):
        for start in range(max(0, end - _SYLLABLE), end):
            if best[start][0] + 1 < best[end][0] and word[start:end] in known:
                best[end] = (best[start][0] + 1, start)
    if not _FEWEST <= best[size][0] <= size:
        return (word,)
    found: list[str] = []
    while size:
        found.append(word[best[size][1] : size])
        size = best[size][1]
    return tuple(reversed(found))


Text = TypeVar("Text", str, tuple[str, ...])


def segments(text: Text, words: Mapping[Text, object], longest: Mapping[str, int], heads: Container[Text]) -> Iterator[tuple[Text, bool]]:
    """The words of a Chinese text: those of a lexicon, and runs of characters between them. Each with whether the lexicon has it.

    The fewest and longest words that cover the text are taken (a shortest path over the positions of the text); of equals, the one that
    takes a longer word later: what a company does stands at the end of its name, and its brand, which is in no lexicon, before.

    Args:
        text: simplified characters, or syllables.
        words: what the lexicon knows.
        longest: a character, or a syllable → the most characters of its words that begin with it.
        heads: words that names begin with, places.
    """
    ends = _path(text, words, longest, heads)
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


def _path(text: Text, words: Mapping[Text, object], longest: Mapping[str, int], heads: Container[Text]) -> list[int]:
    """Of each position, where the word that begins there ends; 0 where none does on the shortest path from it."""
    size = len(text)
    cost, ends = [0] * (size + 1), [0] * (size + 1)
    for start in range(size - 1, -1, -1):
        cost[start] = cost[start + 1] + _UNKNOWN
        for end in range(start + 1, min(size, start + longest.get(text[start], 0)) + 1):
            if text[start:end] in words and (end - start > 1 or (end == size and text[start] in _ABBREVIATING)):
                price = cost[end] + _WORD - _LONGER * (end - start) - (_HEAD if start == 0 and text[:end] in heads else 0)
                if price < cost[start]:
                    cost[start], ends[start] = price, end
    return ends
