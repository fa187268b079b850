"""Which form a file has, where its columns or keys alone do not tell: by a value of its first object, and forms that are no source."""

import json
from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from clew.intake.containers import open_container
from clew.sources.reading.forms import forms_of
from clew.sources.reading.recognition import recognise

CARD = {
    "form": [
        {"name": "sites", "title": "sites", "kind": "objects", "keys": ["model", "pk"], "first": "model=site"},
        {
            "name": "users",
            "title": "users",
            "kind": "objects",
            "keys": ["model", "pk"],
            "first": "model=user",
            "refused": "users are persons",
        },
    ]
}


def recognised(tmp_path: Path, *objects: object) -> str:
    path = tmp_path / "objects.json"
    path.write_text(json.dumps(objects), encoding="utf-8")
    return recognise(open_container(path, tmp_path), forms_of(CARD, "card", [])).reading.form.name


def test_files_of_the_same_keys_are_told_apart_by_a_value_of_their_first_object(tmp_path: Path) -> None:
    assert recognised(tmp_path, {"pk": 1, "model": "site"}, {"pk": 2, "model": "user"}) == "sites"


def test_a_file_of_a_refused_form_stops_with_the_reason_of_the_card(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="persons"):
        recognised(tmp_path, {"model": "user", "pk": 1})


@pytest.mark.parametrize("first", [{"model": 1, "pk": 1}, {"pk": 1}, {"model": {"site": "site"}, "pk": 1}, {"model": "other", "pk": 1}])
def test_another_value_than_a_form_names_is_of_no_form(tmp_path: Path, first: object) -> None:
    with pytest.raises(UnexpectedContentError, match="no form of this source fits"):
        recognised(tmp_path, first)


@pytest.mark.parametrize(("content", "form"), [({"0": {}, "12": {}}, "numbered"), ({"0": {}, "note": {}}, ""), ({"1": {}}, "")])
def test_an_object_whose_keys_are_numbers_is_told_by_their_pattern(tmp_path: Path, content: object, form: str) -> None:
    path = tmp_path / "object.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    readings = forms_of({"form": [{"name": "numbered", "title": "numbered", "kind": "objects", "keys": ["0", "[0-9]*"]}]}, "card", [])
    opened = open_container(path, tmp_path)
    if form:
        assert recognise(opened, readings).reading.form.name == form
        return
    with pytest.raises(UnexpectedContentError, match="no form of this source fits"):
        recognise(opened, readings)
