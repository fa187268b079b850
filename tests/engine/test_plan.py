"""A plan is a text that a person can read, and as few queries as it needs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step, folded


def test_a_plan_prints_its_steps_in_order_each_with_its_reason() -> None:
    plan = Plan("two", (Step("a", "\nSELECT 1 AS x\n", "one row"), Step("b", "SELECT x FROM a", "the same row")))
    assert plan.text() == "-- a: one row\nSELECT 1 AS x;\n\n-- b: the same row\nSELECT x FROM a;\n"


def named(**queries: str) -> tuple[Step, ...]:
    return tuple(Step(name, sql, "") for name, sql in queries.items())


def test_what_one_step_reads_once_stands_within_it() -> None:
    steps = named(a="SELECT 1 AS x", b="SELECT x + 1 AS x FROM a", c="SELECT * FROM b AS one JOIN kept USING (x)")
    (left,) = folded(steps)
    assert left.name == "c"
    assert " ".join(left.sql.split()) == "SELECT * FROM ( SELECT x + 1 AS x FROM ( SELECT 1 AS x ) ) AS one JOIN kept USING (x)"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM a UNION ALL SELECT * FROM a",
        "SELECT a.x FROM a",
        "SELECT * FROM kept, a",
        "WITH kept AS (SELECT 2 AS x) SELECT * FROM a, kept",
        "SELECT 'no step is read here' AS x",
        "SELECT x IS DISTINCT FROM a.x AS x FROM kept AS a",
    ],
)
def test_a_step_stays_where_no_later_one_can_take_it_in(sql: str) -> None:
    steps = named(a="SELECT x FROM kept", b=sql)
    assert folded(steps) == steps


def test_a_step_whose_name_is_made_anew_stays() -> None:
    steps = (*named(a="SELECT 1 AS x"), *named(a="SELECT 2 AS x", b="SELECT * FROM a"))
    assert [step.name for step in folded(steps)] == ["a", "b"]


_QUERIES = st.sampled_from(
    (
        "SELECT x + 1 AS x FROM {0}",
        "SELECT x FROM {0} UNION ALL SELECT x * 2 AS x FROM {1}",
        "SELECT one.x FROM {0} AS one JOIN {1} AS other ON one.x = other.x",
        "WITH own AS (SELECT x FROM {0} WHERE x > 1) SELECT x FROM own",
        "SELECT x FROM {0} WHERE x IN (SELECT x FROM {1}) ORDER BY x",
    )
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(_QUERIES, st.integers(0), st.integers(0)), min_size=1, max_size=6))
def test_folded_steps_say_what_the_steps_say(chosen: list[tuple[str, int, int]]) -> None:
    steps = [Step("s0", "SELECT unnest([1, 2, 3]) AS x", "")]
    for query, one, other in chosen:
        steps.append(Step(f"s{len(steps)}", query.format(*(steps[at % len(steps)].name for at in (one, other))), ""))
    told = []
    for plan in (Plan("all", tuple(steps)), Plan("folded", folded(steps))):
        engine = DuckEngine()
        engine.run(plan)
        told.append(engine.fetch(f"SELECT x FROM {steps[-1].name} ORDER BY x"))  # noqa: S608 - names of the test
        engine.close()
    assert told[0] == told[1]
