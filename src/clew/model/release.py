"""Rows that a release hands over for display: claims as they lie in the lake, and where organisations are."""

from msgspec import Struct


class ClaimRow(Struct, frozen=True):
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


class PlaceRow(Struct, frozen=True):
    """Where an address of an organisation is.

    Attributes:
        claim_id: of the claim `locatedIn`, which is ours.
        place: name of the place, with that of the place which it is part of.
        why: how sure that is, and the words that gave it.
        dataset, locator: whose address it is, and where it stands.
    """

    claim_id: str
    place: str
    why: str
    dataset: str
    locator: str
