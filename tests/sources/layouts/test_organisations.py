"""Organisation or person: careful in both directions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.pack.organisations import load_organisation_words
from clew.sources.layouts.organisations import is_person, schema_of


def judged(engine: DuckEngine, name: str, others: str = "") -> bool:
    engine.load("named", {"name": "VARCHAR", "others": "VARCHAR"}, [(name, others)])
    return bool(engine.fetch(f"SELECT {is_person('name', 'others')} FROM named")[0][0])  # noqa: S608 - an expression of ours


@pytest.mark.parametrize(
    "name",
    [
        "Invented Placeholder",
        "PLACEHOLDER, Invented",
        "Invented bin Placeholder",
        "Invented P. Placeholder",
        "Al-Invented van der Placeholder",
    ],
)
def test_a_name_of_that_shape_without_any_word_is_a_person_s(engine: DuckEngine, name: str) -> None:
    assert judged(engine, name)


@pytest.mark.parametrize(
    "name",
    [
        "Sample Mill Co., Ltd.",
        "Placeholder",
        "BRAND",
        "Sample & Sons",
        "Sample 13",
        "Beijing Sample",
        "Sample Electronics",
        "Sample (Hong Kong)",
        "Sampleneftegaz OOO",
        "One Two Three Four Five Six",
        "样本 公司",
        "",
    ],
)
def test_whatever_speaks_of_an_organisation_keeps_the_name(engine: DuckEngine, name: str) -> None:
    assert not judged(engine, name)


def test_other_names_tell_only_where_most_are_organisations(engine: DuckEngine) -> None:
    assert not judged(engine, "Sample Alpha", "Sample Design Bureau; Alpha Group")
    assert judged(engine, "Invented Placeholder", "I. Placeholder; Placeholder, Invented; Sample Trading Co.")


def test_a_legal_form_makes_a_company(engine: DuckEngine) -> None:
    names = ["Sample Mill Co., Ltd.", "Ministry of Samples", "Sample Front"]
    engine.load("named", {"name": "VARCHAR"}, [(name,) for name in names])
    found = {str(name): str(schema) for name, schema in engine.fetch(f"SELECT name, {schema_of('name')} FROM named")}  # noqa: S608 - ours
    assert [found[name] for name in names] == ["Company", "PublicBody", "Organization"]


def test_every_word_keeps_a_name(engine: DuckEngine) -> None:
    words = load_organisation_words()
    names = [f"Invented {spelled}" for word in (*words.words, *words.places) for spelled in (word.upper(), word.title(), word.capitalize())]
    engine.load("named", {"name": "VARCHAR"}, [(name,) for name in names])
    assert engine.fetch(f"SELECT name FROM named WHERE {is_person('name')}") == []  # noqa: S608 - an expression of ours


@settings(max_examples=8)
@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9), min_size=2, max_size=4))
def test_order_and_capitals_do_not_make_a_person_of_an_organisation(words: list[str]) -> None:
    engine = DuckEngine()
    try:
        spelled = [" ".join(word.capitalize() for word in (*words, "Ltd")), " ".join(word.upper() for word in ("Bureau", *words))]
        engine.load("named", {"name": "VARCHAR"}, [(name,) for name in spelled])
        assert engine.fetch(f"SELECT name FROM named WHERE {is_person('name')}") == []  # noqa: S608 - an expression of ours
    finally:
        engine.close()
