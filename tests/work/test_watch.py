"""A watch: sources are fetched, what changed since the last one is told, and whom it touches; one that fails stops no other."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from clew.errors import NotFoundError
from clew.model.watching import Digest, Touched
from clew.work.adding import add_source
from clew.work.clocks import read_clocks
from clew.work.files import Given
from clew.work.importing import Asked as Importing
from clew.work.outputs import write_digest
from clew.work.screen import Asked, screen
from clew.work.stores import Stores
from clew.work.watch import Watched, watch
from tests.harbour_list import FIRST, HARBOUR, SECOND, own_card, write
from tests.misbehaving_server import Server, ranged, serving, status, whole
from tests.world import World

OTHER = "harbour_copy"


def look(stores: Stores, *, fetches: bool = False, since: str = "", only: tuple[str, ...] = ()) -> Digest:
    return watch(stores, Watched(read_clocks(), fetches, since, only))


def add(stores: Stores, path: Path, retrieved: str = "") -> None:
    add_source(stores, HARBOUR, Importing(Given((path,)), retrieved=retrieved), read_clocks())


def kinds(found: Touched | None) -> set[tuple[str, str]]:
    """Which holdings are touched, and how."""
    assert found is not None
    return {(one.kind, one.holding) for one in found.touches}


NEXT = {("new", "Ordinary Bakeries"), ("gone", "Pacific Chipworks"), ("altered", "Silk Road Tomato")}
"""What the second version of the list does to the portfolio."""


@pytest.fixture
def ready(world: World, tmp_path: Path) -> World:
    """The world with the first version of the list, screened, and watched once."""
    own_card(world.stores, tmp_path)
    screen(world.stores, Asked(world.holdings_file(tmp_path), read_clocks()))
    add(world.stores, write(tmp_path, "2026-11-01", FIRST), "2026-11-03")
    look(world.stores)
    return world


@pytest.fixture
def server() -> Iterator[Server]:
    """Serves the list: its first version twice, then the second."""
    first, second = ranged(FIRST.encode(), '"v1"'), ranged(SECOND.encode(), '"v2"')
    with ExitStack() as stack:
        yield stack.enter_context(serving({"/harbour.csv": [first, first, second], "/copy.csv": [whole(FIRST.encode()), status(404)]}))


def test_the_first_watch_tells_nothing_of_what_was_there_before_it(world: World, tmp_path: Path) -> None:
    screen(world.stores, Asked(world.holdings_file(tmp_path), read_clocks()))
    found = look(world.stores)
    assert (found.since, found.diffs) == ("the first watch of this workspace", ())
    assert kinds(found.touched) == set()
    assert found.chain_head == world.stores.ledger.head()


def test_an_update_says_which_holdings_it_touches_and_the_next_watch_nothing(ready: World, tmp_path: Path) -> None:
    add(ready.stores, write(tmp_path, "2026-11-20", SECOND))
    found = look(ready.stores)
    (diff,) = found.diffs
    assert [one.name for one in diff.added] == ["Ordinary Bakeries plc"]
    assert [one.name for one in diff.removed] == ["Pacific Chipworks Inc."]
    assert [one.target.name for one in diff.renamed] == ["Silk Road Foods Co., Ltd."]
    assert kinds(found.touched) == NEXT
    again = look(ready.stores)
    assert again.diffs == ()
    assert kinds(again.touched) == set()
    assert again.since > found.since


def test_since_a_day_compares_with_what_was_retrieved_by_then_and_moves_no_mark(ready: World, tmp_path: Path) -> None:
    add(ready.stores, write(tmp_path, "2026-11-20", SECOND))
    watches = ready.stores.ledger.watches()
    assert kinds(look(ready.stores, since="2026-11-15").touched) == NEXT
    before = look(ready.stores, since="2026-11-12")  # the world was retrieved on that day, the list before it
    assert [diff.dataset for diff in before.diffs] == [HARBOUR]
    assert {diff.dataset for diff in look(ready.stores, since="2026-11-05").diffs} >= {HARBOUR, "uflpa"}
    assert ready.stores.ledger.watches() == watches


def test_since_before_anything_was_retrieved_everything_is_new(ready: World) -> None:
    found = look(ready.stores, since="2001-01-01")
    assert all(diff.before is None for diff in found.diffs)
    assert {kind for kind, _ in kinds(found.touched)} == {"new"}


def test_the_ledger_keeps_what_a_watch_saw(ready: World, tmp_path: Path) -> None:
    add(ready.stores, write(tmp_path, "2026-11-20", SECOND))
    look(ready.stores)
    last = ready.stores.ledger.watches()[-1]
    assert (last.changes, last.known) == (1, read_clocks().known)
    assert last.heads[HARBOUR].startswith("2026-11-20-")


def test_sources_with_an_address_are_fetched_and_one_that_fails_stops_no_other(ready: World, tmp_path: Path, server: Server) -> None:
    stores = ready.stores
    own_card(stores, tmp_path, f"{server.url}/copy.csv", OTHER)
    add_source(stores, OTHER, Importing(Given((write(tmp_path, "2026-11-01", FIRST),))), read_clocks())
    own_card(stores, tmp_path, f"{server.url}/harbour.csv")
    rounds = [look(stores, fetches=True) for _ in range(4)]
    told = [{one.dataset: one.status for one in found.updates if one.dataset in {HARBOUR, OTHER}} for found in rounds]
    assert [one[HARBOUR] for one in told] == ["updated", "unchanged", "updated", "unchanged"]  # first: its card is another since
    assert [one[OTHER] for one in told] == ["unchanged", "failed", "failed", "failed"]
    notes = {one.dataset: one.note for one in rounds[2].updates}
    assert notes[HARBOUR] == "4 rows"
    assert "the server answers 404" in notes[OTHER]
    assert kinds(rounds[2].touched) >= {("new", "Ordinary Bakeries")}
    assert [len(found.diffs) for found in rounds] == [2, 0, 1, 0]
    assert [diff.is_empty for diff in rounds[0].diffs] == [True, True]


def test_only_the_sources_that_are_named_are_fetched(ready: World, tmp_path: Path, server: Server) -> None:
    own_card(ready.stores, tmp_path, f"{server.url}/harbour.csv")
    look(ready.stores, fetches=True, only=("uflpa",))
    assert server.asked == []
    look(ready.stores, fetches=True, only=(HARBOUR,))
    assert len(server.asked) == 1


def test_offline_nothing_is_asked(ready: World, tmp_path: Path, server: Server) -> None:
    own_card(ready.stores, tmp_path, f"{server.url}/harbour.csv")
    found = look(ready.stores)
    assert server.asked == []
    assert {one.status for one in found.updates} == {"not fetched"}


def test_a_source_without_an_address_says_what_to_do(ready: World) -> None:
    notes = {one.dataset: one.note for one in look(ready.stores, fetches=True, only=(HARBOUR,)).updates}
    assert notes["uflpa"] == "its card names no address: save the file and add it"


def test_a_name_that_is_not_in_force_is_refused_before_anything_is_fetched(ready: World, server: Server) -> None:
    with pytest.raises(NotFoundError) as caught:
        look(ready.stores, fetches=True, only=("harbor", "csl", HARBOUR))
    assert [fault.what for fault in caught.value.faults] == [f"no version of “{name}” is in force here" for name in ("harbor", "csl")]
    assert server.asked == []


def test_a_source_that_is_withdrawn_is_gone_as_a_whole(ready: World) -> None:
    ready.stores.ledger.mark_source(HARBOUR, "", "withdrawn", "the council took it back")
    found = look(ready.stores)
    assert [[one.name for one in diff.removed] for diff in found.diffs] == [["Harbour list, the whole source"]]
    assert {kind for kind, _ in kinds(found.touched)} == {"gone"}


def test_without_a_portfolio_the_sources_are_told_all_the_same(world: World, tmp_path: Path) -> None:
    own_card(world.stores, tmp_path)
    look(world.stores)
    add(world.stores, write(tmp_path, "2026-11-01", FIRST))
    found = look(world.stores)
    assert [diff.dataset for diff in found.diffs] == [HARBOUR]
    assert found.touched is None


def test_the_page_is_written_and_recorded_with_what_it_rests_on(ready: World, tmp_path: Path) -> None:
    add(ready.stores, write(tmp_path, "2026-11-20", SECOND))
    digest = look(ready.stores)
    path = write_digest(ready.stores, digest, tmp_path / "out")
    assert path.name == f"clew-watch-{digest.until}.html"
    recorded = ready.stores.ledger.outputs()[-1]
    assert (recorded.kind, recorded.path) == ("digest", str(path.resolve()))
