"""Files of a source as the rows of its form, in the engine: opened, recognised, prepared, and held against the card."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from clew.engine.plan import Plan, Step, folded
from clew.engine.port import LocalEngine
from clew.errors import Fault, UnexpectedContentError
from clew.intake.containers import open_container
from clew.intake.opened import Opened
from clew.sources.reading.cells import IDENTIFIED, name, own, own_day
from clew.sources.reading.checks import cell_faults, row_faults, wrong_rows
from clew.sources.reading.forms import Reading
from clew.sources.reading.recognition import Recognised, recognise
from clew.sources.reading.scanning import nothing, reject_faults, scan
from clew.sources.reading.specs import Spec
from clew.sources.reading.statements import identified_step, kept_steps, main_id, used_columns

IN_MEMORY = 48 * 1024 * 1024
"""Bytes of files up to which rows are held in memory; those of larger ones go to disk in parts."""
_PARTS = ((4 * 1024 * 1024 * 1024, 1), (1 << 62, 2))
"""Bytes up to which claims are written in 16 to the power of so many parts."""
_READERS = 2
"""How many read a large table at once."""
PART = own("part")
_DROPPED = own("dropped")


class Given(Struct, frozen=True):
    """Files that a person gave, and how to read them where that cannot be told; what is larger than `in_memory` is read in parts."""

    paths: tuple[Path, ...]
    form: str = ""
    encoding: str = ""
    delimiter: str = ""
    in_memory: int = IN_MEMORY


class Rows(Struct, frozen=True):
    """The rows of the files, ready to make claims.

    Attributes:
        spec: the source.
        reading: the form with the subjects.
        files: what was read.
        digits: 0 where the rows are in memory; else the rows are on disk in 16 to the power of so many parts, by `PART`.
        folder: of those parts.
        count: rows that are kept; `dropped`: reason → rows that are not.
    """

    spec: Spec
    reading: Reading
    files: tuple[Recognised, ...]
    digits: int
    folder: Path
    count: int
    dropped: tuple[tuple[str, int], ...]

    @property
    def file(self) -> str:
        """The file whose rows have the subjects."""
        return next(one.opened.name for one in self.files if one.reading is self.reading)

    @property
    def maps(self) -> bool:
        """Whether rules of the card make the claims; else the reader's own queries did."""
        return bool(self.reading.subjects)


def open_files(given: Given, scratch: Path) -> tuple[Opened, ...]:
    """The files, opened.

    Raises:
        UnreadableFileError: one cannot be read.
    """
    return tuple(open_container(path, scratch, encoding=given.encoding, delimiter=given.delimiter) for path in given.paths)


def read_rows(engine: LocalEngine, spec: Spec, opened: Sequence[Opened], given: Given, scratch: Path) -> Rows:
    """The rows of opened files.

    Raises:
        UnexpectedContentError: a file is of no form of the source, or holds what its form does not know; all faults are named.
    """
    found = tuple(recognise(one, spec.readings, given.form) for one in opened)
    reading = _main(spec, found)
    large = sum(one.path.stat().st_size if not one.tables else sum(table.path.stat().st_size for table in one.tables) for one in opened)
    # The entries of a list whose ids are carried by name are looked at together; such a list is no register of the world.
    small = large <= given.in_memory or spec.card.identity == "names"
    digits = 0 if small else next(digits for size, digits in _PARTS if large <= size)
    # A redacted copy has its rows as they came, and a reader's own queries may look at their order.
    ordered = not digits or not reading.subjects or spec.card.archive == "redacted"
    _scan_all(engine, spec, found, scratch, 1 if ordered else _READERS)
    names = [(one.reading.form.part, Path(one.opened.name).name) for one in found]
    engine.load("given_file", {"part": "VARCHAR", "name": "VARCHAR"}, names)
    steps = spec.steps.get(reading.form.name, ())
    rows = Rows(spec, reading, found, digits, scratch / "rows", 0, ())
    return _mapped(engine, rows, steps) if rows.maps else _stated(engine, rows, steps)


def _main(spec: Spec, found: Sequence[Recognised]) -> Reading:
    """The form whose subjects the rows speak of: the only one, or that of the first part of a set.

    Raises:
        UnexpectedContentError: files that do not belong together.
    """
    parts = [one.reading.form.part for one in found]
    if len(found) > 1 and ("" in parts or len(set(parts)) < len(parts)):
        titles = "; ".join(f"{one.opened.name}: {one.reading.form.title}" for one in found)
        mend = "Give one file at a time, or the files of one set."
        raise UnexpectedContentError(Fault(f"the files do not belong together ({titles})", mend, found[0].opened.name))
    if len(parts) == 1 and not parts[0]:
        return found[0].reading
    first = next(one for one in spec.readings if one.form.part)
    main = next((one.reading for one in found if one.reading.form.part == first.form.part), None)
    if main is None:
        what = f"the file with {first.form.title} is missing"
        raise UnexpectedContentError(Fault(what, "Give all files of the set together.", found[0].opened.name))
    return main


def _scan_all(engine: LocalEngine, spec: Spec, found: Sequence[Recognised], scratch: Path, readers: int) -> None:
    """Make every file available: as `raw`, read by so many, or as `raw_<part>`; a part that was not given has no rows."""
    if not found[0].reading.form.part:
        scan(engine, found[0], scratch, "raw", readers)
        return
    for one in found:
        scan(engine, one, scratch, f"raw_{one.reading.form.part}")
    given = {one.reading.form.part for one in found}
    for reading in spec.readings:
        if reading.form.part and reading.form.part not in given:
            nothing(engine, reading, f"raw_{reading.form.part}")


def _mapped(engine: LocalEngine, rows: Rows, steps: Sequence[Step]) -> Rows:
    """Rows of which the card's rules make claims, as `identified_rows`."""
    spec, reading, file = rows.spec, rows.reading, rows.file
    trimmed, judged = kept_steps(reading, "prepared" if steps else "raw")
    kept = Step("rows", f"SELECT * EXCLUDE ({_DROPPED}) FROM judged WHERE {_DROPPED} = ''", "rows that are kept")  # noqa: S608 - our name
    if rows.digits:
        engine.define(Plan("rows", (*steps, trimmed, judged, kept)))
        engine.define(Plan("rows", (identified_step(spec.card, reading), _spread_step(spec, reading, rows.digits))))
        engine.spread("spread_rows", rows.folder, PART)
        if paths := sorted(rows.folder.rglob("*.parquet")):  # none where every row is dropped
            engine.read(IDENTIFIED, paths)
    else:
        given = f"SELECT *, 'row-' || row_number() OVER () AS {own('given')} FROM rows"  # noqa: S608 - our name
        numbered = Step("numbered", given, "rows, each with an id of its own")
        _prepare(engine, (*steps, trimmed, judged))
        engine.define(Plan("rows", (kept, numbered)))
        identified = identified_step(spec.card, reading, "numbered")
        # Claims of rows in the order of their subjects are sorted, before they are written, in half the time.
        engine.run(Plan("rows", (Step(identified.name, f"{identified.sql} ORDER BY {main_id(reading)}", identified.why),)))
    count = _int(engine, f"SELECT count(*) FROM {IDENTIFIED}")  # noqa: S608 - our name
    cells = cell_faults(engine, reading, IDENTIFIED, file)
    faults = [*reject_faults(engine, rows.files), *cells, *_wrong(engine, steps, file), *row_faults(spec.card, count, file)]
    if faults:
        raise UnexpectedContentError(*faults)
    return Rows(spec, reading, rows.files, rows.digits, rows.folder, count, _dropped(engine, "judged") if reading.drops else ())


def _prepare(engine: LocalEngine, steps: Sequence[Step]) -> None:
    """Run steps of which the last is asked for: what one later step alone reads, and once, need not be written down in between."""
    left = folded(steps)
    for at, step in enumerate(left, start=1):
        asked = " ".join(later.sql for later in left[at:])
        once = len(re.findall(rf"\b{re.escape(step.name)}\b", asked)) == 1
        (engine.define if once else engine.run)(Plan("rows", (step,)))


def _spread_step(spec: Spec, reading: Reading, digits: int) -> Step:
    """The identified rows of a large file by part: what claims are made of, and what is held against the card."""
    checked = [*reading.form.required, *(code.column for code in reading.codes), *reading.days]
    checked += reading.read if spec.card.archive == "redacted" else ()  # its archived copy has every column that is read
    mine = [own(word) for word in ("said_on", "locator")]
    columns = dict.fromkeys(
        (
            main_id(reading),
            *used_columns(spec.card, reading),
            *map(name, checked),
            *map(own_day, reading.days),
            *mine,
            "row_number",
            "table_title",
        )
    )
    part = f"substr(md5(split_part({main_id(reading)}, '#', 1)), 1, {digits}) AS {PART}"
    return Step("spread_rows", f"SELECT {', '.join(columns)}, {part} FROM {IDENTIFIED}", "rows, by part")  # noqa: S608 - names are quoted


def _stated(engine: LocalEngine, rows: Rows, steps: Sequence[Step]) -> Rows:
    """Rows of which the reader's queries make claims, as `incoming`."""
    file = rows.file
    if rows.digits:
        engine.define(Plan("rows", tuple(steps)))
        part = f"substr(md5(split_part(entity_id, '#', 1)), 1, {rows.digits}) AS {PART}"
        engine.define(Plan("rows", (Step("spread_claims", f"SELECT *, {part} FROM incoming", "claims, by part"),)))  # noqa: S608 - our names
        engine.spread("spread_claims", rows.folder, PART)
    else:
        engine.run(Plan("rows", tuple(steps)))
    count = _int(engine, "SELECT count(*) FROM raw")
    cells = cell_faults(engine, rows.reading, "raw", file)
    faults = [*reject_faults(engine, rows.files), *cells, *_wrong(engine, steps, file), *row_faults(rows.spec.card, count, file)]
    if faults:
        raise UnexpectedContentError(*faults)
    told = engine.fetch("SELECT reason, count FROM dropped_rows WHERE count > 0 ORDER BY reason")
    dropped = tuple((str(reason), int(str(number))) for reason, number in told)
    return Rows(rows.spec, rows.reading, rows.files, rows.digits, rows.folder, count, dropped)


def _wrong(engine: LocalEngine, steps: Sequence[Step], file: str) -> list[Fault]:
    """What the reader's own queries found wrong, where it has such queries."""
    return wrong_rows(engine, file) if any(step.name == "wrong_rows" for step in steps) else []


def _dropped(engine: LocalEngine, table: str) -> tuple[tuple[str, int], ...]:
    """Reasons for which rows were left out, and how many."""
    rows = engine.fetch(f"SELECT {_DROPPED}, count(*) FROM {table} WHERE {_DROPPED} <> '' GROUP BY 1 ORDER BY 1")  # noqa: S608 - our name
    return tuple((str(reason), int(str(count))) for reason, count in rows)


def _int(engine: LocalEngine, sql: str) -> int:
    """A number of the engine."""
    return int(str(engine.fetch(sql)[0][0]))
