"""Fetching against a server on this machine: a version, the next one, nothing new, and everything that can go wrong."""

import json
from pathlib import Path

import pytest

from clew.errors import ClewError, FetchError, InputError, NotFoundError, RefusedError
from clew.lake.snapshots import read_snapshot
from clew.work.fetching import fetch_source
from clew.work.sourcebook import find_spec
from clew.work.stores import Stores
from tests.harbour_list import BROKEN, FIRST, HARBOUR, SECOND, own_card
from tests.misbehaving_server import Reply, Server, ranged, serving, status, whole
from tests.world import World


def fetched(stores: Stores, server: Server, folder: Path, path: str = "/harbour.csv") -> bool | None:
    """Fetch the list; says whether it was new, None where the server says that nothing changed."""
    own_card(stores, folder, f"{server.url}{path}")
    found = fetch_source(stores, find_spec(stores, HARBOUR))
    return None if found is None else found.new


def statuses(stores: Stores) -> list[str]:
    """What the ledger says of each attempt."""
    return [json.loads(event.payload)["status"] for event in stores.ledger.events() if event.kind == "source.fetched"]


def test_a_version_is_fetched_once_and_asked_for_with_its_marks(world: World, tmp_path: Path) -> None:
    with serving(
        {"/harbour.csv": [ranged(FIRST.encode(), '"v1"'), ranged(FIRST.encode(), '"v1"'), ranged(SECOND.encode(), '"v2"')]}
    ) as server:
        assert fetched(world.stores, server, tmp_path) is True
        assert fetched(world.stores, server, tmp_path) is None
        assert fetched(world.stores, server, tmp_path) is True
    assert [asked.headers.get("if-none-match", "") for asked in server.asked] == ["", '"v1"', '"v1"']
    assert statuses(world.stores) == ["fetched", "unchanged", "fetched"]
    last = world.stores.ledger.last_fetch(HARBOUR)
    assert last is not None
    assert (last.status, last.etag, last.size, last.url) == ("fetched", '"v2"', len(SECOND.encode()), f"{server.url}/harbour.csv")


def test_the_same_bytes_again_write_nothing(world: World, tmp_path: Path) -> None:
    with serving({"/harbour.csv": [whole(FIRST.encode())]}) as server:
        assert fetched(world.stores, server, tmp_path) is True
        assert fetched(world.stores, server, tmp_path) is False
    assert len(world.stores.ledger.snapshots(HARBOUR)) == 1


def test_claims_name_the_file_as_its_publisher_does_and_the_address(world: World, tmp_path: Path) -> None:
    with serving({"/lists/harbour-2026-11-09.csv": [whole(FIRST.encode())]}) as server:
        fetched(world.stores, server, tmp_path, "/lists/harbour-2026-11-09.csv")
    snapshot = read_snapshot(world.stores.lake, HARBOUR, world.stores.ledger.snapshots(HARBOUR)[0].snapshot_id)
    assert [name for name, _ in snapshot.archive] == ["harbour-2026-11-09.csv"]
    assert (snapshot.version.published, snapshot.version.source_url) == ("2026-11-09", f"{server.url}/lists/harbour-2026-11-09.csv")


def test_nothing_that_was_fetched_stays_beside_the_archive(world: World, tmp_path: Path) -> None:
    with serving({"/harbour.csv": [whole(FIRST.encode())]}) as server:
        fetched(world.stores, server, tmp_path)
    assert list((world.stores.folder / "fetched" / HARBOUR).iterdir()) == []
    assert list((world.stores.folder / "scratch").iterdir()) == []


def test_what_was_not_understood_is_fetched_anew_and_not_found_unchanged(world: World, tmp_path: Path) -> None:
    replies: list[Reply] = [ranged(BROKEN.encode(), '"v1"'), ranged(BROKEN.encode(), '"v1"'), ranged(FIRST.encode(), '"v2"')]
    with serving({"/harbour.csv": replies}) as server:
        for _ in range(2):
            with pytest.raises(InputError, match="“Reason” is missing") as caught:
                fetched(world.stores, server, tmp_path)
            assert caught.value.faults[0].file == f"{server.url}/harbour.csv"
        assert fetched(world.stores, server, tmp_path) is True
    assert [asked.headers.get("if-none-match", "") for asked in server.asked] == ["", "", ""]


def test_a_file_that_would_be_read_in_another_way_now_is_fetched_anew(world: World, tmp_path: Path) -> None:
    with serving({"/harbour.csv": [ranged(FIRST.encode(), '"v1"')]}) as server:
        fetched(world.stores, server, tmp_path)
        card = world.stores.folder / "sources" / HARBOUR / "card.toml"
        text = card.read_text(encoding="utf-8").replace('grade = "G1"', 'grade = "G3"')
        card.write_text(text, encoding="utf-8")
        found = fetch_source(world.stores, find_spec(world.stores, HARBOUR))
    assert found is not None
    assert found.new
    assert "if-none-match" not in server.asked[1].headers


@pytest.mark.parametrize(
    ("url", "kind", "what"),
    [
        ("/gone.csv", FetchError, "answers 404"),
        ("https://www.xj.gov.cn/list.csv", RefusedError, "www.xj.gov.cn counts as hosted in the PRC"),
        ("https://list.example.中国/list.csv", RefusedError, "counts as hosted in the PRC"),
        ("file:///etc/passwd", RefusedError, "addresses of file: are not fetched"),
    ],
)
def test_every_attempt_that_fails_is_recorded(world: World, tmp_path: Path, url: str, kind: type[ClewError], what: str) -> None:
    own_card(world.stores, tmp_path)
    with serving({"/gone.csv": [status(404)]}) as server, pytest.raises(kind, match=what):
        fetch_source(world.stores, find_spec(world.stores, HARBOUR), f"{server.url}{url}" if url.startswith("/") else url)
    tries = [json.loads(event.payload) for event in world.stores.ledger.events() if event.kind == "source.fetched"]
    assert [one["status"] for one in tries] == ["failed"]
    assert what in tries[0]["note"]
    assert world.stores.ledger.last_fetch(HARBOUR) is None


def test_a_redirect_into_the_prc_is_refused_and_not_followed(world: World, tmp_path: Path) -> None:
    with serving({"/harbour.csv": [status(302, location="https://lists.example.cn/harbour.csv")]}) as server:
        with pytest.raises(RefusedError, match=r"lists\.example\.cn counts as hosted in the PRC"):
            fetched(world.stores, server, tmp_path)
        assert len(server.asked) == 1


def test_a_source_without_an_address_says_where_its_file_is(world: World, tmp_path: Path) -> None:
    own_card(world.stores, tmp_path)
    with pytest.raises(NotFoundError, match=r"names no address to fetch.*clew source add FILE --as harbour"):
        fetch_source(world.stores, find_spec(world.stores, HARBOUR))


def test_nothing_of_the_workspace_is_sent(world: World, tmp_path: Path) -> None:
    with serving({"/harbour.csv": [whole(FIRST.encode())]}) as server:
        fetched(world.stores, server, tmp_path)
    assert set(server.asked[0].headers) == {"host", "user-agent", "accept", "accept-encoding"}
