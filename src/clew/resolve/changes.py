"""What the claims that came and went mean: entries added, removed, renamed, or altered. Another wording of a name is no other entry."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from clew.engine.port import Engine
from clew.lake.diff import NAMING
from clew.model.changes import Alteration, Altered, Entry, Rename
from clew.pack.names import NameWords
from clew.resolve.continuity import Entry as Named
from clew.resolve.continuity import carry_ids, loose_name
from clew.resolve.name_keys import name_key_sql

_MOST_VALUES = 12
"""Values of a property that are named; the rest are counted."""
_WORDINGS = ("the same name", "another wording of the same name")
_FORMERS = {"alias": "aliases", "previousName": "formers"}
_IDENTIFIERS = ("uscCode", "isinCode", "leiCode", "registrationNumber")
_NAMED = """
SELECT t.root, t.name FROM {table} t JOIN {here} h ON h.root = t.root LEFT JOIN {there} o ON o.root = t.root
WHERE o.root IS NULL ORDER BY t.root
"""
_SAID = "SELECT t.root, t.prop, t.value FROM {side}_told t JOIN wanted_root w ON w.root = t.root WHERE t.lang <> 'zho' ORDER BY 1, 2, 3"
_BOTH = "SELECT o.root, o.name, n.name FROM old_name o JOIN new_name n ON n.root = o.root ORDER BY 1"
_MOVES = """
SELECT DISTINCT m.root, m.prop, m.value, m.valid_from, m.valid_to
FROM {side} m JOIN old_root o ON o.root = m.root JOIN new_root n ON n.root = m.root ORDER BY 1, 2, 3, 4, 5
"""


_Held = tuple[str, str, str]
"""A value, and from when to when it holds."""


class Changes(Struct, frozen=True):
    """Entries that changed, by name."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    renamed: tuple[Rename, ...]
    altered: tuple[Altered, ...]


def read_changes(engine: Engine, words: NameWords) -> Changes:
    """What the tables of `lake.diff.compare` say.

    An entry is renamed where its id stays and its name changes, or where an entry goes and another comes that shares an identifier or an
    alias with it; it is altered where its name has another wording only ("and subsidiaries", a comma, an abbreviation in brackets).
    """
    came, gone = _named(engine, "new"), _named(engine, "old")
    pairs = _pairs(engine, words, came, gone)
    renamed = [Rename(gone[old], came[new], why) for new, (old, why) in pairs.items() if why not in _WORDINGS]
    altered = [
        Altered(came[new], (Alteration("name", (gone[old].name,), (came[new].name,)),), why)
        for new, (old, why) in pairs.items()
        if why in _WORDINGS
    ]
    names = {str(root): (str(old), str(new)) for root, old, new in engine.fetch(_BOTH)}
    reworded = _same_wording(engine, words, names.values())
    stayed = {root for root, (old, new) in names.items() if old != new and (old, new) not in reworded}
    whys = _whys(engine, words, {root: names[root] for root in stayed})
    renamed += [Rename(Entry(root, names[root][0]), Entry(root, names[root][1]), whys[root]) for root in stayed]
    altered += _altered(engine, names, stayed)
    olds = {old for old, _ in pairs.values()}
    return Changes(
        _sorted(entry for root, entry in came.items() if root not in pairs),
        _sorted(entry for root, entry in gone.items() if root not in olds),
        tuple(sorted(renamed, key=lambda one: (one.target.name, one.target.id))),
        tuple(sorted(altered, key=lambda one: (one.entry.name, one.entry.id))),
    )


def _named(engine: Engine, side: str) -> dict[str, Entry]:
    """Entries that only one side has."""
    here, there = f"{side}_root", "old_root" if side == "new" else "new_root"
    rows = engine.fetch(_NAMED.format(table=f"{side}_name", here=here, there=there))
    return {str(root): Entry(str(root), str(name)) for root, name in rows}


def _pairs(engine: Engine, words: NameWords, came: Mapping[str, Entry], gone: Mapping[str, Entry]) -> dict[str, tuple[str, str]]:
    """New root → (old root, why) for entries that went and came under another id."""
    if not came or not gone:
        return {}
    old, new = _entries(engine, "old", gone), _entries(engine, "new", came)
    kept = carry_ids(engine, words, old, new, lambda _: "")
    return {root: (one.root, one.why) for root, one in kept.items() if one.why and root in came and one.root in gone}


def _whys(engine: Engine, words: NameWords, stayed: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Why entries that kept their id and changed their name are the same; where the source numbers its entries, the number says so."""
    if not stayed:
        return {}
    old = _entries(engine, "old", {root: Entry(root, name) for root, (name, _) in stayed.items()})
    new = _entries(engine, "new", {root: Entry(root, name) for root, (_, name) in stayed.items()})
    kept = carry_ids(engine, words, old, new, lambda _: "")
    return {root: kept[root].why if kept[root].root == root and kept[root].why else "the same identifier" for root in stayed}


def _entries(engine: Engine, side: str, entries: Mapping[str, Entry]) -> list[Named]:
    """Entries with their aliases and identifiers."""
    engine.load("wanted_root", {"root": "VARCHAR"}, [(root,) for root in sorted(entries)])
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for root, prop, value in engine.fetch(_SAID.format(side=side)):
        kind = _FORMERS.get(str(prop)) or ("identifiers" if prop in _IDENTIFIERS else "aliases" if prop in NAMING else "")
        said[str(root)][kind].add(f"{prop} {value}" if kind == "identifiers" else str(value))
    return [
        Named(root, entry.name, *(frozenset(said[root][kind] - {entry.name}) for kind in ("aliases", "formers", "identifiers")))
        for root, entry in sorted(entries.items())
    ]


def _same_wording(engine: Engine, words: NameWords, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs of names that are one name in two wordings."""
    unlike = sorted({pair for pair in pairs if pair[0] != pair[1]})
    loose = {name: loose_name(name, words) for pair in unlike for name in pair}
    engine.load("spelled", {"name": "VARCHAR"}, [(name,) for name in sorted(set(loose.values()))])
    key = {str(name): str(key) for name, key in engine.fetch(f"SELECT name, {name_key_sql('name', words)} FROM spelled")}  # noqa: S608 - ours
    return {(old, new) for old, new in unlike if key[loose[old]] == key[loose[new]]}


def _altered(engine: Engine, names: Mapping[str, tuple[str, str]], renamed: set[str]) -> list[Altered]:
    """Entries of which something else is said; of renamed ones, what is said besides the name."""
    moves: dict[str, dict[str, tuple[list[_Held], list[_Held]]]] = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for place, side in enumerate(("gone", "came")):
        for root, prop, value, first, last in engine.fetch(_MOVES.format(side=side)):
            moves[str(root)][str(prop)][place].append((str(value), str(first), str(last)))
    found = []
    for root, props in moves.items():
        changed = [one for prop, sides in sorted(props.items()) if (one := _alteration(prop, *sides)) is not None]
        told = [one for one in changed if not (root in renamed and one.prop in NAMING)]
        if told:
            old, new = names.get(root, ("", root))
            why = "another wording of the same name" if old and old != new and root not in renamed else ""
            found.append(Altered(Entry(root, new), tuple(told), why))
    return found


def _alteration(prop: str, was: list[_Held], now: list[_Held]) -> Alteration | None:
    """What a property was and is; None where another language of the same is all. A value that stays, and holds otherwise, has its days."""
    old, new = [one for one in was if one not in now], [one for one in now if one not in was]
    stayed = {value for value, _, _ in old} & {value for value, _, _ in new}
    told = [dict.fromkeys(f"{one[0]} ({_span(*one[1:])})" if one[0] in stayed else one[0] for one in side) for side in (old, new)]
    return Alteration(prop, _some(list(told[0])), _some(list(told[1]))) if any(told) else None


def _span(first: str, last: str) -> str:
    """From when to when something holds."""
    return " ".join(filter(None, (f"from {first}" if first else "", f"to {last}" if last else ""))) or "no day given"


def _some(values: list[str]) -> tuple[str, ...]:
    """The first values, and how many more."""
    return tuple(values) if len(values) <= _MOST_VALUES else (*values[:_MOST_VALUES], f"and {len(values) - _MOST_VALUES:,} more")


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries by name."""
    return tuple(sorted(entries, key=lambda entry: (entry.name, entry.id)))
