"""Names of companies in English, Chinese and pinyin: their parts, whether two are one company's, and which of many comes nearest.

Each name of this module is loaded when it is first used:

    from clew import names

    names.parse("新疆中泰化学股份有限公司").parts
    names.compare("Xinjiang Zhongtai Chemical Co., Ltd.", "新疆中泰化学股份有限公司").why
    names.search([("1", "Example Lantern Group")], ["Example Lanterns"], top=1)
"""

from importlib import import_module

_HOMES = {
    "Comparison": "clew.names.comparison",
    "Hit": "clew.names.searching",
    "Name": "clew.names.parts",
    "NameIndex": "clew.names.searching",
    "Part": "clew.names.parts",
    "Party": "clew.names.comparison",
    "Scores": "clew.names.pairs",
    "Verdict": "clew.names.pairs",
    "compare": "clew.names.comparison",
    "compare_pairs": "clew.names.pairs",
    "parse": "clew.names.parsing",
    "search": "clew.names.searching",
}
"""Public name → the module that it lives in; `__init__.pyi` says the same to a type checker."""

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    """The public name, from its home.

    Raises:
        AttributeError: there is no such name.
    """
    if name not in _HOMES:
        raise AttributeError(f"clew.names has no name {name!r}; public are {', '.join(_HOMES)}")
    return getattr(import_module(_HOMES[name]), name)
