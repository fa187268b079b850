"""The key under which two spellings of one name meet, as portable SQL: one expression, over a lake of names and over a portfolio."""

import unicodedata
from collections.abc import Iterable, Sequence

from clew.pack.names import NameWords

_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00))
_FULL_WIDTH = range(0xFF10, 0xFF5B)
_STROKES = {"ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t"}
_TWO_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
_IGNORED = "".join(map(chr, (*range(0x300, 0x32A), 0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF)))
"""Accents that stand as characters of their own, and characters without width: left out."""
_PUNCTUATION = ".,;:'\"()[]{}<>/&+*!?_-’‘“”´`|~#@%–—−«»。，、；：！？（）【】《》「」．・·－／＆　\u00a0\t\n\r"


def _plain_letters() -> dict[str, str]:
    """Small letters with an accent, and full-width ones → the letter of the keyboard."""
    candidates = [chr(point) for points in (*_LATIN, _FULL_WIDTH) for point in points]
    bases = {letter: unicodedata.normalize("NFKD", letter)[0] for letter in candidates if letter.lower() == letter}
    return {**{letter: base for letter, base in bases.items() if base in _ASCII}, **_STROKES}


_LETTERS = _plain_letters()


def name_key_sql(column: str, words: NameWords, extra: Sequence[str] = ()) -> str:
    """SQL for the key of the name in `column`: lower case, no accents, no punctuation, no legal form at the end, no spaces.

    Words of `extra` (share classes, say) are left out at the end as well. A name of nothing but such words keeps them.
    The key of any other name is its own key.
    """
    # Zero-width and combining characters stand last: what has no counterpart is left out, in every dialect.
    old, new = "".join(_LETTERS) + _IGNORED, "".join(_LETTERS.values())
    # A backslash and a doubled quote in a literal mean different things in Spark and DuckDB; both take chr(92) and chr(39).
    marks = f"'{_PUNCTUATION.replace(chr(39), '')}' || chr(39) || chr(92)"
    # İ and Σ have two lower cases, and engines differ in which they choose.
    lower = f"lower(translate({column}, 'İΣς', 'iσσ'))"
    for letter, letters in _TWO_LETTERS.items():
        lower = f"replace({lower}, '{letter}', '{letters}')"
    plain = f"translate(translate({lower}, '{old}', '{new}'), {marks}, '{' ' * (len(_PUNCTUATION) + 1)}')"
    spaced, unspaced = _alternatives([*words.forms, *extra]), _alternatives(" *".join(word) for word in words.unspaced)
    # A pattern that is anchored at the end is replaced once in every dialect, whatever the dialect's default.
    stripped = f"regexp_replace(replace(' ' || {plain} || ' ', ' and ', ' '), '(( +({spaced}))|( *({unspaced})))+ *$', '')"
    return f"CASE WHEN replace({stripped}, ' ', '') = '' THEN replace({plain}, ' ', '') ELSE replace({stripped}, ' ', '') END"


def cut_short(words: NameWords) -> tuple[str, ...]:
    """Beginnings of legal forms: what a column's width leaves of “Limited” at the end of a long name."""
    whole = [form for form in words.forms if " " not in form]
    return tuple(sorted({form[:length] for form in whole for length in range(1, len(form))} - set(whole)))


def _alternatives(words: Iterable[str]) -> str:
    """A pattern that fits any of the words, the longest first."""
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))
