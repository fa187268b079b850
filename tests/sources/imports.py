"""Import a file of a source as a person does, and look at its claims."""

from pathlib import Path
from typing import NamedTuple

from clew.sources.registry import load_spec
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from clew.work.stores import Stores


class Said(NamedTuple):
    """What one claim says, and where it stands."""

    entity_id: str
    schema: str
    prop: str
    value: str
    lang: str
    locator: str
    stated_on: str
    valid_from: str
    valid_to: str
    grade: str


def add(stores: Stores, dataset: str, *paths: Path, published: str = "2026-07-01", form: str = "") -> Imported:
    """Import files of a source that ships."""
    return import_files(stores, load_spec(dataset), Asked(Given(paths, form), published))


def claims(stores: Stores, imported: Imported, where: str = "true") -> list[Said]:
    """The claims of a snapshot that fit a condition, in order."""
    engine = stores.engine()
    try:
        engine.read("kept", list(imported.snapshot.paths))
        rows = engine.fetch(f"SELECT {', '.join(Said._fields)} FROM kept WHERE {where} ORDER BY ALL")  # noqa: S608 - a condition of the test
    finally:
        engine.close()
    return [Said(*map(str, row)) for row in rows]


def values(stores: Stores, imported: Imported, entity_id: str) -> dict[str, list[str]]:
    """Property → values of one subject."""
    found: dict[str, list[str]] = {}
    for one in claims(stores, imported, f"entity_id = '{entity_id}'"):
        found.setdefault(one.prop, []).append(one.value)
    return found
