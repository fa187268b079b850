"""The difference of two policies, rule by rule: what came, what went, and what one says otherwise than the other."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import fields

from clew.pack.policy_faults import AnyRule
from clew.pack.policy_rules import ConfidenceRow, LinkKind, Policy, SecondClaim, StateMeaning, Transition

_HEAD = ("title", "hops", "kept", "historical_months", "stale_days")
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


class RuleChange(Struct, frozen=True):
    """A rule that came, went or changed.

    Attributes:
        kind: `added`, `removed` or `changed`.
        table: `link`, `transition`, `state`, `second_claim`, `confidence`, or `policy` for what stands above the tables.
        rule: what the rule is called, such as "own owns controlled".
        changes: key, value before and value after; of a rule that came or went, what it says.
    """

    kind: str
    table: str
    rule: str
    changes: tuple[tuple[str, str, str], ...]


def policy_changes(before: Policy, after: Policy) -> tuple[RuleChange, ...]:
    """Every rule that differs, in the order of the tables; the order of rules within a table means nothing and is no difference."""
    found = [RuleChange(CHANGED, "policy", name, ((name, old, new),)) for name, old, new in _heads(before, after) if old != new]
    tables: Mapping[str, tuple[Iterable[AnyRule], Iterable[AnyRule]]] = {
        "link": (before.links, after.links),
        "transition": (before.transitions, after.transitions),
        "state": (before.states, after.states),
        "second_claim": (before.seconds, after.seconds),
        "confidence": (before.rows, after.rows),
    }
    for table, (old_rules, new_rules) in tables.items():
        found += _changes(table, _named(old_rules), _named(new_rules))
    return tuple(found)


def _heads(before: Policy, after: Policy) -> Iterator[tuple[str, str, str]]:
    return ((name, _text(getattr(before, name)), _text(getattr(after, name))) for name in _HEAD)


def _changes(table: str, before: Mapping[str, AnyRule], after: Mapping[str, AnyRule]) -> Iterator[RuleChange]:
    """The differences of one table."""
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old is None and new is not None:
            yield RuleChange(ADDED, table, name, tuple((key, "", value) for key, value in _said(new).items() if value))
        elif new is None and old is not None:
            yield RuleChange(REMOVED, table, name, tuple((key, value, "") for key, value in _said(old).items() if value))
        elif old is not None and new is not None and old != new:
            was, now = _said(old), _said(new)
            yield RuleChange(CHANGED, table, name, tuple((key, was[key], now[key]) for key in was if was[key] != now[key]))


def _named(rules: Iterable[AnyRule]) -> Mapping[str, AnyRule]:
    """Rules by what they are called; of one that is replaced by a later one from a day on, the day tells them apart."""
    found: dict[str, AnyRule] = {}
    for rule in rules:
        name = rule_name(rule)
        found[name if name not in found else f"{name}, from {rule.valid_from}"] = rule
    return found


def rule_name(rule: AnyRule) -> str:
    """What a rule is called: what makes it another rule, and not the same rule that says something else."""
    match rule:
        case LinkKind():
            return f"{rule.kind} ({rule.schema}: {rule.source} → {rule.target})"
        case Transition():
            return f"{rule.source} –{rule.link}→ {rule.target} ({rule.when})"
        case StateMeaning():
            return rule.state
        case SecondClaim():
            return rule.id
        case ConfidenceRow():
            return rule.kind


def _said(rule: AnyRule) -> dict[str, str]:
    """What a rule says, key by key, in the words of the file."""
    words = {"source": "from", "target": "to"} if isinstance(rule, Transition) else {}
    return {words.get(field.name, field.name): _text(getattr(rule, field.name)) for field in fields(rule)}


def _text(value: object) -> str:
    """A value as a person reads it."""
    return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)
