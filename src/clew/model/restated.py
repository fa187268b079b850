"""The findings of every version of a portfolio, restated by one release: what came and went from version to version, and why."""

from decimal import Decimal

from msgspec import Struct

from clew.model.turnover import VersionRef


class RestatedVersion(Struct, frozen=True):
    """One version, screened with today's sources.

    Attributes:
        version: which.
        lines: rows that name a company or a fund.
        findings, historical, restrictions, affiliations: how many there are.
        holdings: lines with a current finding.
        weight: sum of their known weights, as a fraction; `unknown` counts those whose weight is not known.
    """

    version: VersionRef
    lines: int
    findings: int
    historical: int
    restrictions: int
    affiliations: int
    holdings: int
    weight: Decimal
    unknown: int


class Moved(Struct, frozen=True):
    """A finding that a newer version has and the older one has not, or the other way round.

    Attributes:
        kind: `came` or `went`.
        why: what of the holdings made it so, in a sentence.
        finding_id, section, indicator, sentence: of the finding.
        row, holding, company, weight, through: whose it is, in the version that has it; `through` are the funds on the way.
        export: whether the terms of its sources allow passing it on.
    """

    kind: str
    why: str
    finding_id: str
    section: str
    indicator: str
    sentence: str
    row: int
    holding: str
    company: str
    weight: Decimal | None
    through: tuple[str, ...]
    export: bool


class RestatedStep(Struct, frozen=True):
    """From one version to the next: what came and went; `stayed` counts the rest."""

    before: VersionRef
    after: VersionRef
    moved: tuple[Moved, ...]
    stayed: int


class History(Struct, frozen=True):
    """A portfolio over time.

    Attributes:
        portfolio: its name.
        as_of, known: the two clocks, the same for every version.
        versions: oldest first; `steps`: from each to the next.
        chain_head: of the ledger when the sources were pinned.
    """

    portfolio: str
    as_of: str
    known: str
    versions: tuple[RestatedVersion, ...]
    steps: tuple[RestatedStep, ...]
    chain_head: str
