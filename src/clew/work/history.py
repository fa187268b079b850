"""History: every version of a portfolio screened by one release, so that what differs comes from the holdings alone."""

import itertools
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from clew.assess.findings import sayable
from clew.engine.port import Engine
from clew.ledger.store import PortfolioVersion
from clew.model.restated import History, Moved, RestatedStep, RestatedVersion
from clew.model.screening import Screening
from clew.model.turnover import VersionRef
from clew.pack.wording import load_word_rules
from clew.portfolio.opening import Place
from clew.report.figures import reached
from clew.report.wording import refuse_unfair
from clew.work.basket import basket_of
from clew.work.clocks import Clocks
from clew.work.pinning import Pinned, pinned
from clew.work.screen import Told, findings_of, look, weigh
from clew.work.shelf import shelf_of, with_kept_books
from clew.work.stores import Progress, Stores, silent
from clew.work.turnover import compare
from clew.work.versions import current_versions, read_version

Line = tuple[str, str, str]
"""A line of two versions: the side that names it, its book, and its key there."""
_Key = tuple[Line, str, str]
"""A finding of a line: the line, the indicator, the evidence."""


class _Seen(Struct, frozen=True):
    """A version as it was screened; `issuers` has what each row that was reached was taken for, "" where for nothing."""

    version: PortfolioVersion
    screening: Screening
    told: tuple[Told, ...]
    issuers: Mapping[Place, str]


def history(stores: Stores, name: str, clocks: Clocks, progress: Progress = silent) -> History:
    """Screen every version of a portfolio that counts and that is still held, with the same sources, rules and days.

    Raises:
        NotFoundError: there is no such portfolio, or no version of it is left.
        RefusedError: a generated text says what may not be said.
    """
    versions = current_versions(stores, name)
    with pinned(stores, clocks, progress) as held:
        seen = []
        for one in versions:
            progress(f"Screening {one.name} as of {one.kept.day}")
            seen.append(_screened(stores, held, one))
        steps = [_step(stores, held.engine, *pair) for pair in itertools.pairwise(seen)]
        release, head = held.release, held.head
    return History(versions[-1].name, release.as_of, release.known, tuple(_restated(one) for one in seen), tuple(steps), head)


def _screened(stores: Stores, held: Pinned, version: PortfolioVersion) -> _Seen:
    """One version, by the release that all share."""
    basket = basket_of(read_version(stores, version), version.name, version.kept.day)
    looked = look(held, with_kept_books(stores, basket, shelf_of(stores)))
    told = findings_of(looked)
    screening = weigh(looked, told)
    refuse_unfair(screening, load_word_rules())
    issuers = {leaf.place: leaf.cluster_id for leaf in looked.reading.leaves}
    return _Seen(version, screening, tuple(one for one in told if sayable(one.finding)), issuers)


def _restated(seen: _Seen) -> RestatedVersion:
    """What a version comes to."""
    result = seen.screening
    total = reached(result)
    counts = (len(result.findings), len(result.historical), len(result.restrictions), len(result.affiliations))
    return RestatedVersion(_ref(seen.version), total.of, *counts, total.holdings, total.weight, total.unknown)


def _step(stores: Stores, engine: Engine, old: _Seen, new: _Seen) -> RestatedStep:
    """From one version to the next."""
    compare(stores, engine, old.version, new.version)
    lines = _lines(engine)
    sides = [_by_key(old, lines["old"]), _by_key(new, lines["new"])]
    gone, here = sides[0].keys() - sides[1].keys(), sides[1].keys() - sides[0].keys()
    moved = [_moved("came", sides[1][key], _why("came", key[0], _taken_for(old, lines["old"]))) for key in here]
    moved += [_moved("went", sides[0][key], _why("went", key[0], _taken_for(new, lines["new"]))) for key in gone]
    ordered = sorted(moved, key=lambda one: (one.kind, one.section, -(one.weight or 0), one.row, one.indicator, one.finding_id))
    return RestatedStep(_ref(old.version), _ref(new.version), tuple(ordered), len(sides[0].keys() & sides[1].keys()))


def _lines(engine: Engine) -> Mapping[str, Mapping[Place, Line]]:
    """Side → row → its line; a line of both sides has one name."""
    paired = {(str(shelf), str(old)): str(new) for shelf, old, new in engine.fetch("SELECT shelf, old_line, new_line FROM line_pair")}
    both = {(shelf, new) for (shelf, _), new in paired.items()}
    old, new = ({}, {})
    for book, row, shelf, line in engine.fetch("SELECT book, row_number, shelf, line FROM place_old"):
        pair = paired.get((str(shelf), str(line)))
        old[str(book), int(str(row))] = ("old", str(shelf), str(line)) if pair is None else ("both", str(shelf), pair)
    for book, row, shelf, line in engine.fetch("SELECT book, row_number, shelf, line FROM place_new"):
        side = "both" if (str(shelf), str(line)) in both else "new"
        new[str(book), int(str(row))] = (side, str(shelf), str(line))
    return {"old": old, "new": new}


def _by_key(seen: _Seen, lines: Mapping[Place, Line]) -> Mapping[_Key, Told]:
    """The findings of a version by what makes them the same in another; of several ways to one line, the first."""
    found: dict[_Key, Told] = {}
    for one in seen.told:
        found.setdefault((lines[one.leaf.place], one.thread.indicator, one.thread.evidence_id), one)
    return found


def _taken_for(seen: _Seen, lines: Mapping[Place, Line]) -> Mapping[Line, str]:
    """What each line that was reached in a version was taken for there."""
    return {lines[place]: issuer for place, issuer in seen.issuers.items() if place in lines}


def _why(kind: str, line: Line, other: Mapping[Line, str]) -> str:
    """What of the holdings makes a finding come or go; `other` is the version that does not have it."""
    side, shelf, _ = line
    where = f", in the book of {shelf}" if shelf else ""
    if side != "both":
        return f"the line {kind}{where}"
    if line not in other:
        return f"the fund that holds the line {kind}"
    then = "before" if kind == "came" else "since"
    if not other[line]:
        return f"the line is in both; what identifies it is not there {then}"
    return f"the line is in both; it is identified as another company {then}"


def _moved(kind: str, told: Told, why: str) -> Moved:
    """A finding that came or went."""
    finding = told.finding
    return Moved(
        kind=kind,
        why=why,
        finding_id=finding.id,
        section=finding.section.value,
        indicator=f"{finding.indicator.code} {finding.indicator.title}",
        sentence=finding.sentence,
        row=finding.holding.row,
        holding=finding.holding.name,
        company=finding.company,
        weight=finding.holding.weight,
        through=finding.holding.via,
        export=not finding.closed,
    )


def _ref(version: PortfolioVersion) -> VersionRef:
    return VersionRef(version.kept.day, Path(version.kept.file).name, version.kept.sha256)
