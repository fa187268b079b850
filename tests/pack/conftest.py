"""What every loader of a pack is tried with: the shipped text, changed."""

from collections.abc import Callable
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from clew.errors import PackError

Refused = Callable[..., str]
Refusal = Callable[[str, Callable[[Traversable], object]], Refused]


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """For a shipped text and its loader: what the loader says against the text after changes to it."""

    def against(shipped: str, loader: Callable[[Traversable], object]) -> Refused:
        def load(*changes: tuple[str, str]) -> str:
            text = shipped
            for old, new in changes:
                assert old in text
                text = text.replace(old, new, 1)
            place = tmp_path / "pack.toml"
            place.write_text(text, encoding="utf-8")
            with pytest.raises(PackError) as caught:
                loader(place)
            return str(caught.value)

        return load

    return against
