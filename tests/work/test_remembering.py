"""Mappings that a workspace keeps: kept, applied, forgotten; and screened again as they were read then."""

from pathlib import Path

import pytest

from clew.errors import InputError, NotFoundError
from clew.work.clocks import Clocks
from clew.work.keeping import Filing
from clew.work.remembering import forget_mapping, keep_mapping, kept_mappings, mappings_for, read_mapping, save_mapping
from clew.work.rollup import last_basket
from clew.work.screen import Asked, View, screen, screen_basket
from tests.world import AS_OF, ORCHARD, ORDINARY, World

HOLDINGS = f"Wertbezeichnung;ISIN Kennung;Anteil\nOrchard Devices;{ORCHARD};0,6\nOrdinary Bakeries;{ORDINARY};0,4\n"
MAPPING = 'heads = ["Wertbezeichnung", "ISIN Kennung", "Anteil"]\n[columns]\nWertbezeichnung = "name"\nAnteil = "weight"\n'
CLOCKS = Clocks(AS_OF, AS_OF)


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_is_kept_listed_and_forgotten(tmp_path: Path) -> None:
    home = tmp_path / "home"
    kept = keep_mapping(home, saved(tmp_path, "my.toml", MAPPING), "harbour")
    assert [(one.name, one.path) for one in kept_mappings(home)] == [("harbour", kept.path)]
    assert mappings_for(home, None).kept[0].said == "read by the mapping kept as “harbour”"
    forget_mapping(home, "harbour")
    assert kept_mappings(home) == ()


def test_a_mapping_of_that_name_is_replaced(tmp_path: Path) -> None:
    for text in (MAPPING, f'weights = "percent"\n{MAPPING}'):
        keep_mapping(tmp_path, saved(tmp_path, "my.toml", text))
    assert [one.mapping.weights for one in kept_mappings(tmp_path)] == ["percent"]


def test_two_mappings_for_the_same_heads_are_not_kept(tmp_path: Path) -> None:
    keep_mapping(tmp_path, saved(tmp_path, "first.toml", MAPPING))
    with pytest.raises(InputError, match="kept as “first”"):
        keep_mapping(tmp_path, saved(tmp_path, "second.toml", MAPPING))


def test_everything_that_keeps_a_mapping_from_being_kept_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, "my.toml", 'weights = "permille"\n[columns]\nA = "title"\n')
    with pytest.raises(InputError) as caught:
        keep_mapping(tmp_path, path, "../escape")
    told = str(caught.value)
    for part in ("“weights” is 'permille'", "“title” is no field", "cannot be kept as “../escape”", "it names no heads"):
        assert part in told


@pytest.mark.parametrize("name", ["none", "../first"])
def test_what_is_not_kept_cannot_be_forgotten(tmp_path: Path, name: str) -> None:
    keep_mapping(tmp_path, saved(tmp_path, "first.toml", MAPPING))
    with pytest.raises(NotFoundError, match="Kept are first"):
        forget_mapping(tmp_path, name)


def test_a_file_that_may_have_been_edited_is_not_written_over(tmp_path: Path) -> None:
    path = saved(tmp_path, "my.toml", MAPPING)
    with pytest.raises(InputError, match="such a file already"):
        save_mapping(path, "")
    with pytest.raises(InputError, match="cannot be written"):
        save_mapping(tmp_path / "none" / "my.toml", "")
    assert path.read_text(encoding="utf-8") == MAPPING


def test_a_mapping_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        read_mapping(tmp_path / "none.toml")


def test_a_screening_says_its_mapping_which_is_an_input(world: World, tmp_path: Path) -> None:
    given = saved(tmp_path, "my.toml", MAPPING)
    found = screen(world.stores, Asked(saved(tmp_path, "portfolio.csv", HOLDINGS), CLOCKS, filing=Filing(mapping=given)))
    assert "The file was read by the mapping “my”." in found.notes
    assert [one.name for one in found.inputs if one.kind == "mapping"] == ["my"]
    assert found.weight_total == 1


def test_a_kept_mapping_applies_to_portfolios_and_to_books(world: World, tmp_path: Path) -> None:
    keep_mapping(world.stores.folder, saved(tmp_path, "my.toml", MAPPING))
    text = "Fund Name;Name;Weight (%)\nHarbour;north;100\n"
    book = saved(tmp_path, "north.csv", HOLDINGS)
    found = screen(world.stores, Asked(saved(tmp_path, "portfolio.csv", text), CLOCKS, (book,)))
    assert [one.weight for one in found.lookthrough.books] == [1]
    assert [one.name for one in found.inputs if one.kind == "mapping"] == ["my"]


def test_copies_in_the_books_are_read_as_they_were_then(world: World, tmp_path: Path) -> None:
    path = saved(tmp_path, "portfolio.csv", HOLDINGS)
    first = screen(world.stores, Asked(path, CLOCKS, filing=Filing(mapping=saved(tmp_path, "my.toml", MAPPING))))
    keep_mapping(world.stores.folder, saved(tmp_path, "other.toml", f'weights = "percent"\n{MAPPING}'))
    basket = last_basket(world.stores)
    assert basket is not None
    again = screen_basket(world.stores, basket, View(CLOCKS))
    assert again.weight_total == first.weight_total == 1
    assert again.findings == first.findings


def test_another_mapping_is_another_version_of_the_portfolio(world: World, tmp_path: Path) -> None:
    path = saved(tmp_path, "portfolio.csv", HOLDINGS)
    for name, text in (("one", MAPPING), ("two", f'weights = "percent"\n{MAPPING}')):
        found = screen(world.stores, Asked(path, CLOCKS, filing=Filing(mapping=saved(tmp_path, f"{name}.toml", text))))
        assert found.weight_total is not None
    assert len(list(world.stores.books.glob("*/*/holdings.parquet"))) == 2
