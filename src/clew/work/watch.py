"""Watch: update every source, then say what changed since the last watch and which holdings, findings and open cases that touches."""

from collections.abc import Mapping

from msgspec import Struct

from clew.errors import ClewError, Fault, NotFoundError
from clew.lake.snapshots import read_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.changes import Diff
from clew.model.snapshot import Snapshot
from clew.model.watching import Digest, Update
from clew.values.days import age_in_days, is_day
from clew.work.clocks import Clocks
from clew.work.differences import all_gone, all_new, difference
from clew.work.fetching import fetch_source
from clew.work.release import policy_of
from clew.work.sourcebook import find_spec, readable
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent
from clew.work.touched import Force, touched

NO_CASES = "Open cases: none is kept in this workspace."
"""Cases come with the engagement part."""


class Watched(Struct, frozen=True):
    """How to watch.

    Attributes:
        clocks: as-of and known.
        fetches: False to look at what this workspace has, without the network.
        since: the day (ISO) since which changes are told; "" for the last watch, or, in the first one, for what was there before it.
        only: datasets; () for all.
    """

    clocks: Clocks
    fetches: bool = True
    since: str = ""
    only: tuple[str, ...] = ()


def watch(stores: Stores, asked: Watched, progress: Progress = silent) -> Digest:
    """Update the sources and tell what changed.

    One source that cannot be fetched is told and stops no other.

    Raises:
        NotFoundError: a source that was named is not in force here; all such are named.
    """
    load_starter(stores, progress)
    _check_named(stores, asked)
    since, before = _before(stores, asked)
    told = {dataset: _update(stores, dataset, progress) for dataset in _due(stores, asked)}
    live = stores.ledger.live(asked.clocks.known)
    after = {one.dataset: one.snapshot_id for one in live}
    diffs = tuple(diff for dataset in sorted({*before, *after}) if (diff := _diff(stores, dataset, before, after, progress)) is not None)
    marked = since[: len(asked.clocks.known)] if is_day(since[: len(asked.clocks.known)]) else asked.clocks.known
    found = touched(stores, Force(before, marked), Force(after, asked.clocks.known), asked.clocks.as_of, progress)
    limit = policy_of(stores.ledger.policies.in_force(asked.clocks.known)).stale_days
    updates = tuple(_told(stores, one, told.get(one.dataset), (asked.clocks.as_of, limit)) for one in live)
    digest = Digest(since, asked.clocks.known, updates, diffs, found, NO_CASES, stores.ledger.head())
    if not asked.since:
        stores.ledger.record_watch(asked.clocks.known, len(diffs), heads=after)
    return digest


def _check_named(stores: Stores, asked: Watched) -> None:
    """Refuse to watch what is not there: a misspelt name would be watched for ever, and nothing told."""
    live = [one.dataset for one in stores.ledger.live(asked.clocks.known)]
    missing = [name for name in asked.only if name not in live]
    if missing:
        mend = f"In force are {', '.join(live)}. Get it first: clew source fetch ID, or clew source add FILE --as ID"
        raise NotFoundError(*(Fault(f"no version of “{name}” is in force here", mend) for name in missing))


def _before(stores: Stores, asked: Watched) -> tuple[str, dict[str, str]]:
    """Since when changes are told, and what was in force then."""
    if asked.since:
        return asked.since, _heads(stores.ledger.live(asked.since))
    watches = stores.ledger.watches()
    if watches:
        return watches[-1].at, _readable(stores, watches[-1].heads)
    return "the first watch of this workspace", _heads(stores.ledger.live(asked.clocks.known))


def _heads(live: tuple[LiveSnapshot, ...]) -> dict[str, str]:
    return {one.dataset: one.snapshot_id for one in live}


def _readable(stores: Stores, heads: Mapping[str, str]) -> dict[str, str]:
    """Heads without those that were purged since."""
    here = {(one.dataset, one.snapshot_id) for one in stores.ledger.snapshots()}
    return {dataset: snapshot for dataset, snapshot in heads.items() if (dataset, snapshot) in here}


def _due(stores: Stores, asked: Watched) -> list[str]:
    """The sources to fetch: those in force whose card has an address."""
    if not asked.fetches:
        return []
    live = [one.dataset for one in stores.ledger.live(asked.clocks.known)]
    wanted = [one for one in live if not asked.only or one in asked.only]
    return [one for one in wanted if readable(stores, one) and find_spec(stores, one).card.url]


def _update(stores: Stores, dataset: str, progress: Progress) -> tuple[str, str]:
    """Fetch one source; returns what became of it, and why."""
    try:
        found = fetch_source(stores, find_spec(stores, dataset), progress=progress)
    except ClewError as error:
        return "failed", str(error.faults[0])
    if found is None:
        return "unchanged", "the publisher says that nothing changed"
    rows = found.snapshot.about.rows
    return ("updated", "1 row" if rows == 1 else f"{rows:,} rows") if found.new else ("unchanged", "the same bytes as before")


def _diff(stores: Stores, dataset: str, before: Mapping[str, str], after: Mapping[str, str], progress: Progress) -> Diff | None:
    """What changed in one source; None where nothing did."""
    if before.get(dataset) == after.get(dataset):
        return None
    old, new = (_snapshot(stores, dataset, side.get(dataset)) for side in (before, after))
    if new is None:
        return None if old is None else all_gone(old)
    return all_new(new) if old is None else difference(stores, old, new, progress)


def _snapshot(stores: Stores, dataset: str, snapshot_id: str | None) -> Snapshot | None:
    return None if snapshot_id is None else read_snapshot(stores.lake, dataset, snapshot_id)


def _told(stores: Stores, one: LiveSnapshot, update: tuple[str, str] | None, judged: tuple[str, int]) -> Update:
    """One source in force, and what became of it; its age is judged as of a day, by a limit in days."""
    as_of, limit = judged
    card = read_snapshot(stores.lake, one.dataset, one.snapshot_id).card
    status, note = update or ("not fetched", "its card names no address: save the file and add it" if not card.url else "not asked for")
    age = max(0, age_in_days(one.published, as_of))
    stale = card.changes and age > limit
    return Update(one.dataset, card.short, status, note, one.published, age, stale)
