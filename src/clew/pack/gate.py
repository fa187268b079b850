"""The gate's packs: a policy that says what stops capital before it goes in, and the laws that bear on it, as dated data."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from importlib.resources.abc import Traversable

from msgspec import Struct, field

from clew.errors import Fault, PackError
from clew.model.gate import Outcome, Trade
from clew.model.screening import Level, Section
from clew.pack.policy import INVOLVEMENT, load_policy
from clew.pack.standards import load_standards
from clew.pack.toml import PACKS, collect, once, read, section
from clew.values.days import is_day

_OUTCOMES = tuple(outcome.value for outcome in Outcome if outcome is not Outcome.NONE)
_SECTIONS = tuple(one.value for one in Section if one is not Section.HISTORICAL)
_TRADES = tuple(trade.value for trade in Trade)
_GRADES = ("G1", "G2", "G3", "G4", "G5", "G6")
_COUNTRY = re.compile("[A-Z]{2}")


class GateRule(Struct, frozen=True):
    """What a finding must be for an outcome; what is left empty is not asked for.

    Attributes:
        outcome: one of `Outcome` in words; `why`: its reason in one sentence.
        sections, levels, involvements: as a finding has them.
        states: of the link policy, where the thread meets the evidence (`own`, `minority`, `supply`, …).
        indicators: codes, with `*` for any rest (`REG-*`).
        grades: the path must be as good as one of these, its weakest link included.
        confidence: least confidence of the best path.
    """

    id: str
    outcome: str
    why: str
    sections: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    involvements: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    grades: list[str] = field(default_factory=list)
    confidence: float = 0.0

    def names(self, code: str) -> bool:
        """Whether the rule is about an indicator."""
        return not self.indicators or any(fnmatchcase(code, pattern) for pattern in self.indicators)


class LegalGround(Struct, frozen=True):
    """A law that bears on putting capital in.

    Attributes:
        law: whose (`us`); `source`, `target`: first and last day in force (ISO), "" where open.
        outcome: what it leads to.
        lists: datasets whose entries it covers, with the sub-list after a colon where only that is meant; none where it covers companies by
            country.
        trades: kinds of `Trade` that it covers; `countries`: ISO 3166 codes of the companies' countries.
        itself: whether it covers the listed company alone, and not what the company controls.
        why, citation, url, note: what it says, where, and what clew cannot tell.
    """

    id: str
    law: str
    title: str
    source: str
    target: str
    outcome: str
    lists: list[str]
    trades: list[str]
    countries: list[str]
    itself: bool
    why: str
    citation: str
    url: str
    note: str

    def holds(self, day: str) -> bool:
        """Whether it is in force on a day (ISO)."""
        return (not self.source or self.source <= day) and (not self.target or day <= self.target)


class _Head(Struct, frozen=True):
    """What a policy says besides its rules."""

    id: str
    version: str
    title: str
    unknown: str
    alike: str
    laws: list[str]


class GatePolicy(Struct, frozen=True):
    """A gate's policy.

    Attributes:
        unknown: outcome where no loaded source says who issued a security; `alike`: where a name alone resembles somebody of whom there
            is evidence.
        laws: whose laws bind the investor.
        rules: in order; the first that fits a finding decides about it.
        grounds: every legal ground that is known, of any law.
        text: the packs' own text: what a result is a function of.
    """

    id: str
    version: str
    title: str
    unknown: Outcome
    alike: Outcome
    laws: tuple[str, ...]
    rules: tuple[GateRule, ...]
    grounds: tuple[LegalGround, ...]
    text: str


DEFAULT: Traversable = PACKS / "gate" / "default.toml"
"""The policy that ships with clew."""


@once
def load_gate_policy(
    place: Traversable = DEFAULT, laws: Traversable = PACKS / "gate" / "laws.toml", states: Collection[str] = ()
) -> GatePolicy:
    """Read a policy and the pack of laws; `states` are those of the link policy in force, which a rule may name besides the shipped ones.

    Raises:
        PackError: one is missing, malformed, or names an outcome, section, level, involvement, state, indicator, grade or law that there is
            not, so that no rule is silent for a slip of the pen; all faults are named.
    """
    content, where = read(place), str(place)
    faults: list[Fault] = []
    rules = collect(GateRule, section(content, "rule", where, faults), where, faults)
    head = collect(_Head, [{key: value for key, value in content.items() if key != "rule"}], where, faults)
    grounds = collect(LegalGround, section(read(laws), "ground", str(laws), faults), str(laws), faults)
    faults += [Fault(what, mend, where) for what, mend in _odd_rules(rules, states)]
    faults += [Fault(what, mend, str(laws)) for what, mend in _odd_grounds(grounds)]
    known = {ground.law for ground in grounds}
    for one in head:
        faults += [Fault(what, mend, where) for what, mend in _odd_head(one, known)]
    if faults:
        raise PackError(*faults)
    said, text = head[0], place.read_text(encoding="utf-8") + laws.read_text(encoding="utf-8")
    unknown, alike = Outcome(said.unknown), Outcome(said.alike)
    return GatePolicy(said.id, said.version, said.title, unknown, alike, tuple(said.laws), rules, grounds, text)


def _odd_head(head: _Head, laws: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the head of a policy, each with its mend."""
    for key in ("unknown", "alike"):
        yield from _strangers(key, [getattr(head, key)], (*_OUTCOMES, Outcome.NONE.value))
    yield from _strangers("laws", head.laws, tuple(sorted(laws)))


def _odd_rules(rules: tuple[GateRule, ...], more: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the rules."""
    yield from _twice(rule.id for rule in rules)
    states, codes = tuple(dict.fromkeys((*load_policy().meaning, *more))), [one.code for one in load_standards().indicators]
    for rule in rules:
        yield from _strangers(f"{rule.id}: outcome", [rule.outcome], _OUTCOMES)
        yield from _strangers(f"{rule.id}: sections", rule.sections, _SECTIONS)
        yield from _strangers(f"{rule.id}: levels", rule.levels, tuple(level.value for level in Level))
        yield from _strangers(f"{rule.id}: involvements", rule.involvements, INVOLVEMENT)
        yield from _strangers(f"{rule.id}: states", rule.states, states)
        yield from _fruitless(rule, codes)
        yield from _strangers(f"{rule.id}: grades", rule.grades, _GRADES)
        if not 0 <= rule.confidence <= 1:
            yield f"{rule.id}: confidence is {rule.confidence}", "Give a number from 0 to 1."


def _odd_grounds(grounds: tuple[LegalGround, ...]) -> Iterator[tuple[str, str]]:
    """What is wrong with the legal grounds."""
    yield from _twice(ground.id for ground in grounds)
    for ground in grounds:
        yield from _strangers(f"{ground.id}: outcome", [ground.outcome], _OUTCOMES)
        yield from _strangers(f"{ground.id}: trades", ground.trades, _TRADES)
        yield from _odd_days(ground)
        if not ground.lists and not ground.countries:
            yield f"{ground.id} covers nobody", "Name lists or countries."
        if not ground.trades:
            yield f"{ground.id} covers no trade", f"Name some of {', '.join(_TRADES)}."
        for country in ground.countries:
            if not _COUNTRY.fullmatch(country):
                yield f"{ground.id}: “{country}” is no country", "Give an ISO 3166 code of two capitals, such as CN."


def _odd_days(ground: LegalGround) -> Iterator[tuple[str, str]]:
    """What is wrong with the days of a legal ground."""
    for day in (ground.source, ground.target):
        if day and not is_day(day):
            yield f"{ground.id}: “{day}” is no day", 'Give a day such as 2025-01-02, or "".'
    if ground.target and ground.target < ground.source:
        yield f"{ground.id} ends on {ground.target}, before it begins on {ground.source}", "Mend one of the days."


def _strangers(where: str, given: list[str], known: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Words that are none of those known."""
    return (
        (f"{where}: there is no “{one}”", f"Known are {', '.join(word or '“”' for word in known)}.") for one in given if one not in known
    )


def _fruitless(rule: GateRule, codes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Patterns of a rule that no indicator fits."""
    for pattern in rule.indicators:
        if not any(fnmatchcase(code, pattern) for code in codes):
            yield f"{rule.id}: no indicator is “{pattern}”", f"Known are {', '.join(sorted(codes))}; * stands for any rest."


def _twice(ids: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Ids that are given twice."""
    return ((f"{one} stands twice", "Name each once.") for one, count in Counter(ids).items() if count > 1)
