"""The policy pack: which claims make links, the grammar of threads, and the confidence of a link."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, fill, read

SCORE_UNIT = 1_000_000_000
"""Scores are −ln(confidence) in billionths, as integers: sums are exact and the same on every engine."""


@dataclass(frozen=True, slots=True)
class LinkKind:
    """How claims of one schema make a link: from the property `source` to the property `target`, read with `verb`."""

    kind: str
    schema: str
    source: str
    target: str
    verb: str


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of the grammar: from state `source` over a link to state `target`, `when` is `controlled`, `minority` or `any`."""

    source: str
    link: str
    target: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class StateMeaning:
    """What being in a state at the evidence proposes; "" leaves it to the indicator (`own`) or proposes nothing (`programme`)."""

    state: str
    involvement: str
    why: str


@dataclass(frozen=True, slots=True)
class ConfidenceRow:
    """Confidence of a link of this kind by evidence grade, with the reason for the row."""

    kind: str
    why: str
    G1: float
    G2: float
    G3: float
    G4: float
    G5: float
    G6: float


@dataclass(frozen=True)
class Policy:
    """A policy pack.

    Attributes:
        hops: most links between an issuer and its evidence; `kept`: best labels kept for each entity, state and indicator.
        historical_months, stale_days: ages at which a claim is historical and a list is stale.
        text: the file's own text, part of every cache key.
    """

    id: str
    version: str
    hops: int
    kept: int
    historical_months: int
    stale_days: int
    links: tuple[LinkKind, ...]
    transitions: tuple[Transition, ...]
    states: tuple[StateMeaning, ...]
    rows: tuple[ConfidenceRow, ...]
    text: str

    @cached_property
    def confidence(self) -> Mapping[tuple[str, str], float]:
        """(link kind, grade) → confidence."""
        return {(row.kind, grade): getattr(row, grade) for row in self.rows for grade in ("G1", "G2", "G3", "G4", "G5", "G6")}

    @cached_property
    def meaning(self) -> Mapping[str, StateMeaning]:
        """State → what it proposes."""
        return {state.state: state for state in self.states}

    @cached_property
    def verbs(self) -> Mapping[str, str]:
        """Link kind → how a sentence reads it."""
        return {link.kind: link.verb for link in self.links}


def score(confidence: float) -> int:
    """The integer score of a confidence: 0 for certain, larger for less."""
    return round(-math.log(confidence) * SCORE_UNIT)


def confidence(score_sum: int) -> float:
    """The confidence of a sum of scores: the inverse of `score`, rounded to four places for display."""
    return round(math.exp(-score_sum / SCORE_UNIT), 4)


def load_policy(place: Traversable = PACKS / "policy" / "default" / "policy.toml") -> Policy:
    """Read a policy pack.

    Raises:
        PackError: it is missing, malformed, or contradicts itself.
    """
    content, where = read(place), str(place)
    policy = Policy(
        id=content["id"],
        version=content["version"],
        hops=content["hops"],
        kept=content["kept"],
        historical_months=content["historical_months"],
        stale_days=content["stale_days"],
        links=fill(LinkKind, content["link"], where),
        transitions=fill(Transition, content["transition"], where),
        states=fill(StateMeaning, content["state"], where),
        rows=fill(ConfidenceRow, content["confidence"]["row"], where),
        text=place.read_text(encoding="utf-8"),
    )
    faults = _contradictions(policy, where)
    if faults:
        raise PackError(*faults)
    return policy


def _contradictions(policy: Policy, where: str) -> list[Fault]:
    """Links without a confidence, states without a meaning, confidences outside (0, 1]."""
    kinds, states = {row.kind for row in policy.rows}, {state.state for state in policy.states}
    used = {(step.link, step.target) for step in policy.transitions}
    faults = [Fault(f"the link “{link}” has no confidence row", "Add one.", where) for link in sorted({link for link, _ in used} - kinds)]
    faults += [Fault(f"the state “{state}” has no meaning", "Add a [[state]].", where) for state in sorted({state for _, state in used} - states)]
    odd = sorted(key for key, value in policy.confidence.items() if not 0 < value <= 1)
    return faults + [Fault(f"the confidence of {kind} at {grade} is not in (0, 1]", "Mend it.", where) for kind, grade in odd]
