"""How a source is read, as a hash: it stays while nothing changes, and changes with whatever claims are made of."""

import pytest
from msgspec.structs import replace

from clew.sources.reading.specs import Spec
from clew.sources.registry import load_spec
from clew.work.reading import way_of_reading


def test_the_same_source_is_read_in_the_same_way() -> None:
    assert way_of_reading(load_spec("uflpa")) == way_of_reading(load_spec("uflpa"))


@pytest.mark.parametrize("dataset", ["csl", "bods"])
def test_each_source_is_read_in_its_own_way(dataset: str) -> None:
    assert way_of_reading(load_spec(dataset)) != way_of_reading(load_spec("uflpa"))


def changed(spec: Spec, part: str) -> Spec:
    if part == "card":
        return replace(spec, card=replace(spec.card, grade="G2"))
    return replace(spec, steps={}) if part == "steps" else replace(spec, readings=spec.readings[1:])


@pytest.mark.parametrize("part", ["card", "steps", "forms"])
def test_a_change_of_card_forms_or_queries_is_another_way(part: str) -> None:
    spec = load_spec("uflpa")
    assert way_of_reading(changed(spec, part)) != way_of_reading(spec)


def test_another_gazetteer_is_another_way() -> None:
    spec = load_spec("uflpa")
    assert len({way_of_reading(spec), way_of_reading(spec, "one"), way_of_reading(spec, "another")}) == 3
