"""The signs in an address that speak for a place: names that are not those of streets and organisations, postcodes, area codes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from clew.values.gazetteer import DISTRICT, Gazetteer, Name, Role
from clew.values.place_words import fold, fold_letter, is_unspaced

_POSTCODE = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
_SHORT = 2
"""A Chinese name of two letters without its kind is a part of too many other words: 民丰, 新和."""


class Sign(Struct, frozen=True):
    """Something in an address that speaks for a place.

    Attributes:
        at, end: where in the folded text.
        code: what a code is called; "" for a name, which is quoted as it is written.
        places: those that bear the name or the code.
        cover: what it may be about; `agrees`: what it does not contradict.
        role: of the name.
        sure: it counts by itself; `abroad`: it counts with the country; neither: only beside another sign.
    """

    at: int
    end: int
    code: str
    places: frozenset[str]
    cover: frozenset[str]
    agrees: frozenset[str]
    role: Role
    sure: bool = False
    abroad: bool = False


def spans(known: Gazetteer, keys: Iterable[str]) -> frozenset[str]:
    """These places with all that is in them."""
    return frozenset().union(*(known.covers[key] for key in keys))


def named(folded: str, known: Gazetteer) -> Iterator[Sign]:
    """The names in a folded text that say where it is; names of streets, buildings and organisations are left out."""
    for found in known.pattern.finditer(folded):
        words = " ".join(found[0].replace("-", " ").split())
        name = known.names[words]
        if name.role is Role.NOTHING or known.context.before.search(folded, 0, found.start()):
            continue
        kind = None if _has_kind(words, known) else known.context.kind.match(folded, found.end())
        if kind is None and is_unspaced(words) and _cut(words, folded, found.end(), known):
            continue
        end = kind.end() if kind else found.end()
        if known.context.namesake.match(folded, end) or (name.role is Role.ELSEWHERE and not _alone(words, folded, end, known)):
            continue
        places = _of_kind(name.places, (kind[1] or kind[2]) if kind else "", words, known)
        if places or not name.places:
            yield _sign(found.start(), end, words, Name(name.role, places), known)


def _has_kind(words: str, known: Gazetteer) -> bool:
    """Whether a Chinese name ends in its kind already."""
    return is_unspaced(words) and known.words.kind_of(words) is not None


def _cut(words: str, folded: str, end: int, known: Gazetteer) -> bool:
    """Whether a Chinese name is a piece of other words: 新星市场 is a market, 新疆姑娘 a song."""
    if _has_kind(words, known):
        return folded.startswith(tuple(known.words.context.not_kinds), end)
    return known.context.runs_on.match(folded, end) is not None and known.pattern.match(folded, end) is None


def _alone(words: str, folded: str, end: int, known: Gazetteer) -> bool:
    """Whether a name of elsewhere stands by itself; Chinese ones are listed with their kind, so that they always do."""
    return is_unspaced(words) or known.context.alone.match(folded, end) is not None


def _of_kind(places: frozenset[str], kind: str, words: str, known: Gazetteer) -> frozenset[str]:
    """The places of that kind; where none is, all, but none for a name that others bear: Yiwu City is not Yiwu County."""
    fitting = frozenset(key for key in places if key in known.kinds and kind in known.kinds[key].words) if kind else places
    doubtful = words in known.shared or (is_unspaced(words) and len(words) <= _SHORT)
    return fitting or (frozenset() if doubtful else places)


def _sign(at: int, end: int, words: str, name: Name, known: Gazetteer) -> Sign:
    """The sign that a name is."""
    cover = spans(known, name.places)
    short = is_unspaced(words) and end - at <= _SHORT and known.region not in name.places and words not in known.words.region.sure
    abroad = words in known.abroad
    sure = name.role in {Role.PLACE, Role.FULL} and words not in known.shared and not abroad and not short
    agrees = frozenset(known.places) if name.role is Role.SEAT else cover
    return Sign(at, end, "", name.places, cover, agrees, name.role, sure, abroad)


def _heads(places: frozenset[str], known: Gazetteer) -> frozenset[str]:
    """The places that are in no other of them."""
    return frozenset(key for key in places if not any(key != other and key in known.covers[other] for other in places))


def codes(folded: str, known: Gazetteer) -> Iterator[tuple[str, Sign]]:
    """Area codes and postcodes, with their digits; a postcode of elsewhere is a sign with nothing to agree with."""
    for found in known.phone.finditer(folded):
        code = found["a"] or found["b"] or found["c"]
        chief, everyone = known.area_codes[code]
        role = Role.HOME if found["abroad"] else Role.PLACE
        yield code, Sign(*found.span(), f"area code 0{code}", chief, spans(known, chief), spans(known, everyone), role)
    for found in _POSTCODE.finditer(folded):
        if known.context.numbered.search(folded, 0, found.start()) or known.context.numbering.match(folded, found.end()):
            continue
        places = frozenset({known.region}) if found[0].startswith(tuple(known.words.region.postcodes)) else frozenset[str]()
        exact = known.postcodes.get(found[0]) or known.postcodes.get(found[0][:DISTRICT]) or places
        cover = spans(known, exact) if places else frozenset[str]()
        yield found[0], Sign(*found.span(), f"postcode {found[0]}", exact, cover, cover, Role.PLACE)


def written(text: str, known: Gazetteer, signs: Sequence[Sign]) -> list[str]:
    """What the signs say, with their words as the text has them."""
    return list(dict.fromkeys(_said(sign, _quoted(text, sign), known) for sign in signs))


def _said(sign: Sign, words: str, known: Gazetteer) -> str:
    """What one sign says."""
    bearers = " or ".join(sorted(known.places[key].name for key in _heads(sign.places, known))) or "elsewhere"
    if sign.code:
        return f"{sign.code} is of {bearers}"
    return f"“{words}” {'is seated in' if sign.role is Role.SEAT else 'is'} {bearers}"


def _quoted(text: str, sign: Sign) -> str:
    """The words of a sign, which is known by its place in the folded text."""
    if len(fold(text)) == len(text):
        return text[sign.at : sign.end]
    ends = list(accumulate((len(fold_letter(letter)) for letter in text), initial=0))
    return "".join(letter for at, letter in enumerate(text) if ends[at] < sign.end and ends[at + 1] > sign.at)
