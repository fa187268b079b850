"""Possible matches for a person to judge: what stands on either side, how alike the names are, and what the answer changes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Protocol, TypeAlias

from msgspec import Struct

from clew.model.screening import Finding, Input


class Alike(Protocol):
    """What comparing two names says."""

    @property
    def score(self) -> float:
        """How sure it is that they name one company, 0..1."""

    @property
    def verdict(self) -> str:
        """`same`, `possibly same`, `related`, `different` or `too little to compare`."""

    @property
    def why(self) -> str:
        """The reason in one sentence."""


Compare: TypeAlias = Callable[[str, str], Alike]
"""Compares two names."""


class Likeness(Struct, frozen=True):
    """How alike the two sides are, by the names of each that are most alike.

    Attributes:
        score, verdict, why: see `Alike`.
        ours, theirs: the names that were compared: the holding's and the entity's.
    """

    score: float
    verdict: str
    why: str
    ours: str
    theirs: str


class HeldLine(Struct, frozen=True):
    """One way to a row that bears the key.

    Attributes:
        portfolio: in which it lies; `via`: the funds on the way, outermost first; `row`: the line of the portfolio.
        name: as the row has it.
        weight: its share of the portfolio along this way, None where unknown.
    """

    portfolio: str
    via: tuple[str, ...]
    row: int
    name: str
    weight: Decimal | None


class EntityName(Struct, frozen=True):
    """One name that a source gives the entity, with the source as a sentence calls it."""

    name: str
    lang: str
    source: str


class Proposal(Struct, frozen=True):
    """That one person accepted the pair: who, when and why; a second person has to confirm it by the number."""

    number: int
    by: str
    at: str
    why: str


class Pair(Struct, frozen=True):
    """A holding and an entity that may be one company.

    Attributes:
        subject: the holding's key, by which judgements follow it; `lines`: every way to a row that bears it.
        identifiers: what the rows say of it, kind and value.
        entity_id: the entity to judge on; `entity`, `entity_zh`: the name of its company.
        entity_names, entity_identifiers: everything that sources call and number the company.
        sources: datasets that speak of it.
        how: in what the two agree, in the words of the plan.
        brings: the findings that an accept brings each line, in the order of work.
        likeness: how alike the names are; None where they were not compared.
        second: whether an accept would count only once a second person confirms it.
        proposal: that one person accepted it, if one did.
    """

    subject: str
    lines: tuple[HeldLine, ...]
    identifiers: tuple[tuple[str, str], ...]
    entity_id: str
    entity: str
    entity_zh: str
    entity_names: tuple[EntityName, ...]
    entity_identifiers: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    how: str
    brings: tuple[Finding, ...]
    likeness: Likeness | None
    second: bool
    proposal: Proposal | None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the holding, as the rows have it."""
        return tuple(dict.fromkeys(line.name for line in self.lines))

    @property
    def weight(self) -> Decimal | None:
        """The greatest share that it is of one portfolio; None where none is known."""
        sums: dict[str, Decimal] = {}
        for line in self.lines:
            if line.weight is not None:
                sums[line.portfolio] = sums.get(line.portfolio, Decimal(0)) + line.weight
        return max(sums.values(), default=None)


class Near(Struct, frozen=True):
    """A holding and the entity of a company whose name comes near, found by a search among all sources.

    Attributes:
        subject: the holding's key, by which judgements follow it; `held`: its name; `rows`: how many rows bear the key.
        entity_id: the entity; `entity`: the name of its company; `name`: that one of its names which comes nearest.
        dataset: the source that gives this name; `source`: as a sentence calls it; `place`: where it stands in that source.
        score, verdict, why: see `Alike`.
        leads: `evidence` or `restriction` where a thread leads from the company to it: then the pair waits in the review; else "".
    """

    subject: str
    held: str
    rows: int
    entity_id: str
    entity: str
    name: str
    dataset: str
    source: str
    place: str
    score: float
    verdict: str
    why: str
    leads: str


class Found(Struct, frozen=True):
    """The near names of what was looked at: those first from which a thread leads to evidence, then to a restriction, then the likeliest.

    Attributes:
        near: the pairs.
        asked: names that were looked for: those of holdings that nothing resolved; `among`: names of all sources in force.
        above: the lowest likelihood.
        portfolios: what was looked at; `skipped`: what could not be, and why.
        as_of, known: the two clocks (ISO dates).
        inputs, chain_head: everything that the pairs are a function of.
    """

    near: tuple[Near, ...]
    asked: int
    among: int
    above: float
    portfolios: tuple[str, ...]
    skipped: tuple[str, ...]
    as_of: str
    known: str
    inputs: tuple[Input, ...]
    chain_head: str


class Review(Struct, frozen=True):
    """Possible matches, those first whose answer changes most.

    Attributes:
        pairs: the matches.
        portfolios: what was looked at; `skipped`: what could not be, and why.
        as_of, known: the two clocks (ISO dates).
        inputs, chain_head: everything that the order is a function of.
    """

    pairs: tuple[Pair, ...]
    portfolios: tuple[str, ...]
    skipped: tuple[str, ...]
    as_of: str
    known: str
    inputs: tuple[Input, ...]
    chain_head: str
