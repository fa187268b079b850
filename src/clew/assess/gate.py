"""The gate: which rules and laws the findings on an issuer meet, and what follows. Pure: the same findings and packs, the same answer."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from clew.model.gate import Asked, GateReason, Outcome, Override, Trade
from clew.model.screening import Finding, Section
from clew.pack.gate import GatePolicy, GateRule, LegalGround

GRAVITY = (Outcome.BLOCK, Outcome.ASK, Outcome.WATCH, Outcome.NONE)
"""Outcomes, gravest first."""


class Met(Struct, frozen=True):
    """A finding with what the rules ask besides.

    Attributes:
        state: of the link policy, where the thread meets the evidence; `itself`: whether the issuer itself carries the evidence.
        listed: dataset of the evidence, and its sub-list after a colon.
    """

    finding: Finding
    state: str
    itself: bool
    listed: str


class Deal(Struct, frozen=True):
    """How capital is to go in.

    Attributes:
        trade: by what way; `laws`: whose laws bind the investor.
        day: on which day (ISO).
    """

    trade: Trade
    laws: frozenset[str]
    day: str


def reasons(met: Sequence[Met], countries: Iterable[str], policy: GatePolicy, deal: Deal) -> tuple[GateReason, ...]:
    """Every rule and law that the findings on one issuer meet, gravest first; historical findings meet none.

    Args:
        met: findings on the issuer.
        countries: where it is at home (ISO 3166 codes), as the sources say.
        policy: the rules; the first that fits a finding decides about it.
        deal: how capital is to go in.
    """
    current = [one for one in met if one.finding.section is not Section.HISTORICAL]
    found = [reason for one in current if (reason := _by_rule(one, policy.rules)) is not None]
    home = set(countries)
    for ground in applied(policy, deal):
        found += [_by_law(ground, one.finding) for one in current if _covers(ground, one)]
        if home.intersection(ground.countries):
            found.append(_by_law(ground, None))
    return tuple(sorted(found, key=lambda one: (GRAVITY.index(one.outcome), not one.law)))


def applied(policy: GatePolicy, deal: Deal) -> tuple[LegalGround, ...]:
    """The legal grounds that bind the investor, are in force on the day, and cover this way of putting capital in."""
    return tuple(one for one in policy.grounds if one.law in deal.laws and one.holds(deal.day) and deal.trade.value in one.trades)


def gravest(outcomes: Iterable[Outcome]) -> Outcome:
    """The gravest of some outcomes; `NONE` of none."""
    return min(outcomes, key=GRAVITY.index, default=Outcome.NONE)


def lifted(found: Sequence[GateReason], overrides: Sequence[Override], day: str) -> Outcome:
    """The outcome that is left once the overrides in force on a day are heard: they lift the rules of a policy, never a law."""
    heard = any(one.holds(day) for one in overrides)
    return gravest(Outcome.WATCH if heard and not one.law and one.outcome is not Outcome.NONE else one.outcome for one in found)


def deciding(found: Sequence[GateReason], outcome: Outcome) -> tuple[GateReason, ...]:
    """The reasons that an outcome rests on, once overrides are heard: those of that gravity that no override lifts, else all."""
    untouched = gravest(one.outcome for one in found) is outcome
    return tuple(one for one in found if one.outcome is outcome and (untouched or one.law)) or tuple(found)


def line(asked: Asked, issuer: str, outcome: Outcome, found: Sequence[GateReason], nothing: str) -> str:
    """The answer in one line: outcome, who, and the reason that decides; `nothing` is what may be said where there is none."""
    who = issuer or asked.name or asked.text
    shown = f"{who} ({asked.text})" if asked.text != who else who
    if not found:
        return f"{outcome.value.upper()}: {shown}. {nothing}"
    first = deciding(found, outcome)[0]
    why = first.finding.sentence if first.finding is not None else f"{first.why[:1].upper()}{first.why[1:]}."
    more = f" {_more(len(found) - 1)}" if len(found) > 1 else ""
    stated = gravest(one.outcome for one in found)
    lift = "" if stated is outcome else f" The policy says {stated.value}; an override lifts that."
    return f"{outcome.value.upper()}: {shown}. {why} [{first.rule}]{more}{lift}"


def _more(count: int) -> str:
    """That there are further reasons."""
    return f"{count} more {'reason' if count == 1 else 'reasons'}."


def _by_rule(met: Met, rules: Iterable[GateRule]) -> GateReason | None:
    """The first rule that fits, as a reason."""
    rule = next((rule for rule in rules if _fits(rule, met)), None)
    return None if rule is None else GateReason(Outcome(rule.outcome), rule.id, rule.why, met.finding)


def _fits(rule: GateRule, met: Met) -> bool:
    """Whether a finding is all that a rule asks for."""
    finding = met.finding
    asked = (
        (rule.sections, finding.section.value),
        (rule.levels, finding.level.value),
        (rule.involvements, finding.involvement),
        (rule.states, met.state),
    )
    fitting = all(not wanted or given in wanted for wanted, given in asked)
    good = not rule.grades or weakest(finding) <= max(rule.grades)
    return fitting and good and rule.names(finding.indicator.code) and finding.confidence[0] >= rule.confidence


def weakest(finding: Finding) -> str:
    """The grade of the weakest link of a path: the best claim of each link, the worst of all links."""
    grades = {claim.id: claim.grade for claim in finding.claims}
    links = [[grades[claim] for claim in link.claims if claim in grades] for link in finding.path]
    return max((min(found) for found in links if found), default="G6")


def _covers(ground: LegalGround, met: Met) -> bool:
    """Whether a legal ground goes by the list that a finding rests on."""
    dataset = met.listed.partition(":")[0]
    return (met.itself or not ground.itself) and (met.listed in ground.lists or dataset in ground.lists)


def _by_law(ground: LegalGround, finding: Finding | None) -> GateReason:
    """A legal ground as a reason."""
    cited = (ground.law, ground.citation, ground.url, ground.note)
    return GateReason(Outcome(ground.outcome), ground.id, ground.why, finding, *cited)
