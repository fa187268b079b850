"""Fixtures that every test may ask for; each test has its own home, and none reaches the user's."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from clew.engine.duck import DuckEngine
from clew.settings import read_settings
from clew.work.clocks import read_clocks
from clew.work.name_lake import open_names
from clew.work.pinning import pinned
from clew.workspace import open_workspace
from tests import forked
from tests.world import AS_OF, World, settle

ROOT = Path(__file__).parent.parent

# A loaded machine is no fault of the code. The build machine tries the same examples each time, so that what it says can be repeated;
# a developer's runs go on looking for new ones.
settings.register_profile("developer", deadline=None, max_examples=50)
settings.register_profile("build", deadline=None, max_examples=50, derandomize=True)
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


@pytest.fixture(scope="session")
def forks() -> Iterator[Path]:
    """Where a process listens that has loaded the program, and runs a command without the second that its start takes."""
    with TemporaryDirectory(prefix="clew-forks-") as folder, forked.standing(Path(folder) / "door") as place:
        yield place


@pytest.fixture
def clew(tmp_path: Path, forks: Path) -> Run:
    """The program, run as a person runs it: `clew("screen", path)` in a folder of the test's own."""
    return lambda *arguments: forked.run(forks, list(map(str, arguments)), tmp_path)


@pytest.fixture
def installed(tmp_path: Path) -> Run:
    """The installed program from its start, as `clew`: for what an import, or the seed of hashes, could change."""

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


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the small world is settled and prepared: to be copied, not to be opened."""
    folder = tmp_path_factory.mktemp("settled") / "world"
    with ExitStack() as stack:
        stores = stack.enter_context(open_workspace(folder, read_settings({})))
        settle(stores)
        for day in (AS_OF, read_clocks().as_of):
            World(stores, stack).prepared(day)
    return folder


@pytest.fixture
def world(tmp_path: Path, settled: Path) -> Iterator[World]:
    """The small world of tests/world.py, in a workspace of the test's own."""
    copytree(settled, tmp_path / "world")
    with ExitStack() as stack:
        yield World(stack.enter_context(open_workspace(tmp_path / "world")), stack)


@pytest.fixture(scope="session")
def settled_names(tmp_path_factory: pytest.TempPathFactory, settled: Path) -> Path:
    """As `settled`, and its names are indexed."""
    folder = copytree(settled, tmp_path_factory.mktemp("names") / "world")
    with ExitStack() as stack:
        stores = stack.enter_context(open_workspace(folder, read_settings({})))
        open_names(stores, World(stores, stack).release().snapshots)
    return folder


@pytest.fixture
def named(tmp_path: Path, settled_names: Path) -> Iterator[World]:
    """As `world`, and its names are indexed: for tests of what is found by them."""
    copytree(settled_names, tmp_path / "world")
    with ExitStack() as stack:
        yield World(stack.enter_context(open_workspace(tmp_path / "world")), stack)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the starter pack is loaded and prepared for today: to be copied, not to be opened."""
    folder = tmp_path_factory.mktemp("loaded") / "home"
    with open_workspace(folder, read_settings({})) as stores, pinned(stores, read_clocks()):
        return folder


@pytest.fixture
def begun(tmp_path: Path, loaded: Path) -> Path:
    """The test's own workspace, `CLEW_HOME`, after a first command: with the starter pack loaded."""
    return copytree(loaded, tmp_path / "clew-home")
