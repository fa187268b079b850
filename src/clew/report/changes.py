"""What changed in sources, and whom it touches: as JSON, and the words of it that the terminal and the page share."""

import re
from collections.abc import Sequence
from typing import Any

from clew.model.changes import Alteration, Altered, Diff, Entry, State
from clew.model.watching import Digest, Touch, Touched
from clew.values.plain import asdict

KINDS = ("new", "gone", "altered")
NO_CHANGE = "No entry was added, removed, renamed or altered."
NO_PORTFOLIO = "No portfolio was screened in this workspace yet; then a change says which holdings it touches: clew screen FILE"
NOTHING_TOUCHED = "No finding of {portfolio} is new, gone or altered."
_ALIKE = 3
"""So many entries that are altered alike are told together."""
_HUMP = re.compile(r"(?<=[a-z])[A-Z](?![A-Z])")
_SIGNS = re.compile(r"[\W_]+")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})")


def diff_document(diff: Diff) -> dict[str, Any]:
    """A difference as JSON: added and removed entries, renames with why, and what is altered."""
    return {
        "source": diff.dataset,
        "title": diff.title,
        "from": _state(diff.before),
        "to": _state(diff.after),
        "added": [_entry(entry) for entry in diff.added],
        "removed": [_entry(entry) for entry in diff.removed],
        "renamed": [{"from": _entry(one.source), "to": _entry(one.target), "why": one.why} for one in diff.renamed],
        "altered": [_altered(one) for one in diff.altered],
        "claims": {"added": diff.claims_added, "removed": diff.claims_removed},
    }


def digest_document(digest: Digest) -> dict[str, Any]:
    """A watch as JSON."""
    return {
        "since": digest.since,
        "until": digest.until,
        "updates": [asdict(one) for one in digest.updates],
        "changes": [diff_document(diff) for diff in digest.diffs],
        "touched": touched_document(digest.touched),
        "cases": digest.cases,
        "chain_head": digest.chain_head,
    }


def touched_document(touched: Touched | None) -> dict[str, Any] | None:
    """What was touched, as JSON; None where no portfolio was screened."""
    if touched is None:
        return None
    kinds = {kind: [asdict(one) for one in touched.touches if one.kind == kind] for kind in KINDS}
    possible = [asdict(one) for one in touched.possible]
    return {"portfolio": touched.portfolio, **kinds, "unchanged": touched.unchanged, "possible": possible, "unseen": touched.unseen}


def untouched(touched: Touched | None) -> str:
    """What there is to say where no finding was touched: that none was, or why nobody knows."""
    if touched is None:
        return NO_PORTFOLIO
    if touched.unseen:
        return f"The portfolio screened last was not screened again, so whom the changes touch is not known: {touched.unseen}"
    return NOTHING_TOUCHED.format(portfolio=touched.portfolio)


def heading(diff: Diff) -> str:
    """Which source, from when to when, and how much."""
    if diff.before is None:
        return f"{diff.title}: new, {diff.after.published}, {diff.claims_added:,} claims"
    days = f"{diff.before.published} → {diff.after.published}"
    return f"{diff.title}, {days}: {counts(diff)}"


def counts(diff: Diff) -> str:
    """How many entries of each kind."""
    altered, respelled = without_spelling(diff.altered)
    kinds = (
        (len(diff.added), "added"),
        (len(diff.removed), "removed"),
        (len(diff.renamed), "renamed"),
        (len(altered), "altered"),
        (respelled, "in spelling alone"),
    )
    return ", ".join(f"{count:,} {kind}" for count, kind in kinds if count) or "no change"


def counts_of(touched: Touched) -> str:
    """How many findings of each kind, and how many are as they were."""
    kinds = [(kind, sum(one.kind == kind for one in touched.touches)) for kind in KINDS]
    return ", ".join([*(f"{count:,} {kind}" for kind, count in kinds if count), f"{touched.unchanged:,} as they were"])


def together(touches: Sequence[Touch]) -> tuple[tuple[Touch, tuple[int, ...]], ...]:
    """Touches with the rows that they are of: one holding that is reached by several ways is told once."""
    rows: dict[tuple[str, ...], tuple[Touch, list[int]]] = {}
    for one in touches:
        key = (one.kind, one.holding, one.company, one.indicator, one.before, one.after, one.what)
        rows.setdefault(key, (one, []))[1].append(one.row)
    return tuple((one, tuple(dict.fromkeys(found))) for one, found in rows.values())


def said_of(one: Touch) -> str:
    """What may be said now, or could be."""
    return f"No longer: {one.before}" if one.kind == "gone" else one.after


def rows_of(rows: Sequence[int]) -> str:
    """The rows of a holding."""
    return f"row {rows[0]}" if len(rows) == 1 else f"rows {', '.join(map(str, rows))}"


def alike(altered: Sequence[Altered]) -> tuple[tuple[Altered, tuple[Entry, ...]], ...]:
    """Alterations with the entries that have them: what changed alike in many is told once, in few for each."""
    found: dict[tuple[object, ...], list[Altered]] = {}
    for one in altered:
        found.setdefault((one.alterations, one.why), []).append(one)
    groups: list[tuple[Altered, tuple[Entry, ...]]] = []
    for members in found.values():
        if len(members) < _ALIKE:
            groups += [(member, (member.entry,)) for member in members]
        else:
            groups.append((members[0], tuple(member.entry for member in members)))
    return tuple(groups)


def without_spelling(altered: Sequence[Altered]) -> tuple[tuple[Altered, ...], int]:
    """Entries of which something else is said, and how many others changed in spelling alone: a full stop, a comma, a capital.

    What is said of several properties alike (the name, and the name as listed) is told once.
    """
    told = tuple(one for found in altered if (one := _plainly(found)).alterations)
    return told, len(altered) - len(told)


def prop_words(prop: str) -> str:
    """A property as a person says it: `listedName` is “listed name”."""
    return _HUMP.sub(lambda found: f" {found[0].lower()}", prop)


def moment(text: str) -> str:
    """A day, or a time as a person reads it."""
    found = _TIME.match(text)
    return f"{found[1]} {found[2]} UTC" if found else text


def _plainly(one: Altered) -> Altered:
    """An entry without what changed in spelling alone, and with properties that changed alike together."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for part in one.alterations:
        was, now = ({_plain(value) for value in side} for side in (part.was, part.now))
        left = (
            tuple(value for value in part.was if _plain(value) not in now),
            tuple(value for value in part.now if _plain(value) not in was),
        )
        if any(left):
            found.setdefault(left, []).append(part.prop)
    why = one.why if any({"name", "listedName"} & set(props) for props in found.values()) else ""
    return Altered(one.entry, tuple(Alteration(", ".join(props), *sides) for sides, props in found.items()), why)


def _plain(value: str) -> str:
    """A value by its letters and digits; one without letters, such as a number or a day, as it stands."""
    return _SIGNS.sub("", value.casefold()) if any(letter.isalpha() for letter in value) else value


def _altered(one: Altered) -> dict[str, Any]:
    changes = [{"prop": part.prop, "was": list(part.was), "now": list(part.now)} for part in one.alterations]
    return {**_entry(one.entry), "why": one.why, "changes": changes}


def _entry(entry: Entry) -> dict[str, str]:
    return {"id": entry.id, "name": entry.name}


def _state(state: State | None) -> dict[str, str] | None:
    return None if state is None else asdict(state)
