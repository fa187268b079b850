"""What is read from the ledger and written to it, as frozen types; `at` and `actor` are those of the event that made a row."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

LIVE, WITHDRAWN, CORRECTED, UNAVAILABLE = "live", "withdrawn", "corrected", "unavailable"
STATES = (LIVE, WITHDRAWN, CORRECTED, UNAVAILABLE)
"""What a source, or one snapshot of it, can be marked as; only `withdrawn` takes it out of force."""

ALWAYS = "9999-12-31"
"""The clock `known` of who wants to see everything."""

FETCHED, UNCHANGED, FAILED = "fetched", "unchanged", "failed"
FETCHES = (FETCHED, UNCHANGED, FAILED)
"""How an attempt to fetch ended: with bytes, with the word that they are those we hold, or with neither."""


class _Stamped(Struct, frozen=True, eq=False):
    """What an event makes, with the stamps of that event once there is one: two are equal whatever the stamps say."""

    STAMPS: ClassVar[frozenset[str]] = frozenset({"seq", "at", "recipient"})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Stamped) and type(other) is type(self) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())

    def _said(self) -> tuple[object, ...]:
        """What stands in the fields that are no stamps."""
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name not in self.STAMPS)


class LiveSnapshot(_Stamped, frozen=True):
    """A snapshot that went live for its dataset.

    Attributes:
        dataset, snapshot_id: which one.
        published, retrieved: the days of the publisher's state, and of its reading (ISO).
        starter: True for what ships with clew.
        seq, at: the event that put it in force, once it is one; two snapshots are equal whatever these say.
    """

    dataset: str
    snapshot_id: str
    published: str
    retrieved: str
    starter: bool
    seq: int = 0
    at: str = ""


class SourceState(Struct, frozen=True):
    """What became of a source, or of one snapshot of it, at its publisher.

    Attributes:
        dataset: the source.
        snapshot_id: one snapshot of it, or "" for the whole source.
        state: one of `STATES`.
        reason, url: why, and where that can be read.
        day: since when it holds in the world (ISO), "" where nobody says.
        actor, at: who marked it, when.
    """

    dataset: str
    snapshot_id: str
    state: str
    reason: str
    url: str
    day: str
    actor: str
    at: str


class Correction(Struct, frozen=True):
    """Claims that turned out to be wrong, or to have been put right by who made them.

    Attributes:
        correction_id: its number, to refer to it by.
        dataset: the source that made the claims.
        claim_ids: the claims, sorted.
        reason, url, day: why, where that can be read, and the day of the correction (ISO).
        actor, at: who recorded it, when.
    """

    correction_id: int
    dataset: str
    claim_ids: tuple[str, ...]
    reason: str
    url: str
    day: str
    actor: str
    at: str


class Tombstone(Struct, frozen=True):
    """A snapshot whose claims were deleted: its row in the ledger is all that is left.

    Attributes:
        dataset, snapshot_id, content_hash: which one, and the hash of what it said.
        reason, actor, at: why, who, when.
        again: True when the same snapshot came in and went live once more afterwards.
    """

    dataset: str
    snapshot_id: str
    content_hash: str
    reason: str
    actor: str
    at: str
    again: bool


class FetchRecord(_Stamped, frozen=True):
    """One attempt to fetch a source.

    Attributes:
        dataset, url: what was asked for, where.
        status: one of `FETCHES`.
        final_url: where the answer came from, after redirections.
        etag, last_modified: the validators of the answer, to ask next time whether anything changed.
        sha256, size: of the bytes.
        note: what went wrong, or "".
        at: when, once it is recorded; two records are equal whatever this says.
    """

    dataset: str
    url: str
    status: str
    final_url: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    size: int = 0
    note: str = ""
    at: str = ""


class Watch(Struct, frozen=True):
    """One look at what changed.

    Attributes:
        watch_id: its number.
        heads: dataset → the snapshot that was in force: what this watch had seen, from which the next one starts.
        known: the day of the clock `known` by which it looked (ISO).
        changes: how many changes it reported.
        note: what there is to say besides.
        actor, at: who looked, when.
    """

    watch_id: int
    heads: Mapping[str, str]
    known: str
    changes: int
    note: str
    actor: str
    at: str


SAME, DIFFERENT, RELATED = "same", "different", "related"
VERDICTS = (SAME, DIFFERENT, RELATED)
"""What a person can say of a pair."""

CONFIRMED, UNCONFIRMED = "confirmed", "unconfirmed"
"""What is said to a judgement: a second person saw the same, or takes that back."""


class Verdict(Struct, frozen=True):
    """A person's word on a pair, to be written down.

    Attributes:
        subject: the holding's key (`isin:…`, `listing:XSHG:688303`, `name:…`) or an entity id.
        entity_id: the entity that it is, or is not.
        verdict: one of `VERDICTS`.
        reason: why.
        stated_by, stated_at: who said it elsewhere, when, where it comes from a file; else "".
    """

    subject: str
    entity_id: str
    verdict: str
    reason: str
    stated_by: str = ""
    stated_at: str = ""


class Judgement(Struct, frozen=True):
    """A person's word on a pair.

    Attributes:
        judgement_id: number by which it is undone.
        subject, entity_id, verdict, reason, stated_by, stated_at: see `Verdict`.
        actor, at: who, when.
        undone: True after `clew match undo`.
        batch: number of the batch that it was made in, by which all of it is undone; 0 for a single one.
        confirmed_by, confirmed_at, confirmed_why: the second person who saw the same; "" while nobody has.
    """

    judgement_id: int
    subject: str
    entity_id: str
    verdict: str
    reason: str
    actor: str
    at: str
    undone: bool
    batch: int = 0
    stated_by: str = ""
    stated_at: str = ""
    confirmed_by: str = ""
    confirmed_at: str = ""
    confirmed_why: str = ""


class OutputFile(_Stamped, frozen=True):
    """A file that was written out: where, what it is, its hash, the claims it shows.

    `recipient` and `at` are filled in when it is read, so that whoever was given a claim can be told of its correction; two files are
    equal whatever these say.
    """

    path: str
    kind: str
    sha256: str
    claim_ids: tuple[str, ...]
    recipient: str = ""
    at: str = ""


class PolicyUse(Struct, frozen=True):
    """A link policy that a person put in force.

    Attributes:
        name, version: as the policy calls itself.
        sha256: of its text; `text`: the whole of it. Both "" for the one that ships with clew.
        reason: why, or "".
        actor, at: who put it in force and when, "" before it is written down.
    """

    name: str
    version: str
    sha256: str
    text: str
    reason: str = ""
    actor: str = ""
    at: str = ""


class Pinned(Struct, frozen=True):
    """What a finding is a function of, read at one moment.

    Attributes:
        live: the snapshot in force for each dataset, by dataset.
        judgements: those in force, oldest first.
        head: hash of the newest event that can change a finding (`RESULT_KINDS`): the state that a report names.
        states: the newest mark of each source and snapshot that has one, so that a result can show it.
        corrections: every one that was made, oldest first.
        withdrawn: the newest version of each dataset where a mark took it out of force, so that a result can say why it is not searched.
        marks: what was last said of the workspace as a whole, name and value by name.
        policy: the link policy that was put in force last; None for the one that ships with clew.
    """

    live: tuple[LiveSnapshot, ...]
    judgements: tuple[Judgement, ...]
    head: str
    states: tuple[SourceState, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: tuple[LiveSnapshot, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    policy: PolicyUse | None = None


CURRENT, REPLACED, FORGOTTEN = "current", "replaced", "forgotten"
"""What a version of a portfolio is: the one that counts for its day, one that another of that day took the place of, or deleted."""

GIVEN, STATED, ADDED = "given", "stated", "added"
"""How the day of a version is known: a person said it, the file states it, or it is only the day on which the file came in."""


class Kept(Struct, frozen=True):
    """One state of a portfolio's holdings, as it is written down.

    Attributes:
        portfolio: its folder in the books, which is its key; `version_id`: the version's folder, a hash of its files' bytes.
        file, sha256: the holdings file as it was named, and the hash of its bytes.
        stated_as_of: the day that the file states (ISO), or "".
        day: the day that the holdings are of (ISO); `dated` is how that is known: `GIVEN`, `STATED` or `ADDED`.
        lines: rows of the file that are holdings; None where an older clew did not count them.
    """

    portfolio: str
    version_id: str
    file: str
    sha256: str
    stated_as_of: str
    day: str
    dated: str
    lines: int | None


class PortfolioVersion(Struct, frozen=True):
    """A version of a portfolio as the ledger tells it.

    Attributes:
        kept: what was written down.
        name: what the portfolio is called now.
        state: `CURRENT`, `REPLACED` or `FORGOTTEN`; `why` it was forgotten, or "".
        actor, at, seq: the event of its coming in.
    """

    kept: Kept
    name: str
    state: str
    why: str
    actor: str
    at: str
    seq: int


class Member(Struct, frozen=True):
    """A portfolio within a client or a plan.

    Attributes:
        group: the client's or plan's name.
        portfolio, name: which portfolio.
        share: the fraction of the whole that a person gave, as text; "" where it follows from values.
    """

    group: str
    portfolio: str
    name: str
    share: str


class LastScreened(Struct, frozen=True):
    """What was screened last: a version of a portfolio, or, where `group` is given, a group at a `day` ("" for its newest versions)."""

    group: str
    portfolio: str
    version_id: str
    day: str
