"""`clew watch`, as a person runs it every week."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.harbour_list import FIRST, HARBOUR, SECOND, own_card, write
from tests.misbehaving_server import ranged, serving, status
from tests.world import World

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(clew: Run, world: World, tmp_path: Path) -> tuple[str, Path]:
    """The world, screened, with the first version of the list, and watched once."""
    own_card(world.stores, tmp_path)
    option = ("--workspace", world.stores.folder)
    clew("screen", world.holdings_file(tmp_path), *option)
    clew("source", "add", write(tmp_path, "2026-11-01", FIRST), "--as", HARBOUR, "--retrieved", "2026-11-03", *option)
    clew("watch", "--offline", *option)
    return option


def test_a_week_with_a_change_and_a_week_without(clew: Run, tmp_path: Path, home: tuple[str, Path]) -> None:
    clew("source", "add", write(tmp_path, "2026-11-20", SECOND), "--as", HARBOUR, *home)
    told = clew("watch", "--offline", "--out", "digest", *home)
    assert told.returncode == 0, told.stderr
    lines = [line.rstrip() for line in told.stdout.splitlines()]
    assert "Harbour list, 2026-11-01 → 2026-11-20: 1 added, 1 removed, 1 renamed, 2 altered" in lines
    assert any(line.startswith("Findings of Harbour Pension: 1 new, 1 gone, 2 altered, ") for line in lines)
    for line in ("  + Ordinary Bakeries (row 7)", "  - Pacific Chipworks (row 2)", "  ~ Silk Road Tomato (rows 2, 3)"):
        assert line in lines
    page = next((tmp_path / "digest").iterdir())
    assert lines[-1] == f"   html  digest/{page.name}"
    assert b"Ordinary Bakeries" in page.read_bytes()
    quiet = clew("watch", "--offline", *home)
    assert "No entry was added, removed, renamed or altered." in quiet.stdout
    assert "No finding of Harbour Pension is new, gone or altered." in quiet.stdout
    since = clew("watch", "--offline", "--since", "2026-11-15", *home)
    assert since.stdout.splitlines()[0] == "What changed since 2026-11-15"
    assert "  + Ordinary Bakeries plc" in [line.rstrip() for line in since.stdout.splitlines()]


def test_the_document_is_exact(clew: Run, tmp_path: Path, home: tuple[str, Path]) -> None:
    clew("source", "add", write(tmp_path, "2026-11-20", SECOND), "--as", HARBOUR, *home)
    document = json.loads(clew("watch", "--offline", "--json", *home).stdout)
    assert set(document) == {"since", "until", "updates", "changes", "touched", "cases", "chain_head"}
    (change,) = document["changes"]
    assert [one["name"] for one in change["added"]] == ["Ordinary Bakeries plc"]
    touched = document["touched"]
    assert set(touched) == {"portfolio", "new", "gone", "altered", "unchanged", "possible", "unseen"}
    assert [one["holding"] for one in touched["new"]] == ["Ordinary Bakeries"]
    assert [one["holding"] for one in touched["gone"]] == ["Pacific Chipworks"]
    assert touched["gone"][0]["before"].startswith("Pacific Chipworks Inc. appears on the Harbour list as published on 2026-11-01")
    assert {one["status"] for one in document["updates"]} == {"not fetched"}


def test_a_source_that_fails_is_told_and_stops_no_other(clew: Run, world: World, tmp_path: Path, home: tuple[str, Path]) -> None:
    with serving({"/harbour.csv": [ranged(SECOND.encode(), '"v2"')], "/other.csv": [status(404)]}) as server:
        own_card(world.stores, tmp_path, f"{server.url}/other.csv", "other")
        clew("source", "add", write(tmp_path, "2026-11-02", FIRST), "--as", "other", *home)
        own_card(world.stores, tmp_path, f"{server.url}/harbour.csv")
        told = clew("watch", *home)
    assert told.returncode == 0, told.stderr
    text = " ".join(told.stdout.split())
    assert f"failed Harbour list: {server.url}/other.csv: the server answers 404" in text
    assert "updated Harbour list (4 rows)" in text


def test_a_new_workspace_says_what_it_needs(clew: Run) -> None:
    told = clew("watch", "--offline")
    assert told.returncode == 0, told.stderr
    assert "since the first watch of this workspace" in told.stdout
    assert "clew screen FILE" in told.stdout
    assert "to be saved by hand: " in told.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "what"),
    [
        (("nowhere", "--offline"), 6, "no version of “nowhere” is in force here"),
        (("--since", "soon", "--as-of", "later"), 3, "--since is “soon”, which is no day"),
        (("--since", "2999-01-01"), 3, "--since is 2999-01-01, a day to come"),
        (("--nonsense",), 2, "--nonsense"),
    ],
)
def test_errors_have_exit_codes(clew: Run, arguments: tuple[str, ...], code: int, what: str) -> None:
    told = clew("watch", *arguments)
    assert (told.returncode, told.stdout) == (code, "")
    assert what in told.stderr
