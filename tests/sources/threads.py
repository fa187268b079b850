"""The links that the claims of imported files make."""

from collections.abc import Mapping

from clew.engine.duck import DuckEngine
from clew.model.claim import Claim
from clew.work.importing import Imported
from clew.work.stores import Stores
from tests.graph import load_links
from tests.sources.imports import claims
from tests.world import AS_OF


def links(stores: Stores, imported: Mapping[str, Imported], as_of: str = AS_OF) -> list[tuple[str, str, str, int]]:
    """Who owns whom by the claims of several sources: owner, asset, how it is held, and whether that is history."""
    engine = DuckEngine()
    try:
        said = {dataset: tuple(_claims(stores, one)) for dataset, one in imported.items()}
        load_links(engine, said, as_of)
        rows = engine.fetch("SELECT source_id, target_id, held, historical FROM link WHERE kind = 'owns' ORDER BY ALL")
    finally:
        engine.close()
    return [(str(owner), str(asset), str(held), int(str(old))) for owner, asset, held, old in rows]


def _claims(stores: Stores, imported: Imported) -> list[Claim]:
    return [
        Claim(
            one.entity_id,
            one.schema,
            one.prop,
            one.value,
            one.lang,
            locator=one.locator,
            stated_on=one.stated_on,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            grade=one.grade,
        )
        for one in claims(stores, imported)
    ]
