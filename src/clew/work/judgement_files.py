"""Judgements as a CSV file: written out, and taken in whole or not at all. A file tells what was said; it is nobody's second word."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from clew.errors import Fault, UnexpectedContentError
from clew.intake.content import read_content
from clew.intake.text import decode
from clew.lake.filesets import replace_file
from clew.ledger.store import VERDICTS, Judgement, OutputFile, Verdict
from clew.report.judgements import COLUMNS, judgements_csv
from clew.resolve.holdings import SUBJECT_KINDS
from clew.values.days import is_day
from clew.work.clocks import read_clocks
from clew.work.pinning import pinned
from clew.work.stores import Progress, Stores, silent

_NEEDED = ("subject", "entity", "verdict", "why")
_KNOWN = tuple(COLUMNS)
_DELIMITERS = (",", ";", "\t")
_FORMULA_STARTS = ("=", "+", "-", "@")
_DAY = 10
"""Characters of a day at the beginning of a time."""
_ENTITIES = "SELECT DISTINCT a.entity_id FROM asked a JOIN entity e ON e.entity_id = a.entity_id"


class Line(Struct, frozen=True):
    """One row of a file: the line on which it begins, its cells by column, and how many it has beyond the heads."""

    number: int
    cells: Mapping[str, str]
    beyond: int

    @property
    def pair(self) -> tuple[str, str]:
        """Key of the holding, and entity."""
        return self.cells["subject"], self.cells["entity"]


class Incoming(Struct, frozen=True):
    """What a file of judgements says: those that are new here, and how many this workspace has already."""

    new: tuple[Verdict, ...]
    known: int


def export_judgements(stores: Stores, path: Path, *, undone: bool = False) -> int:
    """Write the judgements in force as CSV, and record the file; with `undone`, those that were undone as well. Returns how many.

    Raises:
        WorkspaceError: the file cannot be written.
    """
    found = stores.ledger.judgements.all(undone=undone)
    content = judgements_csv(found)
    replace_file(path, content)
    file = OutputFile(str(path.resolve()), "judgements", hashlib.sha256(content).hexdigest(), ())
    stores.ledger.record_outputs([file], {"chain": stores.ledger.head()})
    return len(found)


def read_judgements(stores: Stores, path: Path, progress: Progress = silent) -> Incoming:
    """Read a file of judgements, and hold it against what was judged here.

    Raises:
        UnreadableFileError: the file is missing, or no text.
        UnexpectedContentError: a column is missing or unknown, or a row cannot be taken in; every fault is named.
    """
    lines = _lines(path)
    progress("Looking the entities up")
    judged = {(one.subject, one.entity_id): one for one in stores.ledger.judgements.all()}
    known = _entities(stores, lines)
    seen: dict[tuple[str, str], Line] = {}
    faults: list[Fault] = []
    new: list[Verdict] = []
    for line in lines:
        found = [*_faults(line, known, str(path)), *_against(line, seen, judged, str(path))]
        faults += found
        if not found and line.pair not in seen and line.pair not in judged:
            new.append(_verdict(line))
        seen.setdefault(line.pair, line)
    if faults:
        raise UnexpectedContentError(*faults)
    return Incoming(tuple(new), len(lines) - len(new))


def import_judgements(stores: Stores, incoming: Incoming) -> tuple[int, tuple[int, ...]]:
    """Record what is new as judgements of who imports it, all in one batch; 0 and none where nothing is new.

    What a second person said elsewhere is not taken over: nobody can be named by a file who was not here.
    """
    return stores.ledger.judgements.judge_all(incoming.new) if incoming.new else (0, ())


def _lines(path: Path) -> list[Line]:
    """The rows of a file that have a cell; those that were undone when it was written are left out.

    Raises:
        UnexpectedContentError: its heads are not those of judgements, or a row cannot be taken apart.
    """
    name = str(path)
    rows = _numbered(decode(read_content(path).data, name), name)
    heads = [head.strip().casefold() for head in next(rows, (1, []))[1]]
    _check_heads(heads, name)
    found = (Line(number, _cells(heads, row), len(row) - len(heads)) for number, row in rows if any(cell.strip() for cell in row))
    return [line for line in found if line.cells.get("undone") != "yes"]


def _numbered(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins.

    Raises:
        UnexpectedContentError: the quotes of a row are not closed, or stand within a cell.
    """
    first = text.partition("\n")[0]
    reader, before = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True), 0
    try:
        for row in reader:
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        mend = "Mend the quotes of that row, or write the file again by clew match export."
        raise UnexpectedContentError(Fault(f"the row cannot be taken apart: {error}", mend, name, before + 1)) from error


def _cells(heads: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """Head → cell; a cell that is missing at the end is empty."""
    return {head: _cell(cell) for head, cell in zip(heads, [*row, *[""] * len(heads)], strict=False)}


def _check_heads(heads: Sequence[str], name: str) -> None:
    """Refuse a file that lacks a column, has one twice, or has one that nobody understands."""
    written = f"The columns are {', '.join(_KNOWN)}; the first four are needed."
    faults = [Fault(f"there is no column “{one}”", written, name, 1) for one in _NEEDED if one not in heads]
    faults += [Fault("the column is not known", written, name, 1, one) for one in heads if one not in _KNOWN]
    faults += [Fault("the column stands there twice", "Take one of them out.", name, 1, one) for one in _NEEDED if heads.count(one) > 1]
    if faults:
        raise UnexpectedContentError(*faults)


def _cell(text: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    plain = text.strip()
    return plain[1:] if plain.startswith("'") and plain[1:].startswith(_FORMULA_STARTS) else plain


def _entities(stores: Stores, lines: Sequence[Line]) -> frozenset[str]:
    """Those of the named entities that a loaded source has; as subjects too."""
    asked = sorted({text for line in lines for text in line.pair})
    with pinned(stores, read_clocks()) as held:
        held.engine.load("asked", {"entity_id": "VARCHAR"}, [(one,) for one in asked])
        return frozenset(str(row[0]) for row in held.engine.fetch(_ENTITIES))


def _faults(line: Line, known: frozenset[str], name: str) -> Iterator[Fault]:
    """What is wrong with a row by itself."""
    subject, entity = line.pair
    if line.beyond > 0:
        yield Fault(f"the row has {line.beyond} cells more than the head", "Put quotes around texts with commas.", name, line.number)
    for column in _NEEDED:
        if not line.cells[column]:
            yield Fault("the cell is empty", _MENDS[column], name, line.number, column)
    kind, _, value = subject.partition(":")
    if subject and not (subject in known or (kind in SUBJECT_KINDS and value and not re.search(r"\s", value))):
        yield Fault(f"“{subject}” is neither the key of a holding nor an entity", _MENDS["subject"], name, line.number, "subject")
    if entity and entity not in known:
        yield Fault(
            f"no loaded source has the entity {entity}", "Load the source that has it, or take the row out.", name, line.number, "entity"
        )
    verdict, at = line.cells["verdict"], line.cells.get("at", "")
    if verdict and verdict not in VERDICTS:
        yield Fault(f"“{verdict}” is no verdict", _MENDS["verdict"], name, line.number, "verdict")
    if at and not is_day(at[:_DAY]):
        yield Fault(f"“{at}” is no day", "Write it as 2026-11-20, or leave it out.", name, line.number, "at")


def _against(line: Line, seen: Mapping[tuple[str, str], Line], judged: Mapping[tuple[str, str], Judgement], name: str) -> Iterator[Fault]:
    """What is wrong with a row beside others, and beside what was judged here."""
    verdict, before, here = line.cells["verdict"], seen.get(line.pair), judged.get(line.pair)
    if before is not None and before.cells["verdict"] != verdict:
        what = f"the same pair is “{before.cells['verdict']}” in row {before.number}"
        yield Fault(what, "Leave one of the two.", name, line.number, "verdict")
    if here is not None and here.verdict != verdict:
        what = f"judgement {here.judgement_id} of this workspace says “{here.verdict}”"
        mend = f"Take the row out, or undo the judgement: clew match undo {here.judgement_id}."
        yield Fault(what, mend, name, line.number, "verdict")


def _verdict(line: Line) -> Verdict:
    """A row as a person's word."""
    cells = line.cells
    return Verdict(*line.pair, cells["verdict"], cells["why"], cells.get("by", ""), cells.get("at", "")[:_LONGEST_TIME])


_LONGEST_TIME = 32
_MENDS = {
    "subject": f"Give the key that the review file prints: {', '.join(f'{kind}:…' for kind in SUBJECT_KINDS)}.",
    "entity": "Give the id that the review file prints.",
    "verdict": f"Known are {', '.join(VERDICTS)}.",
    "why": "Say what was seen, and where.",
}
"""How an empty or wrong cell is mended."""
