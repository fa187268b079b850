"""Ownership: what sources say of who holds what, and the three answers that follow. Shares and votes are exact fractions of one."""

from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

NOTHING, ALL = Fraction(0), Fraction(1)


class Sure(StrEnum):
    """How far the records carry an answer."""

    YES = "yes"
    """Whatever the true figures are within their bands."""
    POSSIBLE = "possible"
    """For some figures within the bands, or in one reading of the words."""
    NO = "no"
    """For none of them, on the records at hand: others may exist."""


class Band(Struct, frozen=True):
    """A share that lies from `low` to `high`; `told` is False where no source tells it, and all of it is possible."""

    low: Fraction
    high: Fraction
    told: bool = True

    @property
    def exact(self) -> bool:
        """Whether it is one figure."""
        return self.low == self.high


UNTOLD = Band(NOTHING, ALL, told=False)


class Interest(Struct, frozen=True):
    """One record of one source, as it says it; texts are as claims have them, "" is not said.

    Attributes:
        interest_id: the entity that its claims are about; `dataset`: the source.
        owner, asset: organisations (clusters), or the source's own id where it describes none.
        schema: `Ownership`, `Control`, or `IndirectOwnership` for a declaration that sums up a chain.
        share_low, share_high, votes_low, votes_high: fractions.
        role: `subsidiary` where the source calls the asset one.
        kind: the kind of interest in the words of the source, where it names its interests one by one.
        level: direct, indirect, or what the source calls it.
        relation: kind of relationship in the code of a register.
        joint: what the joint holders of one interest share; "" where it is held alone.
        valid_from, valid_to, stated_on: ISO days, months or years.
        missing: which of its ends no source describes: "owner", "asset", both with a comma, or "".
    """

    interest_id: str
    dataset: str
    owner: str
    asset: str
    schema: str = "Ownership"
    share_low: str = ""
    share_high: str = ""
    votes_low: str = ""
    votes_high: str = ""
    role: str = ""
    kind: str = ""
    level: str = ""
    relation: str = ""
    joint: str = ""
    valid_from: str = ""
    valid_to: str = ""
    stated_on: str = ""
    missing: str = ""


class Stake(Struct, frozen=True):
    """What one owner holds of one asset, on all records together.

    Attributes:
        share: of the capital; `votes`: None where nothing is told of votes, for which shares then stand.
        control: whether a record states control in words, whatever the share.
        adds: whether the share is added to others; a record that sums up a chain is told apart.
        interests: ids of the records it rests on, sorted.
    """

    owner: str
    asset: str
    share: Band = UNTOLD
    votes: Band | None = None
    control: Sure = Sure.NO
    adds: bool = True
    interests: tuple[str, ...] = ()

    @property
    def owns(self) -> bool:
        """Whether it is a part of the capital that is added to others."""
        return self.adds and self.share.high > 0

    @property
    def voting(self) -> Band:
        """The votes, or the shares that stand for them."""
        return self.votes or self.share


class Problem(Struct, frozen=True):
    """Something in the records that a person has to look at.

    Attributes:
        kind: a short code: `over`, `disagree`, `share`, `dates`, `self`, `missing`, `closed`, `loop`.
        sentence: what it is and what was done about it, with `{id}` for each organisation by its place in `about`.
        about: organisations; `interests`: ids of the records.
    """

    kind: str
    sentence: str
    about: tuple[str, ...]
    interests: tuple[str, ...] = ()


class Economic(Struct, frozen=True):
    """An economic share: over all chains, the shares multiplied along a chain and added over chains.

    Attributes:
        share: None where it was not solved.
        solved: "" or why not.
        doubtful: whether a company on the way has owners of more than a hundred per cent together.
    """

    share: Band | None
    solved: str = ""
    doubtful: bool = False


class Grip(Struct, frozen=True):
    """A control: how sure, the votes that give it, and the stakes that do."""

    sure: Sure
    votes: Band
    by: tuple[Stake, ...]


class Covered(Struct, frozen=True):
    """What owners that a list names, and companies that they own so, hold of a company together.

    Attributes:
        sure: whether the threshold is reached; `named`: whether the list names the company itself.
        total: their shares together; `by`: the stakes that count.
    """

    sure: Sure
    named: bool
    total: Band
    by: tuple[Stake, ...]


class Chain(Struct, frozen=True):
    """Stakes from an owner down to an asset, each of the next."""

    stakes: tuple[Stake, ...]

    @property
    def share(self) -> Band:
        """The shares multiplied."""
        low, high = ALL, ALL
        for stake in self.stakes:
            low, high = low * stake.share.low, high * stake.share.high
        return Band(low, high, all(stake.share.told for stake in self.stakes))
