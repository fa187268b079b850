"""The archive: the bytes that claims were read from, by SHA-256."""

import hashlib
import re
from pathlib import Path

from clew.errors import Fault, InputError, NotFoundError
from clew.lake.filesets import fileset_named_later, replace_file, settle

_CHUNK = 1024 * 1024
_DIGEST = re.compile("[0-9a-f]{64}")


class Archive:
    """A folder of files named by their hash; what is in it never changes."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which is made at the first `put`."""
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their SHA-256. Keeping the same bytes twice keeps one copy."""
        digest = hashlib.sha256(data).hexdigest()
        target = self.path(digest)
        if not target.exists():
            replace_file(target, data)
        return digest

    def put_file(self, path: Path, digest: str = "") -> str:
        """Keep a file of any size; returns its SHA-256, which is computed unless it is known. One copy is kept of the same bytes.

        Raises:
            WorkspaceError: the disk is full or the archive cannot be written.
            InputError: the file is no longer what had that hash.
        """
        if digest and self.path(digest).exists():
            return digest
        with fileset_named_later(self._folder) as aside:
            copy, found = aside / "copy", hashlib.sha256()
            with path.open("rb") as source, copy.open("xb") as target:
                while chunk := source.read(_CHUNK):
                    found.update(chunk)
                    target.write(chunk)
            if digest and found.hexdigest() != digest:
                raise InputError(Fault("the file changed while it was read", "Import it again.", str(path)))
            target_path = self.path(found.hexdigest())
            target_path.parent.mkdir(parents=True, exist_ok=True)
            settle(copy, target_path)
        return found.hexdigest()

    def remove(self, digest: str) -> int:
        """Delete the bytes of that hash, which nothing may name any more; returns how many they were, 0 where none were kept."""
        path = self.path(digest)
        if _DIGEST.fullmatch(digest) is None or not path.is_file():
            return 0
        size = path.stat().st_size
        path.unlink()
        return size

    def path(self, digest: str) -> Path:
        """Where the bytes of that hash are, or would be."""
        return self._folder / digest[:2] / digest

    def get(self, digest: str) -> bytes:
        """The bytes of that hash, checked against it.

        Raises:
            NotFoundError: they are not in the archive, or no longer what they were.
        """
        path = self.path(digest)
        if _DIGEST.fullmatch(digest) is None or not path.is_file():
            raise NotFoundError(Fault(f"the archive holds no copy {digest}", "Import the source again to archive it anew."))
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            fault = Fault(f"the archived copy {digest} was altered on disk", "Restore the workspace from a backup.", str(path))
            raise NotFoundError(fault)
        return data
