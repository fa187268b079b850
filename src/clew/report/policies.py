"""Policies on the terminal and as JSON: what there are, what one says, and what another says or finds otherwise."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from clew.model.policies import Effect, Listed, Moved
from clew.pack.policy_diff import ADDED, REMOVED, RuleChange
from clew.pack.policy_faults import AnyRule
from clew.pack.policy_rules import GRADES, Policy
from clew.render.terminal import words
from clew.values.plain import asdict

_SHOWN = 40
"""Findings on the terminal; JSON has all."""
NO_PORTFOLIO = "No portfolio was screened yet, so no effect on findings is shown: name one with --findings FILE."
CONVENTION = "Confidence of one link by evidence grade: a convention for ordering, not a probability."
_TABLES = {
    "link": "link",
    "transition": "transition",
    "state": "meaning of the state",
    "second_claim": "second claim for",
    "confidence": "confidence of",
}


def list_view(found: Sequence[Listed]) -> RenderableType:
    """Every policy, the one in force marked."""
    table = Table("", "name", "version", "hash", "title", "where", "put in force", box=None, pad_edge=False)
    for one in found:
        mark = "in force" if one.in_force else ""
        table.add_row(
            mark,
            words(one.name),
            words(one.version),
            one.sha256[:12],
            words(f"cannot be used: {one.fault}" if one.fault else one.title),
            words(one.where),
            words(one.used),
        )
    return table


def show_view(policy: Policy, told: str) -> RenderableType:
    """What a policy says; `told` is its id, version, hash and place."""
    numbers = (
        f"At most {policy.hops} links to the evidence; {policy.kept} labels kept; a claim is historical after "
        f"{policy.historical_months} months, a list stale after {policy.stale_days} days."
    )
    grammar = _table(("from", "link", "to", "when", "products", "why"), policy.transitions)
    for step in policy.transitions:
        grammar.add_row(*map(words, (step.source, step.link, step.target, step.when, step.products, step.why, _dated(step))))
    states = _table(("state", "proposes", "why"), policy.states)
    for state in policy.states:
        states.add_row(*map(words, (state.state, state.involvement or "nothing by itself", state.why, _dated(state))))
    seconds = [
        words(f"{one.id}: {one.alone}. Asked of {', '.join((*one.indicators, *one.states))}. {_dated(one)}".strip())
        for one in policy.seconds
    ]
    rows = Table("link", *GRADES, "why", "", box=None, pad_edge=False)
    for row in policy.rows:
        rows.add_row(words(row.kind), *(f"{getattr(row, grade):g}" for grade in GRADES), words(row.why), words(_dated(row)))
    titles = ("Grammar, from the investee towards the evidence", "What a state at the evidence proposes; a person decides")
    second = [Text("\nProposes nothing without a second claim", style="bold"), *seconds] if seconds else []
    return Group(
        words(policy.title, "bold"),
        words(told),
        words(numbers),
        Text(f"\n{titles[0]}", style="bold"),
        grammar,
        Text(f"\n{titles[1]}", style="bold"),
        states,
        *second,
        Text(f"\n{CONVENTION}", style="bold"),
        rows,
    )


def _table(heads: Iterable[str], rules: Iterable[AnyRule]) -> Table:
    """A table with a last column for days, which has a head only where a rule is dated."""
    return Table(*heads, "in force" if any(_dated(rule) for rule in rules) else "", box=None, pad_edge=False)


def _dated(rule: AnyRule) -> str:
    """When a rule is in force, and how well its legal standing is known."""
    parts = (
        f"from {rule.valid_from}" if rule.valid_from else "",
        f"before {rule.valid_to}" if rule.valid_to else "",
        f"legal status {rule.status}" if rule.status else "",
    )
    return ", ".join(part for part in parts if part)


def policy_document(policy: Policy, sha256: str, where: str) -> dict[str, Any]:
    """A policy as JSON."""
    return {
        "id": policy.id,
        "version": policy.version,
        "sha256": sha256,
        "where": where,
        "title": policy.title,
        "hops": policy.hops,
        "kept": policy.kept,
        "historical_months": policy.historical_months,
        "stale_days": policy.stale_days,
        "links": [asdict(one) for one in policy.links],
        "transitions": [asdict(one) for one in policy.transitions],
        "states": [asdict(one) for one in policy.states],
        "second_claims": [asdict(one) for one in policy.seconds],
        "confidences": [asdict(one) for one in policy.rows],
    }


def change_sentence(change: RuleChange) -> str:
    """One difference as a sentence: from → to."""
    if change.table == "policy":
        name, old, new = change.changes[0]
        return f"Changed: {name.replace('_', ' ')}: {old} → {new}."
    called = f"{_TABLES[change.table]} {change.rule}"
    if change.kind in {ADDED, REMOVED}:
        said = "; ".join(f"{name} {new or old}" for name, old, new in change.changes if name not in {"from", "to", "link", "when", "kind"})
        return f"{change.kind.capitalize()}: {called}: {said}."
    return f"Changed: {called}: {'; '.join(f'{name} {old or NOTHING} → {new or NOTHING}' for name, old, new in change.changes)}."


NOTHING = "(nothing)"


def diff_view(titles: tuple[str, str], changes: Sequence[RuleChange], effect: Effect | None) -> RenderableType:
    """The difference of two policies, and what it does to a portfolio."""
    lines: list[RenderableType] = [words(f"From  {titles[0]}\nTo    {titles[1]}"), Text("")]
    lines += [words(change_sentence(change)) for change in changes] or [words("The two say the same.")]
    lines += [Text(""), *(_effect_lines(effect) if effect is not None else [words(NO_PORTFOLIO, "dim")])]
    return Group(*lines)


def _effect_lines(effect: Effect) -> Iterator[RenderableType]:
    """What moves, in one line and in a table."""
    counts = ", ".join(f"{sum(one.kind == kind for one in effect.moved):,} {kind}" for kind in ("gained", "lost", "changed"))
    yield words(f"Findings of {effect.portfolio}, as of {effect.as_of}: {counts}, {effect.unchanged:,} the same.", "bold")
    if not effect.moved:
        return
    table = Table("", "row", "holding", "indicator", "path", "what", box=None, pad_edge=False)
    for one in effect.moved[:_SHOWN]:
        table.add_row(
            one.kind, str(one.row), words(one.holding), words(one.indicator.split(" ")[0]), words(" → ".join(one.path)), words(_what(one))
        )
    yield table
    if len(effect.moved) > _SHOWN:
        yield words(f"{len(effect.moved) - _SHOWN:,} more in the JSON.", "dim")
    yield words("Internal working paper. What a policy proposes is decided by a person.", "dim")


def _what(one: Moved) -> str:
    """What moved: the change, or what is said of a finding that came or went."""
    return "; ".join(f"{name}: {old} → {new}" for name, old, new in one.changes) or one.sentence


def diff_document(sides: Sequence[dict[str, str]], changes: Sequence[RuleChange], effect: Effect | None) -> dict[str, Any]:
    """The difference as JSON."""
    return {
        "from": sides[0],
        "to": sides[1],
        "changes": [
            {
                "kind": one.kind,
                "table": one.table,
                "rule": one.rule,
                "sentence": change_sentence(one),
                "keys": [{"key": name, "from": old, "to": new} for name, old, new in one.changes],
            }
            for one in changes
        ],
        "effect": None if effect is None else _effect_value(effect),
        "note": NO_PORTFOLIO if effect is None else "",
    }


def _effect_value(effect: Effect) -> dict[str, Any]:
    moved = [{**asdict(one), "changes": [{"key": name, "from": old, "to": new} for name, old, new in one.changes]} for one in effect.moved]
    return {
        "portfolio": effect.portfolio,
        "as_of": effect.as_of,
        "known": effect.known,
        "unchanged": effect.unchanged,
        "moved": moved,
    }
