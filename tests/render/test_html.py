"""Templates: everything is escaped, an unknown name stops the page."""

import base64
import hashlib
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from clew.render.html import csp_hash, environment, page_bytes


def render(folder: Path, template: str, **context: object) -> str:
    (folder / "page.html").write_text(template, encoding="utf-8")
    return page_bytes(environment(folder, {}), "page.html", context).decode("utf-8")


def test_values_are_escaped_and_control_characters_replaced(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ name }}", name="<b>\x1b") == "&lt;b&gt;\ufffd"


def test_a_name_that_the_page_does_not_know_stops_it(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        render(tmp_path, "{{ missing }}")


def test_the_hash_is_that_of_the_style_sheet() -> None:
    digest = base64.b64encode(hashlib.sha256(b"a{}").digest()).decode()
    assert csp_hash("a{}") == f"'sha256-{digest}'"
