"""Tables of saved web pages."""

from pathlib import Path

from clew.intake.opened import RawTable


def is_page(start: bytes) -> bool:
    """Whether markup is that of a web page."""
    return b"<html" in start


def page_encoding(start: bytes, spoiled: int) -> str:
    """The encoding that a page names."""
    return "utf-8" if spoiled < 0 else start[:0].decode()


def page_tables(path: Path, encoding: str, name: str, scratch: Path) -> tuple[RawTable, ...]:
    """Every table of a page."""
    raise NotImplementedError(path, encoding, name, scratch)
