"""The policy pack: scores that add up, a grammar that is whole, and a malformed pack refused with every fault."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.pack.policy import START, Policy, confidence, load_policy, parse_policy, score
from clew.pack.toml import PACKS

SHIPPED = (PACKS / "policy" / "default" / "policy.toml").read_text(encoding="utf-8")
Refused = Callable[..., str]
Refusal = Callable[[str, Callable[..., object]], Refused]


@pytest.fixture
def policy() -> Policy:
    return load_policy()


@pytest.fixture
def refused(refusal: Refusal) -> Refused:
    """What the loader says against the shipped pack after changes to its text."""
    return refusal(SHIPPED, load_policy)


@given(st.integers(1, 10_000))
def test_a_score_gives_its_confidence_back(part: int) -> None:
    assert confidence(score(part / 10_000)) == part / 10_000


@given(st.lists(st.floats(0.1, 1), min_size=1, max_size=8))
def test_scores_add_where_confidences_multiply(parts: list[float]) -> None:
    product = 1.0
    for part in parts:
        product *= part
    assert confidence(sum(map(score, parts))) == pytest.approx(product, abs=1e-4)


@given(st.floats(0.0001, 1), st.floats(0.0001, 1))
def test_a_larger_score_is_less_sure(one: float, other: float) -> None:
    assert (score(one) <= score(other)) == (score(one) == score(other) or one > other)


def test_every_state_and_link_of_the_shipped_grammar_is_known(policy: Policy) -> None:
    states, links = set(policy.meaning), set(policy.verbs)
    assert {step.source for step in policy.transitions} | {step.target for step in policy.transitions} <= states
    assert links - {step.link for step in policy.transitions} == {"located_in"}, "being located somewhere is no thread"
    assert all(step.why for step in policy.transitions)
    assert all(state.why for state in policy.states)


def test_no_thread_goes_up_and_then_down(policy: Policy) -> None:
    """Never siblings, never a customer's suppliers."""
    after = {step.target for step in policy.transitions if step.link == "parent"}
    assert [step for step in policy.transitions if step.source in after] == []
    assert [step for step in policy.transitions if step.source == "customer" and step.link != "owns"] == []


def test_confidence_falls_with_the_grade(policy: Policy) -> None:
    for row in policy.rows:
        values = [policy.confidence[row.kind, f"G{grade}"] for grade in range(1, 7)]
        assert values == sorted(values, reverse=True)
        assert len(set(values)) == len(values)


def test_a_pairing_programme_alone_proposes_nothing(policy: Policy) -> None:
    assert policy.meaning["programme"].involvement == ""
    assert START in policy.meaning


def test_unknown_and_missing_keys_of_every_table_are_named_at_once(refused: Refused) -> None:
    told = refused(
        ("hops = 8", "hopps = 8"), ('verb = "owns"\n', ""), ('when = "controlled"', 'whenever = "controlled"'), ("G1 = 0.98", "G1 = 1")
    )
    assert all(
        part in told
        for part in ("unknown key “hopps”", "“hops” is missing", "“verb” is missing", "unknown key “whenever”", "“when” is missing")
    )


def test_a_missing_kind_of_table_is_named(refused: Refused) -> None:
    start = SHIPPED.index("[[state]]")
    assert "there is no [[state]]" in refused((SHIPPED[start : SHIPPED.index("# Confidence of one link")], ""))


def test_contradictions_are_named_at_once(refused: Refused) -> None:
    told = refused(
        ("hops = 8", "hops = 0"),
        ('from = "own"\nlink = "owns"\nto = "own"', 'from = "nowhere"\nlink = "envies"\nto = "sibling"'),
        ('when = "minority"', 'when = "perhaps"'),
        ('involvement = "directly linked"', 'involvement = "guilty"'),
        ("G1 = 0.98", "G1 = 1.5"),
    )
    assert all(
        part in told
        for part in (
            "number that is not above zero: hops",
            "link of a transition without a [[link]]: envies",
            "link without a [[confidence]] row: envies",
            "state without a [[state]]: sibling",
            "state that no transition reaches: nowhere",
            "unknown `when`: perhaps",
            "unknown involvement: guilty",
            "confidence that is not in (0, 1]: evidence at G1",
        )
    )


def test_what_is_given_twice_is_named(refused: Refused) -> None:
    state = SHIPPED[SHIPPED.index("[[state]]") : SHIPPED.index("[[state]]", SHIPPED.index("[[state]]") + 1)]
    step = SHIPPED[SHIPPED.index("[[transition]]") : SHIPPED.index("[[transition]]", SHIPPED.index("[[transition]]") + 1)]
    told = refused((state, state * 2), (step, step * 2))
    assert "state given twice: own" in told
    assert "transition given twice: own owns controlled" in told


def test_a_dated_rule_is_in_force_from_its_first_day_and_not_on_its_last() -> None:
    step = 'link = "partner"\nto = "partner"'
    dated = parse_policy(SHIPPED.replace(step, f'{step}\nvalid_from = 2026-02-01\nvalid_to = "2026-03-01"'), "dated.toml")
    days = ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")
    seen = [any(one.link == "partner" for one in dated.at(day).transitions) for day in days]
    assert seen == [False, True, True, False]
    assert dated.days == ("2026-02-01", "2026-03-01")
    assert dated.at("2026-01-31").text == dated.text


def test_a_rule_may_be_replaced_from_a_day_on(refused: Refused) -> None:
    head = '[[state]]\nstate = "partner"\ninvolvement = "directly linked"'
    early = f'{head}\nvalid_to = "2026-06-01"\nwhy = "early"\n'
    late = '[[state]]\nstate = "partner"\ninvolvement = ""\nvalid_from = "2026-06-01"\nwhy = "late"\n'
    whole = f'{head}\nwhy = "a partner carries the evidence"\n'
    found = parse_policy(SHIPPED.replace(whole, f"{early}{late}"), "two.toml")
    assert [found.at(day).meaning["partner"].why for day in ("2026-05-31", "2026-06-01")] == ["early", "late"]
    told = refused((head, early.replace("2026-06-01", "2026-07-01") + late + head))
    assert "state given twice: partner" in told


def test_what_goes_wrong_on_a_later_day_alone_is_named_with_the_day(refused: Refused) -> None:
    told = refused(('kind = "partner"\nwhy = "a partnership', 'kind = "partner"\nvalid_to = "2027-01-01"\nwhy = "a partnership'))
    assert "link without a [[confidence]] row: partner (from 2027-01-01 on)" in told


def test_odd_days_and_words_are_named_with_the_line_of_their_table(refused: Refused) -> None:
    told = refused(
        ('why = "a customer"', 'why = "a customer"\nvalid_from = "soon"\nproducts = "alike"'),
        ('why = "data hosted with the company"', 'why = "data"\nvalid_from = "2026-02-02"\nvalid_to = "2026-02-01"\nstatus = "rumoured"'),
    )
    line = SHIPPED[: SHIPPED.index('why = "a customer"')].count("\n") - 4
    assert f"row {line}: “soon” is no day" in told
    assert f"row {line}: unknown `products`: alike" in told
    assert "is never in force" in told
    assert "unknown status: rumoured" in told


def test_products_are_continuous_along_supply_alone(policy: Policy) -> None:
    continuous = [(step.source, step.link, step.target) for step in policy.transitions if step.products == "continuous"]
    assert continuous == [("own", "supplied_by", "supply"), ("supply", "supplied_by", "supply")]


def test_a_link_that_no_transition_follows_is_not_made(policy: Policy) -> None:
    assert {link.kind for link in policy.links} - {link.kind for link in policy.followed} == {"located_in"}


def test_pairing_needs_a_second_claim_in_every_state(policy: Policy) -> None:
    assert all(policy.second("FL-05", state) is not None for state in policy.meaning)
    assert policy.second("FL-04", "programme") is not None
    assert policy.second("FL-04", "own") is None


def test_a_second_claim_of_no_grade_or_of_a_strange_state_is_refused(refused: Refused) -> None:
    told = refused(('grades = ["G1", "G2", "G3"]', 'grades = ["G9"]'), ('states = ["programme"]', 'states = ["park"]'))
    assert "unknown grade: G9" in told
    assert "second claim for a state without a [[state]]: park" in told
