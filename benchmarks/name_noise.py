"""Company names as people write them: nineteen ways in which a name in a file differs from the one in a register, seedable.

`LATIN` has thirteen ways to spoil a name in Latin letters; `CHINESE` has six ways to write a Chinese one, which is made of its parts
(`chinese_names`). A way answers None where it has nothing to change, such as a legal form in a name without one. `spoiled` draws queries
from both, each with the place of the name that it was made of; the same names and seed give the same queries.
"""

import random
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import opencc
from msgspec import Struct
from pypinyin import lazy_pinyin

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_SHORT: dict[str, str] = dict(_WORDS["short"])
_SWAPPED: dict[str, list[str]] = {form: others for form, *others in _WORDS["swapped"]}
_FORMS = frozenset(_WORDS["forms"])
_LOOKALIKES: dict[str, str] = dict(_WORDS["lookalikes"])
_NEAR: list[str] = [place for place, _ in _WORDS["near"]]
PLACES: dict[str, str] = dict([*_WORDS["near"], *_WORDS["far"]])
TRADES: dict[str, str] = dict(_WORDS["trades"])
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_ASCII = 127
_TRIES = 1000
_WIDTH, _LONG = 22, 28
"""A column of a file cuts names longer than `_LONG` at `_WIDTH`."""
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")


class ChineseName(Struct, frozen=True):
    """A Chinese company's name by its parts: 新疆 + 天山 + 纺织 + 有限公司."""

    place: str
    brand: str
    trade: str
    form: str

    def __str__(self) -> str:
        """The whole name."""
        return self.place + self.brand + self.trade + self.form

    @property
    def english(self) -> str:
        """The name as its English letterhead has it: the place and the trade in English, the brand in pinyin."""
        return f"{PLACES[self.place]} {_word(self.brand)} {TRADES[self.trade]} {self._form}"

    @property
    def pinyin(self) -> str:
        """The name with each part in pinyin, and the form in English."""
        return f"{_word(self.place)} {_word(self.brand)} {_word(self.trade)} {self._form}"

    @property
    def _form(self) -> str:
        return ("Group " if "集团" in self.form else "") + "Co., Ltd."


class Query(Struct, frozen=True):
    """A name as somebody writes it: the text, the place of the name that it was made of, and the way."""

    text: str
    owner: int
    way: str


_Name = TypeVar("_Name", str, ChineseName)
_Spoil = Callable[[_Name, random.Random], str | None]


def chinese_names(brands: Sequence[str], count: int, seed: int) -> list[ChineseName]:
    """So many different names of real brands, places, trades and forms; brands that are not two to four Chinese characters are left out."""
    # Any seed will do: it names a sample, and guards nothing.
    draw = random.Random(seed)
    known = sorted({brand for brand in brands if _HAN.fullmatch(brand)})
    draw.shuffle(known)
    places, trades, found = list(PLACES), list(TRADES), dict[str, ChineseName]()
    at = 0
    while len(found) < count:
        place = draw.choice(_NEAR if draw.random() < 1 / 4 else places)
        name = ChineseName(place, known[at % len(known)], draw.choice(trades), draw.choice(_WORDS["chinese_forms"]))
        found.setdefault(str(name), name)
        at += 1
    return list(found.values())


def spoiled(latin: Sequence[str], chinese: Sequence[ChineseName], per_way: tuple[int, int], seed: int) -> list[Query]:
    """So many queries of each Latin and of each Chinese way, in a drawn order; owners count on from Latin names to Chinese ones."""
    draw = random.Random(seed)
    found: list[Query] = []
    for way, spoil in LATIN.items():
        found += _drawn(way, latin, spoil, per_way[0], draw) if latin else []
    for way, write in CHINESE.items():
        many = _drawn(way, chinese, write, per_way[1], draw) if chinese else []
        found += [Query(one.text, one.owner + len(latin), way) for one in many]
    draw.shuffle(found)
    return found


def _drawn(way: str, names: Sequence[_Name], spoil: _Spoil[_Name], count: int, draw: random.Random) -> list[Query]:
    """So many queries of one way; fewer where most names have nothing to change."""
    found: list[Query] = []
    for _ in range(_TRIES * count):
        if len(found) == count:
            break
        owner = draw.randrange(len(names))
        text = spoil(names[owner], draw)
        if text and text != str(names[owner]):
            found.append(Query(text, owner, way))
    return found


def _is_form(word: str) -> bool:
    """Whether a word of a Latin name is a legal form."""
    return word.lower().strip(",()") in _FORMS


def _typo(name: str, draw: random.Random) -> str:
    """One letter put wrong, left out, added, or changed with the next."""
    letters = list(name)
    places = [at for at, letter in enumerate(letters) if letter.isalpha()]
    if not places:
        return name
    at, kind = draw.choice(places), draw.randrange(4)
    if kind == 0:
        letters[at] = draw.choice(_ALPHABET)
    elif kind == 1:
        del letters[at]
    elif kind == len("it"):
        letters.insert(at, draw.choice(_ALPHABET))
    elif at + 1 < len(letters):
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _typos(name: str, draw: random.Random) -> str | None:
    """Two letters, in a name that stands it."""
    return _typo(_typo(name, draw), draw) if len(name) >= len("Aurelia AG") else None


def _without_form(name: str, _: random.Random) -> str | None:
    """The legal form left out."""
    words = name.split()
    kept = [word for word in words if not _is_form(word)]
    return " ".join(kept).rstrip(", ") if 0 < len(kept) < len(words) else None


def _other_form(name: str, draw: random.Random) -> str:
    """The legal form written another way."""
    return " ".join(draw.choice(_SWAPPED.get(word.lower().strip(",()"), [word])) for word in name.split())


def _order(name: str, draw: random.Random) -> str | None:
    """Words in another order: turned round at one place, or shuffled."""
    words = name.split()
    if len(words) < len(("one", "two", "three")):
        return None
    if draw.random() < 1 / 2:
        at = draw.randrange(1, len(words))
        return " ".join(words[at:] + words[:at])
    draw.shuffle(words)
    return " ".join(words)


def _shortened(name: str, _: random.Random) -> str:
    """Common words by their abbreviations."""
    return " ".join(_SHORT.get(word.lower().strip(",."), word) for word in name.split())


def _word_lost(name: str, draw: random.Random) -> str | None:
    """One word left out, neither the first nor the legal form."""
    words = name.split()
    places = [at for at, word in enumerate(words) if at > 0 and word.lower().strip(",.") not in _FORMS]
    if len(words) < len(("one", "two", "three", "four")) or not places:
        return None
    del words[draw.choice(places)]
    return " ".join(words)


def _spaces(name: str, draw: random.Random) -> str | None:
    """Two words written as one, or one as two."""
    words = name.split()
    if draw.random() < 1 / 2 and len(words) > 1:
        at = draw.randrange(len(words) - 1)
        words[at : at + 2] = [words[at] + words[at + 1]]
        return " ".join(words)
    long = [at for at, word in enumerate(words) if len(word) >= len("textile")]
    if not long:
        return None
    at = draw.choice(long)
    cut = draw.randrange(3, len(words[at]) - 2)
    words[at : at + 1] = [words[at][:cut], words[at][cut:]]
    return " ".join(words)


def _misread(name: str, draw: random.Random) -> str | None:
    """Two letters as a scanner reads them."""
    letters = list(name)
    places = [at for at, letter in enumerate(letters) if letter in _LOOKALIKES]
    if len(places) < len("it"):
        return None
    for at in draw.sample(places, 2):
        letters[at] = _LOOKALIKES[letters[at]]
    return "".join(letters)


def _cut(name: str, _: random.Random) -> str | None:
    """A long name cut off by the width of a column."""
    return name[:_WIDTH].rstrip() if len(name) > _LONG else None


def _respelt(name: str, draw: random.Random) -> str | None:
    """Umlauts written out, or sounds spelt as in another language."""
    pairs = [(old, new) for old, new in _WORDS["respelt"] if old in name]
    if not pairs:
        return None
    for old, new in pairs[:1] if ord(pairs[0][0][0]) > _ASCII else draw.sample(pairs, min(2, len(pairs))):
        name = name.replace(old, new, 1)
    return name


def _several(name: str, draw: random.Random) -> str | None:
    """No form, abbreviations, and a typing error."""
    left = _shortened(_without_form(name, draw) or name, draw)
    return _typo(left, draw) if len(left) >= len("textiles") else None


def _clutter(name: str, draw: random.Random) -> str:
    """Words before or after that are no part of the name."""
    return str(draw.choice(_WORDS["before"])) + name if draw.random() < 2 / 5 else name + str(draw.choice(_WORDS["after"]))


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _word(characters: str) -> str:
    """Chinese characters in pinyin, as one word with a capital."""
    return "".join(lazy_pinyin(characters)).capitalize()


def _short_chinese(name: ChineseName, draw: random.Random) -> str:
    """The name without its form, and at times without its place."""
    return (name.place if draw.random() < 3 / 5 else "") + name.brand + name.trade


def _chinese_typo(name: ChineseName, draw: random.Random) -> str:
    """One character of the brand put wrong, as one of a place or a trade."""
    at = draw.randrange(len(name.brand))
    wrong = draw.choice(draw.choice([*PLACES, *TRADES]))
    return name.place + name.brand[:at] + wrong + name.brand[at + 1 :] + name.trade + name.form


LATIN: Mapping[str, _Spoil[str]] = {
    "one typing error": _typo,
    "two typing errors": _typos,
    "legal form left out": _without_form,
    "another legal form": _other_form,
    "words in another order": _order,
    "abbreviations": _shortened,
    "a word left out": _word_lost,
    "spaces": _spaces,
    "misread by a scanner": _misread,
    "cut at 22 letters": _cut,
    "spelt otherwise": _respelt,
    "several at once": _several,
    "words that are no part": _clutter,
}
"""Ways to spoil a Latin name."""
CHINESE: Mapping[str, _Spoil[ChineseName]] = {
    "pinyin, syllables apart": lambda name, _: " ".join(lazy_pinyin(str(name))),
    "pinyin, words": lambda name, _: name.pinyin,
    "traditional characters": lambda name, _: _traditional().convert(str(name)),
    "short Chinese": _short_chinese,
    "English letterhead": lambda name, _: name.english,
    "a wrong character": _chinese_typo,
}
"""Ways to write a Chinese name."""
