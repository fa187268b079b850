"""The linter of wording: verdicts are stopped, names and attributed quotations are not."""

import pytest

from clew.assess.wording import Text, lint, refuse_banned_words
from clew.errors import RefusedError
from clew.pack.wording import load_word_rules

RULES = load_word_rules()


def rules_broken(text: str, *names: str) -> set[str]:
    return {fault.rule for fault in lint([Text("here", text, names=names)], RULES)}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Example Co. uses forced labour.", "conduct"),
        ("Example Co. uses\u00a0forced  labor", "conduct"),
        ("EXAMPLE CO. USES FORCED LABOUR", "conduct"),
        ("Example Co. uses for\u00adced labour", "conduct"),
        ("Example Co. is complicit in it", "guilt"),
        ("a tainted supplier", "guilt"),
        ("It is proven that", "proof"),
        ("Example Co. is clean", "all-clear"),
        ("Example Co. was found to be clear", "all-clear"),
        ("Status: clear", "all-clear"),
        ("Clean", "all-clear"),
        ("There is no risk.", "all-clear"),
        ("forced-labour-free", "all-clear"),
        ("a risk-free holding", "all-clear"),
        ("Die Firma nutzt Zwangsarbeit.", "conduct-german"),
        ("Die Firma setzt seit 2019 Zwangsarbeit ein.", "conduct-german"),
        ("Die Firma ist mitschuldig.", "guilt-german"),
        ("Die Firma ist sauber.", "all-clear-german"),
        ("L’entreprise a recours au travail forcé.", "conduct-french"),
        ("L’entreprise est complice.", "guilt-french"),
        ("Il n’y a aucun risque.", "all-clear-french"),
        ("该公司使用强迫劳动。", "conduct-chinese"),
        ("该公司是同谋", "guilt-chinese"),
        ("该公司是干净的", "all-clear-chinese"),
        ("无风险", "all-clear-chinese"),
        ("How many Uyghur workers do you employ?", "head-count"),
        ("the number of your ethnic minority employees", "head-count"),
        ("Employees by ethnicity", "head-count-plain"),
        ("Wie viele uigurische Beschäftigte", "head-count-german"),
        ("le nombre de travailleurs ouïghours", "head-count-french"),
        ("少数民族员工名单", "head-count-chinese"),
    ],
)
def test_a_verdict_is_stopped(text: str, rule: str) -> None:
    assert rule in rules_broken(text)


@pytest.mark.parametrize(
    "text",
    [
        "Example Co. appears on the Example List as published on 2026-07-20; since 2024-05-17 (99 Ex. Reg. 1)",
        "No information found in 8 sources as of 2026-11-22",
        "Not assessed for supply: no source of that kind is loaded",
        "Sector signal, no finding and no presumption",
        "UFLPA Entity List (i): made in the region with forced labour",
        "BIS Entity List: surveillance of Uyghurs and other minorities",
        "Supply of surveillance systems to public security in the region",
        "workers supplied through government labour-transfer, pairing or poverty-alleviation schemes",
        "A person decides; the path is unclear where traceability stops",
        "The safety of a clearing house",
    ],
)
def test_what_may_be_said_passes(text: str) -> None:
    assert rules_broken(text) == set()


def test_names_are_data() -> None:
    assert rules_broken("Status: Clear", "Clear") == set()
    assert rules_broken("Clean Energy Example is Clean Energy", "Clean Energy", "Clean Energy Example") == set()


def test_a_name_excuses_only_itself() -> None:
    assert rules_broken("Clean Energy Example is clean", "Clean Energy Example") == {"all-clear"}
    assert rules_broken("It is proven", "prov", "e", "n") == {"proof"}


def test_an_attributed_quotation_is_exempt_and_scare_quotes_are_not() -> None:
    assert rules_broken("The notice says “uses forced labour”") == set()
    assert rules_broken("报告称「使用强迫劳动」") == set()
    assert rules_broken("A “complicit” company") == {"guilt"}
    assert rules_broken("The notice says “uses forced labour”, so it is proven") == {"proof"}


def test_a_text_marked_as_quotation_is_never_touched() -> None:
    assert lint([Text("claim", "Example Co. is guilty", quotation=True)], RULES) == ()


def test_a_breach_is_refused_with_its_place_and_what_may_be_said_instead() -> None:
    with pytest.raises(RefusedError) as caught:
        refuse_banned_words([Text("findings[3].sentence", "It is complicit."), Text("column head", "Clean")], RULES)
    assert len(caught.value.faults) == 2
    assert 'findings[3].sentence says "complicit"' in str(caught.value)
    assert "Instead:" in str(caught.value)
