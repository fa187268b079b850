import subprocess
import sys

import pytest

from clew import names


@pytest.mark.parametrize("name", names.__all__)
def test_every_public_name_can_be_used(name: str) -> None:
    assert getattr(names, name).__name__ == name


def test_an_unknown_name_says_which_are_known() -> None:
    with pytest.raises(AttributeError, match=r"no name 'nonsense'; public are .*compare.*search"):
        names.nonsense  # type: ignore[attr-defined] # noqa: B018


def test_importing_the_room_loads_none_of_its_modules() -> None:
    program = "import sys, clew.names; print([name for name in sys.modules if name.startswith('clew.names.')])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
