"""Which sources a workspace can read: those that ship, and cards of its own."""

from pathlib import Path

import pytest

from clew.errors import NotFoundError, PackError
from clew.sources.registry import SOURCES
from clew.work.sourcebook import find_spec, known_sources, own_datasets, readable
from tests.harbour_list import HARBOUR, own_card
from tests.world import World


def test_a_card_of_the_workspace_is_found_beside_those_that_ship(world: World, tmp_path: Path) -> None:
    assert not readable(world.stores, "uflpa_sectors")
    own_card(world.stores, tmp_path)
    assert own_datasets(world.stores) == (HARBOUR,)
    assert find_spec(world.stores, HARBOUR).card.title == "Harbour list"
    assert find_spec(world.stores, "uflpa").card.short == "UFLPA Entity List"


def test_every_source_that_reads_files_says_its_layouts_and_where_to_get_them(world: World, tmp_path: Path) -> None:
    own_card(world.stores, tmp_path, "https://example.org/harbour.csv")
    found = {one.dataset: one for one in known_sources(world.stores)}
    assert set(found) == {HARBOUR, *(source.dataset for source in SOURCES if readable(world.stores, source.dataset))}
    assert list(found) == sorted(found)
    assert all(one.forms and (one.home or one.url) and one.licence for one in found.values())
    assert found[HARBOUR].url == "https://example.org/harbour.csv"


@pytest.mark.parametrize(
    ("dataset", "what"),
    [
        ("nowhere", "there is no source “nowhere”. Known are "),
        ("uflpa_sectors", "ships with clew and reads no files"),
        ("../../etc", "cannot be the name of a source"),
    ],
)
def test_what_cannot_be_read_says_why(world: World, dataset: str, what: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_spec(world.stores, dataset)
    assert what in str(caught.value)


@pytest.mark.parametrize(
    "change", [("grade = ", "grades = "), ("[[form]]", "[[layout]]"), ('convert = "code"', 'convert = "cod"'), ('"', "'")]
)
def test_a_card_that_was_edited_badly_names_itself_and_its_fault(world: World, tmp_path: Path, change: tuple[str, str]) -> None:
    own_card(world.stores, tmp_path)
    card = world.stores.folder / "sources" / HARBOUR / "card.toml"
    card.write_text(card.read_text(encoding="utf-8").replace(change[0], change[1], 1), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        find_spec(world.stores, HARBOUR)
    assert str(card) in str(caught.value)


def test_one_bad_card_hides_no_other(world: World, tmp_path: Path) -> None:
    own_card(world.stores, tmp_path)
    (world.stores.folder / "sources" / HARBOUR / "card.toml").write_text("no card", encoding="utf-8")
    assert find_spec(world.stores, "uflpa").card.dataset == "uflpa"
    with pytest.raises(PackError):
        known_sources(world.stores)
