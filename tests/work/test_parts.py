"""What is carried from the version before, and what an entry says where nobody says anything: a new file's word wins."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from clew.engine.duck import DuckEngine
from clew.lake.snapshots import write_snapshot
from clew.model.claim import Claim
from clew.model.snapshot import About, Snapshot, Version
from clew.work.parts import Former, fall_back
from tests.sources.invented import CARD

LISTED = "invented:a#listed"
FALLBACK = ("ground=other", "groundNote=nobody has read it")


def say(root: str, prop: str, value: str, lang: str = "", locator: str = "row 2") -> Claim:
    return Claim(root, "Sanction" if "#" in root else "Company", prop, value, lang, locator=locator, grade="G2")


def former(engine: DuckEngine, folder: Path, *claims: Claim) -> Snapshot:
    return write_snapshot(engine, folder, About(Version("invented", "2026-01-01", "", "", "", "", starter=False), CARD), claims)


def load(engine: DuckEngine, claims: Sequence[Claim]) -> None:
    engine.load("incoming", dict.fromkeys(Claim._fields, "VARCHAR"), claims)


def there(engine: DuckEngine) -> set[tuple[str, str, str]]:
    return {(str(root), str(prop), str(value)) for root, prop, value in engine.fetch("SELECT entity_id, prop, value FROM incoming")}


def carried(
    engine: DuckEngine, old: Snapshot, carry: Sequence[str], new: Sequence[Claim], fallback: Sequence[str] = ()
) -> set[tuple[str, str, str]]:
    """What was added."""
    load(engine, new)
    Former(old, tuple(carry), tuple(fallback)).into(engine)
    return there(engine) - {(one.entity_id, one.prop, one.value) for one in new}


NEW = [say("invented:a", "name", "Alpha"), say(LISTED, "status", "active")]


def test_what_a_new_file_does_not_say_stays_with_an_entry_and_its_parts(engine: DuckEngine, tmp_path: Path) -> None:
    old = former(engine, tmp_path, say("invented:a", "country", "China"), say(LISTED, "ground", "military"), say("invented:a", "note", "x"))
    assert carried(engine, old, ["country", "ground"], NEW) == {("invented:a", "country", "China"), (LISTED, "ground", "military")}


def test_what_a_new_file_says_wins(engine: DuckEngine, tmp_path: Path) -> None:
    old = former(engine, tmp_path, say("invented:a", "country", "China"), say("invented:a", "country", "Peru"))
    assert carried(engine, old, ["country"], [*NEW, say("invented:a", "country", "Chile")]) == set()


def test_all_values_of_a_property_are_carried(engine: DuckEngine, tmp_path: Path) -> None:
    old = former(engine, tmp_path, say("invented:a", "notice", "1"), say("invented:a", "notice", "2"))
    assert len(carried(engine, old, ["notice"], NEW)) == 2


def test_an_entry_that_went_takes_everything_with_it(engine: DuckEngine, tmp_path: Path) -> None:
    old = former(engine, tmp_path, say("invented:b", "country", "China"), say("invented:a#gone", "ground", "military"))
    assert carried(engine, old, ["country", "ground"], NEW) == set()


def test_a_property_in_a_language_is_carried_beside_one_in_another(engine: DuckEngine, tmp_path: Path) -> None:
    old = former(engine, tmp_path, say("invented:a", "name", "阿尔法", "zho"), say("invented:a", "name", "Old", "eng"))
    assert carried(engine, old, ["name:zho"], NEW) == {("invented:a", "name", "阿尔法")}
    assert carried(engine, old, ["name:zho"], [*NEW, say("invented:a", "name", "新", "zho")]) == set()


def test_nothing_is_carried_where_a_card_says_so(engine: DuckEngine, tmp_path: Path) -> None:
    assert carried(engine, former(engine, tmp_path, say("invented:a", "country", "China")), [], NEW) == set()


def test_where_a_carried_claim_was_first_read_is_said_once(engine: DuckEngine, tmp_path: Path) -> None:
    again = "carried from 2025-05-05: row 7"
    old = former(engine, tmp_path, say("invented:a", "country", "China"), say("invented:a", "notice", "1", locator=again))
    carried(engine, old, ["country", "notice"], NEW)
    found = engine.fetch("SELECT prop, locator, grade FROM incoming WHERE prop IN ('country', 'notice') ORDER BY prop")
    assert found == [("country", "carried from 2026-01-01: row 2", "G2"), ("notice", again, "G2")]


def renamed(engine: DuckEngine, old: Snapshot, *new: Claim) -> Sequence[tuple[object, ...]]:
    """The previous names that were added."""
    load(engine, new)
    Former(old, (), names=("name", "previousName")).into(engine)
    return engine.fetch("SELECT entity_id, value, lang, locator FROM incoming WHERE prop = 'previousName' ORDER BY ALL")


def test_a_name_that_an_entry_had_before_is_its_previous_name(engine: DuckEngine, tmp_path: Path) -> None:
    old = former(engine, tmp_path, say("invented:a", "name", "Old Alpha Inc"), say("invented:gone", "name", "Gone"))
    assert renamed(engine, old, *NEW) == [("invented:a", "Old Alpha Inc", "", "carried from 2026-01-01: row 2")]


def test_previous_names_go_on_from_version_to_version(engine: DuckEngine, tmp_path: Path) -> None:
    first = say("invented:a", "previousName", "First", locator="carried from 2025-05-05: row 7")
    old = former(engine, tmp_path, say("invented:a", "name", "Second"), first)
    told = [("invented:a", "First", "", first.locator), ("invented:a", "Second", "", "carried from 2026-01-01: row 2")]
    assert renamed(engine, old, *NEW) == told


@pytest.mark.parametrize("name", ["ALPHA, INC.", "Alpha Inc"])
def test_a_name_that_is_only_written_otherwise_is_no_previous_one(engine: DuckEngine, tmp_path: Path, name: str) -> None:
    old = former(engine, tmp_path, say("invented:a", "name", name))
    assert renamed(engine, old, say("invented:a", "name", "Alpha, Inc")) == []


def test_an_entry_of_which_nobody_says_the_ground_falls_back_to_all_of_it(engine: DuckEngine) -> None:
    load(engine, [*NEW, say("invented:b#listed", "ground", "military")])
    fall_back(engine, FALLBACK)
    said = {(root, prop, value) for root, prop, value in there(engine) if prop.startswith("ground")}
    assert said == {(LISTED, "ground", "other"), (LISTED, "groundNote", "nobody has read it"), ("invented:b#listed", "ground", "military")}
    (row,) = engine.fetch(f"SELECT schema, locator, grade, lang, original FROM incoming WHERE entity_id = '{LISTED}' AND prop = 'ground'")  # noqa: S608 - ours
    assert row == ("Sanction", "row 2", "G2", "", "")


def test_only_entries_of_a_list_fall_back(engine: DuckEngine) -> None:
    load(engine, [say("invented:a", "name", "Alpha")])
    fall_back(engine, FALLBACK)
    assert there(engine) == {("invented:a", "name", "Alpha")}


@pytest.mark.parametrize("fallback", [(), FALLBACK])
def test_without_claims_there_is_no_fallback(engine: DuckEngine, fallback: tuple[str, ...]) -> None:
    load(engine, [])
    fall_back(engine, fallback)
    assert there(engine) == set()


def test_a_former_fallback_is_not_carried_as_if_somebody_had_said_it(engine: DuckEngine, tmp_path: Path) -> None:
    fallen = [say(LISTED, "ground", "other"), say(LISTED, "groundNote", "nobody has read it"), say(LISTED, "notice", "1")]
    assert carried(engine, former(engine, tmp_path, *fallen), ["ground", "groundNote", "notice"], NEW, FALLBACK) == {
        (LISTED, "notice", "1")
    }


def test_a_ground_that_somebody_read_is_carried_whatever_the_fallback(engine: DuckEngine, tmp_path: Path) -> None:
    read = [say(LISTED, "ground", "other"), say(LISTED, "groundNote", "a notice of 2021 was read: it is about chips")]
    assert len(carried(engine, former(engine, tmp_path, *read), ["ground", "groundNote"], NEW, FALLBACK)) == 2


def test_each_property_is_carried_by_itself(engine: DuckEngine, tmp_path: Path) -> None:
    old = former(engine, tmp_path, say(LISTED, "ground", "military"), say(LISTED, "groundNote", "by its notice"))
    assert carried(engine, old, ["ground", "groundNote"], [*NEW, say(LISTED, "ground", "other")]) == {
        (LISTED, "groundNote", "by its notice")
    }
