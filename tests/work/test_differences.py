"""Differences between versions that this workspace has, by day, by id, or between the last two."""

from pathlib import Path

import pytest

from clew.errors import NotFoundError
from clew.lake.snapshots import write_snapshot
from clew.model.snapshot import About, Version
from clew.sources.reading.card import load_card
from clew.work.differences import all_gone, all_new, difference, difference_of, versions
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from clew.work.sourcebook import find_spec
from clew.work.stores import Stores
from tests.harbour_list import FIRST, HARBOUR, NOTICE, SECOND, THIRD, own_card, write
from tests.world import Dates, World, say


def add(stores: Stores, folder: Path, day: str, text: str) -> Imported:
    return import_files(stores, find_spec(stores, HARBOUR), Asked(Given((write(folder, day, text),))))


@pytest.fixture
def three(world: World, tmp_path: Path) -> Stores:
    """A workspace with three versions of the list."""
    own_card(world.stores, tmp_path)
    for day, text in (("2026-10-01", FIRST), ("2026-11-01", SECOND), ("2026-11-20", THIRD)):
        add(world.stores, tmp_path, day, text)
    return world.stores


def test_every_kind_of_change_is_told_of_an_entry_by_its_name(three: Stores) -> None:
    found = difference_of(three, HARBOUR, "2026-10-01", "2026-11-01")
    assert [(one.id, one.name) for one in found.added] == [("harbour:ordinary-bakeries-plc", "Ordinary Bakeries plc")]
    assert [one.name for one in found.removed] == ["Pacific Chipworks Inc."]
    assert [(one.source.name, one.target.name, one.why) for one in found.renamed] == [
        ("Silk Road Tomato Co., Ltd.", "Silk Road Foods Co., Ltd.", "the same identifier")
    ]
    altered = {one.entry.name: [(part.prop, part.was, part.now) for part in one.alterations] for one in found.altered}
    assert altered == {
        "Norden Invest Oyj": [("notes", (NOTICE,), (f"{NOTICE} of October",))],
        "Silk Road Foods Co., Ltd.": [("alias", (), ("Silk Road Tomato Co., Ltd.",))],
    }


def test_a_renamed_entry_keeps_its_id(three: Stores) -> None:
    (renamed,) = difference_of(three, HARBOUR, "2026-10-01", "2026-11-01").renamed
    assert renamed.source.id == renamed.target.id == "harbour:silk-road-tomato-co-ltd"


def test_the_last_two_are_compared_where_none_is_named(three: Stores) -> None:
    found = difference_of(three, HARBOUR)
    assert found.before is not None
    assert (found.before.published, found.after.published) == ("2026-11-01", "2026-11-20")
    assert [one.name for one in found.added] == ["Example Lantern Works, Inc."]
    assert (found.removed, found.renamed, found.altered) == ((), (), ())


def test_the_one_before_is_compared_where_only_the_later_is_named(three: Stores) -> None:
    found = difference_of(three, HARBOUR, to="2026-11-01")
    assert found.before is not None
    assert found.before.published == "2026-10-01"


def test_a_version_is_named_by_its_id_or_the_beginning_of_its_day(three: Stores) -> None:
    first = versions(three, HARBOUR)[0].snapshot_id
    assert difference_of(three, HARBOUR, first, "2026-11-20") == difference_of(three, HARBOUR, "2026-10", "2026-11-20")


def test_backwards_everything_is_the_other_way_round(three: Stores) -> None:
    forth, back = (difference_of(three, HARBOUR, *pair) for pair in (("2026-10-01", "2026-11-20"), ("2026-11-20", "2026-10-01")))
    assert (back.added, back.removed) == (forth.removed, forth.added)
    assert (back.claims_added, back.claims_removed) == (forth.claims_removed, forth.claims_added)


def test_a_version_against_itself_is_empty(three: Stores) -> None:
    found = difference_of(three, HARBOUR, "2026-11-20", "2026-11-20")
    assert found.is_empty
    assert (found.claims_added, found.claims_removed) == (0, 0)


@pytest.mark.parametrize(
    ("dataset", "from_", "to", "what"),
    [
        ("harbour", "", "2026-10-01", "is the first version that this workspace has"),
        ("harbour", "2025-01-01", "", "there is no version “2025-01-01” of harbour. There are 2026-10-01-"),
        ("csl", "", "", "no version of “csl” was ever loaded. Add one: clew source add FILE --as csl"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(three: Stores, dataset: str, from_: str, to: str, what: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        difference_of(three, dataset, from_, to)
    assert what in str(caught.value)


def test_a_source_that_comes_or_goes_as_a_whole_is_one_word(world: World, tmp_path: Path) -> None:
    own_card(world.stores, tmp_path)
    snapshot = add(world.stores, tmp_path, "2026-11-01", FIRST).snapshot
    assert all_new(snapshot).before is None
    assert all_new(snapshot).is_empty
    assert [one.name for one in all_gone(snapshot).removed] == ["Harbour list, the whole source"]


def test_a_value_that_stays_and_holds_otherwise_is_told_with_its_days(world: World) -> None:
    """An entry whose claim ends, or begins, is altered; one that is said in another language only is not."""
    engine = world.stores.engine()
    pair = []
    try:
        for day, ends, lang in (("2026-10-01", "", ""), ("2026-11-01", "2026-10-31", "eng")):
            dates = Dates(valid_from="2020-01-01", valid_to=ends)
            claims = (*say("uflpa:x#part", "Sanction", dates, status="active"), *say("uflpa:x", "Company", name="X Mill"))
            claims = tuple(claim._replace(lang=lang) if claim.prop == "name" else claim for claim in claims)
            version = Version("uflpa", day, day, day, "https://example.org", "invented", starter=False)
            pair.append(write_snapshot(engine, world.stores.lake, About(version, load_card("uflpa")), claims))
    finally:
        engine.close()
    (altered,) = difference(world.stores, pair[0], pair[1]).altered
    assert altered.entry.name == "X Mill"
    assert [(part.prop, part.was, part.now) for part in altered.alterations] == [
        ("status", ("active (from 2020-01-01)",), ("active (from 2020-01-01 to 2026-10-31)",))
    ]
