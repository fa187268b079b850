"""What differences of claims mean for entries: added, removed, renamed, altered; another wording is no other entry."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from clew.engine.duck import DuckEngine
from clew.lake.diff import compare
from clew.lake.snapshots import write_snapshot
from clew.model.changes import Alteration, Altered, Entry, Rename
from clew.model.claim import Claim
from clew.model.snapshot import About, Version
from clew.pack.names import load_name_words
from clew.resolve.changes import Changes, read_changes
from tests.sources.invented import CARD

WORDS = load_name_words()


class Between:
    """What changed between two lists of claims."""

    def __init__(self, engine: DuckEngine, folder: Path) -> None:
        self._engine, self._folder = engine, folder

    def __call__(self, before: Sequence[Claim], after: Sequence[Claim]) -> Changes:
        snapshots = [
            write_snapshot(self._engine, self._folder, About(Version("invented", label, "", "", "", "", starter=False), CARD), claims)
            for label, claims in (("1", before), ("2", after))
        ]
        compare(self._engine, snapshots[0], snapshots[1], ("modifiedAt",))
        return read_changes(self._engine, WORDS)


@pytest.fixture
def between(engine: DuckEngine, tmp_path: Path) -> Between:
    return Between(engine, tmp_path)


def say(root: str, prop: str, value: str, lang: str = "") -> Claim:
    return Claim(f"invented:{root}", "Company", prop, value, lang)


def one(root: str, name: str, **props: str) -> tuple[Claim, ...]:
    return (say(root, "name", name), *(say(root, prop, value) for prop, value in props.items()))


def named(root: str, name: str) -> Entry:
    return Entry(f"invented:{root}", name)


STAYS = one("stays", "Steady Company")


def test_entries_that_came_and_went_are_added_and_removed_by_name(between: Between) -> None:
    found = between((*STAYS, *one("b", "Beta"), *one("a", "Zeta")), (*STAYS, *one("d", "Delta"), *one("c", "Gamma")))
    assert found == Changes((named("d", "Delta"), named("c", "Gamma")), (named("b", "Beta"), named("a", "Zeta")), (), ())


def test_nothing_changed_where_the_same_is_said(between: Between) -> None:
    assert between(STAYS, STAYS) == Changes((), (), (), ())


def test_an_entry_that_keeps_its_id_under_another_name_is_renamed(between: Between) -> None:
    found = between(one("a", "Old Name"), one("a", "New Name"))
    assert found.renamed == (Rename(named("a", "Old Name"), named("a", "New Name"), "the same identifier"),)
    assert (found.added, found.removed, found.altered) == ((), (), ())


def test_a_rename_says_why_where_the_list_does(between: Between) -> None:
    found = between(one("a", "Old Name"), one("a", "New Name", previousName="Old Name"))
    assert [rename.why for rename in found.renamed] == ["the former name is among its former names"]
    assert found.altered == (Altered(named("a", "New Name"), (Alteration("previousName", (), ("Old Name",)),)),)


def test_an_entry_under_another_id_that_shares_an_identifier_is_renamed(between: Between) -> None:
    found = between((*STAYS, *one("a", "Old Name", uscCode="91")), (*STAYS, *one("b", "New Name", uscCode="91")))
    assert found == Changes((), (), (Rename(named("a", "Old Name"), named("b", "New Name"), "the same identifier"),), ())


@pytest.mark.parametrize("wording", ["Blue River Co., Ltd", "Blue River, and its subsidiaries", "BLUE RIVER (BR)"])
def test_another_wording_of_a_name_is_an_alteration_and_no_rename(between: Between, wording: str) -> None:
    found = between(one("a", "Blue River"), one("a", wording))
    why = "another wording of the same name"
    assert found == Changes((), (), (), (Altered(named("a", wording), (Alteration("name", ("Blue River",), (wording,)),), why),))


def test_another_wording_under_another_id_is_an_alteration_too(between: Between) -> None:
    found = between((*STAYS, *one("a", "Blue River")), (*STAYS, *one("b", "Blue River and its subsidiaries")))
    assert (found.added, found.removed, found.renamed) == ((), (), ())
    assert [(altered.entry, altered.why) for altered in found.altered] == [
        (named("b", "Blue River and its subsidiaries"), "another wording of the same name")
    ]


def test_what_is_said_besides_a_name_is_an_alteration_with_old_and_new_values(between: Between) -> None:
    before = (*one("a", "Alpha", country="China", note="x"), say("a#listed", "status", "active"), say("a", "modifiedAt", "1"))
    after = (*one("a", "Alpha", country="Peru", alias="A"), say("a#listed", "status", "inactive"), say("a", "modifiedAt", "2"))
    (altered,) = between(before, after).altered
    assert altered.entry == named("a", "Alpha")
    assert altered.alterations == (
        Alteration("alias", (), ("A",)),
        Alteration("country", ("China",), ("Peru",)),
        Alteration("note", ("x",), ()),
        Alteration("status", ("active",), ("inactive",)),
    )


def test_the_first_of_many_values_are_named_and_the_rest_counted(between: Between) -> None:
    after = (*one("a", "Alpha"), *(say("a", "alias", f"A {at:02}") for at in range(20)))
    ((change,),) = [altered.alterations for altered in between(one("a", "Alpha"), after).altered]
    assert (len(change.now), change.now[0], change.now[-1]) == (13, "A 00", "and 8 more")


def test_an_entry_without_a_name_is_altered_under_its_id(between: Between) -> None:
    (altered,) = between([say("a", "country", "China")], [say("a", "country", "Peru")]).altered
    assert altered.entry == named("a", "invented:a")


def test_two_entries_that_share_an_alias_are_not_guessed_to_be_renamed(between: Between) -> None:
    before = (*one("a", "Alpha One", alias="Blue River"), *one("b", "Alpha Two", alias="Blue River"))
    found = between(before, one("c", "Blue River"))
    assert (found.added, found.renamed) == ((named("c", "Blue River"),), ())
    assert found.removed == (named("a", "Alpha One"), named("b", "Alpha Two"))
