"""The result of a screening: findings with their paths and claims, and everything that was not found.

These types are the inside of the JSON contract (`docs/reference/json.md`): a field renamed here is a new contract version.
"""

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from clew.model.identified import Identified
from clew.model.lookthrough import UNSEEN, Lookthrough


class Section(StrEnum):
    """Where a finding stands in the report; decided by `assess`, never by the reader's filter."""

    FINDING = "finding"
    """A current link to an indicator: ranked and counted."""
    HISTORICAL = "historical"
    """Conduct that ended, or a claim older than 36 months that was not renewed: shown, never ranked or counted."""
    RESTRICTION = "restriction"
    """Another legal restriction (military lists): without severity, outside the weight reached."""
    AFFILIATION = "affiliation"
    """The issuer's own parent carries the evidence: a flag, not a mode of involvement."""


class Level(StrEnum):
    """What may be said (the wording level), strongest first."""

    LISTED = "Listed"
    SELF_DISCLOSED = "Self-disclosed"
    REPORTED = "Reported"
    INDICATED = "Indicated"
    SINGLE_CLAIM = "Single claim"
    """One claim without a source of its own, or one inference alone: shown when historical; a current one stays internal."""
    POSSIBLE_MATCH = "Possible match"


class CitedClaim(Struct, frozen=True):
    """One claim as a report shows it: what was said, by whom, where, and how to check it.

    Attributes:
        id: the claim's content hash.
        entity_id: the source-scoped subject.
        source: dataset id; `title` and `publisher` are its card's.
        prop: the property that the claim fills (`name`, `sublist`, `text`, …).
        value, original: as we hold it, and as written in the source.
        lang: ISO 639-3 of the original, or "".
        locator: row, page, line or anchor in the source.
        date: when the source stated it (ISO), or "" where unknown.
        since: the effective date of its notice (ISO), or "" where no notice says so.
        notice: citation of that notice, or "".
        grade: G1 … G6.
        url: the publisher's address.
        archive: SHA-256 of the archived bytes that it was read from.
        version: the version (date) of the list or document.
        state: what became of it, or of its source: "corrected 2026-11-20: …", "publisher's page unavailable since …", or "".
        export: False where the terms of its source do not allow it to be passed on.
    """

    id: str
    entity_id: str
    source: str
    title: str
    publisher: str
    prop: str
    value: str
    original: str
    lang: str
    locator: str
    date: str
    since: str
    notice: str
    grade: str
    url: str
    archive: str
    version: str
    state: str = ""
    export: bool = True


class Node(Struct, frozen=True):
    """One organisation, place or programme on a path: Latin name above, Chinese below."""

    entity_id: str
    name: str
    name_zh: str


class PathLink(Struct, frozen=True):
    """One link of a path, from the investor's side to the evidence.

    Attributes:
        kind: `lookthrough`, `issues`, `owns`, `controls`, `supplied_by`, `sells_to`, `contract`,
            `hosting`, `partner`, `programme`, `parent`, or `evidence` for the last step (on a list, named in a report).
        verb: how the sentence reads it: "holds", "owns", "buys from", "appears on".
        figure: what stands on the arrow: "2.1 %", "63 %", "50–75 %", "" where there is none.
        date: the date of the youngest claim behind it (ISO), or "".
        confidence: of this link, by the policy pack's table; a convention for ordering, not a probability.
        claims: ids of the claims behind it; empty for the investor's own holding.
    """

    source: Node
    target: Node
    kind: str
    verb: str
    figure: str
    date: str
    confidence: float
    claims: tuple[str, ...]


class HoldingRef(Struct, frozen=True):
    """A holding as the report names it.

    Attributes:
        row: row in the holdings file; for a holding reached through funds, that of the top-level line.
        name, isin: as in the file ("" when absent).
        weight: share of the whole portfolio that this line (or this route through funds) is, or None if unknown.
        via: names of the funds it was reached through, outermost first; empty for a direct holding.
        member: where portfolios are rolled up to a client or a plan, the one that `row` stands in; else "".
    """

    row: int
    name: str
    isin: str
    weight: Decimal | None
    via: tuple[str, ...]
    member: str = ""

    @property
    def way(self) -> tuple[str, ...]:
        """All that it was reached through: the member portfolio, if there is one, then the funds."""
        return (self.member, *self.via) if self.member else self.via


class Severity(Struct, frozen=True):
    """Scale, scope and irremediability, 0–4 each; None is unknown and is shown as unknown."""

    scale: int | None
    scope: int | None
    irremediability: int | None


class Indicator(Struct, frozen=True):
    """An indicator of the standards pack."""

    code: str
    title: str
    mode: str
    """`specific_instance` or `systemic_nexus`."""


class Reply(Struct, frozen=True):
    """What the company said, beside the claim; `state` is `asked`, `replied`, `no reply`, `not asked`."""

    state: str
    text: str
    source: str
    date: str


class Finding(Struct, frozen=True):
    """One holding, one indicator, its best path to one piece of evidence.

    Attributes:
        id: stable: hash of the holding's key, indicator and evidence.
        section: where it stands.
        company: the resolved company's name; `entity_id` its cluster.
        involvement: `cause`, `contribute`, `directly linked`, `affiliation`, or "" (restriction), always a proposal;
            `involvement_reason` says why.
        confidence: [best path, recursive noisy-or], both 0..1; `simulated`: the share of draws in which some path held, within them.
        goods: whether the goods along a path of supply are of one product, in a sentence; "" where there is no supply on it.
        share: economic share of the portfolio behind the path [low, high]; None where weight is unknown.
        level, sentence: the wording level and the one sentence that may be said, with what became of its sources.
        path: from the portfolio to the evidence; `claims` are all claims cited on it.
        outcome: what followed (stopped, replied, withdrew), or "".
        positive: True for a positive practice (a withdrawal, a stop), shown among the historical rows.
        also: number of further pieces of evidence for the same holding and indicator that are not drawn.
        state: `withdrawn`, `corrected` or `unavailable`, the gravest that became of what it rests on; "" where nothing did.
        basis: ids of every claim that it rests on, quoted or not; not part of any document.
        closed: the sources it rests on whose terms do not allow it to be passed on, as a sentence calls them.
    """

    id: str
    section: Section
    holding: HoldingRef
    company: str
    company_zh: str
    entity_id: str
    indicator: Indicator
    involvement: str
    involvement_reason: str
    severity: Severity
    confidence: tuple[float, float]
    share: tuple[Decimal, Decimal] | None
    level: Level
    sentence: str
    path: tuple[PathLink, ...]
    claims: tuple[CitedClaim, ...]
    reply: Reply
    outcome: str
    positive: bool
    also: int
    state: str = ""
    basis: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    simulated: float | None = None
    goods: str = ""


class SectorSignal(Struct, frozen=True):
    """A holding whose name, stated industry or goods are of a high-priority sector: no finding and no presumption."""

    holding: HoldingRef
    sector: str
    matched_on: str
    sentence: str
    notice: str
    since: str
    claims: tuple[CitedClaim, ...]


class Candidate(Struct, frozen=True):
    """A name-only match for a person to confirm or reject; never part of the report.

    Attributes:
        holding: the holding's row and name.
        entity_id, entity_name: what its name resembles.
        source: dataset of that entity.
        why: in one sentence, how the names agree and what is missing.
        command: the command that records a judgement.
        export: False where the terms of its source do not allow it to be passed on.
    """

    holding: HoldingRef
    entity_id: str
    entity_name: str
    source: str
    why: str
    command: str
    export: bool = True


class PlainRow(Struct, frozen=True):
    """A row that carries no finding, with the sentence or reason that may be said of it."""

    holding: HoldingRef
    status: str
    """`no information found`, `unresolved`, `not a company`, `rejected`, `book not seen`; in a file `left out` as well."""
    sentence: str


class Counts(Struct, frozen=True):
    """Rows of the file by what became of them; `rows_in` is always the sum of the other five."""

    rows_in: int
    resolved: int
    candidates: int
    unresolved: int
    not_companies: int
    rejected: int


class Reach(Struct, frozen=True):
    """Share of portfolio weight reached by one indicator, each holding counted once: direct and through funds."""

    indicator: str
    title: str
    holdings: int
    direct: Decimal
    through_funds: Decimal


class Searched(Struct, frozen=True):
    """One source that was searched, and how old it is.

    Attributes:
        source: dataset id; `version` its version label; `date` the day the publisher's state is of (ISO).
        age_days: days between `date` and the screening's as-of date.
        stale: True over 30 days for lists that change; drives the banner.
        claims: number of claims in the snapshot.
        starter: True for the tables that ship with clew.
        state: what became of it at its publisher, or "".
    """

    source: str
    title: str
    publisher: str
    version: str
    date: str
    age_days: int
    stale: bool
    claims: int
    url: str
    starter: bool
    state: str = ""


class LeftOut(Struct, frozen=True):
    """A version of a source that this workspace holds and that was not searched.

    Attributes:
        source, title, publisher, version: which one.
        why: "withdrawn by its publisher on …: …", or what its licence forbids.
        sentence: the same as a sentence, with the version that was searched in its place, if there is one.
    """

    source: str
    title: str
    publisher: str
    version: str
    why: str
    sentence: str


class Coverage(Struct, frozen=True):
    """What could, or could not, be assessed.

    Attributes:
        kind: `listings`, `ownership`, `supply`, `contracts`, `hosting`, `programmes`, `funds`.
        assessed: `yes`, `in part` or `no`.
        sources: dataset ids that are able to show it.
        sentence: what may be said: "Not assessed for supply: no source of that kind is loaded."
    """

    kind: str
    assessed: str
    sources: tuple[str, ...]
    sentence: str


class Input(Struct, frozen=True):
    """One input with its content hash: `kind` is `holdings`, `mapping`, `snapshot`, `pack`, `decisions`, `near names`, `clew`."""

    kind: str
    name: str
    sha256: str


class Screening(Struct, frozen=True):
    """The whole result. Two screenings of the same inputs are equal; times of day are not part of it.

    Attributes:
        title: "Links to ask about: <portfolio>".
        heading: the working-paper line that stands on every output.
        as_of, known: the two clocks (ISO dates).
        weight_total: sum of the weights in the file; `weight_unseen` the part in books not seen.
        chain_head: hash of the newest event of the ledger when the inputs were pinned.
        notes: what a reader must know about the reading of the file (warnings, skipped rows).
        left_out: versions of sources that are held and were not searched.
        identified: how the rows were told apart, and why not.
        withheld: in a file, the number of findings that it leaves out because the terms of their sources do not allow passing them on.
        lookthrough: how much of the weight is held directly, how much through funds that were opened, and how much is unknown.
    """

    title: str
    heading: str
    portfolio_name: str
    as_of: str
    known: str
    counts: Counts
    weight_total: Decimal | None
    weight_unseen: Decimal
    reach: tuple[Reach, ...]
    findings: tuple[Finding, ...]
    historical: tuple[Finding, ...]
    restrictions: tuple[Finding, ...]
    affiliations: tuple[Finding, ...]
    sector_signals: tuple[SectorSignal, ...]
    candidates: tuple[Candidate, ...]
    rows: tuple[PlainRow, ...]
    coverage: tuple[Coverage, ...]
    searched: tuple[Searched, ...]
    inputs: tuple[Input, ...]
    chain_head: str
    notes: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()
    identified: tuple[Identified, ...] = ()
    withheld: int = 0
    lookthrough: Lookthrough = UNSEEN
