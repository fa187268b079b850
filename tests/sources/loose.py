"""Import small files of sources whose cards believe in large ones; everything else is as for a person."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from clew.sources.reading.specs import Spec
from clew.sources.registry import load_spec
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.sources.imports import Said, claims

Saying = tuple[str, str, str, str, str]
FILES = Path(__file__).parent


def add_small(stores: Stores, dataset: str, *paths: Path, form: str = "", published: str = "2026-07-01") -> Imported:
    """Import files of any number of rows."""
    spec = load_spec(dataset)
    loose = Spec(replace(spec.card, rows=[1, 1_000_000]), spec.readings, spec.steps)
    return import_files(stores, loose, Asked(Given(paths, form), published))


def table(path: Path, rows: Sequence[Mapping[str, str]], head: Iterable[str] = (), delimiter: str = ",") -> Path:
    """A table of rows; its head is that of the first row where none is given."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(head) or list(rows[0]), delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def said_of(dataset: str, rows: Sequence[Mapping[str, str]]) -> list[Said]:
    """The claims of a table, in a workspace of their own: for tests that try many tables."""
    with TemporaryDirectory() as folder, open_workspace(Path(folder) / "workspace") as stores:
        return claims(stores, add_small(stores, dataset, table(Path(folder) / "rows.csv", rows)))


def sayings(found: Iterable[Said]) -> set[Saying]:
    """What is claimed, wherever it stands."""
    return {(one.entity_id, one.schema, one.prop, one.value, one.lang) for one in found}
