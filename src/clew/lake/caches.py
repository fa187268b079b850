"""Caches: derived tables under a key that names every input; deletable at any time, evicted under a size cap."""

import hashlib
import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from clew.engine.port import Engine
from clew.lake.filesets import fileset

_LEASE_SECONDS = 600.0
"""A stage that was used this recently may be in use by another process and is never evicted."""


def key_of(parts: Mapping[str, str]) -> str:
    """The key of a stage: a hash over every input, its SQL text and its packs."""
    text = "\n".join(f"{name}={parts[name]}" for name in sorted(parts))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class Caches:
    """A folder of stages, `<stage>/<key>/<table>.parquet`."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        """Use `folder`; `evict` keeps it under `limit_bytes`."""
        self._folder = folder
        self._limit = limit_bytes

    def recall(self, engine: Engine, stage: str, key: str, tables: Mapping[str, tuple[str, ...]]) -> bool:
        """Make the stage's tables available in the engine, if they are all there; says whether they were."""
        folder = self._folder / stage / key
        paths = {name: folder / f"{name}.parquet" for name in tables}
        if not all(path.exists() for path in paths.values()):
            return False
        with suppress(OSError):
            os.utime(folder)
        for name, path in paths.items():
            engine.read(name, [path])
        return True

    def keep(self, engine: Engine, stage: str, key: str, tables: Mapping[str, tuple[str, ...]]) -> None:
        """Write the stage's tables, each ordered by the columns named for it."""
        with fileset(self._folder / stage / key) as aside:
            for name, order in tables.items():
                engine.write(name, aside / f"{name}.parquet", order)

    def evict(self) -> int:
        """Delete the stages used longest ago until the size cap holds; returns the bytes freed."""
        stages = sorted((path.stat().st_mtime, path) for path in self._folder.glob("*/*") if path.is_dir())
        sizes = {path: sum(file.stat().st_size for file in path.iterdir()) for _, path in stages}
        excess, freed = sum(sizes.values()) - self._limit, 0
        for used, path in stages:
            if freed >= excess or used > time.time() - _LEASE_SECONDS:
                break
            shutil.rmtree(path, ignore_errors=True)
            freed += sizes[path]
        return freed

    def clear(self) -> int:
        """Delete every stage; returns the bytes freed."""
        freed = sum(file.stat().st_size for file in self._folder.rglob("*") if file.is_file())
        shutil.rmtree(self._folder, ignore_errors=True)
        return freed
