"""The standards pack: what a listing means and what may be said; a pack that contradicts itself is refused with every fault."""

from collections.abc import Callable

import pytest

from clew.pack.standards import RESTRICTED, SENTENCES, Standards, load_standards
from clew.pack.toml import PACKS

SHIPPED = (PACKS / "standards" / "xuar" / "standards.toml").read_text(encoding="utf-8")
Refused = Callable[..., str]
Refusal = Callable[[str, Callable[..., object]], Refused]


@pytest.fixture
def standards() -> Standards:
    return load_standards()


@pytest.fixture
def refused(refusal: Refusal) -> Refused:
    """What the loader says against the shipped pack after changes to its text."""
    return refusal(SHIPPED, load_standards)


def test_a_military_or_other_ground_is_a_restriction_and_no_finding(standards: Standards) -> None:
    for rule in standards.listings:
        assert rule.restriction == (rule.ground in {*RESTRICTED, ""})
        indicator = standards.by_code[rule.indicator]
        if rule.restriction:
            assert (indicator.scale, indicator.scope, indicator.irremediability, indicator.own) == (None, None, None, "")


def test_every_indicator_says_why_it_proposes_what_it_does(standards: Standards) -> None:
    assert all(rule.title and rule.own_why for rule in standards.indicators)


def test_pairing_and_conduct_of_the_company_propose_nothing(standards: Standards) -> None:
    assert {rule.code for rule in standards.indicators if not rule.own} >= {"FL-05", "CON-01", "CON-02", "CON-03", "CON-04", "POSITIVE"}


def test_since_is_said_with_its_notice(standards: Standards) -> None:
    said = standards.sentences["since"].format(date="2022-06-21", citation="FLETF Strategy, June 2022")
    assert said == "; in force since 2022-06-21 (FLETF Strategy, June 2022)"


def test_a_sentence_never_says_clean(standards: Standards) -> None:
    told = " ".join(standards.sentences.values()).lower()
    assert not any(word in told for word in ("clean", "clear", "no risk", "guilty", "complicit", "proven"))


def test_every_sentence_can_be_filled_in(standards: Standards) -> None:
    for name, text in standards.sentences.items():
        assert "x" in text.format(**dict.fromkeys(SENTENCES[name], "x"))


def test_unknown_and_missing_keys_of_every_table_are_named_at_once(refused: Refused) -> None:
    told = refused(
        ('title = "State-imposed', 'titel = "State-imposed'),
        ('mode = "specific_instance"\n', ""),
        ("scale = 4", 'scale = "four"'),
        ('[[reported]]\nschema = "Allegation"', '[[reported]]\nschem = "Allegation"'),
        ("delisted =", "unlisted ="),
        ("{citation}", "{mood}"),
        ("none_found = ", 'more = "{"\nnone_found = '),
    )
    parts = (
        *("unknown key “titel”", "“title” is missing", "“mode” is missing", "“scale” is 'four'", "unknown key “schem”"),
        *(
            "the sentence “delisted” is missing",
            "unknown sentence “unlisted”",
            "the sentence “since” has {mood}",
            "unknown sentence “more”",
        ),
    )
    assert [part for part in parts if part not in told] == []


def test_a_pack_without_sentences_is_refused(refused: Refused) -> None:
    told = refused((SHIPPED[SHIPPED.index("# What may be said") :], ""))
    assert [name for name in SENTENCES if f"the sentence “{name}” is missing" not in told] == []


def test_contradictions_are_named_at_once(refused: Refused) -> None:
    told = refused(
        ('code = "REG-UFLPA-i"', 'code = "REG-UFLPA-ii"'),
        ('mode = "systemic_nexus"', 'mode = "mood"'),
        ('own = "directly linked"', 'own = "guilty"'),
        ("irremediability = 3", "irremediability = 5"),
        ('ground = "military"\nindicator = "LAW-BIS"\nrestriction = true', 'ground = "military"\nindicator = "LAW-BIS"'),
        ('ground = "military"\nindicator = "LAW-CMIC"', 'ground = "military"\nindicator = "REG-WRO"'),
        ('dataset = "cbp_wro"\nsublist = ""\nground = "xuar_forced_labour"', 'dataset = "bis_entity_list"\nsublist = ""\nground = ""'),
    )
    parts = (
        *("the indicator “REG-UFLPA-ii” is given twice", "names the indicator “REG-UFLPA-i”, which is not in the pack"),
        *("unknown mode “mood”", "unknown involvement “guilty”", "severity is not between 0 and 4"),
        *("(any, military) makes a finding of a restriction", "is a restriction, but REG-WRO has a severity"),
        "two listings of bis_entity_list fit one entry: REG-WRO and REG-BIS-FL",
    )
    assert [part for part in parts if part not in told] == []
