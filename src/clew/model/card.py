"""The card of a source: who publishes it, under what terms, what it is able to show, and what is to be expected of it."""

from msgspec import Struct, field


class Card(Struct, frozen=True):
    """What is known of a source before it is read; it is kept in the manifest of every snapshot.

    Attributes:
        dataset: id; the folder's name.
        title: as its publisher calls it; `short` is what a sentence calls it.
        publisher, home: who publishes it and where.
        licence: its terms; `export`, `commercial` say whether they allow those uses.
        archive: `exact`, `redacted` (persons are taken out of the archived copy) or `hash-only`.
        changes: True for a list that changes: its age is judged, and over the policy's limit is a banner.
        family: sources that copy or draw on one another share a family and count once.
        rows: fewest and most rows that are believable.
        shows: which kinds of coverage it can give, of those in `SHOWS`.
        url: where a file is fetched from, "" where a person saves it.
        rhythm: how often the publisher renews it, in words.
        covers: which dates and places it speaks of, in words.
        grade: evidence grade of its statements where a form says no other.
        retention: days for which superseded versions are kept, 0 for all.
        identity: `ids` where the source numbers its entries; `names` where it does not, and ids are carried from version to version.
        carry: properties that stay with an entry from version to version where a file does not state them.
        fallback: `ground=other`, `groundNote=…`: what an entry of the list says, all of it, where neither the file nor an earlier version
            says the first.
        former_names: whether a name that the version before gave an entry, and a file does not, stays with it as its previous name: for a
            source that numbers its entries and tells names of today alone.
        volatile: properties whose change is no change of an entry (the day of an update, say).
    """

    dataset: str
    title: str
    short: str
    publisher: str
    home: str
    licence: str
    export: bool
    commercial: bool
    archive: str
    changes: bool
    family: str
    rows: list[int]
    shows: list[str]
    url: str = ""
    rhythm: str = ""
    covers: str = ""
    grade: str = "G1"
    retention: int = 0
    identity: str = "ids"
    carry: list[str] = field(default_factory=list)
    former_names: bool = False
    volatile: list[str] = field(default_factory=list)
    fallback: list[str] = field(default_factory=list)


ARCHIVES = ("exact", "redacted", "hash-only")
SHOWS = ("listings", "ownership", "supply", "contracts", "hosting", "programmes", "identifiers", "places", "sectors", "trade", "goods")
IDENTITIES = ("ids", "names")
GRADES = ("G1", "G2", "G3", "G4", "G5", "G6")
"""Evidence grades, best first."""
