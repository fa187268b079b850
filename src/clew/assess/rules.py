"""What a reader must know of the rules themselves: those in force whose legal standing nobody has verified."""

from clew.pack.policy_faults import AnyRule, every
from clew.pack.policy_rules import Policy, SecondClaim, StateMeaning, Transition


def unverified(policy: Policy) -> tuple[str, ...]:
    """A note for each rule in force on the day that is marked so; the notes stand on every output of a screening."""
    return tuple(
        f"The policy's {_called(rule)} is in force with a legal status that is {rule.status}." for rule in every(policy) if rule.status
    )


def _called(rule: AnyRule) -> str:
    """A rule as a sentence names it."""
    if isinstance(rule, Transition):
        return f"transition from {rule.source} by {rule.link} to {rule.target} ({rule.why})"
    if isinstance(rule, StateMeaning):
        return f"meaning of the state {rule.state} ({rule.why})"
    return f"rule on {rule.id}" if isinstance(rule, SecondClaim) else f"rule on the link {rule.kind}"
