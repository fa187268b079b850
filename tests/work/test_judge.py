"""Judgements: recorded with a reason, listed, undone, never deleted."""

from pathlib import Path

import pytest

from clew.errors import InputError, NotFoundError, RefusedError
from clew.ledger.store import Verdict
from clew.model.screening import Screening
from clew.work.adding import add_source
from clew.work.clocks import read_clocks
from clew.work.files import Given
from clew.work.importing import Asked
from clew.work.judge import Judged, confirm, judge, judgements, unconfirm, undo, undo_batch, waiting, word_on
from clew.work.screen import Asked as Screened
from clew.work.screen import screen
from tests.harbour_list import HARBOUR, HEAD, own_card, write
from tests.world import KESTREL, World


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


BRIDGE = ("name:goldenbridgetrading", "uflpa:golden-bridge")


def test_what_would_bring_a_finding_by_a_name_alone_waits_for_a_second_person(world: World) -> None:
    judged = word_on(world.stores, Verdict(*BRIDGE, "same", "seen"))
    assert judged == Judged(1, waits=True, confirmed=False)
    assert waiting(world.stores) == {1}
    confirm(world.by("Grace"), [1], "seen as well")
    assert waiting(world.stores) == frozenset()


def test_what_an_identifier_bears_out_waits_for_nobody(world: World) -> None:
    assert word_on(world.stores, Verdict(f"isin:{KESTREL}", "crosswalk:kestrel", "same", "seen")) == Judged(1, waits=False, confirmed=False)


def test_to_accept_what_another_person_accepted_is_to_confirm_it(world: World) -> None:
    number = judge(world.stores, *BRIDGE, "same", "seen")
    assert word_on(world.by("Grace"), Verdict(*BRIDGE, "same", "seen in the register")) == Judged(number, waits=False, confirmed=True)
    (one,) = judgements(world.stores)
    assert (one.confirmed_by, one.confirmed_why) == ("Grace", "seen in the register")


def test_nobody_accepts_twice_instead_of_a_second_person(world: World) -> None:
    judge(world.stores, *BRIDGE, "same", "seen")
    with pytest.raises(RefusedError, match=r"says same already\. A second person has to confirm it"):
        judge(world.stores, *BRIDGE, "same", "seen again")
    with pytest.raises(RefusedError, match="cannot confirm it"):
        confirm(world.stores, [1], "seen again")


def test_a_word_can_be_changed_by_a_later_one(world: World) -> None:
    judge(world.stores, *BRIDGE, "same", "seen")
    judge(world.stores, *BRIDGE, "related", "its parent")
    assert [one.verdict for one in judgements(world.stores)] == ["same", "related"]
    assert waiting(world.stores) == frozenset()


def test_a_confirmation_needs_a_reason(world: World) -> None:
    judge(world.stores, *BRIDGE, "same", "seen")
    with pytest.raises(InputError, match="a confirmation needs a reason"):
        confirm(world.by("Grace"), [1], " ")


def test_a_confirmation_can_be_taken_back_and_the_judgement_waits_again(world: World) -> None:
    judge(world.stores, *BRIDGE, "same", "seen")
    confirm(world.by("Grace"), [1], "seen as well")
    unconfirm(world.stores, [1], "the wrong page")
    assert waiting(world.stores) == {1}


def test_a_batch_that_is_not_there_is_told(world: World) -> None:
    judge(world.stores, *BRIDGE, "same", "seen")
    for number in (0, 7):
        with pytest.raises(NotFoundError, match=f"no judgement of a batch {number} is in force"):
            undo_batch(world.stores, number, "a mistake")


def test_a_judgement_follows_its_entity_when_later_versions_of_the_source_rename_it(world: World, tmp_path: Path) -> None:
    own_card(world.stores, tmp_path)
    versions = {
        "2026-09-01": "Quiet Mills,,,China,named",
        "2026-10-01": "Silent Looms,,Quiet Mills,China,named",
        "2026-11-01": "Silent Looms,,,China,named",
    }
    (day, row), *later = versions.items()
    add_source(world.stores, HARBOUR, Asked(Given((write(tmp_path, day, f"{HEAD}\n{row}\n"),))), read_clocks())
    book = tmp_path / "fund.csv"
    book.write_text("Name,Weight (%)\nQuiet Mills,5\nSomebody else,95\n", encoding="utf-8")
    number = judge(world.stores, "name:quietmills", "harbour:quiet-mills", "same", "the register has both")
    confirm(world.by("Grace"), [number], "so it does")
    seen = [named(screen(world.stores, Screened(book, read_clocks())))]
    for day, row in later:
        add_source(world.stores, HARBOUR, Asked(Given((write(tmp_path, day, f"{HEAD}\n{row}\n"),))), read_clocks())
        seen.append(named(screen(world.stores, Screened(book, read_clocks()))))
    assert seen == [{"Quiet Mills"}, {"Silent Looms"}, {"Silent Looms"}]


def named(found: Screening) -> set[str]:
    """The companies of which something was found."""
    return {one.company for one in (*found.findings, *found.restrictions)}


def test_a_judgement_on_a_holding_computes_no_stage_anew_and_one_on_two_entries_does(world: World) -> None:
    world.prepared()
    assert waiting(world.stores) == frozenset()
    first = sorted(path.name for path in (world.stores.folder / "cache").glob("*/*"))
    confirm(world.by("Grace"), [judge(world.stores, *BRIDGE, "same", "seen")], "seen")
    world.prepared()
    assert sorted(path.name for path in (world.stores.folder / "cache").glob("*/*")) == first
    judge(world.stores, "bis_entity_list:golden-bridge", BRIDGE[1], "different", "two firms")
    world.prepared()
    assert len(list((world.stores.folder / "cache").glob("*/*"))) > len(first)
