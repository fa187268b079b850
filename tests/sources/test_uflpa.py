"""The UFLPA Entity List in its three layouts; ids, notices, Chinese names and grounds stay, and what changed is told entry by entry."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from clew.lake.diff import compare
from clew.pack.names import load_name_words
from clew.resolve.changes import Changes, read_changes
from clew.work.starter import load_starter
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.sources.imports import add, claims, values
from tests.sources.shipped import STARTER
from tests.sources.us_lists import HERE, add_few, fresh, table

SECTION = "2(d)(2)(B)({})"
COLUMNS = ("row", "section", "name", "aliases", "note", "effective_date")


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    with open_workspace(tmp_path / "fresh") as opened:
        return opened


def listed(path: Path, *rows: tuple[str, str] | tuple[str, str, str]) -> Path:
    cells = [{"section": SECTION.format(row[0]), "name": row[1], "aliases": row[2] if len(row) > 2 else ""} for row in rows]
    return table(path, COLUMNS, *cells)


def changes(stores: Stores, folder: Path, *versions: list[tuple[str, str] | tuple[str, str, str]]) -> Changes:
    """What changed from the first version to the second."""
    days = ("2026-05-01", "2026-06-01")
    before, after = (
        add_few(stores, "uflpa", listed(folder / f"{day}.csv", *rows), published=day).snapshot
        for day, rows in zip(days, versions, strict=True)
    )
    engine = stores.engine()
    try:
        compare(engine, before, after)
        return read_changes(engine, load_name_words())
    finally:
        engine.close()


def test_the_saved_page_is_read_sub_list_by_sub_list(stores: Stores) -> None:
    done = add_few(stores, "uflpa", HERE / "uflpa" / "page.html")
    found = {(one.entity_id, one.value) for one in claims(stores, done, "prop = 'sublist'")}
    assert found == {
        ("uflpa:sample-apparel-co-ltd#i", "i"),
        ("uflpa:sample-silicon-industry-shanshan-co-ltd-including-subsidiaries#i", "i"),
        ("uflpa:sample-textile-co-ltd-and-its-subsidiaries#ii", "ii"),
        ("uflpa:sample-textile-co-ltd-and-its-subsidiaries#v", "v"),
        ("uflpa:changsample-co-ltd#ii", "ii"),
        ("uflpa:sample-exports-co-ltd#iv", "iv"),
        ("uflpa:sample-battery-group-co-ltd#v", "v"),
    }
    assert values(stores, done, "uflpa:sample-apparel-co-ltd")["alias"] == ["Sample Garment"]
    assert values(stores, done, "uflpa:changsample-co-ltd")["previousName"] == ["Old Sample Co., Ltd."]
    assert values(stores, done, "uflpa:changsample-co-ltd#ii")["startDate"] == ["2024-10-03"]
    assert {one.value for one in claims(stores, done, "prop = 'ground'")} == {"xuar_forced_labour"}


def test_the_table_of_a_notice_is_read(stores: Stores, tmp_path: Path) -> None:
    rows = [
        {
            "Sub-list": SECTION.format("ii"),
            "Entity": "Sample Mill Co., Ltd. (also known as Sample Weaving; and formerly known as Mill No. 1)",
        }
    ]
    done = add_few(stores, "uflpa", table(tmp_path / "notice.csv", ("Sub-list", "Entity"), *rows))
    said = values(stores, done, "uflpa:sample-mill-co-ltd")
    assert said == {"name": ["Sample Mill Co., Ltd."], "alias": ["Sample Weaving"], "previousName": ["Mill No. 1"]}


def test_an_addition_and_a_removal_are_told(stores: Stores, tmp_path: Path) -> None:
    told = changes(
        stores, tmp_path, [("i", "Sample Mill Co., Ltd."), ("i", "Sample Farm")], [("i", "Sample Mill Co., Ltd."), ("v", "New Battery Co.")]
    )
    assert [one.name for one in told.added] == ["New Battery Co."]
    assert [one.name for one in told.removed] == ["Sample Farm"]
    assert told.renamed == ()


def test_a_rename_is_told_by_the_former_name(stores: Stores, tmp_path: Path) -> None:
    after = ("ii", "Changsample Co., Ltd.", "Sample Fridge; and formerly known as Old Sample Co., Ltd.")
    told = changes(stores, tmp_path, [("ii", "Old Sample Co., Ltd."), ("i", "Sample Mill")], [after, ("i", "Sample Mill")])
    assert [(one.source.name, one.target.name) for one in told.renamed] == [("Old Sample Co., Ltd.", "Changsample Co., Ltd.")]
    assert {one.source.id for one in told.renamed} == {one.target.id for one in told.renamed} == {"uflpa:old-sample-co-ltd"}
    assert (told.added, told.removed) == ((), ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Sample Textile Co., Ltd.", "Sample Textile Co., Ltd. and its subsidiaries"),
        ("Sample Textile Co. Ltd.", "Sample Textile Co., Ltd."),
        ("Sample Construction Corps", "Sample Construction Corps (SCC)"),
    ],
)
def test_another_wording_of_a_name_is_no_other_entry(stores: Stores, tmp_path: Path, before: str, after: str) -> None:
    told = changes(stores, tmp_path, [("ii", before), ("i", "Sample Mill")], [("ii", after), ("i", "Sample Mill")])
    assert (told.added, told.removed, told.renamed) == ((), (), ())
    assert [one.entry.name for one in told.altered] == [after]


def test_what_is_wrong_is_said_at_once(stores: Stores, tmp_path: Path) -> None:
    path = table(tmp_path / "list.csv", COLUMNS, {"section": "2(d)(2)(B)(x)", "name": "Sample Mill"}, {"section": SECTION.format("i")})
    with pytest.raises(UnexpectedContentError) as caught:
        add(stores, "uflpa", path)
    assert all(part in str(caught.value) for part in ("row 2", "unknown code “”", "row 3", "the cell is empty", "120 to 400"))


def test_an_unknown_column_stops_the_import(stores: Stores, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="unknown column “mood”"):
        add_few(stores, "uflpa", table(tmp_path / "list.csv", (*COLUMNS, "mood"), {"section": SECTION.format("i"), "name": "Sample Mill"}))


NAMES = st.lists(st.sampled_from(["Sample Mill", "Sample Farm", "Sample Optics Co., Ltd.", "New Battery"]), min_size=1, unique=True)


@settings(max_examples=4)
@given(names=NAMES, data=st.data())
def test_the_order_of_rows_changes_no_claim(names: list[str], data: st.DataObject) -> None:
    said = []
    for order in (names, data.draw(st.permutations(names))):
        with fresh() as (stores, folder):
            done = add_few(stores, "uflpa", listed(folder / "list.csv", *(("i", name) for name in order)))
            said.append({one._replace(locator="") for one in claims(stores, done)})
    assert said[0] == said[1]
    assert len([one for one in said[0] if one.prop == "ground"]) == len(names)


def test_the_list_of_2026_keeps_what_ships(stores: Stores, shared_data: Path) -> None:
    load_starter(stores)
    path = shared_data / "lists" / "uflpa_entity_list" / "uflpa_entity_list_2026-07-16.csv"
    done = add(stores, "uflpa", path, published="2026-07-17")
    assert done.snapshot.about.rows == 160
    shipped = list(STARTER["uflpa"].claims())
    for prop, lang in (("ground", ""), ("notice", ""), ("sublist", ""), ("name", "zho")):
        before = {(claim.entity_id, claim.value) for claim in shipped if claim.prop == prop and (not lang or claim.lang == lang)}
        after = {(one.entity_id, one.value) for one in claims(stores, done, f"prop = '{prop}'") if not lang or one.lang == lang}
        assert after == before, prop
