"""Functions that are compiled where numba (the extra “bulk”) is installed, and plain Python where it is not: the same answers, only slower.

numba takes half a second to import, so nothing is imported or compiled before the first call. What was compiled is kept beside the module
(or in the user's cache, where that cannot be written) and is found again for as long as the module does not change: a compiled function
therefore calls compiled functions of its own module alone, or changes of theirs would go unseen.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import update_wrapper
from importlib import import_module
from importlib.util import find_spec
from threading import RLock
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

COMPILED = find_spec("numba") is not None
"""Whether numba is there."""

_LOCK = RLock()


class _Kernel(Generic[P, R]):
    """A function that is compiled when it is first called."""

    def __init__(self, plain: Callable[P, R]) -> None:
        """Remember the function."""
        self._plain = cast("FunctionType", plain)
        self._machine: Callable[P, R] | None = None
        update_wrapper(self, plain)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The function's answer."""
        return (self._machine or self.machine())(*args, **kwargs)

    def machine(self) -> Callable[P, R]:
        """The compiled function; threads that ask at once wait for one of them to compile it."""
        with _LOCK:
            if self._machine is None:
                self._machine = _jitted(self._linked())
            return self._machine

    def _linked(self) -> FunctionType:
        """The function with compiled ones in the place of those that it calls: the compiler knows nothing of this class."""
        plain = self._plain
        names = {name: plain.__globals__[name] for name in plain.__code__.co_names if name in plain.__globals__}
        known = {name: value.machine() if isinstance(value, _Kernel) else value for name, value in names.items()}
        linked = FunctionType(plain.__code__, {**plain.__globals__, **known}, plain.__name__, plain.__defaults__, plain.__closure__)
        return cast("FunctionType", update_wrapper(linked, plain))


def _jitted(function: FunctionType) -> Callable[..., Any]:
    """The function compiled by numba, without the interpreter's lock; its code is kept on the disk where a folder can be written."""
    jit: Callable[..., Callable[..., Any]] = import_module("numba").njit
    with suppress(RuntimeError):  # numba says so where it finds no folder that it may write
        return jit(function, nogil=True, cache=True)
    return jit(function, nogil=True)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile the function when it is first called, if numba is there.

    It takes and returns numbers, arrays and named tuples of arrays, and writes into no array that it was not given for that.
    Whole numbers must fit 64 bits: what Python would make larger, the machine cuts off.
    """
    return _Kernel(function) if COMPILED else function
