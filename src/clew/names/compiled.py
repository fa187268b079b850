"""Functions that are compiled where numba (the extra “bulk”) is installed, and plain Python where it is not: the same answers, only slower."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar, cast

F = TypeVar("F", bound=Callable[..., object])

COMPILED = find_spec("numba") is not None
"""Whether numba is there."""


def compiled(function: F) -> F:
    """The function, compiled without the interpreter's lock and kept on disk; as it is where numba is not installed."""
    if not COMPILED:
        return function
    return cast("F", import_module("numba").njit(nogil=True, cache=True)(function))
