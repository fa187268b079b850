"""The answer to who owns a company and what it owns: three answers for each owner and holding, and what they rest on."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from clew.model.ownership import Band, Chain, Covered, Economic, Grip, Interest, Problem
from clew.model.screening import CitedClaim, LeftOut, Node


class PartyKind(StrEnum):
    """What stands at an end of a stake."""

    ORGANISATION = "organisation"
    PERSON = "person"
    """A private person: never named, never joined with another."""
    UNDECLARED = "undeclared"
    """An owner that is declared and not told, which is not the same as no record."""
    JOINT = "joint"
    """Several who hold one interest together."""
    UNDESCRIBED = "undescribed"
    """An id of which no loaded source says anything."""


class Party(Struct, frozen=True):
    """An end of a stake.

    Attributes:
        reason: why it is not told, where its source says so; of joint holders, what they hold.
        identifiers: kind and value, of an organisation.
    """

    node: Node
    kind: PartyKind
    reason: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


class Line(Struct, frozen=True):
    """One owner of the company, or one of its holdings.

    Attributes:
        party: its id.
        economic: the share; `chains`: those behind it, and `whole` whether they are all there are.
        own: what the owner holds of itself by way of others, or None.
        grip: its control, None where the records give none.
        direct: whether a record joins the two at once.
    """

    party: str
    economic: Economic
    chains: tuple[Chain, ...]
    whole: bool
    own: Band | None
    grip: Grip | None
    direct: bool


class ListRule(Struct, frozen=True):
    """What a list's measure says of whom its entries own, as it stood on the day.

    Attributes:
        status: "in force", "suspended", "unverified", or "not in force" before or after all of its periods.
        lists: which of its lists are loaded; `named`: whether only names count.
    """

    id: str
    title: str
    counts: str
    percent: int
    why: str
    note: str
    status: str
    since: str
    until: str
    citation: str
    url: str
    lists: tuple[str, ...]

    @property
    def named(self) -> bool:
        """Whether only those whom the list names are covered."""
        return self.counts == "named only"


class RuleAnswer(Struct, frozen=True):
    """A rule's answer: for the company (None where no listed owner has a stake in it), and for what it holds."""

    rule: ListRule
    company: Covered | None
    holdings: tuple[tuple[str, Covered], ...]


class Record(Struct, frozen=True):
    """One record with its claims; `state`: `held`, `ended`, `later` or `backwards`; `adds`: False where it sums up other records."""

    interest: Interest
    state: str
    adds: bool
    claims: tuple[CitedClaim, ...]


class Declaration(Struct, frozen=True):
    """What is declared in the place of an owner: the reason in the code of its source, for which side, with its claims."""

    category: str
    reason: str
    claims: tuple[CitedClaim, ...]


class Owned(Struct, frozen=True):
    """One company with its owners and holdings.

    Attributes:
        entity_id: the company; `parties`: every end of every stake by its id, the company too.
        as_of, known: the two clocks; ownership and control hold at the same instant.
        up, down: which sides were asked for.
        owners, holdings: the largest first; `more`: how many further ones were left out of each.
        rules: those of which a list is loaded; unassessed: titles of the others.
        records: of owners and holdings, and those that do not hold on the day.
        problems: what is wrong with records that the answers rest on; loops: companies that own one another.
        sources: sources that show ownership, with the day of each; searched: every source.
        others: further organisations of a like name (id, name).
    """

    entity_id: str
    parties: Mapping[str, Party]
    as_of: str
    known: str
    up: bool
    down: bool
    owners: tuple[Line, ...]
    holdings: tuple[Line, ...]
    more: tuple[int, int]
    rules: tuple[RuleAnswer, ...]
    unassessed: tuple[str, ...]
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    declared: tuple[Declaration, ...]
    sources: tuple[tuple[str, str], ...]
    searched: tuple[tuple[str, str], ...]
    left_out: tuple[LeftOut, ...]
    others: tuple[tuple[str, str], ...]

    def name(self, party: str) -> str:
        """What a party is called."""
        return self.parties[party].node.name
