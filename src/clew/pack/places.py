"""The words by which addresses are read: those of addresses in general, and how they speak of one region."""

from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from msgspec.structs import fields

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, collect, read, section
from clew.values.place_words import AddressWords, ContextWords, Kind, More, RegionWords, fold

_FOLDER = PACKS / "places"


def load_address_words(general: Traversable = _FOLDER / "words.toml", region: Traversable = _FOLDER / "xuar.toml") -> AddressWords:
    """Read the words.

    Raises:
        PackError: a file is missing or malformed; all faults are named.
    """
    faults: list[Fault] = []
    spoken, of_region = read(general), read(region)
    where, there = str(general), str(region)
    kinds = collect(Kind, section(spoken, "kinds", where, faults), where, faults)
    more = collect(More, section(of_region, "more", there, faults), there, faults)
    context = collect(ContextWords, [_table(spoken, "words", where, faults)], where, faults)
    words = collect(RegionWords, [{key: value for key, value in of_region.items() if key != "more"}], there, faults)
    faults += [fault for one in context for fault in _odd(one, where, folded=True)]
    faults += [fault for one in words for fault in (*_odd(one, there, folded=False), *_uneven(one, there))]
    if faults:
        raise PackError(*faults)
    return AddressWords(context[0], kinds, words[0], more)


def _table(content: Mapping[str, Any], key: str, place: str, faults: list[Fault]) -> Mapping[str, Any]:
    """The table that stands under `[key]`; one that is missing is a fault."""
    found = content.get(key)
    if isinstance(found, dict):
        return found
    faults.append(Fault(f"there is no [{key}]", "Add it.", place, column=key))
    return {}


def _odd(words: ContextWords | RegionWords, place: str, *, folded: bool) -> Iterator[Fault]:
    """Lists that are empty, words that are empty or stand twice, and words that no folded text can hold."""
    for field in fields(words):
        listed = getattr(words, field.name)
        if isinstance(listed, list):
            if not listed:
                yield Fault(f"“{field.name}” is empty", "Name at least one word.", place, column=field.name)
            twice = [word for word, count in Counter(listed).items() if count > 1]
            yield from (Fault(f"“{word}” stands twice", "Leave one out.", place, column=field.name) for word in twice)
            wrong = [word for word in listed if not word.strip() or (folded and word != fold(word).strip())]
            yield from (Fault(f"“{word}” is not in small plain letters", "Mend it.", place, column=field.name) for word in wrong)


def _uneven(words: RegionWords, place: str) -> Iterator[Fault]:
    """Spellings of numbers that do not stand in pairs, and patterns of divisions that name no number."""
    if len({len(words.numerals), len(words.ordinals), len(words.ordinal_words)}) > 1:
        yield Fault("numerals, ordinals and ordinal_words are not of one length", "Spell every number in each.", place, column="numerals")
    known = ("{numeral}", "{number}", "{ordinal}", "{word}")
    wrong = [pattern for pattern in words.divisions if sum(pattern.count(part) for part in known) != 1 or pattern.count("{") != 1]
    yield from (Fault(f"“{one}” names no number", f"Use one of {', '.join(known)}.", place, column="divisions") for one in wrong)
