"""Judgements: recorded with a reason, listed, undone, never deleted."""

import pytest

from clew.errors import InputError, NotFoundError
from clew.work.judge import judge, judgements, undo
from tests.world import World


def test_a_judgement_needs_a_reason_and_a_known_verdict_and_both_faults_are_named(world: World) -> None:
    with pytest.raises(InputError) as caught:
        judge(world.stores, "name:x", "uflpa:steppe-sugar", "perhaps", " ")
    assert len(caught.value.faults) == 2


def test_an_entity_that_no_source_has_cannot_be_judged(world: World) -> None:
    with pytest.raises(NotFoundError, match="uflpa:nobody"):
        judge(world.stores, "name:x", "uflpa:nobody", "same", "seen")


def test_an_undone_judgement_stays_on_record(world: World) -> None:
    number = judge(world.stores, "name:x", "uflpa:steppe-sugar", "different", "another firm")
    undo(world.stores, number, "judged on the wrong page")
    assert judgements(world.stores) == ()
    assert [(one.judgement_id, one.undone) for one in judgements(world.stores, undone=True)] == [(number, True)]


def test_a_judgement_is_undone_once(world: World) -> None:
    number = judge(world.stores, "name:x", "uflpa:steppe-sugar", "same", "seen")
    undo(world.stores, number, "no")
    with pytest.raises(NotFoundError, match=f"no judgement {number} in force"):
        undo(world.stores, number, "no")
