"""Judgements in the ledger: two people, batches, everything taken back, and a chain that tells it again, on SQLite and PostgreSQL."""

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text

from clew.errors import NotFoundError, RefusedError
from clew.ledger.store import Judgement, Ledger, Verdict

Opened = Callable[..., Ledger]
MILL, BRIDGE = Verdict("name:mill", "uflpa:mill", "same", "seen"), Verdict("name:bridge", "uflpa:bridge", "same", "seen as well")


@pytest.fixture
def ada(opened: Opened) -> Ledger:
    """The ledger as Ada opens it, with a judgement that she made."""
    ledger = opened("Ada")
    ledger.judgements.judge("name:mill", "uflpa:mill", "same", "the annual report names it")
    return ledger


@pytest.fixture
def grace(ada: Ledger, opened: Opened) -> Ledger:
    """The same ledger as Grace opens it."""
    assert len(ada.judgements.all()) == 1
    return opened("Grace")


def only(ledger: Ledger) -> Judgement:
    (found,) = ledger.judgements.all()
    return found


def test_a_judgement_is_confirmed_by_a_second_person(ada: Ledger, grace: Ledger) -> None:
    assert only(ada).confirmed_by == ""
    grace.judgements.confirm([1], "seen on the exchange's page")
    found = only(ada)
    assert (found.actor, found.confirmed_by, found.confirmed_why) == ("Ada", "Grace", "seen on the exchange's page")
    assert found.at <= found.confirmed_at


def test_who_judged_cannot_confirm(ada: Ledger) -> None:
    with pytest.raises(RefusedError, match="Ada made judgement 1 and cannot confirm it"):
        ada.judgements.confirm([1], "seen again")
    assert len(ada.events()) == 1


def test_every_judgement_that_cannot_be_confirmed_is_named_and_none_is_confirmed(ada: Ledger, grace: Ledger) -> None:
    ada.judgements.judge("name:bridge", "uflpa:bridge", "different", "another firm")
    own = grace.judgements.judge("name:lantern", "uflpa:lantern", "same", "seen")
    with pytest.raises(RefusedError) as caught:
        grace.judgements.confirm([1, 2, own], "seen")
    assert [fault.what.split(" and ")[0] for fault in caught.value.faults] == [
        "judgement 2 says different, which needs no second person",
        f"Grace made judgement {own}",
    ]
    assert [one.confirmed_by for one in ada.judgements.all()] == ["", "", ""]


def test_a_judgement_is_confirmed_once(grace: Ledger) -> None:
    grace.judgements.confirm([1], "seen")
    with pytest.raises(RefusedError, match="confirmed already, by Grace"):
        grace.judgements.confirm([1], "seen")


def test_a_confirmation_is_taken_back_and_given_again(ada: Ledger, grace: Ledger) -> None:
    grace.judgements.confirm([1], "seen")
    ada.judgements.unconfirm([1], "the page is of another firm")
    assert (only(ada).confirmed_by, only(ada).undone) == ("", False)
    with pytest.raises(RefusedError, match="nobody has confirmed judgement 1"):
        ada.judgements.unconfirm([1], "again")
    grace.judgements.confirm([1], "it was the right one")
    assert only(ada).confirmed_why == "it was the right one"


def test_nothing_can_be_said_to_a_judgement_that_is_undone_or_not_there(ada: Ledger, grace: Ledger) -> None:
    ada.judgements.undo([1], "a mistake")
    for said in (grace.judgements.confirm, grace.judgements.unconfirm, grace.judgements.undo):
        with pytest.raises(NotFoundError, match="no judgement 1 in force") as caught:
            said([1, 9], "why")
        assert len(caught.value.faults) == 2


def test_a_batch_has_an_event_for_each_judgement_and_numbers_go_on(opened: Opened) -> None:
    ledger = opened("Ada")
    assert ledger.judgements.judge_all([MILL, BRIDGE]) == (1, (1, 2))
    assert ledger.judgements.judge_all([MILL]) == (2, (3,))
    assert [one.batch for one in ledger.judgements.all()] == [1, 1, 2]
    assert [event.kind for event in ledger.events()] == ["judgement.made"] * 3
    assert ledger.broken_at() is None


def test_a_single_judgement_is_of_no_batch(ada: Ledger) -> None:
    assert only(ada).batch == 0


def test_judgements_are_undone_all_or_none(opened: Opened) -> None:
    ledger = opened("Ada")
    ledger.judgements.judge_all([MILL, BRIDGE])
    with pytest.raises(NotFoundError, match="no judgement 3 in force"):
        ledger.judgements.undo([1, 2, 3], "a mistake")
    assert len(ledger.judgements.all()) == 2
    ledger.judgements.undo([1, 2], "a mistake")
    assert ledger.judgements.all() == ()
    assert [event.kind for event in ledger.events()] == ["judgement.made", "judgement.made", "judgement.undone", "judgement.undone"]
    assert ledger.broken_at() is None


def test_who_said_it_elsewhere_is_kept(opened: Opened) -> None:
    ledger = opened("Ada")
    ledger.judgements.judge_all([Verdict("name:mill", "uflpa:mill", "same", "seen", "Grace", "2026-10-01T09:00:00+00:00")])
    found = only(ledger)
    assert (found.actor, found.stated_by, found.stated_at) == ("Ada", "Grace", "2026-10-01T09:00:00+00:00")


def test_every_word_is_an_event_that_can_change_a_finding(ada: Ledger, grace: Ledger) -> None:
    heads = [ada.head()]
    grace.judgements.confirm([1], "seen")
    heads.append(ada.head())
    ada.judgements.unconfirm([1], "a mistake")
    heads.append(ada.head())
    told = [(event.kind, event.actor, event.subject) for event in ada.events()]
    assert told == [
        ("judgement.made", "Ada", "name:mill"),
        ("judgement.confirmed", "Grace", "name:mill"),
        ("judgement.unconfirmed", "Ada", "name:mill"),
    ]
    assert len(set(heads)) == 3
    assert ada.broken_at() is None


@pytest.mark.parametrize(
    ("sql", "place_of_break"),
    [
        ("UPDATE judgement SET batch = 7", 1),
        ("UPDATE judgement SET stated_by = 'Grace'", 1),
        ("UPDATE judgement SET stated_at = '2020'", 1),
        ("UPDATE judgement_word SET reason = 'none'", 2),
        ("UPDATE judgement_word SET word = 'unconfirmed'", 2),
        ("UPDATE judgement_word SET judgement_id = 9", 2),
        ("DELETE FROM judgement_word", 2),
        ("INSERT INTO judgement_word VALUES (1, 'confirmed', '', 1)", 1),
        ("UPDATE event SET actor = 'Ada' WHERE seq = 2", 2),
    ],
)
def test_what_is_altered_behind_the_programs_back_is_found(place: str, ada: Ledger, grace: Ledger, sql: str, place_of_break: int) -> None:
    grace.judgements.confirm([1], "seen")
    assert ada.broken_at() is None
    engine = create_engine(place if ":" in place else f"sqlite:///{place}")
    with engine.begin() as connection:
        for statement in ("PRAGMA foreign_keys = OFF",) if engine.dialect.name == "sqlite" else ("SET session_replication_role = replica",):
            connection.execute(text(statement))
        connection.execute(text(sql))
    engine.dispose()
    assert ada.broken_at() == place_of_break


def test_a_confirmation_moved_to_another_judgement_is_found(place: str, ada: Ledger, grace: Ledger) -> None:
    ada.judgements.judge("name:mill", "uflpa:other", "same", "seen")
    grace.judgements.confirm([1], "seen")
    engine = create_engine(place if ":" in place else f"sqlite:///{place}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE judgement_word SET judgement_id = 2"))
    engine.dispose()
    assert ada.broken_at() == 3
