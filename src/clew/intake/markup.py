"""Published XML as one object a line."""

from collections.abc import Collection
from pathlib import Path

from clew.intake.opened import Opened


def declared_encoding(start: bytes, name: str) -> str:
    """The encoding that an XML declaration names."""
    raise NotImplementedError(name, start[:1])


def xml_records(opened: Opened, tag: str, repeated: Collection[str], scratch: Path) -> Path:
    """One object a line for each element of a name."""
    raise NotImplementedError(opened, tag, repeated, scratch)


def xml_root(opened: Opened) -> str:
    """The local name of the root."""
    raise NotImplementedError(opened)
