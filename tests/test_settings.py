"""What a person may set, once, for every command."""

from pathlib import Path

import pytest

from clew.errors import WorkspaceError
from clew.settings import read_settings


def test_without_settings_everything_has_a_default() -> None:
    found = read_settings({})
    assert found.home.name == "clew"
    assert found.actor.endswith(" (unauthenticated)")
    assert (found.memory, found.cache_bytes) == ("1GB", 2 * 1024**3)
    assert 1 <= found.threads <= 4


def test_what_is_set_is_taken() -> None:
    given = {"CLEW_HOME": "/data/clew", "CLEW_ACTOR": " Ada ", "CLEW_MEMORY": "512MiB", "CLEW_THREADS": "3", "CLEW_CACHE_MIB": "10"}
    found = read_settings(given)
    assert (found.home, found.actor) == (Path("/data/clew"), "Ada (unauthenticated)")
    assert (found.memory, found.threads, found.cache_bytes) == ("512MiB", 3, 10 * 1024 * 1024)


def test_what_is_set_to_nothing_is_not_set() -> None:
    given = dict.fromkeys(("CLEW_HOME", "CLEW_ACTOR", "CLEW_MEMORY", "CLEW_THREADS", "CLEW_CACHE_MIB"), "")
    assert read_settings(given) == read_settings({})


def test_the_environment_is_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEW_ACTOR", "Grace")
    assert read_settings().actor == "Grace (unauthenticated)"


def test_a_tilde_is_the_persons_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert read_settings({"CLEW_HOME": "~/clew"}).home == Path("/home/ada/clew")


@pytest.mark.parametrize("text", ["0", "-1", "two", "1.5", "²", "٣", " "])
def test_a_number_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(WorkspaceError, match="CLEW_THREADS"):
        read_settings({"CLEW_THREADS": text})


@pytest.mark.parametrize("text", ["lots", "1", "GB", "-1GB", "1 000MB", "²GB"])
def test_a_size_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(WorkspaceError, match="CLEW_MEMORY"):
        read_settings({"CLEW_MEMORY": text})


@pytest.mark.parametrize("text", ["1GB", "1.5 GiB", "512mb", "80%"])
def test_sizes_that_the_engine_understands_are_taken(text: str) -> None:
    assert read_settings({"CLEW_MEMORY": text}).memory == text


@pytest.mark.parametrize("text", ["Ada\nGrace", "Ada\x1b[31m", "x" * 500])
def test_a_name_that_cannot_sign_is_refused(text: str) -> None:
    with pytest.raises(WorkspaceError, match="CLEW_ACTOR"):
        read_settings({"CLEW_ACTOR": text})


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(WorkspaceError) as caught:
        read_settings({"CLEW_THREADS": "x", "CLEW_CACHE_MIB": "y", "CLEW_MEMORY": "z", "CLEW_ACTOR": "\n\x00"})
    assert len(caught.value.faults) == 4
