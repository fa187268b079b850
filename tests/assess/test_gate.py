"""What the gate answers: the order of rules, each condition of a rule, laws where they bind, and overrides, which lift no law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from clew.assess.gate import Deal, Met, applied, deciding, gravest, lifted, line, reasons, weakest
from clew.model.gate import Asked, GateReason, Outcome, Override, Trade
from clew.model.screening import Finding, Level, PathLink, Section
from clew.pack.gate import GatePolicy, GateRule, LegalGround, load_gate_policy
from tests.report.sample import FIRST, LANTERN, SPINNING, claim

DAY = "2026-11-20"
NOBODY = Deal(Trade.LISTED, frozenset(), DAY)
AMERICAN = Deal(Trade.LISTED, frozenset({"us"}), DAY)
OPEN = GateRule("any", "watch", "anything")
SHIPPED = load_gate_policy()
ASKED = Asked("ZZ0000000000", 0, "", (("isin", "ZZ0000000000"),))
BLOCKED, TO_ASK = GateReason(Outcome.BLOCK, "b", "a rule"), GateReason(Outcome.ASK, "a", "a rule")
UNLAWFUL = GateReason(Outcome.ASK, "us-law", "a law", law="us", citation="31 CFR")
HEARD = Override(1, "x:a", "A", "a reason", "", "Ada", "2026-11-01", "Grace", "2026-11-02")


def found(section: Section = Section.FINDING, **changes: object) -> Finding:
    return replace(FIRST, section=section, **changes)  # type: ignore[arg-type]  # a test names a field and its value


def met(finding: Finding = FIRST, state: str = "own", listed: str = "ex_ban_list:ii", *, itself: bool = True) -> Met:
    return Met(finding, state, itself, listed)


def policy(*rules: GateRule, grounds: tuple[LegalGround, ...] = ()) -> GatePolicy:
    return replace(SHIPPED, rules=rules or (OPEN,), grounds=grounds)


def ground(**changes: object) -> LegalGround:
    base = LegalGround("us-x", "us", "A law", "2021-08-02", "", "block", ["ex_ban_list"], ["listed"], [], False, "why", "cited", "url", "")
    return replace(base, **changes)  # type: ignore[arg-type]  # a test names a field and its value


def outcomes(deal: Deal, *grounds: LegalGround, of: Met | None = None, countries: tuple[str, ...] = ()) -> list[str]:
    """The laws that apply to one finding, by id."""
    told = reasons([of or met()], countries, policy(grounds=grounds), deal)
    return [one.rule for one in told if one.law]


def path(*links: tuple[str, ...]) -> tuple[PathLink, ...]:
    """A path whose links rest on claims by id."""
    return tuple(replace(FIRST.path[0], source=LANTERN, target=SPINNING, claims=claims) for claims in links)


def test_the_first_rule_that_fits_a_finding_decides_about_it() -> None:
    first, second = GateRule("one", "watch", "first"), GateRule("two", "block", "second")
    assert [one.rule for one in reasons([met()], (), policy(first, second), NOBODY)] == ["one"]
    assert [one.rule for one in reasons([met()], (), policy(second, first), NOBODY)] == ["two"]


def test_each_finding_is_decided_about_by_itself_and_the_gravest_comes_first() -> None:
    rules = policy(GateRule("own", "block", "own", states=["own"]), OPEN)
    told = reasons([met(state="supply"), met(state="own")], (), rules, NOBODY)
    assert [(one.outcome, one.rule) for one in told] == [(Outcome.BLOCK, "own"), (Outcome.WATCH, "any")]


def test_where_no_rule_fits_there_is_no_reason() -> None:
    assert reasons([met(state="supply")], (), policy(GateRule("own", "block", "own", states=["own"])), NOBODY) == ()
    assert reasons([], (), SHIPPED, AMERICAN) == ()


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        (OPEN, True),
        (replace(OPEN, sections=["finding"]), True),
        (replace(OPEN, sections=["restriction"]), False),
        (replace(OPEN, levels=[FIRST.level.value, "Inferred"]), True),
        (replace(OPEN, levels=["Inferred"]), False),
        (replace(OPEN, involvements=[FIRST.involvement]), True),
        (replace(OPEN, involvements=["affiliation"]), False),
        (replace(OPEN, states=["supply", "own"]), True),
        (replace(OPEN, states=["supply"]), False),
        (replace(OPEN, indicators=[FIRST.indicator.code]), True),
        (replace(OPEN, indicators=[f"{FIRST.indicator.code[:3]}*"]), True),
        (replace(OPEN, indicators=["LAW-*"]), False),
        (replace(OPEN, confidence=FIRST.confidence[0]), True),
        (replace(OPEN, confidence=FIRST.confidence[0] + 0.001), False),
        (replace(OPEN, sections=["finding"], states=["supply"]), False),
    ],
)
def test_a_finding_must_be_all_that_a_rule_asks_for(asked: GateRule, *, fits: bool) -> None:
    assert bool(reasons([met()], (), policy(asked), NOBODY)) is fits


def test_a_path_is_as_good_as_its_weakest_link_and_a_link_as_its_best_claim() -> None:
    claims = (claim("a", grade="G1"), claim("b", grade="G4"), claim("c", grade="G3"))
    assert weakest(found(claims=claims, path=path(("a", "b"), ("c",)))) == "G3"
    assert weakest(found(claims=claims, path=path(("a",), ("b",)))) == "G4"
    assert weakest(found(claims=(), path=path(("a",)))) == "G6"


@pytest.mark.parametrize(("grades", "fits"), [([], True), (["G3"], True), (["G1", "G3"], True), (["G1", "G2"], False)])
def test_a_path_must_be_as_good_as_one_of_the_grades(grades: list[str], *, fits: bool) -> None:
    weak = found(claims=(claim("a", grade="G1"), claim("c", grade="G3")), path=path(("a",), ("c",)))
    assert bool(reasons([met(weak)], (), policy(replace(OPEN, grades=grades)), NOBODY)) is fits


@given(st.lists(st.tuples(st.sampled_from(list(Level)), st.sampled_from(["own", "supply", "minority", "programme"]))), st.integers(0, 5))
def test_historical_claims_never_change_the_outcome(current: list[tuple[Level, str]], added: int) -> None:
    mets = [met(found(level=level), state, "ns_cmic") for level, state in current]
    old = [met(found(Section.HISTORICAL), listed="ns_cmic")] * added
    assert reasons([*old, *mets, *old], (), SHIPPED, AMERICAN) == reasons(mets, (), SHIPPED, AMERICAN)


@given(st.permutations([met(), met(found(Section.RESTRICTION)), met(found(Section.AFFILIATION)), met(state="supply")]))
def test_the_order_of_findings_does_not_change_the_outcome(order: list[Met]) -> None:
    assert gravest(one.outcome for one in reasons(order, (), SHIPPED, NOBODY)) is Outcome.ASK


def test_a_law_applies_only_where_the_investor_says_that_it_binds() -> None:
    assert outcomes(NOBODY, ground()) == []
    assert outcomes(AMERICAN, ground()) == ["us-x"]
    assert outcomes(AMERICAN, ground(law="eu")) == []


@pytest.mark.parametrize(("day", "laws"), [("2021-08-01", []), ("2021-08-02", ["us-cmic"]), (DAY, ["us-cmic"])])
def test_the_ns_cmic_law_holds_from_its_day_and_not_before(day: str, laws: list[str]) -> None:
    assert outcomes(replace(AMERICAN, day=day), *SHIPPED.grounds, of=met(listed="ns_cmic")) == laws


@pytest.mark.parametrize(("day", "laws"), [("2025-01-01", []), ("2025-01-02", ["us-outbound"])])
def test_the_outbound_law_holds_from_its_day_and_for_private_deals_alone(day: str, laws: list[str]) -> None:
    for trade in (Trade.PRIVATE, Trade.FUND):
        assert outcomes(Deal(trade, AMERICAN.laws, day), *SHIPPED.grounds, countries=("CN",)) == laws
    assert outcomes(replace(AMERICAN, day=day), *SHIPPED.grounds, countries=("CN",)) == []


def test_a_law_that_goes_by_country_needs_no_finding_and_is_one_reason() -> None:
    by_country = ground(lists=[], countries=["CN", "HK"])
    (told,) = reasons([], ("HK", "CN"), policy(grounds=(by_country,)), AMERICAN)
    assert (told.finding, told.law, told.citation) == (None, "us", "cited")
    assert reasons([], ("SE",), policy(grounds=(by_country,)), AMERICAN) == ()


def test_a_law_goes_by_the_list_or_by_its_sub_list() -> None:
    assert outcomes(AMERICAN, ground(lists=["ex_ban_list"])) == ["us-x"]
    assert outcomes(AMERICAN, ground(lists=["ex_ban_list:ii"])) == ["us-x"]
    assert outcomes(AMERICAN, ground(lists=["ex_ban_list:i"])) == []
    assert outcomes(AMERICAN, ground(lists=["another"])) == []


def test_a_law_that_covers_the_company_itself_leaves_out_what_it_controls() -> None:
    subsidiary = met(itself=False)
    assert outcomes(AMERICAN, ground(itself=True), of=subsidiary) == []
    assert outcomes(AMERICAN, ground(itself=False), of=subsidiary) == ["us-x"]
    assert outcomes(AMERICAN, ground(itself=True)) == ["us-x"]


def test_a_historical_entry_breaks_no_law() -> None:
    assert outcomes(AMERICAN, ground(), of=met(found(Section.HISTORICAL))) == []


def test_a_law_comes_before_a_rule_of_the_same_gravity() -> None:
    told = reasons([met()], (), policy(GateRule("red", "block", "red"), grounds=(ground(),)), AMERICAN)
    assert [one.rule for one in told] == ["us-x", "red"]


def test_grounds_are_applied_by_law_day_and_trade() -> None:
    every = policy(grounds=(ground(), ground(id="late", source="2030-01-01"), ground(id="private", trades=["private"]), ground(law="eu")))
    assert [one.id for one in applied(every, AMERICAN)] == ["us-x"]


def test_the_gravest_outcome_of_none_is_that_no_rule_applies() -> None:
    assert gravest(()) is Outcome.NONE
    assert gravest((Outcome.WATCH, Outcome.BLOCK, Outcome.ASK)) is Outcome.BLOCK


def test_an_override_leaves_a_stopped_security_to_be_watched() -> None:
    assert lifted((BLOCKED, TO_ASK), (HEARD,), DAY) is Outcome.WATCH
    assert lifted((), (HEARD,), DAY) is Outcome.NONE


def test_an_override_lifts_no_law() -> None:
    assert lifted((BLOCKED, UNLAWFUL), (HEARD,), DAY) is Outcome.ASK
    assert lifted((replace(UNLAWFUL, outcome=Outcome.BLOCK),), (HEARD,), DAY) is Outcome.BLOCK


@pytest.mark.parametrize(
    "silent",
    [
        replace(HEARD, confirmed_by="", confirmed_at=""),
        replace(HEARD, withdrawn_by="Grace", withdrawn_at=DAY, withdrawn_why="sold"),
        replace(HEARD, until="2026-11-19"),
    ],
)
def test_an_override_that_is_not_confirmed_is_withdrawn_or_is_over_lifts_nothing(silent: Override) -> None:
    assert lifted((BLOCKED,), (silent,), DAY) is Outcome.BLOCK


def test_an_override_holds_on_its_last_day() -> None:
    assert lifted((BLOCKED,), (replace(HEARD, until=DAY),), DAY) is Outcome.WATCH


def test_the_reasons_that_decide_are_the_gravest_that_no_override_lifts() -> None:
    assert deciding((BLOCKED, UNLAWFUL, TO_ASK), Outcome.BLOCK) == (BLOCKED,)
    assert deciding((BLOCKED, UNLAWFUL, TO_ASK), Outcome.ASK) == (UNLAWFUL,)
    assert deciding((BLOCKED, TO_ASK), Outcome.WATCH) == (BLOCKED, TO_ASK)


def test_the_line_says_outcome_issuer_reason_and_rule() -> None:
    said = line(ASKED, "Example Mill", Outcome.BLOCK, (GateReason(Outcome.BLOCK, "b", "a rule", FIRST),), "")
    assert said == f"BLOCK: Example Mill (ZZ0000000000). {FIRST.sentence} [b]"


def test_the_line_of_an_overridden_security_says_what_the_policy_says() -> None:
    assert (
        line(ASKED, "", Outcome.WATCH, (BLOCKED,), "") == "WATCH: ZZ0000000000. A rule. [b] The policy says block; an override lifts that."
    )


def test_the_line_names_the_law_that_is_left_when_an_override_lifts_the_rest() -> None:
    said = line(ASKED, "", Outcome.ASK, (BLOCKED, UNLAWFUL, TO_ASK), "")
    assert said == "ASK FIRST: ZZ0000000000. A law. [us-law] 2 more reasons. The policy says block; an override lifts that."


def test_the_line_without_a_reason_says_what_may_be_said() -> None:
    assert line(ASKED, "", Outcome.NONE, (), "Nothing was found.") == "NO RULE APPLIES: ZZ0000000000. Nothing was found."
