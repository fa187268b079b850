"""What a licence bars does not come in, and what is marked as withdrawn does not come into force by being read once more."""

from pathlib import Path

import pytest

from clew.errors import RefusedError
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from clew.work.marking import Said, mark_source, mark_workspace
from clew.work.sourcebook import find_spec, keep_card
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.work.test_importing_killed import CARD, register


def add(stores: Stores, path: Path, published: str) -> Imported:
    return import_files(stores, find_spec(stores, "mills"), Asked(Given((path,)), published))


def test_a_commercial_workspace_refuses_what_its_licence_bars(tmp_path: Path) -> None:
    path = register(tmp_path / "small.csv", 3)
    with open_workspace(tmp_path / "home") as stores:
        keep_card(stores, "mills", CARD.replace("commercial = true", "commercial = false"))
        mark_workspace(stores, "commercial", "yes")
        with pytest.raises(RefusedError, match="forbids commercial use"):
            add(stores, path, "2026-10-01")
        mark_workspace(stores, "commercial", "no")
        assert add(stores, path, "2026-10-01").new


def test_a_withdrawn_source_that_is_read_once_more_says_that_it_is_not_searched(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "home") as stores:
        keep_card(stores, "mills", CARD)
        assert add(stores, register(tmp_path / "a.csv", 3), "2026-10-01").notes == ()
        mark_source(stores, "mills", "withdrawn", Said("a draft"))
        assert "marked withdrawn" in add(stores, register(tmp_path / "b.csv", 4), "2026-11-01").notes[0]
