"""Overrides of the gate in the ledger: two people, one record, and a chain that tells it again, on SQLite and PostgreSQL."""

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text

from clew.errors import NotFoundError, RefusedError, WorkspaceError
from clew.ledger.overrides import CONFIRMED, WITHDRAWN
from clew.ledger.store import Ledger

DAY = "2026-11-20"
Opened = Callable[..., Ledger]


@pytest.fixture
def ada(opened: Opened) -> Ledger:
    """The ledger as Ada opens it, with an override that she proposed."""
    ledger = opened("Ada")
    ledger.propose_override("crosswalk:tarim", "Tarim Polysilicon", "weighed in committee", "2027-06-30")
    return ledger


@pytest.fixture
def grace(ada: Ledger, opened: Opened) -> Ledger:
    """The same ledger as Grace opens it."""
    assert len(ada.overrides()) == 1
    return opened("Grace")


def alter(place: str, sql: str) -> None:
    engine = create_engine(place if ":" in place else f"sqlite:///{place}")
    try:
        with engine.begin() as connection:
            connection.execute(text(sql))
    finally:
        engine.dispose()


def test_a_new_ledger_has_no_override(ledger: Ledger) -> None:
    assert ledger.overrides() == ()


def test_an_override_that_is_proposed_holds_nothing_yet(ada: Ledger) -> None:
    (found,) = ada.overrides()
    assert (found.override_id, found.entity_id, found.name) == (1, "crosswalk:tarim", "Tarim Polysilicon")
    assert (found.reason, found.until, found.proposed_by, found.confirmed_by) == ("weighed in committee", "2027-06-30", "Ada", "")
    assert not found.holds(DAY)


def test_a_second_person_puts_it_in_force(grace: Ledger) -> None:
    grace.say_to_override(1, CONFIRMED)
    (found,) = grace.overrides()
    assert (found.proposed_by, found.confirmed_by) == ("Ada", "Grace")
    assert found.proposed_at <= found.confirmed_at
    assert [found.holds(day) for day in (DAY, "2027-06-30", "2027-07-01")] == [True, True, False]


def test_who_proposed_cannot_confirm(ada: Ledger) -> None:
    with pytest.raises(RefusedError, match="Ada proposed override 1 and cannot confirm it"):
        ada.say_to_override(1, CONFIRMED)
    assert len(ada.events()) == 1


def test_it_is_confirmed_once(grace: Ledger) -> None:
    grace.say_to_override(1, CONFIRMED)
    with pytest.raises(RefusedError, match="confirmed already, by Grace"):
        grace.say_to_override(1, CONFIRMED)


@pytest.mark.parametrize("confirmed", [False, True])
def test_anybody_can_take_it_back_confirmed_or_not(ada: Ledger, grace: Ledger, *, confirmed: bool) -> None:
    if confirmed:
        grace.say_to_override(1, CONFIRMED)
    ada.say_to_override(1, WITHDRAWN, "sold")
    (found,) = ada.overrides()
    assert (found.withdrawn_by, found.withdrawn_why, found.holds(DAY)) == ("Ada", "sold", False)


@pytest.mark.parametrize("word", [CONFIRMED, WITHDRAWN])
def test_nothing_can_be_said_to_one_that_is_withdrawn(ada: Ledger, grace: Ledger, word: str) -> None:
    ada.say_to_override(1, WITHDRAWN, "sold")
    with pytest.raises(NotFoundError, match="override 1 was withdrawn"):
        grace.say_to_override(1, word, "again")


def test_nothing_can_be_said_to_one_that_is_not_there(ada: Ledger) -> None:
    with pytest.raises(NotFoundError, match="override 9 is not there"):
        ada.say_to_override(9, WITHDRAWN, "why")


def test_no_other_word_can_be_said(grace: Ledger) -> None:
    with pytest.raises(RefusedError, match="perhaps"):
        grace.say_to_override(1, "perhaps")
    assert len(grace.events()) == 1


def test_overrides_are_listed_oldest_first_with_all_that_became_of_them(ada: Ledger, grace: Ledger) -> None:
    second = ada.propose_override("crosswalk:sugar", "Steppe Sugar", "index fund")
    grace.say_to_override(second, CONFIRMED)
    ada.say_to_override(1, WITHDRAWN, "sold")
    found = ada.overrides()
    assert [(one.override_id, one.confirmed_by, one.withdrawn_by) for one in found] == [(1, "", "Ada"), (2, "Grace", "")]
    assert found[1].until == ""


def test_every_word_is_an_event_by_its_actor_and_the_chain_is_whole(ada: Ledger, grace: Ledger) -> None:
    grace.say_to_override(1, CONFIRMED)
    ada.say_to_override(1, WITHDRAWN, "sold")
    told = [(event.kind, event.actor) for event in ada.events()]
    assert told == [("gate.override.proposed", "Ada"), ("gate.override.confirmed", "Grace"), ("gate.override.withdrawn", "Ada")]
    assert ada.broken_at() is None


@pytest.mark.parametrize(
    ("sql", "place_of_break"),
    [
        ("UPDATE gate_override SET entity_id = 'crosswalk:sugar'", 1),
        ("UPDATE gate_override SET name = 'Another'", 1),
        ("UPDATE gate_override SET reason = 'none'", 1),
        ("UPDATE gate_override SET until = ''", 1),
        ("UPDATE gate_override SET until = '2099-01-01'", 1),
        ("UPDATE gate_override_word SET word = 'confirmed' WHERE seq = 3", 3),
        ("UPDATE gate_override_word SET reason = 'none' WHERE seq = 3", 3),
        ("DELETE FROM gate_override_word WHERE seq = 3", 3),
        ("DELETE FROM gate_override_word WHERE seq = 2", 2),
        ("INSERT INTO gate_override_word VALUES (1, 'confirmed', '', 1)", 1),
        ("UPDATE event SET actor = 'Ada' WHERE seq = 2", 2),
    ],
)
def test_what_is_altered_behind_the_programs_back_is_found(place: str, ada: Ledger, grace: Ledger, sql: str, place_of_break: int) -> None:
    grace.say_to_override(1, CONFIRMED)
    ada.say_to_override(1, WITHDRAWN, "sold")
    assert ada.broken_at() is None
    alter(place, sql)
    assert ada.broken_at() == place_of_break


def test_a_confirmation_moved_to_another_proposal_is_found(place: str, ada: Ledger, grace: Ledger) -> None:
    second = ada.propose_override("crosswalk:sugar", "Steppe Sugar", "index fund")
    grace.say_to_override(second, CONFIRMED)
    contents = {
        "entity_id": ("crosswalk:sugar", "crosswalk:tarim"),
        "name": ("Steppe Sugar", "Tarim Polysilicon"),
        "reason": ("index fund", "weighed in committee"),
        "until": ("", "2027-06-30"),
    }
    swapped = ", ".join(f"{column} = CASE seq WHEN 1 THEN '{first}' ELSE '{other}' END" for column, (first, other) in contents.items())
    alter(place, f"UPDATE gate_override SET seq = 3 - seq, {swapped}")  # noqa: S608 - ours
    assert ada.broken_at() == 3


def test_a_ledger_that_cannot_be_written_says_so(ada: Ledger) -> None:
    with pytest.raises((WorkspaceError, TypeError)):
        ada.propose_override("crosswalk:tarim", None, "why")  # type: ignore[arg-type]  # a fault of a caller
    assert len(ada.overrides()) == 1
