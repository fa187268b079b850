"""The chain of events: what an event's hash covers, and how a chain, and the tables that stand on it, are checked."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from msgspec import Struct

GENESIS = "0" * 64
"""What the first event names as its predecessor."""


class Event(Struct, frozen=True):
    """One change: who, when, what, about what.

    Attributes:
        seq: position in the chain, from 1, without gaps.
        at: UTC time, ISO with seconds.
        actor: who did it; `name (unauthenticated)` where nobody signed in.
        kind: what was done: `snapshot.live`, `portfolio.version`, `portfolio.named`, `portfolio.forgotten`, `portfolio.grouped`,
            `portfolio.screened`, `judgement.made`, `judgement.undone`, `judgement.confirmed`, `judgement.unconfirmed`, `output.written`,
            `source.state`, `source.corrected`, `source.purged`, `source.fetched`, `workspace.marked`, `watch.run`.
        subject: what it was done to.
        payload: canonical JSON of the details.
        previous, hash: the links of the chain.
    """

    seq: int
    at: str
    actor: str
    kind: str
    subject: str
    payload: str
    previous: str
    hash: str


class Deed(NamedTuple):
    """What an event says was done, or what a row of another table says that its event did."""

    kind: str
    subject: str
    payload: Mapping[str, object]


def canonical(payload: Mapping[str, object]) -> str:
    """JSON with one spelling: sorted keys, no spaces, no escapes of letters."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(previous: str, parts: tuple[str, str, str, str, str]) -> str:
    """The hash of an event: over its predecessor's hash and (at, actor, kind, subject, payload), each with its length."""
    text = "".join(f"{len(part)}:{part}" for part in (previous, *parts))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(events: Iterable[Event]) -> int | None:
    """The place of the first event that is missing, or does not fit its predecessor or its own hash; None for an unbroken chain."""
    previous = GENESIS
    for place, event in zip(count(1), events, strict=False):
        own = link(previous, (event.at, event.actor, event.kind, event.subject, event.payload))
        if event.seq != place or event.previous != previous or event.hash != own:
            return place
        previous = event.hash
    return None


def first_untold(events: Sequence[Event], told: Iterable[tuple[int, Deed]]) -> int | None:
    """The first event that no row tells, or several, or one tells otherwise; a row without an event counts at the `seq` that it names.

    A row may say more than its event, so that an event of an older clew is told by the rows of a newer one.
    """
    left = {event.seq: event for event in events}
    wrong = []
    for seq, deed in told:
        event = left.pop(seq, None)
        if event is None or (event.kind, event.subject) != (deed.kind, deed.subject) or not _says(deed.payload, event.payload):
            wrong.append(seq)
    return min((*wrong, *left), default=None)


def _says(payload: Mapping[str, object], text: str) -> bool:
    """Whether a row says everything that its event says; an event that no longer says anything legible is told by none."""
    try:
        said = json.loads(text)
    except ValueError:
        return False
    return isinstance(said, dict) and all(name in payload and payload[name] == value for name, value in said.items())
