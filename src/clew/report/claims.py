"""Claims as a reader sees them: those of one entry of one source stand together, each under its label, with one line of provenance."""

import re
from decimal import Decimal
from itertools import groupby

from msgspec import Struct

from clew.model.screening import CitedClaim, Finding
from clew.report.figures import percent

_LABELS = {
    "endedReason": "how it ended",
    "ground": "ground",
    "groundNote": "our note on the ground",
    "groundQuote": "ground, as published",
    "listedName": "name as listed",
    "proof": "read in",
    "scopeNote": "our note on the scope",
    "shareHigh": "share, at most",
    "shareLow": "share, at least",
    "sublist": "sub-list",
}

_QUOTED = frozenset({"groundQuote", "listedName", "name", "reply", "text"})
"""Properties whose values are a source's own wording; all others are notes, codes, dates and figures, and stand without quotation marks."""

_GROUNDS = {
    "xuar_forced_labour": "forced labour in the region",
    "minority_surveillance": "surveillance of minorities",
    "military": "military",
    "other": "other",
}


class ClaimGroup(Struct, frozen=True):
    """Claims of one entry of one source, in the order of the finding.

    Attributes:
        head: the claim whose source, version, grade, notice and archive stand for all.
        claims: at least one.
        locator: where they all stand, or "" where each has its own.
    """

    head: CitedClaim
    claims: tuple[CitedClaim, ...]
    locator: str


def grouped(claims: tuple[CitedClaim, ...]) -> tuple[ClaimGroup, ...]:
    """Put neighbouring claims of the same entry and source together."""
    runs = [tuple(run) for _, run in groupby(claims, key=_entry)]
    return tuple(ClaimGroup(run[0], run, run[0].locator if len({claim.locator for claim in run}) == 1 else "") for run in runs)


def label(prop: str) -> str:
    """What a property is called: "listedName" is "name as listed"; one without a label is its own name in words."""
    return _LABELS.get(prop, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", prop).lower())


def is_quotation(claim: CitedClaim) -> bool:
    """Whether the claim's text is the source's own wording, to be set in quotation marks."""
    return claim.prop in _QUOTED


def wording(claim: CitedClaim) -> str:
    """What was said, as written in the source where that is kept; codes in words, shares in per cent."""
    if claim.prop == "ground":
        return _GROUNDS.get(claim.value, claim.value)
    if claim.prop in {"shareLow", "shareHigh"} and re.fullmatch(r"\d+(\.\d+)?", claim.value):
        return percent(Decimal(claim.value))
    return _unmarked(claim.original or claim.value) if is_quotation(claim) else claim.original or claim.value


def quoted(claim: CitedClaim) -> str:
    """The wording, in quotation marks where it is the source's own."""
    return f"“{wording(claim)}”" if is_quotation(claim) else wording(claim)


def held_as(claim: CitedClaim) -> str:
    """The value as we hold it, where it differs from what was written."""
    return claim.value if is_quotation(claim) and claim.original and claim.value != claim.original else ""


def dated(claim: CitedClaim) -> str:
    """The version of the list or document, else the day of the statement."""
    return claim.version or claim.date or "undated"


def stated_in(finding: Finding) -> str:
    """The source of the evidence itself, the last step of the path, and the date of its version."""
    evidence = finding.path[-1].claims if finding.path else ()
    claim = next((claim for claim in finding.claims if claim.id in evidence), next(iter(finding.claims), None))
    return "" if claim is None else f"{claim.title}, {dated(claim)}"


def _unmarked(text: str) -> str:
    """A quotation without quotation marks of its own around the whole, so that they are not doubled."""
    first, last = text[:1], text[-1:]
    return text[1:-1] if (first, last) in {('"', '"'), ("“", "”")} and not {first, last} & set(text[1:-1]) else text


def _entry(claim: CitedClaim) -> tuple[str, ...]:
    return (
        claim.entity_id,
        claim.source,
        claim.title,
        claim.publisher,
        claim.version,
        claim.date,
        claim.grade,
        claim.url,
        claim.notice,
        claim.archive,
    )
