import pytest

from clew.names.comparison import compare
from clew.names.parsing import parse
from clew.names.parts import Kind
from clew.names.share_kinds import share_kind


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Example AG Reg", 1),
        ("EXAMPLE CO LTD-H", 1),
        ("Example Inc-Cl A", 2),
        ("Example Ltd Spon ADR", 2),
        ("Example Inc Class B", 2),
        ("Example Plc Ord Shs", 2),
        ("Example Reg", 0),
        ("Class A Storage", 0),
        ("Plan B", 0),
        ("Example Inc A B", 0),
        ("Reg", 0),
    ],
)
def test_the_kind_of_a_share_is_known_behind_a_legal_form_alone(name: str, words: int) -> None:
    assert sum(part.kind is Kind.FILLER for part in parse(name).parts) == words


def test_the_most_words_that_say_a_kind_are_taken() -> None:
    assert share_kind(["example", "inc", "common", "stock"], lambda end, _: end == 2) == 2
    assert share_kind(["example", "inc", "common", "stock"], lambda *_: False) == 0


@pytest.mark.parametrize(
    ("one", "other"), [("Example Trust Series A", "Example Trust Series B"), ("Example LP Class A", "Example LP Class B")]
)
def test_a_series_of_a_trust_is_no_kind_of_share(one: str, other: str) -> None:
    assert compare(one, other).verdict in {"related", "different"}


def test_classes_of_shares_of_one_company_are_one_company() -> None:
    assert compare("Example Lanterns Inc Class A", "Example Lanterns Inc Class B").verdict == "same"


def test_a_name_with_the_kind_of_a_share_is_the_name() -> None:
    assert compare("Example Lanterns AG", "EXAMPLE LANTERNS AG REG").verdict == "same"
