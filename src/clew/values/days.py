"""Days as ISO text: the arithmetic that ages need."""

import datetime as dt

_MONTHS = 12


def months_before(day: str, months: int) -> str:
    """The same day of the month so many months earlier; the month's last day where it has no such day.

    >>> months_before("2026-03-31", 1)
    '2026-02-28'
    """
    start = dt.date.fromisoformat(day)
    year, month = divmod(start.year * _MONTHS + start.month - 1 - months, _MONTHS)
    first = dt.date(year, month + 1, 1)
    following = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    last = (following - dt.timedelta(days=1)).day
    return first.replace(day=min(start.day, last)).isoformat()


def age_in_days(earlier: str, later: str) -> int:
    """Days from one ISO day to another; a day that names only year or month counts from its first day.

    >>> age_in_days("2026-07", "2026-08-01")
    31
    """
    return (dt.date.fromisoformat(later) - dt.date.fromisoformat(_whole(earlier))).days


def is_day(text: str) -> bool:
    """Whether the text is a whole ISO day that exists."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _whole(text: str) -> str:
    """A partial date, completed with its first month or day."""
    return text + "0000-01-01"[len(text) :]
