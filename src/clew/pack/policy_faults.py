"""What the tables of a policy say against each other, on any day; each fault with its mend."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from clew.pack.policy_rules import (
    GRADES,
    INVOLVEMENT,
    PRODUCTS,
    START,
    STATUSES,
    WHEN,
    ConfidenceRow,
    LinkKind,
    Policy,
    SecondClaim,
    StateMeaning,
    Transition,
)
from clew.values.days import is_day

_NUMBERS = ("hops", "kept", "historical_months", "stale_days")
AnyRule: TypeAlias = LinkKind | Transition | StateMeaning | ConfidenceRow | SecondClaim
_FIRST_DAY = ""
"""Before every day: what is in force there has no first day."""


class Contradiction(Struct, frozen=True):
    """One fault: what, its mend, and the rule that it is about (None where it is about the pack as a whole)."""

    what: str
    mend: str
    rule: AnyRule | None = None


def contradictions(policy: Policy) -> Iterator[Contradiction]:
    """Everything that is wrong with a policy whose tables have the right keys, each fault once."""
    yield from _odd_words(policy)
    yield from _unreached(policy)
    odd = list(_odd_days(policy))
    yield from odd
    said: set[tuple[str, int]] = set()
    for day in (_FIRST_DAY, *(() if odd else policy.days)):
        for found in _on_a_day(policy.at(day)):
            if (found.what, id(found.rule)) not in said:
                said.add((found.what, id(found.rule)))
                yield found if day == _FIRST_DAY else Contradiction(f"{found.what} (from {day} on)", found.mend, found.rule)


def _odd_words(policy: Policy) -> Iterator[Contradiction]:
    """Words and numbers that no policy may have, whatever the day."""
    for name in _NUMBERS:
        if getattr(policy, name) <= 0:
            yield Contradiction(f"number that is not above zero: {name}", "Give a whole number of 1 or more.")
    for step in policy.transitions:
        yield from _stranger("unknown `when`", step.when, WHEN, step)
        yield from _stranger("unknown `products`", step.products, PRODUCTS, step)
    for state in policy.states:
        yield from _stranger("unknown involvement", state.involvement, INVOLVEMENT, state)
    for row in policy.rows:
        for grade in GRADES:
            if not 0 < getattr(row, grade) <= 1:
                what = f"confidence that is not in (0, 1]: {row.kind} at {grade}"
                yield Contradiction(what, "Give a number above 0, and at most 1.", row)
    yield from _odd_seconds(policy)


def _odd_seconds(policy: Policy) -> Iterator[Contradiction]:
    """What is wrong with the words of rules on second claims."""
    for second in policy.seconds:
        yield from _stranger("unknown involvement", second.involvement, INVOLVEMENT, second)
        for grade in second.grades:
            yield from _stranger("unknown grade", grade, GRADES, second)
        if not second.grades:
            yield Contradiction(f"second claim of no grade: {second.id}", f"Name some of {', '.join(GRADES)}.", second)
        if not second.indicators and not second.states:
            yield Contradiction(f"second claim that is asked for nothing: {second.id}", "Name indicators or states.", second)


def _odd_days(policy: Policy) -> Iterator[Contradiction]:
    """Days that are none, and rules that end before they begin."""
    for rule in every(policy):
        yield from _stranger("unknown status", rule.status, STATUSES, rule)
        for day in (rule.valid_from, rule.valid_to):
            if day and not is_day(day):
                yield Contradiction(f"“{day}” is no day", 'Give a day such as "2026-11-10", or leave it out.', rule)
        if rule.valid_to and rule.valid_to <= rule.valid_from:
            what = f"a rule that ends on {rule.valid_to} and begins on {rule.valid_from} is never in force"
            yield Contradiction(what, "Mend one of the days: valid_to is the first day on which it no longer holds.", rule)


def _on_a_day(policy: Policy) -> Iterator[Contradiction]:
    """What the rules in force on one day say against each other."""
    named = {link.kind for link in policy.links}
    for step in policy.transitions:
        if step.link not in named:
            yield Contradiction(f"link of a transition without a [[link]]: {step.link}", "Add the [[link]], or mend the name.", step)
    needed = {"evidence", *named, *(step.link for step in policy.transitions)}
    for kind in sorted(needed - {row.kind for row in policy.rows}):
        yield Contradiction(f"link without a [[confidence]] row: {kind}", "Add the row, with a number for each grade.")
    yield from _odd_states(policy)
    yield from _repeated(policy)


def _odd_states(policy: Policy) -> Iterator[Contradiction]:
    """States of which nobody says the meaning."""
    reached = {START, *(step.target for step in policy.transitions)}
    for state in sorted(reached - set(policy.meaning)):
        yield Contradiction(f"state without a [[state]]: {state}", "Say in a [[state]] what it proposes.")


def _unreached(policy: Policy) -> Iterator[Contradiction]:
    """States that lead nowhere on any day; where a transition to one ends, what is said of it may stay."""
    reached = {START, *(step.target for step in policy.transitions)}
    for step in policy.transitions:
        if step.source not in reached:
            yield Contradiction(f"state that no transition reaches: {step.source}", "Add a transition to it, or mend the name.", step)
    for meaning in policy.states:
        if meaning.state not in reached:
            yield Contradiction(f"state that no transition reaches: {meaning.state}", "Add a transition to it, or leave it out.", meaning)
    for second in policy.seconds:
        for state in sorted(set(second.states) - set(policy.meaning)):
            yield Contradiction(f"second claim for a state without a [[state]]: {state}", "Mend the name.", second)


def _repeated(policy: Policy) -> Iterator[Contradiction]:
    """Rules that stand twice on one day."""
    for name, keys in (
        ("link given twice", (f"{link.kind} of {link.schema}, {link.source} to {link.target}" for link in policy.links)),
        ("transition given twice", (f"{step.source} {step.link} {step.when}" for step in policy.transitions)),
        ("state given twice", (state.state for state in policy.states)),
        ("confidence row given twice", (row.kind for row in policy.rows)),
        ("second claim given twice", (second.id for second in policy.seconds)),
    ):
        for key in _twice(keys):
            yield Contradiction(f"{name}: {key}", "Keep one of them, or date them so that never two are in force.")


def every(policy: Policy) -> Iterator[AnyRule]:
    """Every rule of a policy."""
    return itertools.chain(policy.links, policy.transitions, policy.states, policy.rows, policy.seconds)


def _stranger(name: str, given: str, known: Iterable[str], rule: AnyRule) -> Iterator[Contradiction]:
    """A word that is none of those known."""
    words = tuple(known)
    if given not in words:
        yield Contradiction(f"{name}: {given}", f"Known are {', '.join(word or '“”' for word in words)}.", rule)


def _twice(keys: Iterable[str]) -> list[str]:
    """The keys that occur more than once."""
    return sorted(key for key, count in Counter(keys).items() if count > 1)
