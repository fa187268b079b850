"""clew: from a holdings file to the evidence, and what may be said about it.

The Python API; each name is loaded when it is first used, so that `import clew` costs nothing:

    import clew

    with clew.open_workspace() as stores:
        result = clew.screen(stores, clew.Asked(path, clew.read_clocks()))
"""

from importlib import import_module

_HOMES = {
    "Asked": "clew.work.screen",
    "ClewError": "clew.errors",
    "Clocks": "clew.work.clocks",
    "Fault": "clew.errors",
    "Finding": "clew.model.screening",
    "Screening": "clew.model.screening",
    "Section": "clew.model.screening",
    "Stores": "clew.work.stores",
    "company": "clew.work.company",
    "judge": "clew.work.judge",
    "open_workspace": "clew.workspace",
    "read_clocks": "clew.work.clocks",
    "screen": "clew.work.screen",
    "screen_document": "clew.report.json",
    "why": "clew.work.why",
    "write_outputs": "clew.work.outputs",
}
"""Public name → the module that it lives in; `__init__.pyi` says the same to a type checker."""

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    """The public name, from its home.

    Raises:
        AttributeError: there is no such name.
    """
    if name not in _HOMES:
        raise AttributeError(f"clew has no name {name!r}; public are {', '.join(_HOMES)}")
    return getattr(import_module(_HOMES[name]), name)
