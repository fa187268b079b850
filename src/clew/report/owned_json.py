"""The owners and holdings of a company as JSON (`clew.own/1`): shares are fractions, null is unknown or not solved."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from clew.model.owned import Line, Owned, Party, Record, RuleAnswer
from clew.model.ownership import Band, Covered, Grip, Stake
from clew.report.owned import no_record, problem_words
from clew.report.shares import control_words, summed, way
from clew.values.plain import asdict

_PLACES = 12


def owned_document(found: Owned) -> dict[str, Any]:
    """The whole answer."""
    return {
        "contract": "clew.own/1",
        "entity_id": found.entity_id,
        "name": found.name(found.entity_id),
        "as_of": found.as_of,
        "known": found.known,
        "owners": [_line(found, one, up=True) for one in found.owners] if found.up else None,
        "owners_more": found.more[0],
        "owners_note": no_record(found, up=True) if found.up else "",
        "declared": [
            {"category": one.category, "reason": one.reason, "claims": [claim.id for claim in one.claims]} for one in found.declared
        ],
        "holdings": [_line(found, one, up=False) for one in found.holdings] if found.down else None,
        "holdings_more": found.more[1],
        "holdings_note": no_record(found, up=False) if found.down else "",
        "rules": [_rule(one) for one in found.rules],
        "rules_unassessed": list(found.unassessed),
        "problems": [
            {"kind": one.kind, "sentence": problem_words(found, one), "about": list(one.about), "records": list(one.interests)}
            for one in found.problems
        ],
        "parties": [_party(one) for _, one in sorted(found.parties.items())],
        "records": [_record(one) for one in found.records],
        "sources": [{"source": dataset, "date": day} for dataset, day in found.sources],
        "searched": [{"source": dataset, "date": day} for dataset, day in found.searched],
        "left_out": [asdict(one) for one in found.left_out],
        "others": [{"entity_id": entity, "name": name} for entity, name in found.others],
    }


def _line(found: Owned, line: Line, *, up: bool) -> dict[str, Any]:
    """An owner or a holding."""
    share = line.economic.share
    return {
        "entity_id": line.party,
        "name": found.name(line.party),
        "kind": found.parties[line.party].kind.value,
        "direct": line.direct,
        "economic": None if share is None else _band(share),
        "economic_sum": summed(line),
        "economic_unsolved": line.economic.solved,
        "doubtful": line.economic.doubtful,
        "of_itself": None if line.own is None else _band(line.own),
        "chains": [
            {"way": way(chain, found.name), "share": _band(chain.share), "stakes": [_stake(one) for one in chain.stakes]}
            for chain in line.chains
        ],
        "chains_whole": line.whole,
        "control": _grip(found, line.grip, line.party if up else found.entity_id),
    }


def _grip(found: Owned, grip: Grip | None, holder: str) -> Mapping[str, Any] | None:
    if grip is None:
        return None
    said = control_words(grip, holder, found.name)
    return {"sure": grip.sure.value, "votes": _band(grip.votes), "sum": said, "by": [_stake(one) for one in grip.by]}


def _rule(answer: RuleAnswer) -> dict[str, Any]:
    rule = asdict(answer.rule) | {"lists": list(answer.rule.lists)}
    holdings = [{"entity_id": party, **_covered(one)} for party, one in answer.holdings]
    return {**rule, "company": None if answer.company is None else _covered(answer.company), "holdings": holdings}


def _covered(one: Covered) -> dict[str, Any]:
    return {"covered": one.sure.value, "named": one.named, "share": _band(one.total), "by": [_stake(stake) for stake in one.by]}


def _stake(stake: Stake) -> dict[str, Any]:
    return {
        "owner": stake.owner,
        "asset": stake.asset,
        "share": _band(stake.share),
        "votes": None if stake.votes is None else _band(stake.votes),
        "control": stake.control.value,
        "records": list(stake.interests),
    }


def _party(party: Party) -> dict[str, Any]:
    numbers = [{"kind": kind, "value": value} for kind, value in party.identifiers]
    node = party.node
    return {
        "entity_id": node.entity_id,
        "name": node.name,
        "name_zh": node.name_zh,
        "kind": party.kind.value,
        "reason": party.reason,
        "identifiers": numbers,
    }


def _record(record: Record) -> dict[str, Any]:
    """A record with the claims it is made of, each with its source and place."""
    claims = [
        {
            "id": claim.id,
            "source": claim.source,
            "version": claim.version,
            "prop": claim.prop,
            "value": claim.value,
            "original": claim.original,
            "locator": claim.locator,
            "date": claim.date,
            "grade": claim.grade,
            "url": claim.url,
            "archive": claim.archive,
            "state": claim.state,
        }
        for claim in record.claims
    ]
    return {**asdict(record.interest), "state": record.state, "adds": record.adds, "claims": claims}


def _band(share: Band) -> dict[str, Any]:
    return {"low": _number(share.low), "high": _number(share.high), "told": share.told}


def _number(value: Fraction) -> float:
    return round(float(value), _PLACES)
