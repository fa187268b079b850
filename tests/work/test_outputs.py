"""Every file written out is a row of the ledger, with its inputs and claims."""

import hashlib
from pathlib import Path

from clew.work.clocks import Clocks
from clew.work.outputs import write_outputs
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
