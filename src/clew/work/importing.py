"""Import: files of a source in, a snapshot in force out; or one error that names every fault, and nothing changed."""

import datetime as dt
import hashlib
import re
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from msgspec import Struct

from clew.engine.port import LocalEngine
from clew.errors import Fault, InputError, RefusedError
from clew.intake.opened import Opened
from clew.lake.leases import turn
from clew.lake.snapshots import read_snapshot, write_parts
from clew.ledger.store import LiveSnapshot
from clew.model.card import Card
from clew.model.snapshot import About, Snapshot, Version
from clew.pack.names import load_name_words
from clew.resolve.places import shipped_gazetteer
from clew.sources.reading.specs import Spec
from clew.values.days import is_day
from clew.values.gazetteer import Gazetteer
from clew.work.archiving import archive_files
from clew.work.continuity import give_ids
from clew.work.files import Given, Rows, open_files, read_rows
from clew.work.locating import locate
from clew.work.parts import Former, fall_back, parts_of
from clew.work.reading import way_of_reading
from clew.work.release import COMMERCIAL, barred
from clew.work.stores import Progress, Stores, silent

_DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.](0[1-9]|1[0-2])(?!\d)")
_MUCH_SMALLER = 4
"""How many times smaller than the version before a new one may be without a word."""
UNKNOWN_DAY = "The day of publication is unknown; that of reading stands for it."


class Asked(Struct, frozen=True):
    """What to import.

    Attributes:
        given: the files.
        published: day of the publisher's state; "" to find it in the name of the first file.
        url: where the file was fetched, "" for the source's home.
        retrieved: day on which it was fetched; "" for today.
    """

    given: Given
    published: str = ""
    url: str = ""
    retrieved: str = ""


class Imported(Struct, frozen=True):
    """What came of an import.

    Attributes:
        snapshot: the snapshot in force.
        former: the one before; None for a new source.
        new: False where the same files were read before in the same way, or say the same.
        left_out: sheets or tables of the files that are not of the form.
        notes: what a person should know.
    """

    snapshot: Snapshot
    former: Snapshot | None
    new: bool
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def import_files(stores: Stores, spec: Spec, asked: Asked, progress: Progress = silent) -> Imported:
    """Read files of a source and put what they say in force.

    Raises:
        InputError: a file cannot be read, is of no form of the source, or holds what its form does not know; all faults are named, and the
            version before stays in force.
        RefusedError: the source's licence forbids the use that the workspace is marked for.
        WorkspaceError: the workspace cannot be written.
    """
    _check_licence(stores, spec.card)
    former = newest_snapshot(stores, spec.card.dataset)
    with scratch_folder(stores.folder) as scratch:
        progress(f"Reading {asked.given.paths[0].name}")
        if former is not None and former.about.reader == way_of_reading(spec) and _same_files(former, asked.given.paths):
            version = _version(spec.card, asked, asked.given.paths)
            if former.version.published == version.published or UNKNOWN_DAY in version.note:
                return Imported(former, former, new=False)
        with ThreadPoolExecutor(1) as pool:
            opening = pool.submit(open_files, asked.given, scratch)
            engine = stores.engine()  # it is loaded while the files are looked at
        try:
            opened = opening.result()
            version = _version(spec.card, asked, [Path(one.name) for one in opened])
            return _import(stores, engine, _Job(spec, opened, version, former, asked.given, scratch), progress)
        finally:
            engine.close()


@contextmanager
def scratch_folder(home: Path, abandoned: float = 86_400.0) -> Iterator[Path]:
    """A folder for temporaries, which goes when the block ends.

    Args:
        home: the workspace.
        abandoned: what a crash left, of temporaries and of what the engine wrote out of memory, is deleted after so many seconds.
    """
    parent = home / "scratch"
    for place in (parent, home / "spill"):
        _sweep(place, abandoned)
    folder = parent / uuid4().hex
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Job(Struct, frozen=True):
    """One import under way."""

    spec: Spec
    opened: Sequence[Opened]
    version: Version
    former: Snapshot | None
    given: Given
    scratch: Path

    @property
    def archive(self) -> tuple[tuple[str, str], ...]:
        """The files by their names, with their hashes."""
        return tuple((Path(one.name).name, one.sha256) for one in self.opened)


def _import(stores: Stores, engine: LocalEngine, job: _Job, progress: Progress) -> Imported:
    """Read, check, write, put in force."""
    with ThreadPoolExecutor(1) as pool:  # these are made while the engine reads
        known, way = pool.submit(shipped_gazetteer), pool.submit(way_of_reading, job.spec)
        rows = read_rows(engine, job.spec, job.opened, job.given, job.scratch)
    progress(f"Writing the claims of {rows.count:,} rows")
    with turn(stores.lake, alone=False):  # no purge deletes between the writing and the going live
        archive = archive_files(stores, engine, rows, job.scratch)
        about = About(job.version, job.spec.card, (*archive, *_carried_archive(job)), rows.dropped, rows.count, way.result())
        snapshot = write_parts(engine, stores.lake, about, _parts(engine, rows, job, known.result()))
        version, here = snapshot.version, stores.ledger.snapshots(job.spec.card.dataset)
        new = all(one.snapshot_id != snapshot.snapshot_id for one in here)
        if new:
            live = LiveSnapshot(version.dataset, snapshot.snapshot_id, version.published, version.retrieved, starter=False)
            stores.ledger.go_live([live])
    left_out = tuple(title for one in rows.files for title in one.left_out)
    dated = version.note if UNKNOWN_DAY in version.note else ""
    notes = (dated, _older(job), _shrunk(job, rows.count), _withdrawn(stores, version), "" if new else _overtaken(stores, snapshot))
    return Imported(snapshot, job.former, new, left_out, tuple(filter(None, notes)))


def _overtaken(stores: Stores, snapshot: Snapshot) -> str:
    """That a state which was read before is not in force, since another one of the same day was read after it."""
    held = newest_snapshot(stores, snapshot.version.dataset)
    if held is None or held.snapshot_id == snapshot.snapshot_id or held.version.published != snapshot.version.published:
        return ""
    mend = f"clew source purge {snapshot.version.dataset} --version {held.snapshot_id} takes that one back."
    return f"Another state of {held.version.published} was read after this one, and stays in force. {mend}"


def _shrunk(job: _Job, rows: int) -> str:
    """That the version before was many times larger: a part of a source is no new state of it."""
    before = job.former.about.rows if job.former is not None else 0
    if rows * _MUCH_SMALLER >= before:
        return ""
    mend = f"clew source purge {job.version.dataset} --version {job.version.label} takes it back."
    return f"This state has {rows:,} rows, the one before had {before:,}: check that the file is no mere part of the source. {mend}"


def _withdrawn(stores: Stores, version: Version) -> str:
    """That the source is marked as withdrawn, which being read once more does not undo."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    if any(one.dataset == version.dataset for one in stores.ledger.live(today)):
        return ""
    return f"The source is marked withdrawn, so it is not searched. To undo that: clew source mark {version.dataset} --state live"


def _parts(engine: LocalEngine, rows: Rows, job: _Job, known: Gazetteer) -> Iterator[None]:
    """The claims of the rows, each part finished."""
    card, words = job.spec.card, load_name_words()

    def finish(engine: LocalEngine) -> None:
        if card.identity == "names":
            give_ids(engine, words, card.dataset, job.former)
        if job.former is not None:
            Former(job.former, tuple(card.carry), tuple(card.fallback), _former_names(job, job.former)).into(engine)
        fall_back(engine, tuple(card.fallback))
        locate(engine, known)

    return parts_of(engine, rows, finish)


def _former_names(job: _Job, former: Snapshot) -> tuple[str, ...]:
    """What is a previous name now: names of an earlier state, and of the same state, read anew, what were previous names there already."""
    before, now = former.version.published, job.version.published
    if not job.spec.card.former_names or before > now:
        return ()
    return ("name", "previousName") if before < now else ("previousName",)


def _carried_archive(job: _Job) -> tuple[tuple[str, str], ...]:
    """The files in which carried claims were first read; their names tell them from those of this import."""
    if job.former is None or not (job.spec.card.carry or job.spec.card.former_names):
        return ()
    own = {name for name, _ in job.archive}
    return tuple((name, digest) for name, digest in job.former.archive if name not in own)


def _version(card: Card, asked: Asked, files: Sequence[Path]) -> Version:
    """The state that the files carry.

    Raises:
        InputError: a day that is none.
    """
    today = dt.datetime.now(dt.UTC).date().isoformat()
    faults = [
        Fault(f"{option} is “{day}”, which is no day of the past", f"Give a day such as {today}.")
        for option, day in (("--published", asked.published), ("--retrieved", asked.retrieved))
        if day and (not is_day(day) or day > today)
    ]
    if faults:
        raise InputError(*faults)
    published = asked.published or _day_in(files[0].name, today)
    note = f"Read from {', '.join(one.name for one in files)}."
    texts = (card.dataset, published or today, published or today, asked.retrieved or today, asked.url or card.home)
    return Version(*texts, note if published else f"{note} {UNKNOWN_DAY}", starter=False)


def _day_in(name: str, today: str) -> str:
    """The day, or the month's last, that a file's name holds; "" where it holds none of the past."""
    day = next(("-".join(found.groups()) for found in _DAY_IN_NAME.finditer(name)), "")
    if not day and (month := _MONTH_IN_NAME.search(name)):
        first = dt.date(int(month[1]), int(month[2]), 28) + dt.timedelta(days=4)
        day = (first - dt.timedelta(days=first.day)).isoformat()
    return day if day and is_day(day) and day <= today else ""


def newest_snapshot(stores: Stores, dataset: str) -> Snapshot | None:
    """The snapshot of a source that is in force today; None where none is."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    found = next((one for one in stores.ledger.live(today) if one.dataset == dataset), None)
    return None if found is None else read_snapshot(stores.lake, dataset, found.snapshot_id)


def _same_files(former: Snapshot, paths: Sequence[Path]) -> bool:
    """Whether the snapshot in force was read from these very files: told by their hashes alone, which is the fastest way to read a file."""
    read = {digest for _, digest in former.archive[: len(paths)]}  # what follows is a redacted copy, or was read before that
    return all(path.is_file() and _digest(path) in read for path in paths)


def _digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _older(job: _Job) -> str:
    """That the version before is newer than what was imported."""
    if job.former is None or job.former.version.published <= job.version.published:
        return ""
    return f"This state ({job.version.published}) is older than the one in force ({job.former.version.published}), which stays in force."


def _check_licence(stores: Stores, card: Card) -> None:
    """Refuse a source whose licence forbids the use that the workspace is marked for."""
    if barred(card) and stores.ledger.mark(COMMERCIAL) == "yes":
        mend = "Use the publisher's primary list, or buy a licence and say so in a card of your own."
        raise RefusedError(Fault(f"{card.title} is not loaded: {barred(card)}", mend))


def _sweep(place: Path, abandoned: float) -> None:
    """Delete what nobody wrote to for so many seconds; what another process deletes meanwhile is no fault."""
    limit = dt.datetime.now(dt.UTC).timestamp() - abandoned
    for path in place.glob("*"):
        with suppress(OSError):
            if path.stat().st_mtime < limit and path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.stat().st_mtime < limit:
                path.unlink()
