"""A plan is a text that a person can read."""

from clew.engine.plan import Plan, Step


def test_a_plan_prints_its_steps_in_order_each_with_its_reason() -> None:
    plan = Plan("two", (Step("a", "\nSELECT 1 AS x\n", "one row"), Step("b", "SELECT x FROM a", "the same row")))
    assert plan.text() == "-- a: one row\nSELECT 1 AS x;\n\n-- b: the same row\nSELECT x FROM a;\n"
