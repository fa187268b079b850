"""The registry lists every source folder, each once."""

import subprocess
import sys

from clew.sources.registry import SOURCES
from clew.sources.starter import starter_sources
from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "clew"
SHARED_ROOMS = {"layouts", "reading"}


def folders(place: str, mark: str) -> set[str]:
    return {found.parent.name for found in (PACKAGE / place).glob(f"*/{mark}")}


def test_the_registry_is_the_folders() -> None:
    names = [source.dataset for source in SOURCES]
    assert len(names) == len(set(names))
    assert set(names) == folders("sources", "__init__.py") - SHARED_ROOMS == folders("sources", "card.toml")
    assert {source.dataset for source in SOURCES if source.read is not None} == folders("packs/starter", "version.toml")


def test_each_source_is_read_by_the_module_of_its_name() -> None:
    readers = [(source.read.__module__, source.dataset) for source in SOURCES if source.read is not None]
    assert [module for module, _ in readers] == [f"clew.sources.{dataset}" for _, dataset in readers]


def test_no_source_is_loaded_before_it_is_read() -> None:
    loaded = "[one for one in SOURCES if f'clew.sources.{one.dataset}' in sys.modules]"
    code = f"import sys; from clew.sources.registry import SOURCES; print({loaded})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_each_claim_is_about_an_entity_of_its_own_dataset() -> None:
    for one in starter_sources():
        assert {claim.entity_id.split(":", 1)[0] for claim in one.claims()} == {one.source.dataset}
