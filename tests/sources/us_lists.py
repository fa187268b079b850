"""Small files of the layouts of United States lists: rows invented by us, imported by cards that ask for no more of them."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from clew.sources.registry import load_spec
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from clew.work.stores import Stores
from clew.workspace import open_workspace

HERE = Path(__file__).parent


def add_few(stores: Stores, dataset: str, *paths: Path, published: str = "2026-07-16", form: str = "") -> Imported:
    """Import files of a few rows."""
    spec = load_spec(dataset)
    few = replace(spec, card=replace(spec.card, rows=[1, spec.card.rows[1]]))
    return import_files(stores, few, Asked(Given(paths, form), published))


def table(path: Path, columns: Sequence[str], *rows: Mapping[str, str]) -> Path:
    """A CSV file; a cell that is not given is empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@contextmanager
def fresh() -> Iterator[tuple[Stores, Path]]:
    """A workspace and a folder of one example's own."""
    with TemporaryDirectory() as folder, open_workspace(Path(folder) / "home") as stores:
        yield stores, Path(folder)


def grounds(said: Sequence[Mapping[str, str]]) -> dict[str, int]:
    """Ground → how many entries have it."""
    found: dict[str, int] = {}
    for one in said:
        found[one["ground"]] = found.get(one["ground"], 0) + 1
    return found
