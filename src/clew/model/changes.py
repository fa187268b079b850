"""What changed between two versions of a source, entry by entry."""

from msgspec import Struct


class Entry(Struct, frozen=True):
    """An entry of a list or a register: the id of its subject, and a name of it."""

    id: str
    name: str


class Rename(Struct, frozen=True):
    """An entry whose name changed; `why` says how the two were told to be one."""

    source: Entry
    target: Entry
    why: str


class Alteration(Struct, frozen=True):
    """A property of an entry: what it was, what it is; both empty of what did not change."""

    prop: str
    was: tuple[str, ...]
    now: tuple[str, ...]


class Altered(Struct, frozen=True):
    """An entry of which something else is said than before; `why` says so of its name, where that has another wording."""

    entry: Entry
    alterations: tuple[Alteration, ...]
    why: str = ""


class State(Struct, frozen=True):
    """A version of a source: its label, its day, when it was retrieved, and its snapshot."""

    version: str
    published: str
    retrieved: str
    snapshot_id: str


class Diff(Struct, frozen=True):
    """What changed from one version of a source to another.

    Attributes:
        dataset: the source; `title` is its short name.
        before, after: the versions; `before` is None for a source that is new.
        added, removed, renamed, altered: entries, by name.
        claims_added, claims_removed: how many claims came and went.
        export: whether the source's terms allow passing on what it says.
        withheld: how many entries are not named here, by those terms.
    """

    dataset: str
    title: str
    before: State | None
    after: State
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    renamed: tuple[Rename, ...]
    altered: tuple[Altered, ...]
    claims_added: int
    claims_removed: int
    export: bool = True
    withheld: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that a person would call a change."""
        return not (self.added or self.removed or self.renamed or self.altered)

    def touched(self) -> frozenset[str]:
        """The ids of every entry that changed."""
        named = {entry.id for entry in (*self.added, *self.removed)} | {one.entry.id for one in self.altered}
        return frozenset(named | {end.id for one in self.renamed for end in (one.source, one.target)})
