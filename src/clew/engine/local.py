"""The engine of this machine, whose library is loaded when a command asks for one: many commands ask the ledger alone."""

from importlib import import_module

from clew.engine.port import Limits, LocalEngine

_ADAPTER, _CLASS = "clew.engine.duck", "DuckEngine"


def local_engine(limits: Limits) -> LocalEngine:
    """A new engine within limits."""
    engine: LocalEngine = getattr(import_module(_ADAPTER), _CLASS)(limits)
    return engine
