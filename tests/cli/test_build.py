"""`clew build`, as a person calls it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.schemas import faults, schema
from tests.world import AS_OF, World

Run = Callable[..., subprocess.CompletedProcess[str]]
STAGES = ["mentions", "entities", "statements", "ends", "links", "graph", "evidence", "labels", "candidates"]


def test_what_is_built_is_told_with_its_rows_and_was_there_the_next_time(clew: Run, world: World) -> None:
    home = ("--as-of", AS_OF, "--known", AS_OF, "--workspace", world.stores.folder)
    document = json.loads(clew("build", "--candidates", "--json", *home).stdout)
    assert faults(document, schema("build")) == []
    assert [one["name"] for one in document["stages"]] == STAGES
    assert document["stages"][0]["tables"][0]["rows"] > 20
    again = clew("build", *home).stdout
    assert again.startswith(f"All stages were there already, as of {AS_OF}, from ")
    assert "was there" in again


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--master", "local[2]"), 3, "--master and --conf are Spark's"),
        (("--engine", "spark", "--master", "cluster:7077", "--conf", "x"), 3, "--conf is “x”, which is no setting"),
        (("--engine", "dask"), 2, "'dask' is not one of"),
    ],
)
def test_what_cannot_be_asked_is_refused(clew: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    refused = clew("build", *arguments)
    assert (refused.returncode, said in refused.stderr) == (code, True), refused.stderr


def test_where_java_is_missing_its_mend_is_said(clew: Run, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="the extra spark is not installed")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    refused = clew("build", "--engine", "spark", "--workspace", world.stores.folder)
    assert refused.returncode == 8
    assert f"there is none in {tmp_path / 'nowhere'}, which JAVA_HOME names. Install Java 17 or newer" in refused.stderr
