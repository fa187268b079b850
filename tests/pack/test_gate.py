"""The gate's packs: what ships is whole and dated, and a policy with faults is refused with every one of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clew.errors import PackError
from clew.model.gate import Outcome
from clew.pack.gate import DEFAULT, GatePolicy, GateRule, load_gate_policy
from clew.pack.toml import PACKS
from clew.sources.registry import SOURCES

SHIPPED = DEFAULT.read_text(encoding="utf-8")
LAWS = (PACKS / "gate" / "laws.toml").read_text(encoding="utf-8")
Refused = Callable[..., str]
Refusal = Callable[[str, Callable[..., object]], Refused]


@pytest.fixture
def policy() -> GatePolicy:
    return load_gate_policy()


@pytest.fixture
def refused(refusal: Refusal) -> Refused:
    """What the loader says against the shipped policy after changes to its text."""
    return refusal(SHIPPED, load_gate_policy)


@pytest.fixture
def outlawed(refusal: Refusal) -> Refused:
    """What the loader says against the shipped laws after changes to their text."""
    return refusal(LAWS, lambda place: load_gate_policy(DEFAULT, place))


def test_the_shipped_policy_binds_nobody_to_a_law(policy: GatePolicy) -> None:
    assert (policy.id, policy.laws) == ("default", ())
    assert (policy.unknown, policy.alike) == (Outcome.ASK, Outcome.ASK)


def test_every_list_that_a_law_names_is_a_source(policy: GatePolicy) -> None:
    named = {one.partition(":")[0] for ground in policy.grounds for one in ground.lists}
    assert named <= {source.card.dataset for source in SOURCES}


def test_every_law_says_where_it_stands(policy: GatePolicy) -> None:
    for ground in policy.grounds:
        assert ground.citation
        assert ground.url.startswith("https://")
        assert ground.why
        assert ground.note


@pytest.mark.parametrize(
    ("ground", "day", "holds"),
    [
        ("us-cmic", "2021-08-01", False),
        ("us-cmic", "2021-08-02", True),
        ("us-outbound", "2025-01-01", False),
        ("us-outbound", "2025-01-02", True),
        ("us-sdn", "1999-01-01", True),
    ],
)
def test_a_law_holds_from_its_first_day(policy: GatePolicy, ground: str, day: str, *, holds: bool) -> None:
    found = next(one for one in policy.grounds if one.id == ground)
    assert found.holds(day) is holds


def test_a_law_holds_to_its_last_day(tmp_path: Path) -> None:
    place = tmp_path / "laws.toml"
    place.write_text(LAWS.replace('to = ""', 'to = "2026-06-30"', 1), encoding="utf-8")
    ended = load_gate_policy(laws=place).grounds[0]
    assert [ended.holds(day) for day in ("2026-06-30", "2026-07-01")] == [True, False]


def test_an_indicator_is_named_whole_or_with_a_star_for_its_rest() -> None:
    rule = GateRule("r", "block", "why", indicators=["REG-*", "FL-05"])
    assert [rule.names(code) for code in ("REG-BIS-ST", "FL-05", "FL-051", "LAW-CMIC")] == [True, True, False, False]
    assert GateRule("r", "block", "why").names("anything")


def test_all_faults_of_a_policy_are_named_at_once(refused: Refused) -> None:
    told = refused(
        ('outcome = "block"', 'outcome = "forbid"'),
        ('sections = ["finding"]', 'sections = ["historical"]'),
        ('levels = ["Listed"]', 'levels = ["Listed", "Rumoured"]'),
        ('states = ["own"]', 'states = ["owned"]'),
        ('indicators = ["REG-*"]', 'indicators = ["REG-*", "RGE-*"]'),
        ('involvements = ["contribute"', 'involvements = ["contributes"'),
        ("confidence = 0.5", 'confidence = 1.5\ngrades = ["G7"]'),
        ('id = "affiliate"', 'id = "linked"'),
        ("laws = []", 'laws = ["eu"]'),
        ('unknown = "ask first"', 'unknown = "perhaps"'),
    )
    for word in (
        "forbid",
        "historical",
        "Rumoured",
        "owned",
        "RGE-*",
        "contributes",
        "1.5",
        "G7",
        "linked stands twice",
        "“eu”",
        "perhaps",
    ):
        assert word in told, word
    assert "pack.toml" in told
    assert "Known are block, ask first, watch" in told


def test_no_rule_can_name_historical_claims(refused: Refused) -> None:
    assert "listed-itself: sections: there is no “historical”" in refused(('sections = ["finding"]', 'sections = ["historical"]'))


def test_an_unknown_key_of_a_rule_is_refused_since_it_would_ask_for_nothing(refused: Refused) -> None:
    assert "unknown key “level”" in refused(('levels = ["Listed"]', 'level = ["Listed"]'))


def test_all_faults_of_the_laws_are_named_at_once(outlawed: Refused) -> None:
    told = outlawed(
        ('from = "2021-08-02"', 'from = "2021-8-2"'),
        ('trades = ["listed", "fund"]', 'trades = ["shares"]'),
        ('lists = ["ofac_sdn", "csl:SDN"]', "lists = []"),
        ('trades = ["listed", "private", "fund"]', "trades = []"),
        ('from = "2025-01-02"\nto = ""', 'from = "2025-01-02"\nto = "2024-12-31"'),
        ('"HK"', '"Hong Kong"'),
        ('id = "us-outbound"', 'id = "us-sdn"'),
    )
    for word in ("2021-8-2", "shares", "covers nobody", "covers no trade", "ends on 2024-12-31", "Hong Kong", "us-sdn stands twice"):
        assert word in told, word


def test_a_policy_that_is_not_there_or_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="missing"):
        load_gate_policy(tmp_path / "nowhere.toml")
    place = tmp_path / "gate.toml"
    place.write_text("id = ", encoding="utf-8")
    with pytest.raises(PackError, match="not TOML"):
        load_gate_policy(place)


def test_what_is_printed_to_be_edited_is_read_back_as_the_same_policy(tmp_path: Path) -> None:
    place = tmp_path / "mine.toml"
    place.write_text(SHIPPED, encoding="utf-8")
    assert load_gate_policy(place) == load_gate_policy()


def test_a_rule_may_name_a_state_of_the_link_policy_in_force(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text(DEFAULT.read_text(encoding="utf-8").replace('"programme"]', '"programme", "place"]'), encoding="utf-8")
    with pytest.raises(PackError, match="there is no “place”"):
        load_gate_policy(path)
    assert "place" in load_gate_policy(path, states=("place",)).rules[1].states
