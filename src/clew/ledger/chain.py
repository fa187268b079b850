"""The chain of events: what an event's hash covers, and how a chain is checked."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

GENESIS = "0" * 64
"""What the first event names as its predecessor."""


@dataclass(frozen=True, slots=True)
class Event:
    """One change: who, when, what, about what.

    Attributes:
        seq: position in the chain, from 1.
        at: UTC time, ISO with seconds.
        actor: who did it; `name (unauthenticated)` where nobody signed in.
        kind: what was done: `snapshot.live`, `portfolio.version`, `judgement.made`, `judgement.undone`, `output.written`.
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


def canonical(payload: Mapping[str, object]) -> str:
    """JSON with one spelling: sorted keys, no spaces, no escapes of letters."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(previous: str, parts: tuple[str, str, str, str, str]) -> str:
    """The hash of an event: over its predecessor's hash and (at, actor, kind, subject, payload), each with its length."""
    text = "".join(f"{len(part)}:{part}" for part in (previous, *parts))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(events: Iterable[Event]) -> int | None:
    """The `seq` of the first event that does not fit its predecessor or its own hash; None for an unbroken chain."""
    previous = GENESIS
    for event in events:
        if event.previous != previous or event.hash != link(previous, (event.at, event.actor, event.kind, event.subject, event.payload)):
            return event.seq
        previous = event.hash
    return None
