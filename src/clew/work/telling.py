"""Which source a file is of, where nobody says: the one that has its layout, whole; where several have it, a person says which.

A layout without a head is no evidence: any table of as many columns would be of it.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from clew.engine.port import LocalEngine
from clew.errors import Fault, UnexpectedContentError
from clew.intake.opened import Kind, Opened
from clew.sources.reading.forms import Reading
from clew.sources.reading.recognition import recognise
from clew.sources.reading.scanning import scan
from clew.sources.reading.specs import Spec
from clew.work.files import Given, open_files
from clew.work.importing import scratch_folder
from clew.work.sourcebook import find_spec, known_sources
from clew.work.stores import Progress, Stores, silent


def tell_source(stores: Stores, given: Given, progress: Progress = silent) -> str:
    """The id of the one source that has the layout of the files.

    Raises:
        UnreadableFileError: a file cannot be read.
        UnexpectedContentError: no source has it, or several have.
    """
    progress(f"Looking which source {given.paths[0].name} is of")
    specs = [find_spec(stores, known.dataset) for known in known_sources(stores)]
    with scratch_folder(stores.folder) as scratch:
        engine = stores.engine()
        try:
            found = set.intersection(*(_fitting(engine, one, specs, given.form, scratch) for one in open_files(given, scratch)))
        finally:
            engine.close()
    if len(found) != 1:
        raise UnexpectedContentError(_undecided([spec for spec in specs if spec.card.dataset in found], given))
    return found.pop()


def _fitting(engine: LocalEngine, opened: Opened, specs: Sequence[Spec], form: str, scratch: Path) -> set[str]:
    """The sources that have the layout of a file."""
    layouts = [(spec.card.dataset, one) for spec in specs for one in spec.readings if one.form.head and form in {"", one.form.name}]
    return {dataset for dataset, reading in layouts if _fits(engine, opened, reading, scratch)}


def _fits(engine: LocalEngine, opened: Opened, reading: Reading, scratch: Path) -> bool:
    """Whether a file has a layout: every column is known, and none is missing."""
    with suppress(UnexpectedContentError):
        found = recognise(opened, [reading])
        if opened.kind is Kind.PARQUET:
            scan(engine, found, scratch, "told")  # its columns are known to the engine alone
        return True
    return False


def _undecided(fitting: Sequence[Spec], given: Given) -> Fault:
    """That no source has the layout, or several have."""
    file = given.paths[0].name
    if not fitting:
        mend = (
            "Say which it is: --as SOURCE (clew source known lists them). "
            "For a file of holdings: clew screen FILE. For any other table: clew source map FILE"
        )
        return Fault("no source is known that has this layout", mend, file)
    names = ", ".join(f"{spec.card.dataset} ({spec.card.short})" for spec in fitting)
    return Fault(f"several sources have this layout: {names}", "Say which it is: --as SOURCE", file)
