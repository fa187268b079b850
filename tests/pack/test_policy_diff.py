"""Two policies, rule by rule."""

from clew.pack.policy import SHIPPED, load_policy, parse_policy
from clew.pack.policy_diff import policy_changes
from clew.report.policies import change_sentence

TEXT = SHIPPED.read_text(encoding="utf-8")
POLICY = load_policy()


def sentences(*changes: tuple[str, str]) -> list[str]:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return [change_sentence(one) for one in policy_changes(POLICY, parse_policy(text, "other.toml"))]


def test_a_policy_does_not_differ_from_itself_nor_by_order_or_comments() -> None:
    first = TEXT.index("[[state]]")
    second = TEXT.index("[[state]]", first + 1)
    third = TEXT.index("[[state]]", second + 1)
    moved = TEXT[:first] + TEXT[second:third] + TEXT[first:second] + TEXT[third:] + "# a comment\n"
    assert policy_changes(POLICY, parse_policy(moved, "moved.toml")) == ()


def test_a_changed_rule_is_told_from_and_to() -> None:
    assert sentences(("hops = 8", "hops = 4")) == ["Changed: hops: 8 → 4."]
    minority = 'state = "minority"\ninvolvement = "directly linked"'
    assert sentences((minority, minority.replace("directly linked", ""))) == [
        "Changed: meaning of the state minority: involvement directly linked → (nothing)."
    ]


def test_a_rule_that_came_or_went_says_what_it_said() -> None:
    step = TEXT[TEXT.index('[[transition]]\nfrom = "own"\nlink = "parent"') : TEXT.index("# What being in a state")]
    state = TEXT[TEXT.index('[[state]]\nstate = "affiliation"') : TEXT.index("# Evidence that says what somebody joined")]
    told = sentences((step, ""), (state, ""))
    assert [one.split(":")[0] for one in told] == ["Removed", "Removed"]
    assert "own –parent→ affiliation (controlled)" in told[0]
    assert policy_changes(parse_policy(TEXT.replace(step, "").replace(state, ""), "less.toml"), POLICY)[0].kind == "added"
