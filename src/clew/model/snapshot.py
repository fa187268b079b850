"""A snapshot: one version of one source, as the lake keeps it."""

from pathlib import Path

from msgspec import Struct

from clew.model.card import Card


class Version(Struct, frozen=True):
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


class About(Struct, frozen=True):
    """What is known of a snapshot before its claims are counted.

    Attributes:
        version: the state that it carries.
        card: the card of its source, as it was when the source was read.
        archive: name of each file that was read → SHA-256 of its bytes; of its redacted copy where the name ends in `(redacted)`.
        dropped: what the reader left out, by reason (private individuals, vessels), as counts.
        rows: rows or records of the source.
        reader: SHA-256 of how it was read: files that are read in the same way again give the same snapshot.
    """

    version: Version
    card: Card
    archive: tuple[tuple[str, str], ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()
    rows: int = 0
    reader: str = ""


class Snapshot(Struct, frozen=True):
    """A snapshot in the lake.

    Attributes:
        about: what it carries.
        snapshot_id: `<label>-<first 12 hex digits of content_hash>`.
        content_hash: SHA-256 over the canonical rows; does not depend on the files' bytes, their number, or the engine's version.
        claims: number of rows.
        paths: the Parquet files; no subject has claims in two of them.
        grades: the evidence grades of its claims, best first.
        namespaces: the datasets whose ids its claims are about, mostly its own alone; none where that was not noted yet.
    """

    about: About
    snapshot_id: str
    content_hash: str
    claims: int
    paths: tuple[Path, ...]
    grades: tuple[str, ...] = ()
    namespaces: tuple[str, ...] = ()

    @property
    def version(self) -> Version:
        """The state that it carries."""
        return self.about.version

    @property
    def card(self) -> Card:
        """The card of its source."""
        return self.about.card

    @property
    def archive(self) -> tuple[tuple[str, str], ...]:
        """What was read; see `About`."""
        return self.about.archive

    @property
    def dropped(self) -> tuple[tuple[str, int], ...]:
        """What was left out; see `About`."""
        return self.about.dropped

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return self.paths[0].parent
