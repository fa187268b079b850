"""Every file written out is a row of the ledger, with its inputs and claims."""

import hashlib
from pathlib import Path

from msgspec.structs import replace

from clew.assess.gate import Deal
from clew.model.gate import Trade
from clew.pack.gate import load_gate_policy
from clew.work.asking import Question
from clew.work.clocks import Clocks
from clew.work.outputs import write_outputs, write_restricted
from clew.work.restricted import restricted
from clew.work.screen import Asked, screen
from tests.world import AS_OF, World


def test_each_file_is_recorded_with_its_hash_and_its_claims(world: World, tmp_path: Path) -> None:
    result = screen(world.stores, Asked(world.holdings_file(tmp_path), Clocks(AS_OF, AS_OF)))
    written = write_outputs(world.stores, result, tmp_path / "out", "harbour")
    recorded = {Path(one.path).name: one for one in world.stores.ledger.outputs()}
    assert set(recorded) == {one.path.name for one in written}
    for name, row in recorded.items():
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == row.sha256
    shown = {claim.id for finding in result.findings for claim in finding.claims}
    assert shown <= set(recorded["harbour.html"].claim_ids)


def test_the_same_command_twice_writes_the_same_bytes(world: World, tmp_path: Path) -> None:
    asked = Asked(world.holdings_file(tmp_path), Clocks(AS_OF, AS_OF))
    first = write_outputs(world.stores, screen(world.stores, asked), tmp_path / "one", "harbour")
    second = write_outputs(world.stores, screen(world.stores, asked), tmp_path / "two", "harbour")
    assert [one.sha256 for one in first] == [one.sha256 for one in second]


def test_the_chain_of_events_stays_whole(world: World, tmp_path: Path) -> None:
    result = screen(world.stores, Asked(world.holdings_file(tmp_path), Clocks(AS_OF, AS_OF)))
    write_outputs(world.stores, result, tmp_path / "out", "harbour")
    assert world.stores.ledger.broken_at() is None


def test_a_restricted_list_is_recorded_with_its_hash_inputs_and_claims_and_counts_what_it_holds(world: World, tmp_path: Path) -> None:
    policy = load_gate_policy()
    question = Question("", Clocks(AS_OF, AS_OF), policy, Deal(Trade.LISTED, frozenset({"us"}), AS_OF))
    found = restricted(world.stores, question)
    path = tmp_path / "restricted.csv"
    assert write_restricted(world.stores, found, path) == len(found.rows) > 1
    (recorded,) = world.stores.ledger.outputs()
    assert (recorded.path, recorded.kind) == (str(path.resolve()), "restricted list")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == recorded.sha256
    assert set(recorded.claim_ids) == {claim for row in found.rows for one in row.reasons if one.finding for claim in one.finding.basis}
    assert recorded.claim_ids
    assert world.stores.ledger.broken_at() is None


def test_a_row_that_may_not_be_passed_on_is_neither_written_nor_counted(world: World, tmp_path: Path) -> None:
    question = Question("", Clocks(AS_OF, AS_OF), load_gate_policy(), Deal(Trade.LISTED, frozenset(), AS_OF))
    found = restricted(world.stores, question)
    closed = replace(found, rows=(replace(found.rows[0], export=False), *found.rows[1:]))
    path = tmp_path / "restricted.csv"
    assert write_restricted(world.stores, closed, path) == len(found.rows) - 1
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == len(found.rows)
