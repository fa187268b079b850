"""What parties to ownership are called, and the claims of records: read together, for as many as a question is about."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from clew.assess.facts import Facts
from clew.engine.port import Engine
from clew.model.owned import Declaration, Party, PartyKind, Record
from clew.model.ownership import Interest
from clew.model.screening import Node
from clew.ownership.stakes import JOINT
from clew.work.release import Release
from clew.work.threads import grouped, read_facts

_PLACEHOLDERS = {"PersonalOwner": PartyKind.PERSON, "UnknownOwner": PartyKind.UNDECLARED}
_CALLED = {
    PartyKind.PERSON: "a private person (not named here)",
    PartyKind.UNDECLARED: "an owner that is declared and not told",
}
_DECLARED = """
SELECT DISTINCT p.entity_id FROM claims p JOIN cluster c ON c.entity_id = p.value JOIN ownership_asked a ON a.cluster_id = c.cluster_id
WHERE p.schema = 'ReportingException' AND p.prop = 'entity' AND p.valid_from <= '{as_of}' AND (p.valid_to = '' OR p.valid_to > '{as_of}')
ORDER BY p.entity_id
"""
_IDENTIFIERS = """
SELECT DISTINCT c.cluster_id, i.kind, i.value
FROM identifier i JOIN cluster c ON c.entity_id = i.entity_id JOIN wanted_name w ON w.cluster_id = c.cluster_id
WHERE i.kind IN ('lei', 'uscc', 'cik', 'isin') ORDER BY 1, 2, 3
"""


class Told(Struct, frozen=True):
    """What is told of parties and of records."""

    parties: Mapping[str, Party]
    declared: tuple[Declaration, ...]
    facts: Facts

    def cited(self, records: Sequence[Record]) -> tuple[Record, ...]:
        """The records with their claims."""
        return tuple(replace(one, claims=self.facts.said(one.interest.interest_id)) for one in records)


def read_told(engine: Engine, release: Release, company: str, parties: Iterable[str], interests: Iterable[Interest]) -> Told:
    """Names of parties, claims of records, and what the company declares in the place of an owner."""
    kept = {company, *parties}
    joint = {one: one.removeprefix(JOINT).split("|") for one in kept if one.startswith(JOINT)}
    every = {*kept, *(part for parts in joint.values() for part in parts)} - set(joint)
    exceptions = [str(row[0]) for row in engine.fetch(_DECLARED.format(as_of=release.as_of))]
    entities = {*every, *exceptions, *(one.interest_id for one in interests)}
    facts = read_facts(engine, release, entities, every)
    numbers = grouped((str(node), (str(kind), str(value))) for node, kind, value in engine.fetch(_IDENTIFIERS))
    found = {one: _party(one, facts, numbers.get(one, ())) for one in sorted(every)}
    for one, (asset, *owners) in sorted(joint.items()):
        names = " and ".join(found[owner].node.name for owner in owners)
        found[one] = Party(Node(one, f"{names}, jointly", ""), PartyKind.JOINT, found[asset].node.name)
    declared = tuple(Declaration(facts.value(one, "category"), facts.value(one, "reason"), facts.said(one)) for one in exceptions)
    return Told(found, declared, facts)


def _party(one: str, facts: Facts, numbers: tuple[tuple[str, str], ...]) -> Party:
    """What stands at an end of a stake."""
    if one in facts.names:
        return Party(facts.node(one), PartyKind.ORGANISATION, identifiers=numbers)
    claims = facts.by_entity.get(one, ())
    kind = next((_PLACEHOLDERS[claim.schema] for claim in claims if claim.schema in _PLACEHOLDERS), None)
    if kind is None:
        return Party(Node(one, one, ""), PartyKind.ORGANISATION if claims else PartyKind.UNDESCRIBED)
    return Party(Node(one, _CALLED[kind], ""), kind, facts.value(one, "reason"))
