"""The policy pack, read from TOML: which claims make links, the grammar of threads, and the confidence of a link."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from clew.errors import Fault, PackError
from clew.pack.policy_faults import AnyRule, contradictions
from clew.pack.policy_rules import (
    INVOLVEMENT,
    SCORE_UNIT,
    START,
    WHEN,
    ConfidenceRow,
    LinkKind,
    Policy,
    SecondClaim,
    StateMeaning,
    Transition,
    confidence,
    score,
)
from clew.pack.toml import PACKS, collect, once, parse, section
from clew.values.plain import asdict

__all__ = [
    "INVOLVEMENT",
    "SCORE_UNIT",
    "SHIPPED",
    "START",
    "WHEN",
    "ConfidenceRow",
    "LinkKind",
    "Policy",
    "SecondClaim",
    "StateMeaning",
    "Transition",
    "confidence",
    "load_policy",
    "parse_policy",
    "score",
]

SHIPPED: Traversable = PACKS / "policy" / "default" / "policy.toml"
"""The policy that ships with clew."""

S = TypeVar("S", bound=Struct)
_TABLES: Mapping[str, type[AnyRule]] = {
    "link": LinkKind,
    "transition": Transition,
    "state": StateMeaning,
    "second_claim": SecondClaim,
    "confidence": ConfidenceRow,
}
_OPTIONAL = frozenset({"second_claim"})


class _Head(Struct, frozen=True):
    """What a policy says besides its tables."""

    id: str
    version: str
    title: str
    hops: int
    kept: int
    historical_months: int
    stale_days: int


@once
def load_policy(place: Traversable = SHIPPED) -> Policy:
    """Read a policy pack.

    Raises:
        PackError: it is missing, malformed, or contradicts itself; all faults are named, each with its line.
    """
    try:
        text = place.read_text(encoding="utf-8")
    except OSError as error:
        raise PackError(Fault("the policy's file cannot be read", "Name a file that is there, or restore it.", str(place))) from error
    except UnicodeDecodeError as error:
        raise PackError(Fault(f"this is not UTF-8: {error}", "Save the file as UTF-8.", str(place))) from error
    return parse_policy(text, str(place))


def parse_policy(text: str, where: str) -> Policy:
    """The policy of a text; `where` is what faults call it.

    Raises:
        PackError: it is malformed, or contradicts itself; all faults are named, each with its line.
    """
    content = parse(text, where)
    faults: list[Fault] = []
    lines = {name: _lines(text, name) for name in _TABLES}
    head = collect(_Head, [{key: value for key, value in content.items() if key not in _TABLES}], where, faults)
    faults = [replace(fault, row=None) for fault in faults]
    links = _rules(LinkKind, "link", content, where, lines, faults)
    transitions = _rules(Transition, "transition", content, where, lines, faults)
    states = _rules(StateMeaning, "state", content, where, lines, faults)
    rows = _rules(ConfidenceRow, "confidence", content, where, lines, faults)
    seconds = _rules(SecondClaim, "second_claim", content, where, lines, faults)
    if faults:
        raise PackError(*faults)
    policy = Policy(**asdict(head[0]), links=links, transitions=transitions, states=states, rows=rows, text=text, seconds=seconds)
    found = [Fault(one.what, one.mend, where, _line(policy, lines, one.rule)) for one in contradictions(policy)]
    if found:
        raise PackError(*found)
    return policy


def _rules(
    kind: type[S], name: str, content: Mapping[str, Any], where: str, lines: Mapping[str, Sequence[int]], faults: list[Fault]
) -> tuple[S, ...]:
    """The rules of one kind of table; what is wrong is added to `faults`, with the line of its table."""
    if name in _OPTIONAL and name not in content:
        return ()
    found: list[Fault] = []
    made = collect(kind, [_plain(row) for row in section(content, name, where, found)], where, found)
    faults += [replace(fault, row=_at(lines[name], fault.row)) for fault in found]
    return made


def _plain(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A table whose days are texts, however they were written."""
    return {key: value.isoformat() if type(value) is dt.date else value for key, value in row.items()}


def _lines(text: str, name: str) -> list[int]:
    """The lines on which the tables of a kind begin."""
    head = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
    return [number for number, line in enumerate(text.splitlines(), start=1) if head.match(line)]


def _at(lines: Sequence[int], number: int | None) -> int | None:
    """The line of a table by its number; None where it is written in another way than under a head of its own."""
    return lines[number - 1] if number is not None and number <= len(lines) else None


def _line(policy: Policy, lines: Mapping[str, Sequence[int]], rule: AnyRule | None) -> int | None:
    """The line of a rule."""
    kinds: Mapping[str, tuple[AnyRule, ...]] = {
        "link": policy.links,
        "transition": policy.transitions,
        "state": policy.states,
        "second_claim": policy.seconds,
        "confidence": policy.rows,
    }
    for name, rules in kinds.items():
        for number, one in enumerate(rules, start=1):
            if one is rule:
                return _at(lines[name], number)
    return None
