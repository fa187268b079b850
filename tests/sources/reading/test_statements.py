"""From rows to claims: what each rule of a card makes of a cell, which rows are dropped, and what a reviewer's word replaces."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.model.claim import Claim
from clew.sources.reading.statements import belongs, claims_step, identified_step, kept_steps, main_id, objects_step
from tests.sources.invented import CARD, LIST, readings

FORM = """
[[form]]
name = "table"
title = "a table"
columns = ["id", "name"]
optional = ["also", "lang", "since", "until", "on", "kind", "share", "owner"]
dates = "dmy"
"""
COMPANY = '[[subject]]\nform = ""\nname = "company"\nschema = "Company"\nid = "{id}"\n'
OWNER = '[[subject]]\nform = ""\nname = "owner"\nschema = "LegalEntity"\nid = "{owner}"\nwhen = "owner"\n'
Row = Mapping[str, str]


def rule(prop: str, subject: str = "company", **said: str) -> str:
    lines = (f'{key} = "{value}"' for key, value in {"form": "", "subject": subject, "prop": prop, **said}.items())
    return "\n".join(("[[claim]]", *lines, ""))


def said(engine: DuckEngine, card: str, *rows: Row, shared: bool = False) -> list[Claim]:
    """The claims of rows, in order."""
    (reading,) = readings(card)
    engine.load(
        "raw",
        {**dict.fromkeys(reading.read, "VARCHAR"), "row_number": "BIGINT", "table_title": "VARCHAR"},
        [(*(row.get(column, "") for column in reading.read), number, row.get("sheet", "")) for number, row in enumerate(rows, start=2)],
    )
    kept = Step("rows", "SELECT * FROM judged WHERE clew_dropped = ''", "kept")
    engine.run(Plan("rows", (*kept_steps(reading), kept, identified_step(CARD, reading))))
    step = claims_step(CARD, reading, shared=shared)
    if step is None:
        return []
    engine.run(Plan("claims", (step,)))
    found = engine.fetch(f"SELECT {', '.join(Claim._fields)} FROM incoming ORDER BY ALL")  # noqa: S608 - names of ours
    return [Claim(*map(str, row)) for row in found]


def test_a_rule_makes_a_claim_of_a_cell_with_its_place_and_grade(engine: DuckEngine) -> None:
    (claim,) = said(engine, FORM + COMPANY + rule("name", column="name", lang="eng"), {"id": "A 1", "name": " Tarim Bright "})
    assert claim == Claim("invented:a-1", "Company", "name", "Tarim Bright", "eng", locator="row 2", grade="G1")


def test_an_empty_cell_claims_nothing(engine: DuckEngine) -> None:
    assert said(engine, FORM + COMPANY + rule("name", column="name"), {"id": "1", "name": " \u00a0"}) == []


def test_the_sheet_of_a_row_stands_in_its_locator(engine: DuckEngine) -> None:
    (claim,) = said(engine, FORM + COMPANY + rule("name", column="name"), {"id": "1", "name": "A", "sheet": "Part 2"})
    assert claim.locator == "Part 2 row 2"


def test_a_cell_of_several_values_makes_a_claim_each(engine: DuckEngine) -> None:
    found = said(engine, FORM + COMPANY + rule("alias", column="also", split=";"), {"id": "1", "also": "A; B ;; ;C, D"})
    assert [claim.value for claim in found] == ["A", "B", "C, D"]


def test_what_was_converted_keeps_what_was_written(engine: DuckEngine) -> None:
    card = FORM + COMPANY + rule("date", column="since", convert="date") + rule("share", column="share", convert="fraction")
    found = said(engine, card, {"id": "1", "since": "17/05/2024", "share": "50%"}, {"id": "2", "since": "2024-05-17"})
    assert [(claim.value, claim.original) for claim in found] == [("2024-05-17", "17/05/2024"), ("0.5", "50%"), ("2024-05-17", "")]


def test_each_of_several_values_is_converted_by_itself(engine: DuckEngine) -> None:
    card = FORM + COMPANY + rule("date", column="since", split="|", convert="date")
    found = said(engine, card, {"id": "1", "since": "1/2/2024|2024-03-04"})
    assert [(claim.value, claim.original) for claim in found] == [("2024-02-01", "1/2/2024"), ("2024-03-04", "")]


def test_a_value_is_the_same_for_every_row_and_may_name_a_subject(engine: DuckEngine) -> None:
    card = FORM + COMPANY + rule("program", value="The List") + rule("self", value="{@company} ({name})")
    found = said(engine, card, {"id": "1", "name": "A"})
    assert [(claim.prop, claim.value) for claim in found] == [("program", "The List"), ("self", "invented:1 (A)")]


def test_a_rule_holds_when_its_condition_and_that_of_its_subject_do(engine: DuckEngine) -> None:
    card = FORM + COMPANY + OWNER + rule("name", column="name", when="kind=a|b") + rule("note", subject="owner", value="owns")
    rows = ({"id": "1", "name": "A", "kind": "a"}, {"id": "2", "name": "B", "kind": "c", "owner": "X"})
    assert [claim.value for claim in said(engine, card, *rows)] == ["A"]
    assert [claim.entity_id for claim in said(engine, card, *rows, shared=True)] == ["invented:x"]


def test_the_language_and_the_schema_may_stand_in_columns(engine: DuckEngine) -> None:
    card = FORM + COMPANY.replace('"Company"', '"{kind}"') + rule("name", column="name", lang="{lang}")
    (claim,) = said(engine, card, {"id": "1", "name": "天山", "lang": "zho", "kind": "PublicBody"})
    assert (claim.schema, claim.lang) == ("PublicBody", "zho")


def test_days_of_a_claim_stand_in_columns_and_its_own_go_before_those_of_the_form(engine: DuckEngine) -> None:
    form = FORM + 'stated_on = "on"\n'
    card = form + COMPANY + rule("name", column="name", valid_from="since", valid_to="until") + rule("note", value="x", stated_on="since")
    found = said(engine, card, {"id": "1", "name": "A", "on": "1/1/2024", "since": "2020", "until": "3.4.2021"})
    assert [(one.stated_on, one.valid_from, one.valid_to) for one in found] == [("2024-01-01", "2020", "2021-04-03"), ("2020", "", "")]


def test_the_grade_of_a_rule_goes_before_that_of_the_form_and_this_before_that_of_the_card(engine: DuckEngine) -> None:
    rules = COMPANY + rule("a", value="x") + rule("b", value="x", grade="G5")
    assert [one.grade for one in said(engine, FORM + rules, {"id": "1"})] == ["G1", "G5"]
    assert [one.grade for one in said(engine, FORM + 'grade = "G3"\n' + rules, {"id": "1"})] == ["G3", "G5"]


def test_a_part_of_the_main_subject_is_its_own_and_another_subject_is_shared() -> None:
    card = (
        FORM + COMPANY + OWNER + LIST[LIST.index("[[subject]]") :].split("[[subject]]")[2].split("[[claim]]")[0].join(("[[subject]]", ""))
    )
    (reading,) = readings(card)
    assert [belongs(subject, reading.subjects) for subject in reading.subjects] == [True, False, True]


@pytest.mark.parametrize(
    ("id_", "own"), [("{id}", True), ("{id}#seat", True), ("{@company}#seat", True), ("{id}-2", False), ("{owner}", False)]
)
def test_claims_of_what_belongs_to_the_main_subject_are_apart_from_shared_ones(engine: DuckEngine, id_: str, *, own: bool) -> None:
    second = OWNER.replace("{owner}", id_)
    card = FORM + COMPANY + second + rule("note", subject="owner", value="x")
    row = {"id": "1", "owner": "Y"}
    assert (len(said(engine, card, row)), len(said(engine, card, row, shared=True))) == ((1, 0) if own else (0, 1))


def test_the_id_that_an_entry_keeps_is_given_for_this_file_alone(engine: DuckEngine) -> None:
    (reading,) = readings(FORM + COMPANY.replace("{id}", "{given}"))
    columns = (*reading.read, "table_title", "row_number", "clew_given")
    engine.load("rows", dict.fromkeys(columns, "VARCHAR"), [(*[""] * (len(columns) - 1), "row-7")])
    engine.run(Plan("rows", (identified_step(CARD, reading),)))
    assert engine.fetch(f"SELECT {main_id(reading)} FROM identified_rows") == [("row-7",)]  # noqa: S608 - a name of ours


def test_a_reviewed_word_is_read_in_the_place_of_an_odd_value(engine: DuckEngine) -> None:
    override = '[[override]]\ncolumn = "kind"\nvalue = "1O"\nbecomes = "10"\nreason = "a letter for a digit"\n'
    found = said(engine, FORM + COMPANY + override + rule("kind", column="kind"), {"id": "1", "kind": " 1O "}, {"id": "2", "kind": "1O1"})
    assert [claim.value for claim in found] == ["10", "1O1"]


def test_rows_are_dropped_by_values_and_by_a_pattern_each_for_its_reason(engine: DuckEngine) -> None:
    drops = '[[drop]]\nform = ""\ncolumn = "kind"\nvalues = ["person", "it\'s"]\nreason = "persons"\n'
    drops += '[[drop]]\nform = ""\ncolumn = "name"\npattern = "(?i)^mv "\nreason = "vessels"\n'
    rows: list[Row] = [{"id": str(at), "name": name, "kind": kind} for at, (name, kind) in enumerate(NAMES)]
    assert [claim.value for claim in said(engine, FORM + COMPANY + drops + rule("name", column="name"), *rows)] == ["A", "B mv c"]
    told = engine.fetch("SELECT clew_dropped, count(*) FROM judged GROUP BY 1 ORDER BY 1")
    assert told == [("", 2), ("persons", 2), ("vessels", 1)]


NAMES = (("A", "firm"), ("Mv Petrel", "firm"), ("MV Person", " person "), ("B mv c", ""), ("C", "it's"))


def test_columns_of_any_name_reach_their_claims(engine: DuckEngine) -> None:
    names = ("Part", "given", "dropped", "claimed", "one_value", "said_on", "id_company", "select", "a, b; it's", "中文")
    form = f"[[form]]\nname = 'table'\ntitle = 't'\ncolumns = {list(names)}\n"
    rules = "".join(rule(f"p{at}", column=column, split="|") for at, column in enumerate(names))
    found = said(engine, form + COMPANY.replace("{id}", "{Part}") + rules, {column: f"x{at}|y" for at, column in enumerate(names)})
    assert {claim.value for claim in found if claim.value != "y"} == {f"x{at}" for at in range(len(names))}
    assert {claim.entity_id for claim in found} == {"invented:x0-y"}


def test_columns_are_cut_out_of_objects_at_the_first_of_their_places(engine: DuckEngine) -> None:
    form = '[[form]]\nname = "o"\ntitle = "t"\nkind = "objects"\ncolumns = ["name", "list", "none"]\n'
    paths = 'paths = ["name = $.a.b | $.b", "list = $.l", "none = $.o"]\n'
    (reading,) = readings(form + paths)
    rows = [('{"a":{"b":12345678901234567890123},"b":"x"}', 1), ('{"b":"é","l":["1",{"c":2}],"o":{"p":1}}', 2), ('{"a":null,"b":null}', 3)]
    engine.load("lines", {"json": "VARCHAR", "row_number": "BIGINT"}, rows)
    engine.run(
        Plan("lines", (Step("lines", "SELECT json::JSON AS json, row_number FROM lines", "as a scan has them"), objects_step(reading)))
    )
    found = engine.fetch("SELECT name, list, none, row_number, table_title FROM raw ORDER BY row_number")
    assert found == [("12345678901234567890123", "", "", 1, ""), ("é", '["1",{"c":2}]', "", 2, ""), ("", "", "", 3, "")]


def test_the_card_says_the_grade_where_nothing_else_does() -> None:
    (reading,) = readings(FORM + COMPANY + rule("name", column="name"))
    step = claims_step(replace(CARD, grade="G4"), reading, shared=False)
    assert step is not None
    assert "'G4' AS grade" in step.sql
    assert claims_step(CARD, reading, shared=True) is None
