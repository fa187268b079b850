"""The pack on ownership: whom a list's measure covers by ownership, when that holds, and which words of a source state control."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from fractions import Fraction
from importlib.resources.abc import Traversable

from msgspec import Struct
from msgspec.structs import fields

from clew.errors import Fault, PackError
from clew.pack.toml import PACKS, collect, read, section
from clew.values.days import is_day

COUNTS = ("at least", "more than", "named only")
STATUSES = ("in force", "suspended", "unverified")
CONTROL = ("yes", "possible", "no")
_WHOLE = 100


class OwnershipRule(Struct, frozen=True):
    """What a list's measure means for whom its entries own.

    Attributes:
        lists: datasets, or one sub-list of a dataset as `csl:SDN`.
        counts: "at least" or "more than" `percent` per cent; "named only" covers nobody by ownership.
        together: whether the holdings of several listed owners are added up.
        why: the rule, as a part of a sentence; `note`: what else to know.
    """

    id: str
    title: str
    lists: list[str]
    counts: str
    percent: int
    together: bool
    why: str
    note: str = ""

    @property
    def threshold(self) -> Fraction:
        """As a fraction of one."""
        return Fraction(self.percent, _WHOLE)

    def reached(self, share: Fraction) -> bool:
        """Whether a share is as much as the rule asks for."""
        return share >= self.threshold if self.counts == "at least" else share > self.threshold

    def covers_list(self, dataset: str, sublist: str) -> bool:
        """Whether an entry of a source is one that the rule goes by."""
        return dataset in self.lists or f"{dataset}:{sublist}" in self.lists


class RulePeriod(Struct, frozen=True):
    """How a rule stood from a day (`source`) to another (`target`, the last one), "" where open, and by which document."""

    rule: str
    source: str
    target: str
    status: str
    citation: str
    url: str
    read_in: str

    def holds(self, day: str) -> bool:
        """Whether a day (ISO) lies within."""
        return self.source <= day and (not self.target or day <= self.target)


class InterestWords(Struct, frozen=True):
    """Words of sources for kinds of interest, and what they state; `*` stands for any rest."""

    words: list[str]
    control: str
    why: str
    joint: bool = False

    def fits(self, kind: str) -> bool:
        """Whether a kind of interest is one of these."""
        return any(fnmatchcase(kind, word) for word in self.words)


class OwnershipRules(Struct, frozen=True):
    """The pack; `text` is the file's own."""

    version: str
    rules: tuple[OwnershipRule, ...]
    periods: tuple[RulePeriod, ...]
    interests: tuple[InterestWords, ...]
    text: str

    def on(self, rule: OwnershipRule, day: str) -> RulePeriod | None:
        """How a rule stood on a day; None where it did not exist yet, or no more."""
        return next((one for one in self.periods if one.rule == rule.id and one.holds(day)), None)

    def control(self, kind: str) -> str:
        """What a kind of interest states of control: the strongest of the words that fit, "no" where none does."""
        found = [one.control for one in self.interests if one.fits(kind)]
        return min(found, key=CONTROL.index, default="no")

    def joint(self, kind: str) -> bool:
        """Whether such an interest is held by several together."""
        return any(one.joint and one.fits(kind) for one in self.interests)


class _Head(Struct, frozen=True):
    version: str


def load_ownership_rules(place: Traversable = PACKS / "ownership" / "rules.toml") -> OwnershipRules:
    """Read the pack.

    Raises:
        PackError: the file is missing or malformed; all faults are named.
    """
    content, where, faults = read(place), str(place), list[Fault]()
    tables = ("rule", "period", "interest")
    head = collect(_Head, [{key: value for key, value in content.items() if key not in tables}], where, faults)
    rules = collect(OwnershipRule, section(content, "rule", where, faults), where, faults)
    periods = collect(RulePeriod, section(content, "period", where, faults), where, faults)
    interests = collect(InterestWords, section(content, "interest", where, faults), where, faults)
    odd = (*_odd_rules(rules), *_odd_periods(periods, {rule.id for rule in rules}), *_odd_words(interests))
    faults += [Fault(what, mend, where, column=column) for column, what, mend in odd]
    if faults:
        raise PackError(*faults)
    return OwnershipRules(head[0].version, rules, periods, interests, place.read_text(encoding="utf-8"))


def _odd_rules(rules: Iterable[OwnershipRule]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with rules: column, fault, mend."""
    kept = list(rules)
    yield from (("id", f"{one} stands twice", "Name each once.") for one, count in Counter(rule.id for rule in kept).items() if count > 1)
    for rule in kept:
        if rule.counts not in COUNTS:
            yield "counts", f"{rule.id}: there is no “{rule.counts}”", f"Known are {', '.join(COUNTS)}."
        if not 0 <= rule.percent <= _WHOLE or (rule.counts != "named only" and not rule.percent):
            yield "percent", f"{rule.id}: {rule.percent} is no threshold", "Give a number from 1 to 100, 0 where only names count."
        if not rule.lists:
            yield "lists", f"{rule.id} goes by no list", "Name a dataset."


def _odd_periods(periods: Iterable[RulePeriod], known: set[str]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with periods: column, fault, mend."""
    last: dict[str, RulePeriod] = {}
    for one in periods:
        if one.rule not in known:
            yield "rule", f"there is no rule “{one.rule}”", f"Known are {', '.join(sorted(known))}."
        if one.status not in STATUSES:
            yield "status", f"{one.rule}: there is no “{one.status}”", f"Known are {', '.join(STATUSES)}."
        wrong = [day for day in (one.source, one.target) if day and not is_day(day)]
        yield from (("from", f"{one.rule}: “{day}” is no day", 'Give a day such as 2025-01-02, or "".') for day in wrong)
        if one.target and one.target < one.source:
            yield "to", f"{one.rule} ends on {one.target}, before it begins on {one.source}", "Mend one of the days."
        before = last.get(one.rule)
        if before and (not before.target or before.target >= one.source):
            yield "from", f"{one.rule}: two periods hold on {one.source}", "End the first before the second begins."
        last[one.rule] = one
        silent = [field.name for field in fields(one) if field.name in {"citation", "url", "read_in"} and not getattr(one, field.name)]
        yield from ((name, f"{one.rule}: a period has no {name}", "Say where it was read.") for name in silent)
    yield from (("rule", f"{rule} holds at no time", "Add a [[period]].") for rule in sorted(known - set(last)))


def _odd_words(interests: Iterable[InterestWords]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with words of interests: column, fault, mend."""
    for one in interests:
        if one.control not in CONTROL:
            yield "control", f"there is no “{one.control}”", f"Known are {', '.join(CONTROL)}."
        if not one.words:
            yield "words", "an interest has no words", "Name at least one."
