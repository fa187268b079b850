"""Places: which place of a gazetteer an address lies in, how sure that is, and which words say so."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from clew.values.gazetteer import Gazetteer, Place, Role, gazetteer
from clew.values.place_signs import Sign, codes, named, written
from clew.values.place_words import fold

__all__ = ["Confidence", "Gazetteer", "Located", "Place", "gazetteer", "locate"]

Confidence = Literal["certain", "likely", "possible"]
_MANY = 2
"""Contradictions that outweigh names where the region itself is not named."""


class Located(Struct, frozen=True):
    """Where an address lies.

    Attributes:
        place_key: the most exact place on which all its signs agree; where they name several counties or prefectures, what holds them all.
        level: of that place.
        prefecture, county: keys, "" where the place is not that exact, or stands under no prefecture; a city of the corps is a county here.
        confidence: how sure it is that the address is in the region.
            `certain`: the region is named as a place, or a name that no other place bears, with its country or a code that agrees.
            `likely`: such a name alone, or one that is shared abroad with its country, or no name but a postcode or an area code of the
            region with its country.
            `possible`: something in the address says otherwise: another province, a postcode of elsewhere, two prefectures,
            another country.
        why: which words are which place, and what speaks against it.
    """

    place_key: str
    level: str
    prefecture: str
    county: str
    confidence: Confidence
    why: str


def locate(text: str, known: Gazetteer, country: str = "") -> Located | None:
    """Where an address or the name of a place lies; None where nothing says that it lies in the region.

    An organisation's name is no address: “Xinjiang” in it says nothing of where the organisation sits, nor does a street, a building or a
    town that is named for a place.

    Args:
        text: an address in any of the languages of the gazetteer, as written.
        known: see `gazetteer`.
        country: what a column beside it says; "" when there is none. Of another country, the text must name the region in full.
    """
    folded = fold(text)
    names = list(named(folded, known))
    given = fold(country).strip()
    abroad = bool(given) and given not in known.home
    numbers = list(codes(folded, known))
    home = given in known.home or any(sign.role is Role.HOME for sign in [*names, *(sign for _, sign in numbers)])
    if not names and not numbers:
        return None
    found = _Found(known, tuple(names), tuple(numbers), home)
    if abroad and not found.full:
        return None
    return found.located(text, [f"the country given is {country.strip()}"] if abroad else [])


class _Found(Struct, frozen=True):
    """The signs of one address; `home`: whether it says the country of the region."""

    known: Gazetteer
    names: tuple[Sign, ...]
    numbers: tuple[tuple[str, Sign], ...]
    home: bool

    @property
    def full(self) -> bool:
        """Whether the region is named beyond doubt: in full, or with its country."""
        return any(sign.role is Role.FULL for sign in self.names) or (self.home and self.region_named)

    @property
    def region_named(self) -> bool:
        """Whether the region itself is named."""
        return any(self.known.region in sign.cover for sign in self.names)

    def located(self, text: str, against: Sequence[str]) -> Located | None:
        """What the signs come to."""
        kept = [sign for sign in self.names if sign.role in {Role.PLACE, Role.FULL, Role.SEAT} and self._counts(sign)]
        usable = [sign for _, sign in self.numbers if self.home or kept]
        keys, apart = _narrow([sign for sign in kept if sign.role is not Role.SEAT], self.known)
        agreeing = [sign for sign in usable if (sign.agrees & keys if kept else sign.agrees)]
        if not kept and not agreeing:
            return None
        disputed = [*against, *apart, *self._disputes(text, [sign for sign in usable if sign not in agreeing])]
        confidence = self._confidence(kept, agreeing, disputed)
        if confidence is None:
            return None
        for sign in () if apart else [*agreeing, *(sign for sign in kept if sign.role is Role.SEAT)]:
            keys = keys & sign.cover or keys
        return self._answer(
            keys, confidence, [*written(text, self.known, [*kept, *agreeing]), *(f"against it: {what}" for what in disputed)]
        )

    def _counts(self, sign: Sign) -> bool:
        """Whether a name says something: by itself, with the country, or beside another sign that it agrees with."""
        if sign.sure or self.region_named or (sign.abroad and self.home):
            return True
        others = [other for other in self.names if other.role is not Role.SEAT and (other.sure or (other.abroad and self.home))]
        others += [number for _, number in self.numbers]
        return any(sign.cover & other.cover for other in others if other is not sign)

    def _disputes(self, text: str, strange: Sequence[Sign]) -> list[str]:
        """What speaks against the region."""
        elsewhere = [sign for sign in self.names if sign.role is Role.ELSEWHERE]
        return written(text, self.known, [*elsewhere, *strange])

    def _confidence(self, kept: Sequence[Sign], agreeing: Sequence[Sign], disputed: Sequence[str]) -> Confidence | None:
        """How sure it is; None where too much speaks against names that are not the region's."""
        sure = [sign for sign in kept if sign.sure]
        if disputed and not self.region_named and (not sure or len(disputed) >= _MANY):
            return None
        if disputed:
            return "possible"
        if self.region_named or (sure and (self.home or agreeing or len({sign.cover for sign in sure}) > 1)):
            return "certain"
        return "likely"

    def _answer(self, keys: frozenset[str], confidence: Confidence, why: Sequence[str]) -> Located:
        """The smallest place that holds all these, and what it is part of."""
        known = self.known
        key = known.holder(keys)
        place = known.places[key]
        above = known.places.get(place.parent)
        lesser = place.level not in {"region", "prefecture"}
        within = above.key if above is not None and above.level == "prefecture" else ""
        return Located(
            place_key=key,
            level=place.level,
            prefecture=key if place.level == "prefecture" else within,
            county=key if lesser else "",
            confidence=confidence,
            why="; ".join(why),
        )


def _narrow(names: Sequence[Sign], known: Gazetteer) -> tuple[frozenset[str], list[str]]:
    """The places on which names agree; where they do not, all of both, and a dispute where these have no less than the region in common."""
    keys = frozenset(known.places)
    for sign in names:
        keys = keys & sign.cover or keys | sign.cover
    exact = any(known.region not in sign.cover for sign in names)
    return keys, ["the names are of several prefectures"] if exact and known.holder(keys) == known.region else []
