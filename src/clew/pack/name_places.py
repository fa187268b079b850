"""The places by which companies are called: provinces, prefectures, counties and regions of China, and the countries of the world."""

import re
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from typing import Literal, cast, get_args

from msgspec import Struct

from clew.errors import Fault
from clew.pack.name_tables import Row, odd_chinese, odd_english, read_rows, refuse, twice
from clew.pack.toml import PACKS

PlaceKind = Literal["province", "prefecture", "county", "region"]
"""County stands for districts and development zones too; a region is no division: a part of the country, a river, a mountain range."""

_KINDS: tuple[str, ...] = get_args(PlaceKind)
_WITHIN = ("prefecture", "county")
_PINYIN = re.compile(r"[a-z]+(?: [a-z]+)*")
_ISO = re.compile(r"[A-Z]{2}")


class NamePlace(Struct, frozen=True):
    """A place of China.

    Attributes:
        zh: its name in simplified characters, mostly without the ending that says its kind (省, 市, 县).
        kind: what it is.
        parent: the `zh` of its province, or "" for a province or a region.
        en: its names beyond plain pinyin, the most usual first.
        pinyin: one syllable for each character where a character has several readings, or "".
        shared: whether the name is so common a word of company names that it says little as a place.
    """

    zh: str
    kind: PlaceKind
    parent: str
    en: tuple[str, ...]
    pinyin: str
    shared: bool


class NameCountry(Struct, frozen=True):
    """A country or territory: its ISO 3166-1 code, its Chinese names, and its English names and adjectives, the most usual first."""

    iso: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


def load_name_places(place: Traversable = PACKS / "names" / "places_china.csv") -> tuple[NamePlace, ...]:
    """Read the places of China.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    where = str(place)
    rows = read_rows(place, ("zh", "kind", "parent", "en", "pinyin", "shared"))
    faults = [*twice(rows, ("zh", "parent"), where), *odd_chinese(rows, "zh", where), *odd_english(rows, "en", where, needed=False)]
    faults += [*_misplaced(rows, where), *_misread(rows, where)]
    refuse(faults)
    return tuple(_place(row) for row in rows)


def _place(row: Row) -> NamePlace:
    """The place of a row whose kind is known."""
    cells = row.cells
    kind = cast("PlaceKind", cells["kind"])
    return NamePlace(cells["zh"], kind, cells["parent"], row.several("en"), cells["pinyin"], shared=cells["shared"] == "yes")


def _misplaced(rows: Sequence[Row], place: str) -> Iterator[Fault]:
    """Kinds that are not known, and parents that are no province, are missing, or stand where none can be."""
    provinces = {row.cells["zh"] for row in rows if row.cells["kind"] == "province"}
    for row in rows:
        kind, parent = row.cells["kind"], row.cells["parent"]
        if kind not in _KINDS:
            yield Fault(f"“{kind}” is no kind of place", f"Use one of {', '.join(_KINDS)}.", place, row.line, "kind")
        elif kind not in _WITHIN and parent:
            yield Fault(f"a {kind} lies in no province, and “{parent}” is given", "Leave it empty.", place, row.line, "parent")
        elif kind in _WITHIN and parent not in provinces:
            yield Fault(f"“{parent}” is no province of this table", "Write the province as in its own row.", place, row.line, "parent")


def _misread(rows: Sequence[Row], place: str) -> Iterator[Fault]:
    """Pinyin without one syllable for each character, and marks other than "yes"."""
    for row in rows:
        name, pinyin, shared = row.cells["zh"], row.cells["pinyin"], row.cells["shared"]
        if pinyin and not (_PINYIN.fullmatch(pinyin) and len(pinyin.split()) == len(name)):
            mend = "Write one syllable in small letters without tones for each character, parted by spaces."
            yield Fault(f"“{pinyin}” does not spell “{name}”", mend, place, row.line, "pinyin")
        if shared not in ("", "yes"):
            yield Fault(f"“{shared}” is no mark", "Write “yes”, or leave it empty.", place, row.line, "shared")


def load_name_countries(place: Traversable = PACKS / "names" / "countries.csv") -> tuple[NameCountry, ...]:
    """Read the countries.

    Raises:
        PackError: the file is missing or malformed, or two countries share a spelling; all faults are named.
    """
    where = str(place)
    rows = read_rows(place, ("iso", "zh", "en"))
    faults = [*twice(rows, ("iso",), where), *odd_chinese(rows, "zh", where), *odd_english(rows, "en", where, needed=True)]
    faults += _uncoded(rows, where)
    faults += [fault for column in ("zh", "en") for fault in _claimed(rows, column, where)]
    refuse(faults)
    return tuple(NameCountry(row.cells["iso"], row.several("zh"), row.several("en")) for row in rows)


def _uncoded(rows: Sequence[Row], place: str) -> list[Fault]:
    """Codes that are not two capitals."""
    wrong = [row for row in rows if not _ISO.fullmatch(row.cells["iso"])]
    return [Fault(f"“{row.cells['iso']}” is no code of ISO 3166-1", "Write its two capitals.", place, row.line, "iso") for row in wrong]


def _claimed(rows: Sequence[Row], column: str, place: str) -> Iterator[Fault]:
    """Spellings that an earlier country has too."""
    seen: dict[str, Row] = {}
    for row in rows:
        for spelling in row.several(column):
            other = seen.setdefault(spelling, row)
            if other is not row:
                yield Fault(f"“{spelling}” stands for {other.cells['iso']} too", "Leave one out.", place, row.line, column)
