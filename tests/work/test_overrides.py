"""Overrides: what they need, and that they follow their issuer wherever its cluster goes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from clew.errors import InputError, NotFoundError, RefusedError
from clew.ledger.store import Ledger
from clew.work.overrides import confirm, overrides_by_issuer, propose, withdraw
from clew.workspace import open_workspace
from tests.world import AS_OF, CLAIMS, World, same, settle


@contextmanager
def second(world: World) -> Iterator[Ledger]:
    """The world's ledger, as a second person opens it."""
    ledger = Ledger(world.stores.lake.parent / "ledger.db", "Grace")
    try:
        yield ledger
    finally:
        ledger.close()


def test_an_override_needs_a_reason_and_a_day_to_come_and_both_faults_are_named(world: World) -> None:
    with pytest.raises(InputError) as caught:
        propose(world.stores, "crosswalk:tarim", "Tarim", " ", "2027-06", AS_OF)
    assert "needs a reason" in str(caught.value)
    assert "2027-06" in str(caught.value)
    with pytest.raises(InputError, match="2026-11-19, which is over"):
        propose(world.stores, "crosswalk:tarim", "Tarim", "why", "2026-11-19", AS_OF)
    assert world.stores.ledger.overrides() == ()


def test_an_override_may_end_today(world: World) -> None:
    assert propose(world.stores, "crosswalk:tarim", "Tarim", " why ", AS_OF, AS_OF) == 1
    assert world.stores.ledger.overrides()[0].reason == "why"


def test_who_proposed_cannot_confirm(world: World) -> None:
    number = propose(world.stores, "crosswalk:tarim", "Tarim", "why", "", AS_OF)
    with pytest.raises(RefusedError, match="second person"):
        confirm(world.stores, number)


def test_taking_it_back_needs_a_reason(world: World) -> None:
    number = propose(world.stores, "crosswalk:tarim", "Tarim", "why", "", AS_OF)
    with pytest.raises(InputError, match="needs a reason"):
        withdraw(world.stores, number, " ")
    withdraw(world.stores, number, " sold ")
    assert world.stores.ledger.overrides()[0].withdrawn_why == "sold"
    with pytest.raises(NotFoundError, match="was withdrawn"):
        withdraw(world.stores, number, "again")


def test_an_override_is_its_issuers_whichever_entity_of_the_cluster_it_was_proposed_for(world: World) -> None:
    propose(world.stores, "uflpa:tarim-polysilicon", "Tarim", "why", "", AS_OF)
    propose(world.stores, "crosswalk:tarim", "Tarim", "why", "", AS_OF)
    ((issuer, found),) = overrides_by_issuer(world.stores, world.prepared()).items()
    assert issuer == cluster_of(world, "crosswalk:tarim")
    assert [one.entity_id for one in found] == ["uflpa:tarim-polysilicon", "crosswalk:tarim"]


def cluster_of(world: World, entity_id: str) -> str:
    found = world.prepared().fetch(f"SELECT cluster_id FROM cluster WHERE entity_id = '{entity_id}'")  # noqa: S608 - ours
    return str(found[0][0])


def test_an_override_follows_its_entity_when_clusters_change(world: World, tmp_path: Path) -> None:
    merged = (*CLAIMS["crosswalk"], *same("crosswalk:sugar", "crosswalk:aurelia"))
    with ExitStack() as stack:
        stores = stack.enter_context(open_workspace(tmp_path / "other"))
        settle(stores, {**CLAIMS, "crosswalk": merged})
        other = World(stores, stack)
        for one in (world, other):
            propose(one.stores, "crosswalk:sugar", "Sugar", "why", "", AS_OF)
            assert set(overrides_by_issuer(one.stores, one.prepared())) == {cluster_of(one, "crosswalk:sugar")}
        assert cluster_of(other, "crosswalk:sugar") == cluster_of(other, "crosswalk:aurelia")
        assert cluster_of(world, "crosswalk:sugar") != cluster_of(world, "crosswalk:aurelia")


def test_an_override_of_an_entity_that_no_source_has_any_more_is_kept_by_its_id(world: World) -> None:
    propose(world.stores, "crosswalk:gone", "Gone", "why", "", AS_OF)
    assert set(overrides_by_issuer(world.stores, world.prepared())) == {"crosswalk:gone"}


def test_without_overrides_nothing_is_looked_up(world: World) -> None:
    assert overrides_by_issuer(world.stores, world.prepared()) == {}


def test_two_people_put_it_in_force(world: World) -> None:
    number = propose(world.stores, "crosswalk:tarim", "Tarim", "why", "", AS_OF)
    with second(world) as ledger:
        ledger.say_to_override(number, "confirmed")
    assert world.stores.ledger.overrides()[0].holds(AS_OF)
    assert world.stores.ledger.broken_at() is None
