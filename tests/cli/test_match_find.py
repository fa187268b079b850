"""`clew match find`, from the file to the review."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.schemas import faults, schema
from tests.world import World

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text("Name,Weight (%)\nYarkand Cotton Gin,5\nOrdinary Bakeries,95\n", encoding="utf-8")
    return path


def test_what_is_found_waits_in_the_review_until_it_is_forgotten(clew: Run, named: World, names: Path) -> None:
    home = ("--workspace", named.stores.folder)
    assert clew("match", "find", *home).stdout.startswith("Nothing is kept yet")
    document = json.loads(clew("match", "find", names, "--json", *home).stdout)
    assert faults(document, schema("near")) == []
    assert [(one["held"], one["entity_id"], one["leads"]) for one in document["near"]] == [
        ("Yarkand Cotton Gin", "uflpa:yarkand-ginnery", "evidence")
    ]
    assert "1 of them waits for a person" in " ".join(clew("match", "find", names, "--above", "0.3", *home).stdout.split())
    (pair,) = json.loads(clew("match", "review", names, "--json", *home).stdout)["pairs"]
    assert (pair["subject"], pair["how"]) == ("name:yarkandcottongin", "name nearly")
    assert clew("match", "find", "--forget", *home).stdout == "1 near name forgotten.\n"
    assert json.loads(clew("match", "review", names, "--json", *home).stdout)["pairs"] == []


@pytest.mark.parametrize(
    ("arguments", "said"), [(("--forget", "--portfolio", "Fund"), "--forget forgets all"), (("--above", "7"), "above 0 and at most 1")]
)
def test_what_cannot_be_asked_is_refused(clew: Run, world: World, arguments: tuple[str, ...], said: str) -> None:
    refused = clew("match", "find", *arguments, "--workspace", world.stores.folder)
    assert (refused.returncode, said in refused.stderr) == (3, True)
