"""The kind of a share behind a company's name, as holdings files print it: “SIEMENS AG REG”, “PETROCHINA CO LTD-H”, “ALPHABET INC-CL A”.

It is no part of the name. It is known by what stands before it, a legal form: “Class A Storage” and “Plan B” are names.
"""

from collections.abc import Callable, Sequence

_CLASSES = frozenset({"a", "b", "c", "h"})
"""Classes of shares, which stand alone behind a form as well."""
_BEFORE_CLASS = frozenset({"class", "cl", "series", "ser", "shs"})
_KINDS = frozenset(
    {
        *("reg", "registered", "bearer", "ord", "ordinary", "com", "common", "pref", "preferred", "preference", "pfd", "npv", "new"),
        *("share", "shares", "shs", "stock", "stk", "adr", "ads", "gdr", "nvdr", "spon", "sponsored", "unsponsored", "spons"),
    }
)
"""Words that say what kind a share is, in any order."""
_LONGEST = 4


def share_kind(words: Sequence[str], formal: Callable[[int], bool]) -> int:
    """How many words at the end of a name say a kind of share: the most that do, behind a legal form.

    Args:
        words: of the name.
        formal: whether the words before a position end with a legal form.
    """
    if not words or words[-1] not in _CLASSES | _KINDS:
        return 0
    sizes = range(min(_LONGEST, len(words) - 2), 0, -1)
    return next((size for size in sizes if _says_kind(words[-size:]) and formal(len(words) - size)), 0)


def _says_kind(words: Sequence[str]) -> bool:
    """Whether words say a kind of share, and nothing else: one class at most, alone, or at one end of them."""
    classes = [at for at, word in enumerate(words) if word in _CLASSES]
    if len(classes) > 1 or (classes and classes[0] not in {0, len(words) - 1}):
        return False
    return all(word in _CLASSES | _KINDS | _BEFORE_CLASS for word in words)
