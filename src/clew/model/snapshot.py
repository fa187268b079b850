"""A snapshot: one version of one source, as the lake keeps it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Version:
    """Which state of a source a snapshot carries.

    Attributes:
        dataset: id of the source.
        label: the publisher's version, most often the date of its state.
        published: day of the publisher's state (ISO).
        retrieved: day on which it was read from the publisher (ISO).
        source_url: the publisher's page.
        note: what is in and what is not, one or two sentences.
        starter: True for the tables that ship with clew.
    """

    dataset: str
    label: str
    published: str
    retrieved: str
    source_url: str
    note: str
    starter: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot in the lake.

    Attributes:
        version: the state that it carries.
        snapshot_id: `<label>-<first 12 hex digits of content_hash>`.
        content_hash: SHA-256 over the canonical rows; does not depend on the file's bytes or on the engine's version.
        claims: number of rows.
        archive: name of each file that was read → SHA-256 of its bytes in the archive.
        dropped: what the reader left out, by reason (private individuals, vessels), as counts.
        path: the Parquet file.
    """

    version: Version
    snapshot_id: str
    content_hash: str
    claims: int
    archive: tuple[tuple[str, str], ...]
    dropped: tuple[tuple[str, int], ...]
    path: Path
