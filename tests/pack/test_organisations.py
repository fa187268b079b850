"""Words of organisations' names: the shipped ones load, and odd ones are refused at once."""

from pathlib import Path

import pytest

from clew.errors import PackError
from clew.pack.organisations import load_organisation_words


def test_the_shipped_words_load() -> None:
    words = load_organisation_words()
    assert {"ltd", "institute", "academy"} <= set(words.words)
    assert {"bin", "van"} <= set(words.particles)


def test_no_word_is_a_particle_of_names() -> None:
    words = load_organisation_words()
    assert set(words.particles).isdisjoint({*words.words, *words.places})


def test_every_odd_word_is_named_at_once(tmp_path: Path) -> None:
    place = tmp_path / "organisations.toml"
    lists = ('words = ["ltd", "ltd"]', 'parts = ["Tech"]', 'places = [""]', "particles = []", "companies = []", "bodies = []")
    place.write_text("\n".join(lists), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_organisation_words(place)
    assert {fault.column for fault in caught.value.faults} == {"words", "parts", "places"}


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "organisations.toml"
    place.write_text('words = ["ltd"]\n', encoding="utf-8")
    with pytest.raises(PackError, match="“particles” is missing"):
        load_organisation_words(place)
