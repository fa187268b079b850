"""Ownership as statements of the Beneficial Ownership Data Standard, version 0.4 (https://standard.openownership.org/en/0.4.0/).

What is written: an entity for each organisation, a relationship for each record, with its interests and the record's own figures; nothing
that clew computed. A person is never written: in the place of one stands a person who is anonymous, with the share alone. The same records
give the same bytes. Read back by the source `bods`, the owners, the companies, and the figures are the same. Control that a source
states in words is written as influence or control of a kind that the standard has, the words beside it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from clew.model.owned import Owned, Party, PartyKind, Record
from clew.model.ownership import Interest
from clew.report.claims import dated

_VERSION = "0.4"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAMED = re.compile(r"[a-z]+([A-Z][a-z]+)*")
_KINDS = (
    (re.compile("voting-rights|votingRights"), "votingRights"),
    (re.compile("surplus-assets"), "rightsToSurplusAssetsOnDissolution"),
    (re.compile("appoint"), "appointmentOfBoard"),
    (re.compile("influence|control|nominee"), "otherInfluenceOrControl"),
)
"""Words of registers for a kind of interest, and the standard's code for it; a code of the standard stays what it is."""
_SCHEMES = {
    "lei": {"scheme": "XI-LEI", "schemeName": "Global Legal Entity Identifier Index"},
    "uscc": {"schemeName": "Unified Social Credit Code"},
    "cik": {"scheme": "US-SEC", "schemeName": "SEC Central Index Key"},
}
_UNTOLD = "informationUnknownToPublisher"


def bods_statements(found: Owned, records: Iterable[Record]) -> list[dict[str, Any]]:
    """The statements of some of the records of an answer, entities and persons before relationships.

    Args:
        found: names and kinds of both ends.
        records: those that are written; all held on the day.
    """
    kept = sorted(records, key=lambda record: record.interest.interest_id)
    ends = sorted({end for record in kept for end in (record.interest.owner, record.interest.asset)})
    parties = [_party(found, found.parties[end]) for end in ends]
    return [*parties, *(_relationship(found, record) for record in kept)]


def bods_bytes(statements: Iterable[Mapping[str, Any]]) -> bytes:
    """Statements as a file: a JSON array, each statement on a line of its own."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in statements)
    return f"[\n{lines}\n]\n".encode()


def _statement(found: Owned, kind: str, record: str, day: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """A statement of a record; its id is the hash of what it says, with the day."""
    said = json.dumps([kind, record, day, details], ensure_ascii=False, sort_keys=True)
    return {
        "statementId": hashlib.sha256(said.encode()).hexdigest()[:32],
        "declarationSubject": found.entity_id,
        "statementDate": day,
        "publicationDetails": {"publicationDate": found.as_of, "bodsVersion": _VERSION, "publisher": {"name": "clew"}},
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "recordDetails": {"isComponent": False, **details},
    }


def _party(found: Owned, party: Party) -> dict[str, Any]:
    """One end: an entity, or in the place of a person one without a name."""
    node = party.node
    if party.kind in {PartyKind.PERSON, PartyKind.UNDECLARED}:
        why = {"reason": _UNTOLD, **({"description": party.reason} if party.reason else {})}
        kind = "anonymousPerson" if party.kind is PartyKind.PERSON else "unknownPerson"
        details: dict[str, Any] = {"personType": kind, "unspecifiedPersonDetails": why}
        return _statement(found, "person", node.entity_id, found.as_of, details)
    numbers = [{"id": value, **_SCHEMES[kind]} for kind, value in party.identifiers if kind in _SCHEMES]
    known = party.kind is PartyKind.ORGANISATION
    details = {"entityType": {"type": "registeredEntity" if known else "unknownEntity"}, "name": node.name}
    details |= {"alternateNames": [node.name_zh]} if node.name_zh else {}
    details |= {"identifiers": numbers} if numbers else {}
    return _statement(found, "entity", node.entity_id, found.as_of, details)


def _relationship(found: Owned, record: Record) -> dict[str, Any]:
    """One record: who has which interest in whom, since when, and where that was read."""
    one = record.interest
    day = one.stated_on if _DAY.fullmatch(one.stated_on) else found.as_of
    details = {"subject": one.asset, "interestedParty": one.owner, "interests": _interests(one)}
    return {**_statement(found, "relationship", one.interest_id, day, details), "source": _source(record)}


def _interests(one: Interest) -> list[dict[str, Any]]:
    """The interest of a record, and the words that call its asset a subsidiary as one of their own."""
    dates = {name: day for name, day in (("startDate", one.valid_from), ("endDate", one.valid_to)) if _DAY.fullmatch(day)}
    level = "indirect" if one.schema == "IndirectOwnership" or "indirect" in one.level or "ULTIMATELY" in one.relation else "direct"
    base = {"directOrIndirect": level, **dates}
    found = []
    if one.schema == "Control":
        found.append({"type": _kind(one.kind), **base, **_share(one.votes_low, one.votes_high), "details": one.kind})
    else:
        found.append({"type": "shareholding", **base, **_share(one.share_low, one.share_high)})
        if one.votes_low or one.votes_high:
            found.append({"type": "votingRights", **base, **_share(one.votes_low, one.votes_high)})
    if one.role:
        found.append({"type": "otherInfluenceOrControl", **base, "details": f"called a {one.role}"})
    return found


def _kind(word: str) -> str:
    """The standard's code for a kind of interest."""
    if _NAMED.fullmatch(word):
        return word
    return next((code for pattern, code in _KINDS if pattern.search(word)), "unknownInterest")


def _share(low: str, high: str) -> dict[str, Any]:
    """A figure as the standard has it, in per cent; nothing where it is unknown or no part of a whole."""
    ends = {name: Decimal(end) * 100 for name, end in (("minimum", low), ("maximum", high)) if end}
    if not ends or any(not 0 <= end <= 100 for end in ends.values()):  # noqa: PLR2004 - per cent
        return {}
    if len(set(ends.values())) == 1 and len(ends) == 2:  # noqa: PLR2004 - both ends
        return {"share": {"exact": _number(ends["minimum"])}}
    return {"share": {name: _number(end) for name, end in ends.items()}}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _source(record: Record) -> dict[str, Any]:
    """Where a record was read: publisher, document, version, and place."""
    if not record.claims:
        return {}
    head = record.claims[0]
    kind = "officialRegister" if head.grade == "G1" else "thirdParty"
    where = ", ".join(part for part in (head.publisher, head.title, dated(head), head.grade, head.locator) if part)
    return {"type": [kind], "description": where, **({"url": head.url} if head.url else {})}
