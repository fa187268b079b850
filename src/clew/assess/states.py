"""What became of a claim at its source, in words: they travel with the claim, and with every finding that rests on it."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from clew.ledger.records import CORRECTED, LIVE, UNAVAILABLE, WITHDRAWN, Correction, SourceState

_GRAVEST = (WITHDRAWN, CORRECTED, UNAVAILABLE)
_CLAIM = "claim"
_NOTES = {
    _CLAIM: "corrected {day}: {reason}",
    CORRECTED: "source corrected {day}: {reason}",
    UNAVAILABLE: "publisher's page unavailable since {day}: {reason}",
    WITHDRAWN: "withdrawn by its publisher on {day}: {reason}",
}
_TAILS = {
    _CLAIM: "A claim of {source} was corrected on {day}: {reason}.",
    CORRECTED: "The source {source} was corrected on {day}: {reason}.",
    UNAVAILABLE: "The publisher's page of {source} is unavailable since {day}: {reason}.",
    WITHDRAWN: "The source {source} was withdrawn by its publisher on {day}: {reason}.",
}


class State(Struct, frozen=True):
    """One thing that became of a claim or its source.

    Attributes:
        state: `corrected`, `unavailable` or `withdrawn`.
        kind: the state where it concerns the whole source; `claim` where single claims were corrected.
        day: since when (ISO): as the mark says, else when it was made.
        reason: why, without its full stop.
    """

    state: str
    kind: str
    day: str
    reason: str

    @property
    def note(self) -> str:
        """As it stands beside a claim: "corrected 2026-11-20: the mill was closed"."""
        return _NOTES[self.kind].format(day=self.day, reason=self.reason)

    def tail(self, source: str) -> str:
        """As a sentence behind that of a finding."""
        return _TAILS[self.kind].format(source=source, day=self.day, reason=self.reason)


class Marks(Struct, frozen=True, dict=True):
    """The newest mark of each source and snapshot, and every correction: what a finding is a function of besides the claims themselves."""

    states: tuple[SourceState, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def of_source(self, dataset: str, snapshot_id: str) -> tuple[State, ...]:
        """What became of a source, and of this version of it."""
        found = (self._by_source.get((dataset, which)) for which in dict.fromkeys(("", snapshot_id)))
        return tuple(one for one in found if one is not None)

    def of_claim(self, dataset: str, snapshot_id: str, claim_id: str) -> tuple[State, ...]:
        """What became of a claim, the newest correction first, and of its source."""
        return (*self._by_claim.get((dataset, claim_id), ()), *self.of_source(dataset, snapshot_id))

    def digest(self) -> str:
        """SHA-256 of all that is said here."""
        lines = sorted((*(_line(one) for one in self._told()), *(_line(one) for one in self._corrected())))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _told(self) -> Iterator[tuple[str, ...]]:
        return ((one.dataset, one.snapshot_id, one.state, one.reason, one.url, one.day or one.at[:10]) for one in self.states)

    def _corrected(self) -> Iterator[tuple[str, ...]]:
        return ((one.dataset, *one.claim_ids, one.reason, one.url, one.day or one.at[:10]) for one in self.corrections)

    @cached_property
    def _by_source(self) -> dict[tuple[str, str], State]:
        """Dataset and snapshot ("" for all) → its mark; a mark `live` takes the ones before it back."""
        return {
            (one.dataset, one.snapshot_id): State(one.state, one.state, one.day or one.at[:10], _plain(one.reason))
            for one in self.states
            if one.state != LIVE
        }

    @cached_property
    def _by_claim(self) -> dict[tuple[str, str], tuple[State, ...]]:
        """Dataset and claim → its corrections, the newest first."""
        found: dict[tuple[str, str], tuple[State, ...]] = {}
        for one in self.corrections:
            state = State(CORRECTED, _CLAIM, one.day or one.at[:10], _plain(one.reason))
            for claim in one.claim_ids:
                found[one.dataset, claim] = (state, *found.get((one.dataset, claim), ()))
        return found


def notes(states: Iterable[State]) -> str:
    """Everything that became of one claim or source, on one line; "" where nothing did."""
    return "; ".join(one.note for one in states)


def gravest(states: Iterable[State]) -> str:
    """The state that a table shows for several: "" where there is none."""
    found = {one.state for one in states}
    return next((state for state in _GRAVEST if state in found), "")


def _plain(reason: str) -> str:
    """A reason as part of a sentence, which ends it."""
    return " ".join(reason.split()).rstrip(".")


def _line(parts: tuple[str, ...]) -> str:
    return "\x1f".join(parts)
