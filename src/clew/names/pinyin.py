"""Pinyin by the tables of pypinyin, which take a third of a second to load: this module is loaded when a character is first read."""

import re

from pypinyin import lazy_pinyin
from pypinyin.constants import PINYIN_DICT

from clew.names.text import plain

_FIRST, _LAST = 0x4E00, 0x9FFF
"""The characters of everyday Chinese (Unicode's block CJK Unified Ideographs); rarer ones are no source of syllables."""


def read(text: str) -> tuple[str, ...]:
    """Pinyin of Chinese characters, one syllable each, without tones, ü as u; a word's reading where its characters have several."""
    return tuple(syllable.replace("ü", "u").replace("v", "u") if syllable != text else syllable for syllable in lazy_pinyin(text))


def all_syllables() -> frozenset[str]:
    """Every syllable of pinyin, in plain letters; ü as u, and as v, by which it is typed."""
    readings = {one for point, several in PINYIN_DICT.items() if _FIRST <= point <= _LAST for one in several.split(",")}
    found = set(map(plain, readings))
    plain_ones = {one for one in found if re.fullmatch("[a-z]{1,6}", one) and not re.fullmatch("[^aeiou]+", one)}
    return frozenset(plain_ones | {"lv", "nv", "lve", "nve"})
