"""What stands around a place name in an address, and decides what the name says: kinds, streets, organisations, numbers."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

APOSTROPHES = "'’‘ʻʼʹ′`´\u00ad\u200b\u200c\u200d\ufeff"
"""Left out of a text that is compared, with characters of no width: Ku’erle is Kuerle."""
FULL_WIDTH = tuple(range(0xFF01, 0xFF5F))
"""Letters, digits and signs of East Asian width; the keyboard's are 0xFEE0 before them."""
WIDTH = 0xFEE0
SPACES = "\u3000\u00a0_\t\n\r"

_RUN = 5
"""Letters by which a Chinese name runs on into another: a longer run is an address whose words are not known."""
_END = r"(?![a-z0-9])"
_ASCII = str.maketrans(dict.fromkeys(APOSTROPHES, "") | dict.fromkeys(SPACES, " "))


class Kind(Struct, frozen=True):
    """A kind of place.

    Attributes:
        sign: the end of the Chinese name of a place of this kind.
        words: what may follow a name of such a place.
    """

    sign: str
    words: list[str]


class ContextWords(Struct, frozen=True):
    """Words of addresses in general; the pack says what each list means."""

    epithets: list[str]
    turns: list[str]
    streets: list[str]
    streets_before: list[str]
    turns_unspaced: list[str]
    streets_unspaced: list[str]
    not_kinds: list[str]
    legal_forms: list[str]
    organisations: list[str]
    organisations_unspaced: list[str]
    stops: list[str]
    stops_unspaced: list[str]
    sites_unspaced: list[str]
    numbered: list[str]
    numbering: list[str]


class More(Struct, frozen=True):
    """More names of one place, as addresses abbreviate them."""

    place: str
    names: list[str]


class RegionWords(Struct, frozen=True):
    """How addresses speak of one region.

    Attributes:
        region: key of the region in the gazetteer.
        dialling_code: of the country.
        postcodes: beginnings of the postcodes of the region.
        home: the country, as a code or a word.
        names: more names of the region; `full_names` leave no doubt, whatever country is given.
        divisions: patterns of the names of numbered divisions, with their spellings in `numerals`, `ordinals` and `ordinal_words`.
        shared_at_home: names that others in the country bear: they count beside another sign of the region only.
        sure: Chinese names that count by themselves though they have two letters only.
        shared_abroad: names that other countries have: the country must be said.
        not_here: names that hold one of ours and are others.
        elsewhere: provinces and countries that are not the region.
    """

    region: str
    dialling_code: str
    postcodes: list[str]
    home: list[str]
    names: list[str]
    full_names: list[str]
    divisions: list[str]
    numerals: list[str]
    ordinals: list[str]
    ordinal_words: list[str]
    shared_at_home: list[str]
    sure: list[str]
    shared_abroad: list[str]
    not_here: list[str]
    elsewhere: list[str]


class AddressWords(Struct, frozen=True):
    """All that the pack says: general words, kinds, and one region."""

    context: ContextWords
    kinds: tuple[Kind, ...]
    region: RegionWords
    more: tuple[More, ...]

    def kind_of(self, name: str) -> Kind | None:
        """The kind of a place, by its Chinese name; the longest sign wins, so that 自治县 is not 县."""
        fitting = [kind for kind in self.kinds if name.endswith(kind.sign)]
        return max(fitting, key=lambda kind: len(kind.sign), default=None)

    def divisions(self, number: int) -> tuple[str, ...]:
        """The names of a numbered division."""
        at, words = number - 1, self.region
        spelled = {"number": str(number), "numeral": words.numerals[at], "ordinal": words.ordinals[at], "word": words.ordinal_words[at]}
        return tuple(pattern.format(**spelled) for pattern in words.divisions)


class Context(Struct, frozen=True):
    """The words as patterns over a folded text; each is tried from the end of a name on, but `before`, which is tried on what precedes it.

    Attributes:
        kind: the word that says the kind, as its group 1.
        namesake: a street, a building, a town or an organisation follows: the name says nothing of where it stands.
        runs_on: a Chinese name without its kind is the beginning of a longer one.
        alone: the name of a province stands by itself.
        before: the word of a street precedes.
        numbered: a word precedes after which a number is no postcode; `numbering`: one follows.
    """

    kind: re.Pattern[str]
    namesake: re.Pattern[str]
    runs_on: re.Pattern[str]
    alone: re.Pattern[str]
    before: re.Pattern[str]
    numbered: re.Pattern[str]
    numbering: re.Pattern[str]


def fold(text: str) -> str:
    """The text in small plain letters, one space for each space, without accents, apostrophes and characters of no width."""
    return text.lower().translate(_ASCII) if text.isascii() else "".join(map(fold_letter, text))


@lru_cache(maxsize=8192)
def fold_letter(letter: str) -> str:
    """One character of a text, folded: none, one or more characters. The filter of the bulk form does the same in SQL."""
    if letter in APOSTROPHES:
        return ""
    if letter in SPACES:
        return " "
    plain = chr(ord(letter) - WIDTH) if ord(letter) in FULL_WIDTH else letter
    if plain in APOSTROPHES:
        return ""
    bare = "".join(part for part in unicodedata.normalize("NFD", plain) if unicodedata.category(part) != "Mn")
    return "".join(part for part in bare.lower() if unicodedata.category(part) != "Mn")


def context_of(words: AddressWords) -> Context:
    """The patterns of the words."""
    own = words.context
    kinds = {word for kind in words.kinds for word in kind.words}
    stops = {*own.stops, *(word for word in kinds if word.isascii())}
    turns = rf"(?:(?:{any_of(own.turns)}|no|[0-9]+(?:st|nd|rd|th)?)[ .-]+)*"
    return Context(
        kind=re.compile(
            rf"(?:(?:[ -]+(?:{any_of(own.epithets)}))*[ -]+({any_of(word for word in kinds if not is_unspaced(word))}){_END})"
            rf"|({any_of(filter(is_unspaced, kinds))})(?!{any_of(own.not_kinds)})"
        ),
        namesake=re.compile(
            rf"[ -]+{turns}(?:{any_of(own.streets)}){_END}"
            rf"|(?:{any_of(own.turns_unspaced)}|[0-9])*(?:{any_of(own.streets_unspaced)})"
            rf"|(?:[ .&/-]+(?!(?:{any_of(stops)}|[0-9]{{3,}}){_END})[a-z0-9]+){{0,8}}"
            rf"(?:[ .&/-]+(?:{any_of([*own.organisations, *own.legal_forms])})|,? *(?:{any_of(own.legal_forms)})){_END}"
            rf"|[^{''.join(own.stops_unspaced)},;、()\s0-9]{{0,20}}?(?:{any_of(own.organisations_unspaced)})"
        ),
        runs_on=re.compile(rf"(?:(?!{any_of([*own.stops_unspaced, *own.sites_unspaced])})[\u3400-\u9fff]){{1,{_RUN}}}(?![\u3400-\u9fff])"),
        alone=re.compile(r"(?:[ ]+(?:city|province|municipality))?[ .]*(?:[,;)、/(]|$|[ ]+[0-9])"),
        before=re.compile(rf"(?<![a-z0-9])(?:{any_of(own.streets_before)})[ .]+(?:de |d)?$"),
        numbered=re.compile(
            rf"(?:(?<![a-z0-9])(?:{any_of(own.numbered)})|[#第])[ .:]*(?:no[ .:]*)?$"
            r"|(?<![0-9])(?:\+[0-9 ()-]+|0[0-9]{1,3})[ )-]+$|[0-9]-$"
        ),
        numbering=re.compile(
            rf" ?(?:{any_of(own.numbering)})|[ -]+{turns}(?:[a-z]+[ -]+){{0,2}}(?:{any_of(own.streets)}){_END}|[.-][0-9]| ?-"
        ),
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern that fits any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def finder(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the folded names, the longest first; names in letters as whole words, Chinese ones anywhere.

    Names are grouped by their first letter, or each place of a text would be tried with every name.
    """
    firsts: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        firsts.setdefault(name[0], []).append(name)
    groups: dict[bool, list[str]] = {True: [], False: []}
    for first, fellows in firsts.items():
        groups[is_unspaced(first)].append(f"{re.escape(first)}(?:{'|'.join(_spaced(name[1:]) for name in fellows)})")
    spaced, unspaced = ("|".join(groups[key]) or r"(?!)" for key in (False, True))
    return re.compile(rf"(?<![a-z0-9\u0621-\u06d3])(?:{spaced})(?![a-z0-9\u0621-\u06d3])|(?=[\u3400-\u9fff])(?:{unspaced})")


def is_unspaced(text: str) -> bool:
    """Whether a text begins in Chinese, which has no spaces between words."""
    return "\u3400" <= text[:1] <= "\u9fff"


def _spaced(name: str) -> str:
    """A pattern for the rest of a name; a hyphen counts as a space."""
    words: Sequence[str] = [re.escape(word) for word in re.split(r"[ -]", name)]
    return "[ -]+".join(words)
