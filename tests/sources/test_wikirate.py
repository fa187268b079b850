"""Wikirate: brands and suppliers by year from relationships, answers as they are; comments are not read."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import claims, values
from tests.sources.loose import FILES, add_small, said_of, sayings
from tests.world import World


def relation(metric: str, number: int = 1, **changed: object) -> dict[str, object]:
    return {
        "id": number,
        "name": f"Commons+{metric}+Amber Group+2020+Birch",
        "type": "Relationship",
        "url": "https://example.org/record.json",
        "year": 2020,
        "value": "Apparel",
        "subject_company_id": 11,
        "subject_company": "Amber Group",
        "object_company_id": 12,
        "object_company": "Birch",
        "comments": "Not read: Invented Placeholder.",
        **changed,
    }


def items(folder: Path, *found: object) -> Path:
    path = folder / "items.json"
    path.write_text(json.dumps({"id": None, "items": found, "license": "x"}), encoding="utf-8")
    return path


def test_a_brand_is_a_relation_of_its_own_with_its_year(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "wikirate", items(tmp_path, relation("Has Brands")))
    assert values(world.stores, imported, "wikirate:record-1") == {
        "brand": ["wikirate:n12"],
        "owner": ["wikirate:n11"],
        "sector": ["Apparel"],
        "sourceUrl": ["https://example.org/record.json"],
    }
    assert {(one.schema, one.stated_on) for one in claims(world.stores, imported, "prop = 'brand'")} == {("BrandOf", "2020")}
    assert values(world.stores, imported, "wikirate:n12") == {"name": ["Birch"], "wikirateId": ["12"]}
    assert not [one for one in claims(world.stores, imported) if "Placeholder" in one.value]


@pytest.mark.parametrize(("metric", "supplier", "customer"), [("Supplied By", "n12", "n11"), ("Supplier Of", "n11", "n12")])
def test_a_supplier_and_a_customer_are_told_by_the_metric(world: World, tmp_path: Path, metric: str, supplier: str, customer: str) -> None:
    imported = add_small(world.stores, "wikirate", items(tmp_path, relation(metric)))
    found = values(world.stores, imported, "wikirate:record-1")
    assert (found["supplier"], found["customer"]) == ([f"wikirate:{supplier}"], [f"wikirate:{customer}"])


def test_answers_of_every_layout_are_kept_as_they_are(world: World, tmp_path: Path) -> None:
    answer = {"id": 5, "type": "Answer", "name": "M+Score+Birch+2024", "metric": "M+Score", "company": "Birch"}
    answer |= {"year": 2024, "value": "D"}
    found = values(world.stores, add_small(world.stores, "wikirate", items(tmp_path, answer)), "wikirate:record-5")
    assert found == {"company": ["wikirate:birch"], "metric": ["M+Score"], "value": ["D"]}
    compact = tmp_path / "compact.json"
    compact.write_text(
        json.dumps([{"company": 12, "metric": 7, "year": 2024, "value": "D", "id": "V1", "comment": None}]), encoding="utf-8"
    )
    found = values(world.stores, add_small(world.stores, "wikirate", compact), "wikirate:answer-v1")
    assert found == {"company": ["wikirate:n12"], "metric": ["7"], "value": ["D"]}
    named = tmp_path / "named.json"
    answers = {"V1": {"company": 12, "metric": 7, "year": 2024, "value": "D"}}
    named.write_text(
        json.dumps({"companies": {"12": "Birch"}, "metrics": {"7": "M+Score"}, "answers": answers, "url": ""}), encoding="utf-8"
    )
    imported = add_small(world.stores, "wikirate", named)
    assert values(world.stores, imported, "wikirate:answer-v1") == {"company": ["wikirate:n12"], "metric": ["M+Score"], "value": ["D"]}
    assert values(world.stores, imported, "wikirate:n12")["name"] == ["Birch"]
    imported = add_small(world.stores, "wikirate", FILES / "wikirate" / "answers.csv")
    assert [one.value for one in claims(world.stores, imported, "prop = 'sourceUrl'")] == ["https://example.org/report"]


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    odd = (relation("Is Friends With"), relation("Has Brands", 2, type="Rumour"), relation("Has Brands", 3, year="soon"))
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "wikirate", items(tmp_path, *odd))
    assert all(part in str(caught.value) for part in ("“Is Friends With”", "“Rumour”", "“soon” has not the shape"))


ROW = st.tuples(st.sampled_from(["Amber", "Birch"]), st.integers(2015, 2024), st.sampled_from(["Yes", "No"]))


@settings(max_examples=6)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Amber", "Birch"]), st.integers(2015, 2024), st.sampled_from(["Yes", "No"])), min_size=1, max_size=6
    )
)
def test_each_answer_of_a_company_and_year_is_one_record_in_any_order(rows: list[tuple[str, int, str]]) -> None:
    cells = [{"Answer Page": "", "Metric": "M", "Company": name, "Year": str(year), "Value": value} for name, year, value in rows]
    said = sayings(said_of("wikirate", cells))
    assert said == sayings(said_of("wikirate", cells[::-1]))
    assert len({entity for entity, schema, *_ in said if schema == "CompanyAnswer"}) == len({row[:2] for row in rows})
