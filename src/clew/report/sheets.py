"""Every table of a screening as columns over its rows."""

from msgspec import Struct

from clew.model.lookthrough import BookUsed
from clew.model.screening import (
    CitedClaim,
    Counts,
    Coverage,
    Finding,
    HoldingRef,
    Input,
    LeftOut,
    PathLink,
    PlainRow,
    Reach,
    Screening,
    Searched,
    SectorSignal,
)
from clew.render.grid import Cell, Column, Form, Grid, grid
from clew.report import phrases
from clew.report.claims import dated
from clew.report.figures import answer
from clew.report.threads import is_weak, path_sentence

FOUND_NOTHING = "no information found"


class _Ranked(Struct, frozen=True):
    """A finding with its place in its section, from 1."""

    rank: int
    finding: Finding


class _Step(Struct, frozen=True):
    """One link of one finding's path, from 1."""

    finding: Finding
    number: int
    link: PathLink


class _Cited(Struct, frozen=True):
    """One claim of one finding."""

    finding: Finding
    claim: CitedClaim


def tables(screening: Screening) -> tuple[Grid, ...]:
    """Every sheet in the order of the workbook; the first holds the current findings, ranked."""
    everything = (*screening.findings, *screening.historical, *screening.restrictions, *screening.affiliations)
    steps = [_Step(finding, number, link) for finding in everything for number, link in enumerate(finding.path, start=1)]
    cited = [_Cited(finding, claim) for finding in everything for claim in finding.claims]
    plain = [row for row in screening.rows if row.status == FOUND_NOTHING]
    unplaced = [row for row in screening.rows if row.status != FOUND_NOTHING]
    return (
        grid("Findings", answer(screening), FINDINGS, _ranked(screening.findings), phrases.EMPTY_FINDINGS),
        grid("Reach", phrases.REACH_NOTE, REACH, screening.reach, phrases.EMPTY_FINDINGS),
        grid("Funds", screening.lookthrough.sentence or phrases.EMPTY_FUNDS, FUNDS, screening.lookthrough.books, phrases.EMPTY_FUNDS),
        grid("Paths", phrases.PATHS_NOTE, PATHS, steps, phrases.EMPTY_PATHS),
        grid("Claims", phrases.CLAIMS_NOTE, CLAIMS, cited, phrases.EMPTY_CLAIMS),
        grid("Historical", phrases.HISTORICAL_NOTE, HISTORICAL, _ranked(screening.historical), phrases.EMPTY_HISTORICAL),
        grid("Other restrictions", phrases.RESTRICTIONS_NOTE, RESTRICTIONS, _ranked(screening.restrictions), phrases.EMPTY_RESTRICTIONS),
        grid("Affiliations", phrases.AFFILIATIONS_NOTE, RESTRICTIONS, _ranked(screening.affiliations), phrases.EMPTY_AFFILIATIONS),
        grid("Sector signals", phrases.SIGNALS_NOTE, SIGNALS, screening.sector_signals, phrases.EMPTY_SIGNALS),
        grid("Coverage", phrases.COVERAGE_NOTE, COVERAGE, screening.coverage, phrases.EMPTY_COVERAGE),
        grid("Searched", phrases.SEARCHED_NOTE, SEARCHED, screening.searched, phrases.EMPTY_SEARCHED),
        grid("Left out", phrases.LEFT_OUT_NOTE, LEFT_OUT, screening.left_out, phrases.EMPTY_LEFT_OUT),
        grid(
            "Not resolved", f"{counts_sentence(screening.counts)} {identified_sentence(screening)}", ROWS, unplaced, phrases.EMPTY_UNPLACED
        ),
        grid("No information found", phrases.ROWS_NOTE, PLAIN, plain, phrases.EMPTY_ROWS),
        grid("Inputs", f"{phrases.INPUTS_NOTE} Chain head {screening.chain_head}.", INPUTS, screening.inputs, phrases.EMPTY_INPUTS),
    )


def counts_sentence(counts: Counts) -> str:
    """Rows of the file by what became of them; they always add up."""
    return (
        f"{counts.rows_in:,} rows in = {counts.resolved:,} resolved + {counts.candidates:,} with possible matches only"
        f" + {counts.unresolved:,} not resolved + {counts.not_companies:,} not companies + {counts.rejected:,} rejected."
    )


def identified_sentence(screening: Screening) -> str:
    """How the rows' issuers were told, and why not."""
    return f"{'; '.join(f'{one.rows:,} {one.title}' for one in screening.identified)}." if screening.identified else ""


def _ranked(findings: tuple[Finding, ...]) -> list[_Ranked]:
    return [_Ranked(rank, finding) for rank, finding in enumerate(findings, start=1)]


def _via(holding: HoldingRef) -> str:
    return " → ".join(holding.way)


def _sources(finding: Finding) -> str:
    return "; ".join(dict.fromkeys(f"{claim.title} ({dated(claim)}, {claim.grade})" for claim in finding.claims))


def _low(finding: Finding) -> Cell:
    return None if finding.share is None else finding.share[0]


def _high(finding: Finding) -> Cell:
    return None if finding.share is None else finding.share[1]


_WHO: tuple[Column[_Ranked], ...] = (
    Column("Holding", lambda row: row.finding.holding.name, width=34),
    Column("ISIN", lambda row: row.finding.holding.isin, width=15),
    Column("Row in file", lambda row: row.finding.holding.row, Form.NUMBER, 8),
    Column("Through funds", lambda row: _via(row.finding.holding), width=24),
    Column("Weight", lambda row: row.finding.holding.weight, Form.SHARE, 11),
    Column("Company", lambda row: row.finding.company, width=34),
    Column("Company (Chinese)", lambda row: row.finding.company_zh, width=26),
    Column("Indicator", lambda row: row.finding.indicator.code, width=11),
    Column("Indicator title", lambda row: row.finding.indicator.title, Form.LONG, 30),
    Column("Wording level", lambda row: row.finding.level.value, width=14),
    Column("What may be said", lambda row: row.finding.sentence, Form.LONG, 70),
    Column("State of its sources", lambda row: row.finding.state, width=14),
)

_WHY: tuple[Column[_Ranked], ...] = (
    Column("Involvement proposed", lambda row: row.finding.involvement, width=16),
    Column("Reason of the proposal", lambda row: row.finding.involvement_reason, Form.LONG, 44),
)

_MEASURES: tuple[Column[_Ranked], ...] = (
    Column("Severity: scale (0–4)", lambda row: row.finding.severity.scale, Form.NUMBER, 9),
    Column("Severity: scope (0–4)", lambda row: row.finding.severity.scope, Form.NUMBER, 9),
    Column("Severity: irremediability (0–4)", lambda row: row.finding.severity.irremediability, Form.NUMBER, 14),
    Column("Link confidence, low", lambda row: row.finding.confidence[0], Form.NUMBER, 11),
    Column("Link confidence, high", lambda row: row.finding.confidence[1], Form.NUMBER, 11),
    Column("Economic share, low", lambda row: _low(row.finding), Form.SHARE, 11),
    Column("Economic share, high", lambda row: _high(row.finding), Form.SHARE, 11),
)

_BASIS: tuple[Column[_Ranked], ...] = (
    Column("Path", lambda row: path_sentence(row.finding), Form.LONG, 70),
    Column("Sources", lambda row: _sources(row.finding), Form.LONG, 44),
    Column("Reply", lambda row: row.finding.reply.state, width=12),
    Column("Reply text", lambda row: row.finding.reply.text, Form.LONG, 40),
    Column("Further evidence not drawn", lambda row: row.finding.also, Form.NUMBER, 11),
    Column("Claim ids", lambda row: " ".join(claim.id for claim in row.finding.claims), width=24),
    Column("Finding id", lambda row: row.finding.id, width=24),
)

FINDINGS: tuple[Column[_Ranked], ...] = (Column("Rank", lambda row: row.rank, Form.NUMBER, 6), *_WHO, *_WHY, *_MEASURES, *_BASIS)

HISTORICAL: tuple[Column[_Ranked], ...] = (
    *_WHO,
    Column("What followed", lambda row: row.finding.outcome, Form.LONG, 50),
    Column("Positive practice", lambda row: "yes" if row.finding.positive else "", width=10),
    *_BASIS,
)

RESTRICTIONS: tuple[Column[_Ranked], ...] = (*_WHO, *_BASIS)

REACH: tuple[Column[Reach], ...] = (
    Column("Indicator", lambda row: row.indicator, width=11),
    Column("Indicator title", lambda row: row.title, Form.LONG, 50),
    Column("Holdings", lambda row: row.holdings, Form.NUMBER, 10),
    Column("Weight, direct", lambda row: row.direct, Form.SHARE, 14),
    Column("Weight, through funds", lambda row: row.through_funds, Form.SHARE, 14),
)

FUNDS: tuple[Column[BookUsed], ...] = (
    Column("Fund or index", lambda row: row.name, width=40),
    Column("ISIN", lambda row: row.isin, width=15),
    Column("Weight held through it", lambda row: row.held, Form.SHARE, 12),
    Column("Its weights add up to", lambda row: row.weight, Form.SHARE, 12),
    Column("Rows", lambda row: row.rows, Form.NUMBER, 8),
    Column("Of", lambda row: row.as_of, width=11),
    Column("Days older than the portfolio", lambda row: row.age_days, Form.NUMBER, 12),
    Column("What may be said", lambda row: row.sentence, Form.LONG, 70),
    Column("File", lambda row: row.file, width=34),
)

PATHS: tuple[Column[_Step], ...] = (
    Column("Finding id", lambda row: row.finding.id, width=24),
    Column("Section", lambda row: row.finding.section.value, width=12),
    Column("Holding", lambda row: row.finding.holding.name, width=34),
    Column("Step", lambda row: row.number, Form.NUMBER, 6),
    Column("From", lambda row: row.link.source.name, width=34),
    Column("From (Chinese)", lambda row: row.link.source.name_zh, width=26),
    Column("Link", lambda row: row.link.kind, width=13),
    Column("Reads as", lambda row: row.link.verb, width=18),
    Column("Figure", lambda row: row.link.figure, width=10),
    Column("To", lambda row: row.link.target.name, width=34),
    Column("To (Chinese)", lambda row: row.link.target.name_zh, width=26),
    Column("Date", lambda row: row.link.date, width=11),
    Column("Confidence", lambda row: row.link.confidence, Form.NUMBER, 11),
    Column("Weak or unknown", lambda row: "yes" if is_weak(row.link) else "", width=10),
    Column("Claim ids", lambda row: " ".join(row.link.claims), width=40),
)

CLAIMS: tuple[Column[_Cited], ...] = (
    Column("Finding id", lambda row: row.finding.id, width=24),
    Column("Section", lambda row: row.finding.section.value, width=12),
    Column("Claim id", lambda row: row.claim.id, width=24),
    Column("Source", lambda row: row.claim.title, Form.LONG, 40),
    Column("Publisher", lambda row: row.claim.publisher, width=28),
    Column("Version", lambda row: row.claim.version, width=12),
    Column("Stated on", lambda row: row.claim.date, width=11),
    Column("Grade", lambda row: row.claim.grade, width=7),
    Column("Subject", lambda row: row.claim.entity_id, width=24),
    Column("Property", lambda row: row.claim.prop, width=14),
    Column("Value", lambda row: row.claim.value, Form.LONG, 50),
    Column("As written", lambda row: row.claim.original, Form.LONG, 50),
    Column("Language", lambda row: row.claim.lang, width=9),
    Column("Place in the source", lambda row: row.claim.locator, width=22),
    Column("In force since", lambda row: row.claim.since, width=12),
    Column("Notice", lambda row: row.claim.notice, width=22),
    Column("Address", lambda row: row.claim.url, width=40),
    Column("State", lambda row: row.claim.state, Form.LONG, 40),
    Column("Archived copy (SHA-256)", lambda row: row.claim.archive, width=30),
    Column("Dataset", lambda row: row.claim.source, width=22),
)

SIGNALS: tuple[Column[SectorSignal], ...] = (
    Column("Holding", lambda row: row.holding.name, width=34),
    Column("ISIN", lambda row: row.holding.isin, width=15),
    Column("Row in file", lambda row: row.holding.row, Form.NUMBER, 8),
    Column("Weight", lambda row: row.holding.weight, Form.SHARE, 11),
    Column("Sector", lambda row: row.sector, width=20),
    Column("Matched on", lambda row: row.matched_on, width=24),
    Column("What may be said", lambda row: row.sentence, Form.LONG, 70),
    Column("Notice", lambda row: row.notice, width=24),
    Column("Sector named since", lambda row: row.since, width=12),
)

COVERAGE: tuple[Column[Coverage], ...] = (
    Column("Kind of link", lambda row: row.kind, width=16),
    Column("Assessed", lambda row: row.assessed, width=10),
    Column("What may be said", lambda row: row.sentence, Form.LONG, 70),
    Column("Sources able to show it", lambda row: ", ".join(row.sources), Form.LONG, 50),
)

SEARCHED: tuple[Column[Searched], ...] = (
    Column("Source", lambda row: row.title, Form.LONG, 50),
    Column("Publisher", lambda row: row.publisher, width=32),
    Column("Version", lambda row: row.version, width=14),
    Column("Date", lambda row: row.date, width=11),
    Column("Age in days", lambda row: row.age_days, Form.NUMBER, 9),
    Column("Over 30 days", lambda row: "yes" if row.stale else "", width=9),
    Column("Claims", lambda row: row.claims, Form.NUMBER, 10),
    Column("State", lambda row: row.state, Form.LONG, 40),
    Column("Shipped with clew", lambda row: "yes" if row.starter else "", width=10),
    Column("Address", lambda row: row.url, width=50),
    Column("Dataset", lambda row: row.source, width=26),
)

LEFT_OUT: tuple[Column[LeftOut], ...] = (
    Column("Source", lambda row: row.title, Form.LONG, 50),
    Column("Publisher", lambda row: row.publisher, width=32),
    Column("Version", lambda row: row.version, width=14),
    Column("What may be said", lambda row: row.sentence, Form.LONG, 90),
    Column("Dataset", lambda row: row.source, width=26),
)

_ROW: tuple[Column[PlainRow], ...] = (
    Column("Row in file", lambda row: row.holding.row, Form.NUMBER, 8),
    Column("Holding", lambda row: row.holding.name, width=40),
    Column("ISIN", lambda row: row.holding.isin, width=15),
    Column("Through funds", lambda row: _via(row.holding), width=24),
    Column("Weight", lambda row: row.holding.weight, Form.SHARE, 11),
)

ROWS: tuple[Column[PlainRow], ...] = (
    *_ROW,
    Column("Status", lambda row: row.status, width=20),
    Column("What may be said", lambda row: row.sentence, width=90),
)

PLAIN: tuple[Column[PlainRow], ...] = (*_ROW, Column("What may be said", lambda row: row.sentence, width=90))

INPUTS: tuple[Column[Input], ...] = (
    Column("Kind", lambda row: row.kind, width=12),
    Column("Name", lambda row: row.name, width=44),
    Column("SHA-256", lambda row: row.sha256, width=68),
)
