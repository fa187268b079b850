"""Caches: derived tables under a key that names every input; deletable at any time, evicted under a size cap, leased while read."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from clew.engine.indexed import index_at, index_of
from clew.engine.port import Engine
from clew.errors import Fault, WorkspaceError
from clew.lake.filesets import ASIDE, discard, fileset
from clew.lake.leases import LEASE, hold, remove


def key_of(parts: Mapping[str, str]) -> str:
    """The key of a stage: a hash over every input, its SQL text and its packs."""
    digest = hashlib.sha256()
    for name in sorted(parts):
        for text in (name.encode(), parts[name].encode()):
            digest.update(f"{len(text)}:".encode() + text)
    return digest.hexdigest()[:32]


_CONTENTS = "contents.json"


class Caches:
    """A folder of stages, `<stage>/<key>/<table>.parquet`."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        """Use `folder`; `evict` keeps it under `limit_bytes`."""
        self._folder = folder
        self._limit = limit_bytes
        self._held: dict[Path, BinaryIO] = {}

    def recall(self, engine: Engine, stage: str, key: str, tables: Mapping[str, tuple[str, ...]]) -> bool:
        """Make the stage's tables available in the engine, if they are all there; says whether they were.

        The stage is held until `close`: no process evicts it. A stage that is damaged is deleted, so that it is kept anew.
        """
        folder = self._folder / stage / key
        lease = self._held.get(folder) or hold(folder)
        if lease is not None:
            self._held[folder] = lease
            with suppress(WorkspaceError):
                engine.read_each({name: [folder / f"{name}.parquet"] for name in tables})
                self.contents(stage, key)
                return True
            self._held.pop(folder).close()
        remove(folder)
        return False

    def join(self, engine: Engine, stage: str, keys: Sequence[str], tables: Mapping[str, tuple[str, ...]]) -> None:
        """Make the tables of several parts of a stage, all of them recalled, available as one.

        Raises:
            WorkspaceError: a file is missing or damaged.
        """
        engine.read_each({name: [self._folder / stage / key / f"{name}.parquet" for key in keys] for name in tables})

    def keep(self, engine: Engine, stage: str, key: str, tables: Mapping[str, tuple[str, ...]], prefix: str = "") -> None:
        """Write the stage's tables, each ordered by the columns named for it; in the engine `prefix` stands before their names.

        Raises:
            WorkspaceError: the cache cannot be written.
        """
        with fileset(self._folder / stage / key) as aside:
            (aside / LEASE).touch()
            contents = {}
            for name, order in tables.items():
                path = aside / f"{name}.parquet"
                engine.write(f"{prefix}{name}", path, order, sought=True)
                with path.open("rb") as file:
                    contents[name] = hashlib.file_digest(file, "sha256").hexdigest()
            (aside / _CONTENTS).write_text(json.dumps(contents, indent=1), encoding="utf-8")

    def contents(self, stage: str, key: str) -> Mapping[str, str]:
        """Table → SHA-256 of its file, of a stage that was recalled: what is made of it has a key of what it says, not of why.

        A stage that was computed anew and says the same thus leaves all that was made of it as it is.

        Raises:
            WorkspaceError: the stage is damaged.
        """
        path = self._folder / stage / key / _CONTENTS
        try:
            return dict(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            fault = Fault(f"the cache {stage} {key} is damaged ({error})", "Empty the caches: clew workspace clear-cache", str(path))
            raise WorkspaceError(fault) from error

    def index(self, engine: Engine, stage: str, key: str, table: str, column: str) -> None:
        """Keep an index of a table by a column beside it, in the place of what is damaged, so that `Engine.seek` finds few rows soon.

        The stage was recalled. Its index says nothing of its own: it is made of the table.

        Raises:
            WorkspaceError: the cache cannot be read or written.
        """
        path = self._folder / stage / key / f"{table}.parquet"
        if self.indexed(stage, key, table, column):
            return
        with suppress(OSError):
            discard(index_of(path, column))
        with fileset(index_of(path, column)) as aside:
            engine.index(path, column, aside)

    def indexed(self, stage: str, key: str, table: str, column: str) -> bool:
        """Whether a table has an index by a column, and a whole one."""
        return index_at(self._folder / stage / key / f"{table}.parquet", column) is not None

    def found(self, stage: str, key: str) -> Path | None:
        """The folder of a stage that is no tables, held until `close`; None where it is not there."""
        folder = self._folder / stage / key
        lease = self._held.get(folder) or hold(folder)
        if lease is None:
            return None
        self._held[folder] = lease
        return folder

    @contextmanager
    def filling(self, stage: str, key: str) -> Iterator[Path]:
        """Yield an empty folder to fill, which becomes the stage when the block ends well.

        Raises:
            WorkspaceError: the cache cannot be written.
        """
        with fileset(self._folder / stage / key) as aside:
            (aside / LEASE).touch()
            yield aside

    def drop(self, stage: str, key: str) -> None:
        """Delete a stage that is damaged, unless another process holds it."""
        folder = self._folder / stage / key
        if folder in self._held:
            self._held.pop(folder).close()
        remove(folder)

    def evict(self) -> int:
        """Delete the stages used longest ago that nobody holds, until the size cap holds; returns the bytes freed."""
        stages = sorted(self._stages())
        excess, freed = sum(size for _, _, size in stages) - self._limit, 0
        for _, folder, size in stages:
            if freed >= excess:
                break
            freed += size if remove(folder) else 0
        return freed

    def clear(self) -> int:
        """Delete every stage that nobody holds; returns the bytes freed."""
        self.close()
        return sum(size for _, folder, size in list(self._stages()) if remove(folder))

    def close(self) -> None:
        """Let go of every stage that was recalled; engines that read them are closed by now."""
        while self._held:
            self._held.popitem()[1].close()

    def _stages(self) -> Iterator[tuple[float, Path, int]]:
        """Every stage: when it was last used, where it is, and its bytes; what another process deletes meanwhile is left out."""
        for folder in self._folder.glob("*/*"):
            with suppress(OSError):
                if not folder.name.startswith(ASIDE):
                    files = [file.stat() for file in folder.rglob("*") if file.is_file()]
                    lease = folder / LEASE
                    yield lease.stat().st_mtime if lease.exists() else 0.0, folder, sum(file.st_size for file in files)
