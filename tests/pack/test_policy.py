"""The policy pack: scores that add up, a grammar that is whole, and a malformed pack refused with every fault."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.pack.policy import START, Policy, confidence, load_policy, score
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
