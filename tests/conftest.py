"""Fixtures that every test may ask for; each test has its own home, and none reaches the user's."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import settings

from clew.engine.duck import DuckEngine
from clew.workspace import open_workspace
from tests.world import World, settle

ROOT = Path(__file__).parent.parent

# A loaded machine is no fault of the code. The build machine tries the same examples each time, so that what it says can be repeated;
# a developer's runs go on looking for new ones.
settings.register_profile("developer", deadline=None)
settings.register_profile("build", deadline=None, derandomize=True)
settings.load_profile("build" if os.environ.get("CI") else "developer")

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace, a terminal and a clock zone of the test's own, whatever the developer's shell has set."""
    for name in [name for name in os.environ if name.startswith("CLEW_") and name != "CLEW_SHARED_DATA"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CLEW_HOME", str(tmp_path / "clew-home"))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def examples() -> Path:
    """The portfolios that are shipped."""
    return ROOT / "examples"


@pytest.fixture
def clew(tmp_path: Path) -> Run:
    """The installed program, run as a person runs it: `clew("screen", path)` in a folder of the test's own."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).parent / "clew"), *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)

    return run


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real lists and holdings files, which are not part of the repository: $CLEW_SHARED_DATA, or the folder that stands beside it."""
    folder = Path(os.environ.get("CLEW_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real lists at {folder}; name their folder in CLEW_SHARED_DATA")
    return folder


@pytest.fixture(scope="session")
def spark_master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of Spark, with two workers, on this machine."""
    pytest.importorskip("pyspark", reason="the extra spark is not installed")
    standalone = import_module("tests.standalone")  # which the extra must be there for
    standalone.wanted()
    with standalone.standalone(tmp_path_factory.mktemp("cluster")) as master:
        yield master


@pytest.fixture
def engine() -> Iterator[DuckEngine]:
    """An empty engine."""
    opened = DuckEngine()
    yield opened
    opened.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The small world of tests/world.py, in a workspace of the test's own."""
    with ExitStack() as stack:
        stores = stack.enter_context(open_workspace(tmp_path / "world"))
        settle(stores)
        yield World(stores, stack)
