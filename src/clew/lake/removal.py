"""Removal: a snapshot's files leave the disk. Its manifest goes last: while it is there, what is left can still be told and removed.

Who removes has first written down, in the ledger, that the snapshot is gone; a removal that dies halfway is finished by the next start.
"""

import json
import shutil
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from clew.lake.filesets import ASIDE

_MANIFEST = "manifest.json"


def erase(folder: Path) -> int:
    """Delete a snapshot's folder; returns the bytes freed. It is gone for every reader at once; nothing happens where it is not there."""
    aside = folder if folder.name.startswith(ASIDE) else folder.with_name(f"{ASIDE}{folder.name}")
    with suppress(FileNotFoundError):
        if aside != folder:
            shutil.rmtree(aside, ignore_errors=True)
            folder.rename(aside)
        freed = 0
        for path in sorted(aside.iterdir(), key=lambda path: (path.name == _MANIFEST, path.name)):
            freed += path.stat().st_size
            path.unlink()
        aside.rmdir()
        return freed
    return 0


def folders_of(lake: Path, dataset: str) -> Iterator[Path]:
    """Every folder of a dataset that has a manifest, those that are being deleted included."""
    return (path.parent for path in sorted((lake / dataset).glob(f"*/{_MANIFEST}")))


def id_of(folder: Path) -> str:
    """The id of a snapshot, also while it is being deleted under another name: what its manifest makes of it, else the folder's name."""
    manifest = _manifest(folder)
    label, digest = manifest.get("version", {}).get("label", ""), content_of(folder)
    return f"{label}-{digest[:12]}" if label and digest else folder.name


def content_of(folder: Path) -> str:
    """The hash of what a snapshot says, "" where its manifest is damaged."""
    return str(_manifest(folder).get("content_hash", ""))


def written_at(folder: Path) -> float:
    """When a snapshot was written, in seconds of the epoch."""
    with suppress(OSError):
        return (folder / _MANIFEST).stat().st_mtime
    return 0.0


def archived_in(folder: Path) -> frozenset[str]:
    """The hashes of the archived files from which a snapshot was read."""
    with suppress(ValueError, TypeError):
        return frozenset(str(digest) for _, digest in _manifest(folder).get("archive", ()))
    return frozenset()


def archived_elsewhere(lake: Path, leaving: Container[Path]) -> frozenset[str]:
    """The hashes of the archived files from which snapshots that stay were read."""
    staying = (path.parent for path in lake.glob(f"*/*/{_MANIFEST}"))
    return frozenset[str]().union(*(archived_in(folder) for folder in staying if folder not in leaving))


def _manifest(folder: Path) -> dict[str, Any]:
    """A snapshot's manifest; {} where it is damaged or gone."""
    with suppress(OSError, ValueError):
        content = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if isinstance(content, dict):
            return content
    return {}
