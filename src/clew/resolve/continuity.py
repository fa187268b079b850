"""Which entry of a list's new version is which of the old one, where the publisher numbers none: ids are carried from version to version.

The order of the passes is the order of trust. A pair counts only where neither side has another one: two entries of one name are
never guessed apart, they are new to each other and stay so until a person looks.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache

from msgspec import Struct

from clew.engine.port import Engine
from clew.pack.names import NameWords
from clew.resolve.name_keys import name_key_sql

_ABBREVIATION = re.compile(r"\s*[(（]\s*([A-Z][A-Z0-9&.]{1,11})\s*[)）]")
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_ALIAS = 5
"""Letters of an alias that tells companies apart; `HEC` or `XPCC` alone may be anybody's."""


class Entry(Struct, frozen=True):
    """An entry of a list.

    Attributes:
        root: its id.
        name: as the list prints it.
        aliases: other names; `formers`: former ones.
        identifiers: `prop value` of everything that numbers it.
    """

    root: str
    name: str
    aliases: frozenset[str] = frozenset()
    formers: frozenset[str] = frozenset()
    identifiers: frozenset[str] = frozenset()


class Kept(Struct, frozen=True):
    """The id that an entry keeps or gets.

    Attributes:
        root: the id.
        former: the entry's name in the version before, "" for a new entry.
        why: how the two were told to be one, "" for a new entry.
    """

    root: str
    former: str = ""
    why: str = ""


class _Keys(Struct, frozen=True):
    """An entry by the keys under which spellings meet."""

    root: str
    name: str
    exact: frozenset[str]
    loose: frozenset[str]
    aliases: frozenset[str]
    formers: frozenset[str]
    identifiers: frozenset[str]


def carry_ids(engine: Engine, words: NameWords, old: Sequence[Entry], new: Sequence[Entry], fresh: Callable[[str], str]) -> dict[str, Kept]:
    """The id of each entry of a new version: that of the old entry that it is, or a fresh one.

    Args:
        engine: computes the keys of names.
        words: of names.
        old: entries of the version before.
        new: entries of the new version, under ids of their own that hold for this version alone. Entries of one name are one.
        fresh: makes an id of a name; where it is taken already, a number is put after it.
    """
    before = _keys_of(engine, words, old)
    groups = _groups(list(_keys_of(engine, words, new).values()))
    after = {members[0].root: _joined(members) for members in groups}
    found: dict[str, Kept] = {}
    for why, left, right in _PASSES:
        for one, other in _pairs(after, before, left, right):
            found[one] = Kept(other, before[other].name, why)
            del after[one], before[other]
    numbers: dict[str, int] = {}
    taken = {entry.root for entry in old} | {kept.root for kept in found.values()}
    for root, entry in sorted(after.items(), key=lambda item: (item[1].name, item[0])):
        found[root] = Kept(_free(fresh(entry.name), taken, numbers))
        taken.add(found[root].root)
    return {member.root: found[members[0].root] for members in groups for member in members}


def loose_name(name: str, words: NameWords) -> str:
    """A name without its own abbreviation in brackets and without how far an entry reaches (“and its subsidiaries”).

    Other brackets stay: “(Shanghai)” and “(Hong Kong)” are two companies.
    """
    plain = _ABBREVIATION.sub(lambda found: "" if _abbreviates(found[1], name[: found.start()]) else found[0], name)
    return _reach(tuple(words.scopes)).sub("", plain).strip(" ,;") or name


@cache
def _reach(scopes: tuple[str, ...]) -> re.Pattern[str]:
    """How far an entry reaches, at the end of its name."""
    known = "|".join(re.escape(scope) for scope in sorted(scopes, key=len, reverse=True))
    return re.compile(rf"[,;]?\s+(and|including|as well as)\s+(?:[\w-]+\s+){{0,6}}?(?:{known})\b.*$", re.IGNORECASE)


def _abbreviates(letters: str, name: str) -> bool:
    """Whether the letters are first letters of the name's words, in their order."""
    initials = iter([word[0].upper() for word in _WORD.findall(name)])
    return all(letter in initials for letter in letters if letter.isalpha())


def _keys_of(engine: Engine, words: NameWords, entries: Iterable[Entry]) -> dict[str, _Keys]:
    """Every entry by its keys."""
    entries = list(entries)
    loose = {entry.name: loose_name(entry.name, words) for entry in entries}
    spelled = {name for entry in entries for name in (entry.name, *entry.aliases, *entry.formers)}
    key = _name_keys(engine, words, spelled.union(loose.values()))
    return {
        entry.root: _Keys(
            entry.root,
            entry.name,
            frozenset({key[entry.name]}),
            frozenset({key[loose[entry.name]]}),
            frozenset(key[name] for name in entry.aliases),
            frozenset(key[name] for name in entry.formers),
            entry.identifiers,
        )
        for entry in entries
    }


def _name_keys(engine: Engine, words: NameWords, names: Collection[str]) -> Mapping[str, str]:
    """Name → key."""
    engine.load("spelled", {"name": "VARCHAR"}, [(name,) for name in sorted(names)])
    rows = engine.fetch(f"SELECT name, {name_key_sql('name', words)} FROM spelled")  # noqa: S608 - the expression is ours
    return {str(name): str(key) for name, key in rows}


def _groups(entries: Sequence[_Keys]) -> list[list[_Keys]]:
    """Entries of one version that have one name, in whatever wording: rows of several sub-lists."""
    found: dict[frozenset[str], list[_Keys]] = defaultdict(list)
    for entry in entries:
        found[entry.loose if any(entry.loose) else frozenset({"", entry.name})].append(entry)  # a name of marks alone has no key
    return list(found.values())


def _joined(members: Sequence[_Keys]) -> _Keys:
    """One entry of its rows, which are mostly one."""
    if len(members) == 1:
        return members[0]
    slots = ("exact", "loose", "aliases", "formers", "identifiers")
    sets = [frozenset().union(*(getattr(member, slot) for member in members)) for slot in slots]
    return _Keys(members[0].root, members[0].name, *sets)


def _telling(aliases: frozenset[str]) -> frozenset[str]:
    """Aliases that are long enough to tell companies apart."""
    return frozenset(alias for alias in aliases if len(alias) >= _SHORTEST_ALIAS or not alias.isascii())


_PASSES: tuple[tuple[str, Callable[[_Keys], frozenset[str]], Callable[[_Keys], frozenset[str]]], ...] = (
    ("the same name", lambda new: new.exact, lambda old: old.exact),
    ("the same identifier", lambda new: new.identifiers, lambda old: old.identifiers),
    ("another wording of the same name", lambda new: new.loose, lambda old: old.loose),
    ("the former name is among its former names", lambda new: new.formers, lambda old: old.exact | old.loose),
    ("the former name is among its aliases", lambda new: _telling(new.aliases), lambda old: old.exact | old.loose),
    ("the new name was among its aliases", lambda new: new.exact | new.loose, lambda old: _telling(old.aliases) | old.formers),
    ("the same aliases", lambda new: _telling(new.aliases | new.formers), lambda old: _telling(old.aliases | old.formers)),
)
"""Why two entries are one, and what of the new one is what of the old one; in the order of trust."""


def _pairs(
    new: Mapping[str, _Keys],
    old: Mapping[str, _Keys],
    left: Callable[[_Keys], frozenset[str]],
    right: Callable[[_Keys], frozenset[str]],
) -> list[tuple[str, str]]:
    """New and old entries that share a key, each with no other."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for root, entry in old.items():
        for key in right(entry):
            bearers[key].add(root)
    wanted = {root: {one for key in left(entry) if key for one in bearers.get(key, ())} for root, entry in new.items()}
    claimed: dict[str, set[str]] = defaultdict(set)
    for root, found in wanted.items():
        for one in found:
            claimed[one].add(root)
    return sorted((root, one) for root, found in wanted.items() if len(found) == 1 for one in found if len(claimed[one]) == 1)


def _free(root: str, taken: Collection[str], numbers: dict[str, int]) -> str:
    """An id that nobody has; `numbers` says up to where those of a name are known to be taken."""
    made, number = root, numbers.get(root, 1)
    while made in taken:
        number += 1
        made = f"{root}-{number}"
    numbers[root] = number
    return made
