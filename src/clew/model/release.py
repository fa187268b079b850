"""Rows that a release hands over for display: claims as they lie in the lake."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim of the lake, for a person to look at; the fields are those of `model.claim.Claim`, with id and dataset."""

    claim_id: str
    dataset: str
    entity_id: str
    schema: str
    prop: str
    value: str
    lang: str
    original: str
    locator: str
    source_url: str
    stated_on: str
    valid_from: str
    valid_to: str
    grade: str
