"""The gate's answers: what stops capital before it goes in, and why."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from clew.model.screening import Finding, Input, Searched


class Outcome(StrEnum):
    """What the gate answers, gravest first; none of them is a verdict on the company."""

    BLOCK = "block"
    """A red line of the policy, or a law that binds the investor."""
    ASK = "ask first"
    """Somebody has to ask the company, or counsel, before capital goes in."""
    WATCH = "watch"
    """Capital may go in; the holding is to be watched."""
    NONE = "no rule applies"
    """Nothing that the policy names was found in the loaded sources."""


class Trade(StrEnum):
    """How capital goes in, which some laws ask."""

    LISTED = "listed"
    """Publicly traded securities."""
    PRIVATE = "private"
    """Shares, loans or joint ventures outside the market."""
    FUND = "fund"
    """A commitment to a fund."""


class GateReason(Struct, frozen=True):
    """Why an outcome.

    Attributes:
        rule: id of the rule or of the legal ground; `why`: its sentence.
        finding: what it fits; None for a ground that goes by country, a name that is alike, or an issuer that is not known.
        law: whose law, "" for a rule of the policy; `citation`, `url`, `note`: where it stands and what clew cannot tell.
    """

    outcome: Outcome
    rule: str
    why: str
    finding: Finding | None = None
    law: str = ""
    citation: str = ""
    url: str = ""
    note: str = ""


class Override(Struct, frozen=True):
    """That an outcome of the policy does not stop one issuer: proposed by one person, in force once another has confirmed it.

    Attributes:
        override_id: its number.
        entity_id, name: the issuer.
        reason, until: why, and the last day on which it holds (ISO), "" where it has none.
        proposed_by, proposed_at, confirmed_by, confirmed_at: who, when; "" where nobody has confirmed it yet.
        withdrawn_by, withdrawn_at, withdrawn_why: who took it back, when and why, "" while nobody has.
    """

    override_id: int
    entity_id: str
    name: str
    reason: str
    until: str
    proposed_by: str
    proposed_at: str
    confirmed_by: str = ""
    confirmed_at: str = ""
    withdrawn_by: str = ""
    withdrawn_at: str = ""
    withdrawn_why: str = ""

    def holds(self, day: str) -> bool:
        """Whether it is in force on a day (ISO)."""
        return bool(self.confirmed_by) and not self.withdrawn_by and (not self.until or day <= self.until)


class Asked(Struct, frozen=True):
    """What was asked about: as written, and as it was understood.

    Attributes:
        text: as written; `row`: its row in a list of orders, 0 for a single security.
        name, identifiers: what it says: kind and value.
        weight: share of the list or fund, None where unknown.
        via: funds that it was reached through, outermost first.
    """

    text: str
    row: int
    name: str
    identifiers: tuple[tuple[str, str], ...]
    weight: Decimal | None = None
    via: tuple[str, ...] = ()


class Answer(Struct, frozen=True):
    """What the gate says of one security.

    Attributes:
        outcome: the gravest of the reasons that no override lifts; `stated`: that of all reasons.
        issuer, issuer_zh, entity_id: whose it is, "" where no loaded source says; `how`: by what that was told.
        reasons: gravest first.
        overrides: those in force for the issuer; none lifts a law.
        historical: claims that ended or grew old, which never stop anything.
        line: all in one line.
    """

    asked: Asked
    outcome: Outcome
    stated: Outcome
    issuer: str
    issuer_zh: str
    entity_id: str
    how: str
    reasons: tuple[GateReason, ...]
    overrides: tuple[Override, ...]
    historical: int
    line: str


class Gated(Struct, frozen=True):
    """The gate's answers to everything that was asked.

    Attributes:
        what: the security, or the name of the list or fund.
        outcome: the gravest of the answers.
        answers: in the order asked; `passed`: how many further rows are no securities (cash, forwards) or were rejected.
        policy: id and version; `laws`: whose laws were applied; `trade`: how capital goes in.
        searched, as_of, known, inputs, chain_head: as of a screening.
    """

    what: str
    outcome: Outcome
    answers: tuple[Answer, ...]
    passed: int
    policy: str
    laws: tuple[str, ...]
    trade: Trade
    as_of: str
    known: str
    searched: tuple[Searched, ...]
    inputs: tuple[Input, ...]
    chain_head: str


class Restricted(Struct, frozen=True):
    """A security that the gate stops.

    Attributes:
        outcome: what the gate answers, overrides heard; `stated`: what the policy or law says.
        issuer, issuer_zh, entity_id: whose it is.
        identifiers: kind → value: those that one source gives to one security, or to the issuer itself.
        reason: what it is listed for: one of those that decide, and one that may be passed on where there is such.
        reasons: gravest first.
        overrides: those that hold; one lifts the rules of a policy, never a law.
        export: False where the terms of the sources do not allow passing on any reason that decides.
    """

    outcome: Outcome
    stated: Outcome
    issuer: str
    issuer_zh: str
    entity_id: str
    identifiers: Mapping[str, str]
    reason: GateReason
    reasons: tuple[GateReason, ...]
    overrides: tuple[Override, ...]
    export: bool


class RestrictedList(Struct, frozen=True):
    """The list, and what it is a function of.

    Attributes:
        issuers: how many the gate stops, by what is known of them.
        by_country: ids of the laws that cover every company of a country: of those, only the ones of whom there is evidence are listed.
    """

    rows: tuple[Restricted, ...]
    issuers: int
    by_country: tuple[str, ...]
    policy: str
    laws: tuple[str, ...]
    as_of: str
    known: str
    inputs: tuple[Input, ...]
    chain_head: str
