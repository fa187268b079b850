"""A workspace is made when it is first opened, by one process or several, and what cannot be opened says why."""

import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.errors import WorkspaceError
from clew.settings import read_settings
from clew.work.starter import load_starter
from clew.workspace import open_workspace
from tests.processes import together


def test_a_workspace_is_made_on_first_use(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "deep" / "workspace") as stores:
        assert stores.folder.is_dir()
        assert stores.ledger.events() == ()
        engine = stores.engine()
        assert engine.fetch("SELECT 1 AS x") == [(1,)]
        engine.close()


def test_a_new_workspace_is_its_owners_alone(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "workspace") as stores:
        assert stat.S_IMODE(stores.folder.stat().st_mode) == 0o700


def test_a_workspace_that_its_owner_has_opened_to_others_stays_open(tmp_path: Path) -> None:
    (tmp_path / "workspace").mkdir()
    (tmp_path / "workspace").chmod(0o770)
    with open_workspace(tmp_path / "workspace") as stores:
        assert stat.S_IMODE(stores.folder.stat().st_mode) == 0o770


def test_the_folder_is_the_one_given_else_the_one_set(tmp_path: Path) -> None:
    with open_workspace() as stores:
        assert stores.folder == (tmp_path / "clew-home").resolve()
    with open_workspace(tmp_path / "other", replace(read_settings(), home=tmp_path / "third")) as stores:
        assert stores.folder == (tmp_path / "other").resolve()


def test_changes_are_signed_by_the_actor_that_is_set(tmp_path: Path) -> None:
    with open_workspace(tmp_path, replace(read_settings(), actor="Ada (unauthenticated)")) as stores:
        stores.ledger.judgements.judge("isin:ZZ1", "uflpa:a", "same", "because")
        assert stores.ledger.events()[0].actor == "Ada (unauthenticated)"


def test_a_place_where_no_folder_can_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place in (tmp_path / "file", tmp_path / "file" / "workspace"):
        with pytest.raises(WorkspaceError, match="cannot be made"), open_workspace(place):
            pass


def test_what_is_recalled_is_let_go_when_the_workspace_is_closed(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "one") as stores:
        engine = stores.engine()
        engine.load("kept", {"x": "BIGINT"}, [(1,)])
        stores.caches.keep(engine, "stage", "key", {"kept": ("x",)})
        assert stores.caches.recall(engine, "stage", "key", {"kept": ("x",)})
        engine.close()
    with open_workspace(tmp_path / "one") as stores:
        assert stores.caches.clear() > 0


def test_processes_that_open_a_new_workspace_and_load_the_starter_pack_at_once_agree(tmp_path: Path) -> None:
    script = """
from clew.work.starter import load_starter
from clew.workspace import open_workspace
def act(number, folder):
    with open_workspace(pathlib.Path(folder)) as stores:
        load_starter(stores)
        return sorted((one.dataset, one.snapshot_id) for one in stores.ledger.live("2999-12-31")), stores.ledger.broken_at()
"""
    seen = together(tmp_path, script, tmp_path / "workspace", count=3)
    assert len(set(seen)) == 1
    with open_workspace(tmp_path / "workspace") as stores:
        live = stores.ledger.live("2999-12-31")
        assert len(stores.ledger.events()) == len(live) > 0
        assert not load_starter(stores), "it is loaded already"
