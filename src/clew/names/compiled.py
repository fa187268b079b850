"""Functions that are compiled where numba (the extra “bulk”) is installed, and plain Python where it is not: the same answers, only slower.

numba takes half a second to import, so nothing is imported or compiled before the first call. What was compiled is kept beside the module
(or in the user's cache, where that cannot be written) and is found again under a name that tells of what it was made: the sources of the
function's module and of the modules of all compiled functions that it calls, the values that they name, and the fields of what they take.
numba itself would look at the time of the function's own source alone, and call what others were before they changed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache, update_wrapper
from hashlib import blake2b
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

COMPILED = find_spec("numba") is not None
"""Whether numba is there."""
THREADS = 2
"""Threads among which compiled work on many names is shared out, unless the caller says otherwise."""

_LOCK = RLock()
_INTERPRETED: ContextVar[bool] = ContextVar("interpreted", default=False)
_DIGEST = 4
"""Bytes that tell what a function was made of: one name has few versions on a disk."""


@contextmanager
def interpreted() -> Iterator[None]:
    """Run compiled functions as plain Python: for a handful of calls, which take less time than numba takes to be there."""
    before = _INTERPRETED.set(True)
    try:
        yield
    finally:
        _INTERPRETED.reset(before)


def by_machine() -> bool:
    """Whether a function that is called now runs compiled: what is quicker otherwise without a compiler asks."""
    return COMPILED and not _INTERPRETED.get()


class _Kernel(Generic[P, R]):
    """A function that is compiled when it is first called."""

    def __init__(self, plain: Callable[P, R]) -> None:
        """Remember the function."""
        self._plain = cast("FunctionType", plain)
        self._machine: Callable[P, R] | None = None
        update_wrapper(self, plain)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The function's answer."""
        if _INTERPRETED.get():
            return self._plain(*args, **kwargs)  # type: ignore[no-any-return]  # a function has the types of its own
        return (self._machine or self.machine())(*args, **kwargs)

    def machine(self) -> Callable[P, R]:
        """The compiled function; threads that ask at once wait for one of them to compile it."""
        with _LOCK:
            if self._machine is None:
                made = self.made_of()
                self._machine = _jitted(self._linked(made), keep="" not in made)
            return self._machine

    def made_of(self) -> frozenset[str]:
        """What decides what the compiled function does: sources by their digest, values, and fields; its own, and of all that it calls.

        "" is among them where a source cannot be read.
        """
        named = _named(self._plain)
        called = (value.made_of() for value in named.values() if isinstance(value, _Kernel))
        values = (f"{name} = {value!r}" for name, value in named.items() if isinstance(value, bool | int | float | str | tuple))
        kinds = (kind for kind in (*named.values(), *self._plain.__annotations__.values()) if isinstance(kind, type))
        fields = (f"{kind.__module__}.{kind.__qualname__} has {getattr(kind, '_fields', ())}" for kind in kinds)
        return frozenset().union([_source(self._plain.__code__.co_filename)], values, fields, *called)

    def _linked(self, made: frozenset[str]) -> FunctionType:
        """The function with compiled ones in the place of those that it calls, and named for what it is made of.

        The compiler knows nothing of this class.
        """
        plain = self._plain
        known = {name: value.machine() for name, value in _named(plain).items() if isinstance(value, _Kernel)}
        linked = FunctionType(plain.__code__, {**plain.__globals__, **known}, plain.__name__, plain.__defaults__, plain.__closure__)
        update_wrapper(linked, plain)
        told = blake2b("\n".join(sorted(made)).encode(), digest_size=_DIGEST).hexdigest()
        linked.__qualname__ = f"{plain.__qualname__}_{told}"
        return linked


def _named(function: FunctionType) -> dict[str, object]:
    """The values of its module that a function names."""
    return {name: function.__globals__[name] for name in function.__code__.co_names if name in function.__globals__}


@cache
def _source(path: str) -> str:
    """The digest of a source; "" where it cannot be read."""
    try:
        return blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""


def _jitted(function: FunctionType, *, keep: bool) -> Callable[..., Any]:
    """The function compiled by numba, without the interpreter's lock; kept on the disk, if asked, where a folder can be written."""
    jit: Callable[..., Callable[..., Any]] = import_module("numba").njit
    with suppress(RuntimeError):  # numba says so where it finds no folder that it may write
        return jit(function, nogil=True, cache=keep, forceinline=True)
    return jit(function, nogil=True)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile the function when it is first called, if numba is there.

    It takes and returns numbers, arrays and named tuples of arrays, and writes into no array that it was not given for that.
    Whole numbers must fit 64 bits: what Python would make larger, the machine cuts off.
    """
    return _Kernel(function) if COMPILED else function
