"""The kind of a share behind a company's name, as holdings files print it: “SIEMENS AG REG”, “PETROCHINA CO LTD-H”, “ALPHABET INC-CL A”.

It is no part of the name. It is known by what stands before it, a legal form: “Class A Storage” and “Plan B” are names.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from clew.pack.share_kinds import load_share_kinds

_LONGEST = 4
"""Words that say a kind of share, at most."""


class _Words(NamedTuple):
    """Words at the end of a name that speak of its share: classes, those that may stand last, and those that may stand at all."""

    classes: frozenset[str]
    last: frozenset[str]
    any: frozenset[str]


@cache
def _words() -> _Words:
    words = load_share_kinds()
    last = frozenset([*words.classes, *words.kinds])
    return _Words(frozenset(words.classes), last, last | frozenset(words.before_class))


def share_kind(words: Sequence[str], formal: Callable[[int, bool], bool]) -> int:
    """How many words at the end of a name say a kind of share: the most that do, behind a legal form.

    Args:
        words: of the name.
        formal: whether the words before a position end with a legal form; and, where a class follows, with that of a body whose classes
            are of its shares.
    """
    if not words or words[-1] not in _words().last:
        return 0
    for size in range(min(_LONGEST, len(words) - 2), 0, -1):
        said = words[-size:]
        if _says_kind(said) and formal(len(words) - size, not _words().classes.isdisjoint(said)):
            return size
    return 0


def _says_kind(words: Sequence[str]) -> bool:
    """Whether words say a kind of share, and nothing else: one class at most, alone, or at one end of them."""
    classes = [at for at, word in enumerate(words) if word in _words().classes]
    if len(classes) > 1 or (classes and classes[0] not in {0, len(words) - 1}):
        return False
    return all(word in _words().any for word in words)
