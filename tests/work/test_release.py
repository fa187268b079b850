"""A release leaves out what its publisher withdrew and what a licence bars, and says so."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.lake.snapshots import write_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.card import Card
from clew.model.snapshot import About, Version
from clew.sources.reading.card import load_card
from clew.work.clocks import Clocks
from clew.work.marking import Said, mark_source, mark_workspace
from clew.work.outputs import document, write_outputs
from clew.work.screen import Asked, screen
from tests.world import AS_OF, CLAIMS, RETRIEVED, World

NEWER = "2026-11-15"


def renew(world: World, card: Card, published: str = NEWER) -> str:
    """A newer version of a source, under another card."""
    version = Version(card.dataset, published, published, RETRIEVED, "https://example.org", "invented", starter=False)
    engine = world.stores.engine()
    try:
        snapshot = write_snapshot(engine, world.stores.lake, About(version, card), CLAIMS[card.dataset])
    finally:
        engine.close()
    world.stores.ledger.go_live([LiveSnapshot(card.dataset, snapshot.snapshot_id, published, RETRIEVED, starter=False)])
    return snapshot.snapshot_id


@pytest.fixture
def asked(world: World, tmp_path: Path) -> Asked:
    return Asked(world.holdings_file(tmp_path), Clocks(AS_OF, "9999-12-30"))


def test_a_withdrawn_source_is_not_searched_and_every_output_says_why(world: World, asked: Asked) -> None:
    mark_source(world.stores, "uflpa", "withdrawn", Said("under review", day="2026-11-19"))
    result = screen(world.stores, asked)
    assert not [one for one in result.findings if one.indicator.code.startswith("REG-UFLPA")]
    assert "uflpa" not in {one.source for one in result.searched}
    (gone,) = result.left_out
    assert gone.why == "withdrawn by its publisher on 2026-11-19: under review"
    assert gone.sentence == f"UFLPA Entity List, version {gone.version}, was left out: {gone.why}."
    listings = next(row for row in result.coverage if row.kind == "listings")
    assert "UFLPA Entity List was left out: withdrawn" in listings.sentence


def test_where_a_version_is_withdrawn_the_one_before_is_searched_and_named(world: World, asked: Asked) -> None:
    newer = renew(world, load_card("uflpa"))
    mark_source(world.stores, "uflpa", "withdrawn", Said("a draft"), newer)
    result = screen(world.stores, asked)
    assert [one for one in result.findings if one.indicator.code.startswith("REG-UFLPA")]
    assert [one.sentence.rpartition("Version ")[2] for one in result.left_out] == ["2026-11-10 was searched in its place."]
    assert "left out" not in next(row for row in result.coverage if row.kind == "listings").sentence


def test_a_commercial_workspace_leaves_out_what_a_licence_bars(world: World, asked: Asked) -> None:
    renew(world, replace(load_card("uflpa"), commercial=False, licence="CC BY-NC 4.0"))
    before = screen(world.stores, asked)
    assert mark_workspace(world.stores, "commercial", "yes") == ("UFLPA Entity List",)
    after = screen(world.stores, asked)
    assert [one.why for one in after.left_out] == [
        "its licence (CC BY-NC 4.0) forbids commercial use, and this workspace is marked commercial"
    ]
    assert "uflpa" not in {one.source for one in after.searched}
    assert {one.name for one in before.inputs} ^ {one.name for one in after.inputs} == {f"uflpa {NEWER}"}
    assert mark_workspace(world.stores, "commercial", "no") == ()
    assert screen(world.stores, asked).findings == before.findings


def test_what_a_mark_or_correction_says_is_an_input(world: World, asked: Asked) -> None:
    def hashes() -> set[str]:
        return {one.sha256 for one in screen(world.stores, asked).inputs if one.kind == "decisions"}

    before = hashes()
    mark_source(world.stores, "uflpa", "unavailable", Said("it answers 404"))
    assert hashes() != before
    mark_source(world.stores, "uflpa", "live", Said("it is back"))
    assert not [one for one in screen(world.stores, asked).findings if one.state]


def test_files_leave_out_what_may_not_be_passed_on_and_a_pipe_marks_it(world: World, asked: Asked, tmp_path: Path) -> None:
    renew(world, replace(load_card("uflpa"), export=False))
    result = screen(world.stores, asked)
    closed = [one for one in result.findings if one.closed]
    assert {one.closed for one in closed} == {("UFLPA Entity List",)}
    shown = document(result)
    assert [one["export"] for one in shown["findings"]] == [not one.closed for one in result.findings]
    assert any(not claim["export"] for one in shown["findings"] for claim in one["claims"])
    assert shown["withheld"] == 0
    written = write_outputs(world.stores, result, tmp_path / "out", "harbour")
    texts = [one.path.read_text(encoding="utf-8") for one in written if one.kind in {"html", "json", "csv", "review"}]
    assert not any("Tarim Bright Polysilicon" in text for text in texts)
    assert '"withheld": 0' not in texts[2]
    ids = {claim for one in closed for claim in one.basis} - {claim for one in result.findings if not one.closed for claim in one.basis}
    assert all(ids.isdisjoint(one.claim_ids) for one in written if one.kind in {"html", "csv"})
