"""What a watch found: what became of each source, what changed in it, and which holdings that touches."""

from msgspec import Struct

from clew.model.changes import Diff


class Touch(Struct, frozen=True):
    """A finding that a change of the sources made, ended or altered.

    Attributes:
        kind: `new`, `gone` or `altered`.
        finding_id: stable from version to version.
        row, holding, company: whose it is.
        section: where it stands, or stood.
        indicator: code and title.
        before, after: the sentence that could be said, and that can be said now; "" where there is none.
        what: what is altered, in words; "" for the rest.
        sources: datasets whose claims it rests on.
        export: whether their terms allow passing it on.
    """

    kind: str
    finding_id: str
    row: int
    holding: str
    company: str
    section: str
    indicator: str
    before: str
    after: str
    what: str
    sources: tuple[str, ...]
    export: bool = True


class Possible(Struct, frozen=True):
    """A row that resembles an entity by its name alone, for a person to judge: no finding, and internal only.

    `export` says whether the terms of the entity's source allow passing it on.
    """

    row: int
    holding: str
    entity: str
    source: str
    command: str
    export: bool = True


class Touched(Struct, frozen=True):
    """What changes did to the portfolio that was screened last.

    Attributes:
        portfolio: its name.
        touches: findings that are new, gone or altered, new ones first.
        unchanged: findings that are as they were.
        possible: rows that resemble an entity that they did not resemble before.
        unseen: why it could not be screened again (its books were deleted, a group does not add up), or "".
    """

    portfolio: str
    touches: tuple[Touch, ...]
    unchanged: int
    possible: tuple[Possible, ...] = ()
    unseen: str = ""


class Update(Struct, frozen=True):
    """What became of one source in a watch.

    Attributes:
        dataset, title: which.
        status: `updated`, `unchanged`, `failed`, or `not fetched` (it has no address, or nothing was to be fetched).
        note: why, in a sentence.
        published: day of the state in force; `age_days` is its age.
        stale: True where a list that changes is older than the policy allows.
    """

    dataset: str
    title: str
    status: str
    note: str
    published: str
    age_days: int
    stale: bool


class Digest(Struct, frozen=True):
    """A watch.

    Attributes:
        since: the day, or the time of the watch, since which changes are told.
        until: the day of this one.
        updates: every source.
        diffs: what changed, source by source.
        touched: what that did to the portfolio screened last; None where none was.
        cases: what to say of open cases.
        chain_head: of the ledger when it was made.
        withheld: findings and possible matches that are not told here, by the terms of their sources.
    """

    since: str
    until: str
    updates: tuple[Update, ...]
    diffs: tuple[Diff, ...]
    touched: Touched | None
    cases: str
    chain_head: str
    withheld: int = 0
