"""The Open Apparel Registry: its five files are read together; a match is a record with a status, and no name of a facility."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from clew.workspace import open_workspace
from tests.sources.imports import claims, values
from tests.sources.loose import add_small, table
from tests.world import World

OS_ID = "CN2019072X46HPM"
LINE = 'CHINA,"Amber ""River"" Ltd","1 Quay Road, Ningbo",1,2'
SITE = {"name": "Amber River", "address": "1 Quay Road", "country_code": "CN", "location": "POINT (1 2)"}
FILES = {
    "facility": [{"pk": OS_ID, "fields": SITE}],
    "facilitylistitem": [{"pk": 7, "fields": {"source": 2, "raw_data": LINE, "status": "UPLOADED"}}],
    "facilitymatch": [{"pk": 3, "fields": {"facility_list_item": 7, "facility": OS_ID, "confidence": 0.1, "status": "PENDING"}}],
    "facilitylist": [{"pk": 5, "fields": {"name": "Spring list", "header": "country,name,address,lat,lng"}}],
    "source": [{"pk": 2, "fields": {"facility_list": 5, "contributor": 2}}],
}


def written(folder: Path, **changed: object) -> list[Path]:
    paths = []
    for model, objects in {**FILES, **changed}.items():
        path = folder / f"{model}.json"
        found = objects if isinstance(objects, list) else []
        path.write_text(json.dumps([{"model": f"api.{model}", **one} for one in found]), encoding="utf-8")
        paths += [path] if found else []
    return paths


def test_facilities_items_and_matches_are_claimed_each_by_itself(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "oar", *written(tmp_path))
    facility = {"address": ["1 Quay Road"], "country": ["CN"], "name": ["Amber River"], "osId": [OS_ID]}
    assert values(world.stores, imported, f"oar:{OS_ID.lower()}") == facility
    assert values(world.stores, imported, "oar:item-7") == {
        "address": ["1 Quay Road, Ningbo"],
        "country": ["CHINA"],
        "listName": ["Spring list"],
        "name": ['Amber "River" Ltd'],
    }
    match = {"facility": [f"oar:{OS_ID.lower()}"], "item": ["oar:item-7"], "status": ["PENDING"]}
    assert values(world.stores, imported, "oar:match-3") == match
    assert {one.locator for one in claims(world.stores, imported, "schema = 'FacilityMatch'")} == {"matches row 1"}


def test_one_file_of_the_set_alone_is_refused_except_the_facilities(world: World, tmp_path: Path) -> None:
    facilities, *others = written(tmp_path)
    for path in others:
        with pytest.raises(UnexpectedContentError, match="the file with facilities is missing"):
            add_small(world.stores, "oar", path)
    assert len(claims(world.stores, add_small(world.stores, "oar", facilities))) == 4


def test_unknown_statuses_and_facilities_without_a_name_are_said_at_once(world: World, tmp_path: Path) -> None:
    match = [{"pk": 3, "fields": {"facility_list_item": 7, "facility": OS_ID, "status": "PERHAPS"}}]
    facility = [{"pk": OS_ID, "fields": {"name": "", "country_code": "China"}}]
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "oar", *written(tmp_path, facilitymatch=match, facility=facility))
    assert all(part in str(caught.value) for part in ("unknown code “PERHAPS”", f"facility {OS_ID}", "“China” has not the shape"))


def test_a_template_without_rows_says_so(world: World, tmp_path: Path) -> None:
    path = table(tmp_path / "template.csv", [], ["country", "name", "address"])
    with pytest.raises(UnexpectedContentError, match="0 rows where Open Apparel Registry"):
        add_small(world.stores, "oar", path)


def test_accounts_are_never_read(world: World, tmp_path: Path) -> None:
    path = tmp_path / "contributors.json"
    path.write_text(json.dumps([{"model": "api.contributor", "pk": 1, "fields": {"name": "x", "admin": 1}}]), encoding="utf-8")
    with pytest.raises(UnexpectedContentError, match="never read"):
        add_small(world.stores, "oar", path)


CELL = st.text(st.sampled_from('ab ,"x'), min_size=1, max_size=8).filter(lambda text: text.strip() == text and text.strip('"') == text)


@settings(max_examples=6)
@given(st.lists(CELL, min_size=1, max_size=4))
def test_a_quoted_cell_of_an_item_is_read_as_it_was_written(names: list[str]) -> None:
    items = []
    for at, name in enumerate(names):
        quoted = name.replace('"', '""')
        items.append({"pk": at, "fields": {"source": 2, "raw_data": f'CHINA,"{quoted}","1, Quay",1,2', "status": "UPLOADED"}})
    with TemporaryDirectory() as folder, open_workspace(Path(folder) / "workspace") as stores:
        imported = add_small(stores, "oar", *written(Path(folder), facilitylistitem=items, facilitymatch=[]))
        found = {one.entity_id: one.value for one in claims(stores, imported, "prop = 'name' AND entity_id LIKE 'oar:item-%'")}
    assert found == {f"oar:item-{at}": name for at, name in enumerate(names)}
