"""Totals of an import manifest by product and destination, over a file of any size; nothing is kept, and no claim is made."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from clew.engine.port import LocalEngine
from clew.errors import Fault, InputError, UnexpectedContentError
from clew.intake.containers import open_container
from clew.sources.reading.cells import name
from clew.sources.reading.recognition import Recognised, key_of, recognise
from clew.sources.reading.scanning import reject_faults, scan
from clew.sources.registry import load_spec
from clew.sources.us_imports import COLUMNS
from clew.work.importing import scratch_folder
from clew.work.stores import Stores

_WANTED = ("hs_code", "destination", "weight", "arrived")
_LEVELS = (2, 4, 6)
_PARQUET = b"PAR1"
# Whole codes first, of which there are few, then their beginnings: no text is cut a hundred million times. Weights are added as decimal
# numbers: a sum of floating-point ones depends on the order of rows.
_TOTALS = """
SELECT substr(code, 1, {digits}) AS product, destination, CAST(sum(records) AS BIGINT) AS records, coalesce(sum(weight), 0) AS weight,
       coalesce(CAST(min(first) AS VARCHAR), '') AS first, coalesce(CAST(max(last) AS VARCHAR), '') AS last
FROM (
  SELECT {hs_code} AS code, {destination} AS destination, count(*) AS records, sum(try_cast({weight} AS DECIMAL(18, 3))) AS weight,
         min({arrived}) AS first, max({arrived}) AS last
  FROM manifest GROUP BY 1, 2
) AS whole
GROUP BY 1, 2 ORDER BY records DESC, product, destination
"""


class Total(Struct, frozen=True):
    """What went to one destination of one product: records of the manifest, their weight as it states it, the first and the last day."""

    product: str
    destination: str
    records: int
    weight: Decimal
    first: str
    last: str


def totals(stores: Stores, path: Path, digits: int = 2) -> tuple[Total, ...]:
    """The totals of a manifest, those of most records first.

    Args:
        stores: makes the engine; holds the temporaries.
        path: Parquet, or any text that the source of manifests reads.
        digits: of the codes of the Harmonized System by which products are told apart: 2, 4 or 6.

    Raises:
        InputError: no such level, or the file is no manifest; all faults are named.
    """
    if digits not in _LEVELS:
        levels = ", ".join(map(str, _LEVELS))
        raise InputError(Fault(f"products are told apart by {levels} digits, not by {digits}", f"Give one of {levels}."))
    with scratch_folder(stores.folder) as scratch:
        engine = stores.engine()
        try:
            columns, found = _scanned(engine, path, scratch)
            rows = engine.fetch(_TOTALS.format(digits=digits, **{role: name(column) for role, column in columns.items()}))
            faults = reject_faults(engine, found) if found else []
        finally:
            engine.close()
    if faults:
        raise UnexpectedContentError(*faults)
    return tuple(_total(row) for row in rows)


def _scanned(engine: LocalEngine, path: Path, scratch: Path) -> tuple[dict[str, str], tuple[Recognised, ...]]:
    """Make the file's rows available as `manifest`; what is wanted → the column that has it, and the text that lines may be left out of."""
    if not _is_parquet(path):
        found = recognise(open_container(path, scratch), load_spec("us_imports").readings)
        scan(engine, found, scratch, "manifest")
        return {role: COLUMNS[found.reading.form.name][role] for role in _WANTED}, (found,)
    engine.read("manifest", [path])  # with the types that the file has: a hundred million numbers stay numbers
    described = [str(row[0]) for row in engine.fetch("SELECT column_name FROM (DESCRIBE manifest)")]
    for columns in _layouts(described):
        return columns, ()
    wanted = "; ".join(", ".join(form[role] for role in _WANTED) for form in COLUMNS.values())
    raise UnexpectedContentError(Fault("the file is no manifest", f"It needs the columns of one layout: {wanted}.", str(path)))


def _is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet does; no more of it is read, since nothing of it is kept."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_PARQUET)) == _PARQUET


def _layouts(described: Sequence[str]) -> Iterator[dict[str, str]]:
    """The layouts of which a Parquet file has every column that is wanted."""
    known = {key_of(column): column for column in described}
    for form in COLUMNS.values():
        if all(key_of(form[role]) in known for role in _WANTED):
            yield {role: known[key_of(form[role])] for role in _WANTED}


def _total(row: Sequence[object]) -> Total:
    """A row of the engine."""
    product, destination, records, weight, first, last = map(str, row)
    return Total(product, destination, int(records), Decimal(weight), first, last)
