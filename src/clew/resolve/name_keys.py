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
    return plain_key_sql(plain_name_sql(column), words, extra)


def plain_name_sql(column: str) -> str:
    """SQL for the name in `column` in small plain letters, with spaces for punctuation.

    Engines build the table of `translate` anew for each row, so names of ASCII alone take a short one: the long one is eight times slower.
    """
    # Zero-width and combining characters stand last: what has no counterpart is left out, in every dialect.
    old, new = "".join(_LETTERS) + _IGNORED, "".join(_LETTERS.values())
    # İ and Σ have two lower cases, and engines differ in which they choose.
    lower = f"lower(translate({column}, 'İΣς', 'iσσ'))"
    for letter, letters in _TWO_LETTERS.items():
        lower = f"replace({lower}, '{letter}', '{letters}')"
    full = _without_marks(f"translate({lower}, '{old}', '{new}')", _PUNCTUATION)
    ascii_marks = "".join(mark for mark in _PUNCTUATION if mark.isascii())
    short = _without_marks(f"lower({column})", ascii_marks)
    return f"CASE WHEN bit_length({column}) = 8 * length({column}) THEN {short} ELSE {full} END"


def _without_marks(text: str, punctuation: str) -> str:
    """SQL for the text with spaces for punctuation, backslashes included."""
    # A backslash and a doubled quote in a literal mean different things in Spark and DuckDB; both take chr(92) and chr(39).
    marks = f"'{punctuation.replace(chr(39), '')}' || chr(39) || chr(92)"
    return f"translate({text}, {marks}, '{' ' * (len(punctuation) + 1)}')"


def plain_key_sql(plain: str, words: NameWords, extra: Sequence[str] = ()) -> str:
    """SQL for the key of a name that is plain already: see `name_key_sql`. Several keys of one name share its plain form."""
    spaced, unspaced = _alternatives([*words.forms, *extra]), _alternatives(" *".join(word) for word in words.unspaced)
    # A pattern that is anchored at the end is replaced once in every dialect, whatever the dialect's default.
    stripped = f"regexp_replace(replace(' ' || {plain} || ' ', ' and ', ' '), '(( +({spaced}))|( *({unspaced})))+ *$', '')"
    return f"coalesce(nullif(replace({stripped}, ' ', ''), ''), replace({plain}, ' ', ''))"


def cut_short(words: NameWords) -> tuple[str, ...]:
    """Beginnings of legal forms: what a column's width leaves of “Limited” at the end of a long name."""
    whole = [form for form in words.forms if " " not in form]
    return tuple(sorted({form[:length] for form in whole for length in range(1, len(form))} - set(whole)))


def _alternatives(words: Iterable[str]) -> str:
    """A pattern that fits any of the words, the longest first."""
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))
