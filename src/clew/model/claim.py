"""A claim: one thing that one source said about one subject, as a row of a snapshot."""

from typing import NamedTuple


class Claim(NamedTuple):
    """One claim as a reader yields it; the lake adds `claim_id`, the hash of what is said.

    All values are text; dates are ISO (`2024`, `2024-05` and `2024-05-17` are all allowed), "" means not said.

    Attributes:
        entity_id: the subject within its dataset, `uflpa:xinjiang-daqo-new-energy`.
        schema: FollowTheMoney's schema name, or one of our extensions (`docs/reference/vocabulary.md`).
        prop: the property that the claim fills.
        value: the value, normalised; a reference to another entity is its `entity_id`.
        lang: ISO 639-3 of the value, "" where it has none.
        original: the value as written, where normalising changed it; "" otherwise.
        locator: where in the source: table and row, page, anchor, record id.
        source_url: the publisher's address.
        stated_on: when the source said so.
        valid_from, valid_to: when it held in the world; the only place where a link's dates live.
        grade: G1 … G6, the evidence grade of this statement.
    """

    entity_id: str
    schema: str
    prop: str
    value: str
    lang: str = ""
    original: str = ""
    locator: str = ""
    source_url: str = ""
    stated_on: str = ""
    valid_from: str = ""
    valid_to: str = ""
    grade: str = "G1"
