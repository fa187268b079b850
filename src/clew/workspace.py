"""The composition root: opens the stores of a workspace folder and wires them. No rules live here."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from clew.engine.cluster import cluster_engine, read_cluster
from clew.engine.local import local_engine
from clew.engine.port import Engine, Limits
from clew.errors import Fault, WorkspaceError
from clew.lake.archive import Archive
from clew.lake.caches import Caches
from clew.ledger.store import Ledger
from clew.settings import Settings, read_settings, workspace_folder
from clew.work.purging import finish_purges
from clew.work.stores import Stores


@contextmanager
def open_workspace(folder: Path | None = None, settings: Settings | None = None) -> Iterator[Stores]:
    """Open a workspace, making it on first use.

    Args:
        folder: the workspace; by default what the settings say.
        settings: by default read from the environment.

    Raises:
        WorkspaceError: the folder cannot be made or opened, or a newer clew wrote it.
    """
    chosen = settings or read_settings()
    home = workspace_folder(folder, chosen)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)  # holdings are private: others get in when its owner lets them
    except OSError as error:
        what = f"the workspace {home} cannot be made: {error.strerror or error}"
        raise WorkspaceError(Fault(what, "Choose another folder with --workspace or CLEW_HOME.")) from error
    limits = _limits(chosen, home)
    ledger = Ledger(home / "ledger.db", chosen.actor)
    caches = Caches(home / "cache", chosen.cache_bytes)
    try:
        stores = Stores(
            folder=home,
            lake=home / "lake",
            books=home / "books",
            archive=Archive(home / "archive"),
            caches=caches,
            ledger=ledger,
            engine=lambda: local_engine(limits),
            proxy=chosen.proxy,
        )
        finish_purges(stores)
        yield stores
    finally:
        caches.close()
        ledger.close()


def cluster_of(master: str, conf: Sequence[str], folder: Path | None = None, settings: Settings | None = None) -> Callable[[], Engine]:
    """A maker of engines on a cluster, for a workspace whose folder all workers see; nothing is called yet.

    Args:
        master: where the cluster is, as a person names it.
        conf: settings of Spark, written `name=value`.
        folder: the workspace; by default what the settings say.
        settings: by default read from the environment.

    Raises:
        InputError: the master is none, or a setting.
    """
    chosen = settings or read_settings()
    home = workspace_folder(folder, chosen)
    cluster = read_cluster(master, home / "spill", conf, chosen.java_home)
    return lambda: cluster_engine(cluster, _limits(chosen, home))


def _limits(chosen: Settings, home: Path) -> Limits:
    """What an engine may take of this machine."""
    return Limits(memory=chosen.memory, threads=chosen.threads, spill=home / "spill")
