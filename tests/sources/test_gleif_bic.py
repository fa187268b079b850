"""GLEIF's mappings of other identifiers to LEI: two columns, each cell of the shape of its identifier."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.world import World

LEI = "5299000ABCDEFGHIJ101"
MAPPINGS = [
    ("gleif_bic", "BIC", "bicCode", ("ABCDNO22XXX", "ABCDNO22")),
    ("gleif_isin", "ISIN", "isinCode", ("NO0012345678", "US0378331005")),
]


def table(folder: Path, *lines: str) -> Path:
    path = folder / "mapping.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(("dataset", "column", "prop", "codes"), MAPPINGS)
def test_an_entity_has_every_code_that_the_mapping_gives_it(
    world: World, tmp_path: Path, dataset: str, column: str, prop: str, codes: tuple[str, str]
) -> None:
    done = add(world.stores, dataset, table(tmp_path, f"LEI,{column}", *(f"{LEI},{code}" for code in codes)))
    assert values(world.stores, done, f"gleif:{LEI.lower()}") == {"leiCode": [LEI], prop: sorted(codes)}
    found = {(one.value, one.locator) for one in claims(world.stores, done, f"prop = '{prop}'")}
    assert found == {(codes[0], "row 2"), (codes[1], "row 3")}


@pytest.mark.parametrize(("dataset", "column", "prop", "codes"), MAPPINGS)
def test_all_that_is_wrong_is_said_at_once(
    world: World, tmp_path: Path, dataset: str, column: str, prop: str, codes: tuple[str, str]
) -> None:
    with pytest.raises(UnexpectedContentError) as caught:
        add(world.stores, dataset, table(tmp_path, f"LEI,{column}", f"{LEI}9,{codes[0]}", f"{LEI},?", f"{LEI},"))
    told = str(caught.value)
    assert all(part in told for part in ("row 2", "“?” has not the shape", "row 4", "the cell is empty")), prop
    with pytest.raises(UnexpectedContentError, match="unknown column “Name”"):
        add(world.stores, dataset, table(tmp_path, f"LEI,{column},Name", f"{LEI},{codes[0]},x"))


def test_the_real_mapping_is_imported_whole(world: World, shared_data: Path) -> None:
    done = add(world.stores, "gleif_bic", shared_data / "market" / "o_gleif_l1_l2_subset" / "lei-bic-20260130T000000.csv")
    assert (done.snapshot.about.rows, done.snapshot.claims) == (39289, 58509)


def test_a_choice_of_leis_that_another_project_made_for_a_sample_is_no_file_of_gleif(world: World, shared_data: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="no form of this source fits"):
        add(world.stores, "gleif", shared_data / "market" / "o_gleif_l1_l2_subset" / "anchor_leis.json")
