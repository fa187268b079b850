"""The archive: the bytes that claims were read from, by SHA-256."""

import hashlib
import re
from pathlib import Path

from clew.errors import Fault, NotFoundError
from clew.lake.filesets import replace_file

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
