"""Small tables that go with the lists of forced labour: batches of additions, Chinese names, days of orders."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.us_lists import add_few, table
from tests.world import World


def test_a_batch_is_a_notice_with_its_day(world: World, tmp_path: Path) -> None:
    columns = ("effective_date", "added", "federal_register", "names", "verified_in")
    row = {
        "effective_date": "2024-08-09",
        "added": "5",
        "federal_register": "89 FR 1",
        "names": "Sample Mill",
        "verified_in": "example.org",
    }
    done = add_few(world.stores, "uflpa_additions", table(tmp_path / "a.csv", columns, row))
    assert values(world.stores, done, "uflpa_additions:2024-08-09") == {
        "agency": ["Department of Homeland Security"],
        "effectiveDate": ["2024-08-09"],
        "citation": ["89 FR 1"],
        "entriesAdded": ["5"],
        "description": ["Sample Mill"],
        "readIn": ["example.org"],
    }
    assert {(one.schema, one.grade) for one in claims(world.stores, done)} == {("Notice", "G4")}


def test_a_short_chinese_name_is_an_alias(world: World, tmp_path: Path) -> None:
    columns = ("name_en", "name_zh", "lists", "source", "note")
    rows = (
        {"name_en": "Sample Mill Co. Ltd.", "name_zh": "样本有限公司", "source": "example.org"},
        {"name_en": "Sample Optics", "name_zh": "样本光学", "source": "example.org", "note": "short name"},
    )
    done = add_few(world.stores, "uflpa_names_zh", table(tmp_path / "n.csv", columns, *rows))
    said = {(one.entity_id, one.prop, one.value) for one in claims(world.stores, done, "lang = 'zho'")}
    assert said == {
        ("uflpa_names_zh:sample-mill-co-ltd", "name", "样本有限公司"),
        ("uflpa_names_zh:sample-optics", "alias", "样本光学"),
    }
    assert {one.grade for one in claims(world.stores, done)} == {"G4"}


def test_a_day_of_an_order_is_that_of_its_announcement(world: World, tmp_path: Path) -> None:
    columns = ("date", "measure", "subject", "read_in")
    path = table(tmp_path / "d.csv", columns, {"date": "2020-06-17", "measure": "WRO", "subject": "Sample Hair", "read_in": "pages"})
    done = add_few(world.stores, "wro_dates", path)
    assert values(world.stores, done, "wro_dates:2020-06-17-wro")["publishedDate"] == ["2020-06-17"]
    bad = table(tmp_path / "e.csv", columns, {"date": "soon", "measure": "Ban", "subject": ""})
    with pytest.raises(UnexpectedContentError) as caught:
        add_few(world.stores, "wro_dates", bad)
    assert all(part in str(caught.value) for part in ("“soon” is no day", "unknown code “Ban”", "the cell is empty"))


@pytest.mark.parametrize(
    ("dataset", "name", "rows"),
    [
        ("uflpa_additions", "uflpa_entity_list/additions_by_notice.csv", 12),
        ("uflpa_names_zh", "uflpa_entity_list/listed_entities_chinese_names_partial.csv", 30),
        ("wro_dates", "cbp_wro/wro_dates_xuar.csv", 5),
    ],
)
def test_the_real_tables_are_read_whole(world: World, shared_data: Path, dataset: str, name: str, rows: int) -> None:
    assert add(world.stores, dataset, shared_data / "lists" / name).snapshot.about.rows == rows
