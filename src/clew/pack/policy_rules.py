"""The rules of a policy, each of which may be dated: links, the grammar of threads, what a state proposes, and confidences."""

import math
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Protocol, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

START = "own"
"""The state in which every thread begins: the investee and what it controls."""
WHEN = ("controlled", "minority", "any")
PRODUCTS = ("any", "continuous")
INVOLVEMENT = ("cause", "contribute", "directly linked", "affiliation", "")
STATUSES = ("", "unverified")
"""How well the legal standing of a rule is known: "" where it rests on no law, or on one that was read."""
GRADES = ("G1", "G2", "G3", "G4", "G5", "G6")

SCORE_UNIT = 1_000_000_000
"""Scores are −ln(confidence) in billionths, as integers: sums are exact and the same on every engine."""


class Dated(Protocol):
    """A rule that is in force from a day on, and until another day (ISO, "" open)."""

    @property
    def valid_from(self) -> str:
        """First day in force."""

    @property
    def valid_to(self) -> str:
        """First day no longer in force."""


Rule = TypeVar("Rule", bound=Dated)


class LinkKind(Struct, frozen=True):
    """How claims of one schema make a link: from the property `source` to the property `target`, read with `verb`."""

    kind: str
    schema: str
    source: str
    target: str
    verb: str
    valid_from: str = ""
    valid_to: str = ""
    status: str = ""


class Transition(Struct, frozen=True):
    """One step of the grammar: from state `source` over a link to state `target`.

    Attributes:
        when: `controlled`, `minority` or `any`.
        products: `continuous` where the goods of this step must continue those of the step before; `any` where they need not.
        valid_from, valid_to: in force from the one day until before the other.
        status: `unverified` where the rule follows a law whose standing nobody has verified.
    """

    source: str
    link: str
    target: str
    when: str
    why: str
    products: str = "any"
    valid_from: str = ""
    valid_to: str = ""
    status: str = ""


class StateMeaning(Struct, frozen=True):
    """What being in a state at the evidence proposes; "" leaves it to the indicator (`own`) or proposes nothing (`programme`)."""

    state: str
    involvement: str
    why: str
    valid_from: str = ""
    valid_to: str = ""
    status: str = ""


class SecondClaim(Struct, frozen=True):
    """Evidence that proposes nothing alone, because it says where somebody is or what they joined, and not what they did.

    Attributes:
        id: what it is called.
        indicators: evidence of these is meant; `states`: and evidence of any indicator that is met in these states.
        grades: what the second claim may be; it is another indicator of the same organisation, of another family of sources, and current.
        involvement: proposed for the investee's own group once there is a second claim; in any other state that state's own.
        alone: why nothing is proposed without one; `why`: why something is proposed with one.
    """

    id: str
    grades: list[str]
    involvement: str
    alone: str
    why: str
    indicators: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    valid_from: str = ""
    valid_to: str = ""
    status: str = ""


class ConfidenceRow(Struct, frozen=True):
    """Confidence of a link of this kind by evidence grade, with the reason for the row."""

    kind: str
    why: str
    G1: float
    G2: float
    G3: float
    G4: float
    G5: float
    G6: float
    valid_from: str = ""
    valid_to: str = ""
    status: str = ""


class Policy(Struct, frozen=True, dict=True):
    """A policy pack.

    Attributes:
        hops: most links between an issuer and its evidence; `kept`: best labels kept for each entity, state and indicator.
        historical_months, stale_days: ages at which a claim is historical and a list is stale.
        text: the file's own text, part of every cache key. It is the same on every day: the day is a key of its own.
        seconds: evidence that needs a second claim.
    """

    id: str
    version: str
    title: str
    hops: int
    kept: int
    historical_months: int
    stale_days: int
    links: tuple[LinkKind, ...]
    transitions: tuple[Transition, ...]
    states: tuple[StateMeaning, ...]
    rows: tuple[ConfidenceRow, ...]
    text: str
    seconds: tuple[SecondClaim, ...] = ()

    def at(self, as_of: str) -> "Policy":
        """The rules in force on a day (ISO): from `valid_from` on, and before `valid_to`."""
        return replace(
            self,
            links=_in_force(self.links, as_of),
            transitions=_in_force(self.transitions, as_of),
            states=_in_force(self.states, as_of),
            rows=_in_force(self.rows, as_of),
            seconds=_in_force(self.seconds, as_of),
        )

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The days on which other rules are in force than on the day before, in order."""
        rules: tuple[Dated, ...] = (*self.links, *self.transitions, *self.states, *self.rows, *self.seconds)
        return tuple(sorted({day for rule in rules for day in (rule.valid_from, rule.valid_to) if day}))

    @cached_property
    def followed(self) -> tuple[LinkKind, ...]:
        """The kinds of links that some transition follows; the others are declared, and lead nowhere."""
        steps = {step.link for step in self.transitions}
        return tuple(link for link in self.links if link.kind in steps)

    @cached_property
    def confidence(self) -> Mapping[tuple[str, str], float]:
        """(link kind, grade) → confidence."""
        return {(row.kind, grade): getattr(row, grade) for row in self.rows for grade in GRADES}

    @cached_property
    def meaning(self) -> Mapping[str, StateMeaning]:
        """State → what it proposes."""
        return {state.state: state for state in self.states}

    @cached_property
    def verbs(self) -> Mapping[str, str]:
        """Link kind → how a sentence reads it."""
        return {link.kind: link.verb for link in self.links}

    def second(self, indicator: str, state: str) -> SecondClaim | None:
        """The rule by which evidence of an indicator, met in a state, needs a second claim; None where it needs none."""
        return next((rule for rule in self.seconds if indicator in rule.indicators or state in rule.states), None)


def in_force(rule: Dated, as_of: str) -> bool:
    """Whether a rule is in force on a day (ISO)."""
    return rule.valid_from <= as_of and (not rule.valid_to or as_of < rule.valid_to)


def _in_force(rules: Iterable[Rule], as_of: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if in_force(rule, as_of))


def score(confidence: float) -> int:
    """The integer score of a confidence: 0 for certain, larger for less."""
    return round(-math.log(confidence) * SCORE_UNIT)


def confidence(score_sum: int) -> float:
    """The confidence of a sum of scores: the inverse of `score`, rounded to four places for display."""
    return round(math.exp(-score_sum / SCORE_UNIT), 4)
