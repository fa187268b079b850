"""Names of companies that are not there, in every manner of writing; and any text at all, for properties that all names have."""

import numpy as np
from hypothesis import strategies as st

from clew.names.alikeness import Letters

ENGLISH = (
    *("sun", "rise", "sunrise", "amber", "tern", "ambertern", "solar", "cotton", "textile", "textiles", "technology", "group"),
    *(
        "holdings",
        "fund",
        "ii",
        "iii",
        "iv",
        "2",
        "bank",
        "of",
        "the",
        "west",
        "east",
        "china",
        "xinjiang",
        "shili",
        "shi",
        "li",
        "xin",
        "jiang",
        "hong",
    ),
    *("kong", "co", "ltd", "co.,", "limited", "gmbh", "branch", "s.a.", "a", "b", "abc", "&", "at", "example", "exampel", "mfg"),
    *("manufacturing", "intl", "international", "industries", "x", "3m", "(group)", "Ámber", "TERN"),
)
CHINESE = (
    *("新疆", "示例", "纺织", "有限公司", "股份", "集团", "玉兰", "地毯", "科技", "ABC", "北京", "喀什", "分公司", "厂", "第一", "第二"),
    *("（集团）", "和田", "玉", "中", "國", "实业", "控股", "紡織", "銀行", "abc", "2", " "),
)
ODD = "ab AB .,&'-()新疆紡\u200f\u202e\u200b\x00\x1f\U0001f600e\u0301ﬁ①Ⅳ　０ｶﾟ가İıßΩасеЩ"
"""Marks that turn the direction, have no width or control a terminal; ligatures, digits in circles, half width, look-alikes."""

LATIN_NAMES = st.lists(st.sampled_from(ENGLISH), max_size=7).map(" ".join)
HAN_NAMES = st.lists(st.sampled_from(CHINESE), max_size=6).map("".join)
ANYTHING = st.text(st.one_of(st.characters(), st.sampled_from(ODD)), max_size=40)
NAMES = st.one_of(LATIN_NAMES, HAN_NAMES, st.text(st.sampled_from(ODD), max_size=8))
PAIRS = st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=40)
"""Few examples of many pairs: a call has its price, a pair has nearly none."""


def letters(word: str) -> Letters:
    """A word as kernels read it: its code points."""
    return np.array([ord(letter) for letter in word], np.int32)
