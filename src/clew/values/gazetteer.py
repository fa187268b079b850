"""A gazetteer: the places of a region with their names and codes, in the form in which texts are searched for them."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec import Struct

from clew.values.place_words import AddressWords, Context, Kind, context_of, finder, fold

DISTRICT = 4
"""Digits of a postcode that the delivery offices of one place share."""


class Place(Struct, frozen=True):
    """A place of a gazetteer; nothing smaller than a county or a city.

    Attributes:
        key: tells it apart; `parent` is the key of the place that it is part of, "" for the region.
        name: what it is called in reports; `name_zh` says its kind by its end.
        names: every name, in any script, old ones too.
        level: `region`, `prefecture`, `county` or `xpcc_city`.
        postcodes, area_codes: of its post and telephone; area codes with their 0.
        divisions: numbers of the divisions of the corps that have their seat in it.
    """

    key: str
    parent: str
    name: str
    name_zh: str
    level: str
    names: tuple[str, ...]
    postcodes: tuple[str, ...] = ()
    area_codes: tuple[str, ...] = ()
    divisions: tuple[int, ...] = ()


class Role(Enum):
    """What the gazetteer knows a name as."""

    PLACE = "place"
    FULL = "full"
    SEAT = "seat"
    HOME = "home"
    ELSEWHERE = "elsewhere"
    NOTHING = "nothing"


class Name(Struct, frozen=True):
    """What a folded name may mean: its role, and the places that bear it."""

    role: Role
    places: frozenset[str] = frozenset()


class Gazetteer(Struct, frozen=True):
    """Places with their names, in the form in which texts are searched; made by `gazetteer`.

    Attributes:
        places: by key.
        region: key of the whole.
        names: folded name → what it means.
        covers: key → the place with all that is in it. A city of the corps is directly under the region, and lies inside a prefecture whose
            area code it shares: an address that names both is no contradiction.
        kinds: key → the kind of the place.
        postcodes: a postcode, or its first digits → the places that it may be of.
        area_codes: area code without 0 → its places, those of the highest level; and all that have it.
        home: values of a country column that say the country of the region.
        shared: folded names that count beside another sign only; `abroad`: those that count when the country is said.
        by_size: keys, the smallest place first, the region last.
    """

    places: Mapping[str, Place]
    region: str
    names: Mapping[str, Name]
    covers: Mapping[str, frozenset[str]]
    kinds: Mapping[str, Kind]
    postcodes: Mapping[str, frozenset[str]]
    area_codes: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    home: frozenset[str]
    shared: frozenset[str]
    abroad: frozenset[str]
    words: AddressWords
    context: Context
    pattern: re.Pattern[str]
    phone: re.Pattern[str]
    by_size: tuple[str, ...]

    def holder(self, keys: frozenset[str]) -> str:
        """The smallest place that holds all these."""
        return next(key for key in self.by_size if keys <= self.covers[key])


def gazetteer(places: Iterable[Place], words: AddressWords) -> Gazetteer:
    """The gazetteer of these places, with the names and codes that the words add."""
    known = {place.key: place for place in places}
    region = words.region
    names = _names(known, words)
    areas = "|".join(sorted({code[1:] for place in known.values() for code in place.area_codes})) or r"(?!)"
    covers = {key: _cover(key, known) for key in known}
    return Gazetteer(
        places=known,
        region=region.region,
        names=names,
        covers=covers,
        kinds={key: kind for key, place in known.items() if (kind := words.kind_of(place.name_zh)) is not None},
        postcodes=_postcodes(known),
        area_codes={code: _with_area_code(f"0{code}", known) for code in areas.split("|")},
        home=frozenset(map(fold, region.home)),
        shared=frozenset(map(fold, region.shared_at_home)),
        abroad=frozenset(map(fold, region.shared_abroad)),
        words=words,
        context=context_of(words),
        pattern=finder(names),
        phone=re.compile(
            rf"(?P<abroad>(?:\+|(?<![0-9])00) ?{region.dialling_code}[ ()-]*)0?(?P<a>{areas})(?=[ )-]*[0-9])"
            rf"|\(0(?P<b>{areas})\)|(?<![0-9])0(?P<c>{areas})(?=[ )-]*(?:[0-9][ -]?){{5,7}}[0-9](?![0-9]))"
        ),
        by_size=tuple(sorted(known, key=lambda key: (len(covers[key]), key))),
    )


def _names(known: Mapping[str, Place], words: AddressWords) -> dict[str, Name]:
    """Every name with what it means; a name of a place is never one of elsewhere as well."""
    region = words.region
    others = [(Role.NOTHING, region.not_here), (Role.ELSEWHERE, region.elsewhere), (Role.HOME, region.home)]
    names = {plain(name): Name(role) for role, listed in others for name in listed}
    pairs = [(name, key) for key, place in known.items() for name in place.names]
    pairs += [(name, more.place) for more in words.more for name in more.names]
    pairs += [(name, region.region) for name in region.names]
    bearers: dict[str, set[str]] = {}
    for name, key in pairs:
        bearers.setdefault(plain(name), set()).add(key)
    names |= {name: Name(Role.PLACE, frozenset(keys)) for name, keys in bearers.items()}
    seats = [(name, key) for key, place in known.items() for number in place.divisions for name in words.divisions(number)]
    names |= {plain(name): Name(Role.SEAT, frozenset({key})) for name, key in seats}
    return names | {plain(name): Name(Role.FULL, frozenset({region.region})) for name in region.full_names}


def plain(name: str) -> str:
    """A name as it is looked for."""
    return " ".join(fold(name).replace("-", " ").split())


def _cover(key: str, known: Mapping[str, Place]) -> frozenset[str]:
    """A place with all that is in it."""
    found = {key}
    for _ in range(len(known)):
        more = {other.key for other in known.values() if other.parent in found} | found
        if more == found:
            break
        found = more
    own = known[key]
    near = {other.key for other in known.values() if other.level == "xpcc_city" and set(other.area_codes) & set(own.area_codes)}
    return frozenset(found | near if own.level == "prefecture" else found)


def _postcodes(known: Mapping[str, Place]) -> dict[str, frozenset[str]]:
    """Postcodes, whole and by their first digits, with their places."""
    found: dict[str, set[str]] = {}
    for place in known.values():
        for code in place.postcodes:
            found.setdefault(code, set()).add(place.key)
            found.setdefault(code[:DISTRICT], set()).add(place.key)
    return {code: frozenset(keys) for code, keys in found.items()}


def _with_area_code(code: str, known: Mapping[str, Place]) -> tuple[frozenset[str], frozenset[str]]:
    """The places of an area code: the prefectures where there are any, and all."""
    everyone = {place.key for place in known.values() if code in place.area_codes}
    chief = {key for key in everyone if known[key].level == "prefecture"}
    return frozenset(chief or everyone), frozenset(everyone)
