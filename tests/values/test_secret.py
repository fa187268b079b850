from pathlib import Path

from clew.intake.manner import Manner
from clew.settings import read_settings
from clew.values.secret import NO_SECRET, Secret


def test_a_secret_is_used_as_any_text_and_never_shown() -> None:
    secret = Secret("http://me:password@proxy.example:3128")
    assert secret == "http://me:password@proxy.example:3128"  # noqa: S105 - it is what the test hides
    assert repr({"proxy": [secret]}) == "{'proxy': [<hidden>]}"


def test_that_there_is_none_may_be_seen() -> None:
    assert (repr(NO_SECRET), bool(NO_SECRET)) == ("''", False)


def test_what_holds_a_proxy_does_not_show_it(tmp_path: Path) -> None:
    settings = read_settings({"CLEW_HOME": str(tmp_path), "CLEW_PROXY": "http://me:password@proxy.example:3128"})
    assert settings.proxy
    assert "password" not in f"{settings!r}{Manner({}, proxy=settings.proxy)!r}"
