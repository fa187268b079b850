"""Companies with near names: found by the portable plan among the entities of a release."""

from clew.engine.dialect import faults
from clew.engine.duck import DuckEngine
from clew.work.candidates import KEYS, PAIRS, build_candidates

NAMES = (
    ("a:1", "auroratextilesxinjiang"),
    ("a:1", "auroracotton"),
    ("b:7", "auroratextilexinjiang"),
    ("b:8", "harbourshipping"),
    *((f"d:{at}", f"{word}works") for at, word in enumerate(("lantern", "compass", "saddle", "anchor", "button", "candle"))),
    ("c:2", "新疆极光纺织"),
    ("c:3", "新疆极光纺织厂"),
)


def near(engine: DuckEngine) -> list[tuple[object, ...]]:
    engine.load("entity_name", {"entity_id": "VARCHAR", "name_key": "VARCHAR"}, NAMES)
    engine.load("cluster", {"entity_id": "VARCHAR", "cluster_id": "VARCHAR"}, [(one, one) for one in dict(NAMES)])
    build_candidates(engine)
    return [
        tuple(row) for row in engine.fetch("SELECT left_id, right_id, left_key, right_key FROM near_company ORDER BY left_id, right_id")
    ]


def test_two_companies_are_told_once_by_their_nearest_names(engine: DuckEngine) -> None:
    assert near(engine) == [("a:1", "b:7", "auroratextilesxinjiang", "auroratextilexinjiang")]


def test_names_of_one_company_are_no_candidates(engine: DuckEngine) -> None:
    engine.load("entity_name", {"entity_id": "VARCHAR", "name_key": "VARCHAR"}, NAMES)
    engine.load("cluster", {"entity_id": "VARCHAR", "cluster_id": "VARCHAR"}, [(one, "a:1") for one in dict(NAMES)])
    build_candidates(engine)
    assert engine.fetch("SELECT count(*) FROM near_company") == [(0,)]


def test_without_names_there_are_no_candidates(engine: DuckEngine) -> None:
    engine.load("entity_name", {"entity_id": "VARCHAR", "name_key": "VARCHAR"}, [])
    engine.load("cluster", {"entity_id": "VARCHAR", "cluster_id": "VARCHAR"}, [])
    build_candidates(engine)
    assert engine.fetch("SELECT count(*) FROM near_company") == [(0,)]


def test_every_step_is_portable() -> None:
    assert {step.name: faults(step.sql) for step in (*KEYS.steps, *PAIRS.steps) if faults(step.sql)} == {}
