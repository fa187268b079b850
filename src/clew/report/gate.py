"""The gate's answers: in one line, on the terminal, and as the JSON contract `clew.gate/1`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from clew.assess.gate import deciding
from clew.model.gate import Answer, Gated, GateReason, Outcome, Override
from clew.render.terminal import words
from clew.report.json import finding_value, fraction
from clew.values.plain import asdict

CONTRACT = "clew.gate/1"
_SHOWN = 40
"""Answers on the terminal; JSON has all."""
_HOW = {"listing": "market and code", "composite": "country and code", "judgement": "a person's judgement"}
"""How an issuer was told, where it is not the name of an identifier."""
EXITS = {Outcome.BLOCK: 21, Outcome.ASK: 20, Outcome.WATCH: 0, Outcome.NONE: 0}
"""Exit code of each outcome, for scripts."""


def gate_document(gated: Gated) -> dict[str, Any]:
    """The answers as JSON; weights are fractions, null is unknown."""
    first = gated.answers[0] if gated.answers else None
    counts = Counter(answer.outcome for answer in gated.answers)
    return {
        "contract": CONTRACT,
        "what": gated.what,
        "outcome": gated.outcome.value,
        "exit_code": EXITS[gated.outcome],
        "line": first.line if first is not None and len(gated.answers) == 1 else summary(gated),
        "policy": gated.policy,
        "laws": list(gated.laws),
        "trade": gated.trade.value,
        "as_of": gated.as_of,
        "known": gated.known,
        "counts": {outcome.value: counts[outcome] for outcome in Outcome},
        "by_name_alone": sum(by_name(answer) for answer in gated.answers),
        "not_securities": gated.passed,
        "answers": [_answer(answer) for answer in gated.answers],
        "searched": [asdict(row) for row in gated.searched],
        "inputs": [asdict(row) for row in gated.inputs],
        "chain_head": gated.chain_head,
    }


def gate_view(gated: Gated) -> RenderableType:
    """The answers on the terminal: the line first, then every reason."""
    if len(gated.answers) == 1:
        return Group(words(gated.answers[0].line, "bold"), *_reasons(gated.answers[0]), words(_basis(gated), "dim"))
    table = Table("row", "outcome", "security", "why", box=None, padding=(0, 2, 0, 0))
    stopped = [answer for answer in gated.answers if answer.reasons]
    for answer in sorted(stopped, key=lambda one: (list(Outcome).index(one.outcome), one.asked.row))[:_SHOWN]:
        table.add_row(str(answer.asked.row), answer.outcome.value, words(_who(answer)), words(_why(answer)))
    more = [words(f"{len(stopped) - _SHOWN:,} more in the JSON.", "dim")] if len(stopped) > _SHOWN else []
    return Group(words(summary(gated), "bold"), *([table] if stopped else []), *more, words(_basis(gated), "dim"))


def summary(gated: Gated) -> str:
    """All answers in one line."""
    counts = Counter(answer.outcome for answer in gated.answers)
    named = sum(by_name(answer) for answer in gated.answers)
    said = {Outcome.NONE: f" ({named:,} looked for by name alone)"} if named else {}
    parts = ", ".join(f"{counts[outcome]:,} {outcome.value}{said.get(outcome, '')}" for outcome in Outcome if counts[outcome])
    passed = f"; {gated.passed:,} {'row is no security' if gated.passed == 1 else 'rows are no securities'}" if gated.passed else ""
    return f"{gated.outcome.value.upper()}: {gated.what}. {parts or 'nothing to answer'}{passed}."


def by_name(answer: Answer) -> bool:
    """Whether nothing but a name was looked for, and nobody of whom there is evidence bears it."""
    return not answer.entity_id and not answer.reasons


def overrides_view(overrides: tuple[Override, ...], day: str) -> Table:
    """Overrides with who said what, and whether they hold on a day (ISO)."""
    table = Table("number", "issuer", "holds", "until", "why", "proposed", "confirmed", "withdrawn", box=None, padding=(0, 2, 0, 0))
    for one in overrides:
        table.add_row(
            str(one.override_id),
            words(one.name or one.entity_id),
            "yes" if one.holds(day) else "no",
            one.until or "open",
            words(one.reason),
            words(_by(one.proposed_by, one.proposed_at)),
            words(_by(one.confirmed_by, one.confirmed_at) or "not yet"),
            words(f"{_by(one.withdrawn_by, one.withdrawn_at)}: {one.withdrawn_why}" if one.withdrawn_by else ""),
        )
    return table


def _by(actor: str, at: str) -> str:
    """Who, and on which day."""
    return f"{actor}, {at[:10]}" if actor else ""


def _who(answer: Answer) -> str:
    """The security with its issuer."""
    via = f" through {' → '.join(answer.asked.via)}" if answer.asked.via else ""
    name = answer.asked.name or answer.asked.text
    issuer = f" ({answer.issuer})" if answer.issuer and answer.issuer.casefold() != name.casefold() else ""
    return f"{name}{issuer}{via}"


def _why(answer: Answer) -> str:
    """The sentence and the rule of the reason that decides."""
    reason = deciding(answer.reasons, answer.outcome)[0]
    more = f" {len(answer.reasons) - 1} more." if len(answer.reasons) > 1 else ""
    return f"{reason.why if reason.finding is None else reason.finding.sentence} [{reason.rule}]{more}"


def _basis(gated: Gated) -> str:
    """What the answer is a function of, in one line."""
    laws = f"laws: {', '.join(gated.laws)}" if gated.laws else "no law was applied: say whose bind you with --law"
    lists = f"{len(gated.searched)} sources as known on {gated.known}"
    return f"Policy {gated.policy}; {laws}; {gated.trade.value} trade; {lists}; as of {gated.as_of}. No verdict on a company."


def _reasons(answer: Answer) -> Iterator[RenderableType]:
    """The issuer, each reason of one answer, the issuer's overrides, and what is historical."""
    if answer.issuer:
        zh = f" {answer.issuer_zh}" if answer.issuer_zh else ""
        yield words(f"Issuer: {answer.issuer}{zh} ({answer.entity_id}), told by {_HOW.get(answer.how, answer.how.upper())}.")
        yield from _grouped(answer.reasons)
    for lift in answer.overrides:
        said = f"proposed by {_by(lift.proposed_by, lift.proposed_at)}, confirmed by {_by(lift.confirmed_by, lift.confirmed_at)}"
        yield words(f"Override {lift.override_id} holds{f' until {lift.until}' if lift.until else ''}: {lift.reason} ({said}).")
    if answer.historical:
        yield words(
            f"{answer.historical} historical {'claim' if answer.historical == 1 else 'claims'}; what is historical never stops anything.",
            "dim",
        )


def _grouped(reasons: Iterable[GateReason]) -> Iterator[RenderableType]:
    """Reasons by rule, each with its findings; where no issuer is known the line has said the only one."""
    for (outcome, rule, why), alike in groupby(reasons, key=lambda one: (one.outcome, one.rule, one.why)):
        yield words(f"{outcome.value} [{rule}] {why}")
        found = tuple(alike)
        for one in found:
            if one.finding is not None:
                yield _indented(f"{one.finding.indicator.code}: {one.finding.sentence}")
        if found[0].citation:
            yield _indented(f"{found[0].citation}. {found[0].note} {found[0].url}", "dim")


def _indented(text: str, style: str = "") -> RenderableType:
    """A line under another."""
    return Padding(words(text, style), (0, 0, 0, 2), expand=False)


def _answer(answer: Answer) -> dict[str, Any]:
    """One answer as the contract has it."""
    asked = answer.asked
    return {
        "row": asked.row,
        "asked": asked.text,
        "name": asked.name,
        "identifiers": dict(asked.identifiers),
        "weight": fraction(asked.weight),
        "via": list(asked.via),
        "outcome": answer.outcome.value,
        "stated": answer.stated.value,
        "line": answer.line,
        "issuer": {"entity_id": answer.entity_id, "name": answer.issuer, "name_zh": answer.issuer_zh, "how": answer.how},
        "reasons": [reason_value(one) for one in answer.reasons],
        "overrides": [asdict(one) for one in answer.overrides],
        "historical": answer.historical,
    }


def reason_value(reason: GateReason) -> dict[str, Any]:
    """One reason as the contract has it."""
    return {
        "outcome": reason.outcome.value,
        "rule": reason.rule,
        "why": reason.why,
        "law": reason.law,
        "citation": reason.citation,
        "url": reason.url,
        "note": reason.note,
        "finding": None if reason.finding is None else finding_value(reason.finding),
    }
