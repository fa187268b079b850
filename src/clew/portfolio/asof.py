"""Dates that a file states for its holdings."""

import re
from datetime import date

from clew.pack.holdings import HeadWords

_ISO = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_DAY_NAME = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er)?[\s.\-/]*(?:de\s+)?([^\W\d_]{3,})[\s.\-/,]*(?:de\s+|del\s+)?((?:19|20)\d{2}|\d{2})(?!\d)"
)
_NAME_DAY = re.compile(r"([^\W\d_]{3,})[\s.\-]*(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})(?!\d)")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d{2})(?!\d)")
_LAST_TWO_DIGITS = 100
_PIVOT = 70
"""Years of two digits from here on are of the last century."""


def date_in(text: str, words: HeadWords) -> str:
    """The date that a text states, as ISO, or "".

    A date of numbers alone is read day first where it is written with points, and otherwise only where it cannot be read both ways.

    Args:
        text: such as `Mar 10, 2022`, `05.Apr.2022`, `As of 19-Mar-2024`, `08/18/2026`, `2024年3月19日` or `2024-04-09`.
        words: names of months.
    """
    for pattern in (_ISO, _COMPACT):
        found = pattern.search(text)
        if found:
            return _iso(found[1], found[2], found[3])
    named = _NAME_DAY.search(text)
    if named and _month(named[1], words):
        return _iso(named[3], _month(named[1], words), named[2])
    named = _DAY_NAME.search(text)
    if named and _month(named[2], words):
        return _iso(named[3], _month(named[2], words), named[1])
    plain = _DAY_MONTH.search(text)
    return _day_month(plain) if plain else ""


def _month(name: str, words: HeadWords) -> int:
    return words.months.get(name.casefold(), 0)


def _day_month(found: re.Match[str]) -> str:
    first, second = int(found[1]), int(found[3])
    months = 12
    if found[2] == "." or first > months or first == second:
        return _iso(found[4], second, first)
    return _iso(found[4], first, second) if second > months else ""


def _iso(year: str | int, month: str | int, day: str | int) -> str:
    whole = int(year)
    if whole < _LAST_TWO_DIGITS:
        whole += 1900 if whole >= _PIVOT else 2000
    try:
        return date(whole, int(month), int(day)).isoformat()
    except ValueError:
        return ""
