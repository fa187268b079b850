"""The policy pack: which claims make links, the grammar of threads, and the confidence of a link."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, collect, read, section

START = "own"
"""The state in which every thread begins: the investee and what it controls."""
WHEN = ("controlled", "minority", "any")
PRODUCTS = ("continuous", "any")
INVOLVEMENT = ("cause", "contribute", "directly linked", "affiliation", "")
_NUMBERS = ("hops", "kept", "historical_months", "stale_days")

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
    """One step of the grammar: from state `source` over a link to state `target`, `when` is `controlled`, `minority` or `any`.

    `products` is `continuous` where the goods of the link must go on from those that the target buys, else `any`.
    """

    source: str
    link: str
    target: str
    when: str
    why: str
    products: str = "any"


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


@dataclass(frozen=True, slots=True)
class _Head:
    """What a policy says besides its tables."""

    id: str
    version: str
    title: str
    hops: int
    kept: int
    historical_months: int
    stale_days: int


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
    faults: list[Fault] = []
    tables = {key: section(content, key, where, faults) for key in ("link", "transition", "state", "confidence")}
    head = collect(_Head, [{key: value for key, value in content.items() if key not in tables}], where, faults)
    links = collect(LinkKind, tables["link"], where, faults)
    transitions = collect(Transition, tables["transition"], where, faults)
    states = collect(StateMeaning, tables["state"], where, faults)
    rows = collect(ConfidenceRow, tables["confidence"], where, faults)
    if faults:
        raise PackError(*faults)
    policy = Policy(
        **asdict(head[0]), links=links, transitions=transitions, states=states, rows=rows, text=place.read_text(encoding="utf-8")
    )
    faults = [Fault(what, mend, where) for what, mend in _contradictions(policy)]
    if faults:
        raise PackError(*faults)
    return policy


def _contradictions(policy: Policy) -> Iterator[tuple[str, str]]:
    """What the tables of a policy say against each other, each with its mend."""
    kinds, named = {row.kind for row in policy.rows}, {link.kind for link in policy.links}
    states, reached = {state.state for state in policy.states}, {START, *(step.target for step in policy.transitions)}
    steps = policy.transitions
    for name, found in (
        ("link of a transition without a [[link]]", {step.link for step in steps} - named),
        ("link without a [[confidence]] row", {"evidence", *named, *(step.link for step in steps)} - kinds),
        ("state without a [[state]]", reached - states),
        ("state that no transition reaches", ({step.source for step in steps} | states) - reached),
        ("unknown `when`", {step.when for step in steps} - set(WHEN)),
        ("unknown `products`", {step.products for step in steps} - set(PRODUCTS)),
        ("unknown involvement", {state.involvement for state in policy.states} - set(INVOLVEMENT)),
        ("transition given twice", _repeated(f"{step.source} {step.link} {step.when}" for step in steps)),
        ("state given twice", _repeated(state.state for state in policy.states)),
        ("confidence row given twice", _repeated(row.kind for row in policy.rows)),
        ("number that is not above zero", {name for name in _NUMBERS if getattr(policy, name) <= 0}),
        (
            "confidence that is not in (0, 1]",
            {f"{kind} at {grade}" for (kind, grade), value in policy.confidence.items() if not 0 < value <= 1},
        ),
    ):
        yield from ((f"{name}: {one}", "Mend the pack.") for one in sorted(found))


def _repeated(keys: Iterable[str]) -> set[str]:
    """The keys that occur more than once."""
    return {key for key, count in Counter(keys).items() if count > 1}
