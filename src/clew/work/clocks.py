"""The two clocks of a screening: when it held in the world, and what this workspace had retrieved by then."""

import datetime as dt

from msgspec import Struct

from clew.errors import Fault, InputError
from clew.values.days import is_day


class Clocks(Struct, frozen=True):
    """Both as ISO days.

    Attributes:
        as_of: when it held in the world.
        known: what this workspace had retrieved by then.
    """

    as_of: str
    known: str


def read_clocks(as_of: str = "", known: str = "", since: str = "") -> Clocks:
    """The clocks that a person gave; today where none was given. `known` follows nothing: it is today unless it is given.

    `since` is no clock; it is a day that is held to the same rules.

    Raises:
        InputError: a text that is no day, or a day to come; all are named.
    """
    today = dt.datetime.now(dt.UTC).date().isoformat()
    faults = []
    for name, text in (("--as-of", as_of), ("--known", known), ("--since", since)):
        if text and not is_day(text):
            faults.append(Fault(f"{name} is “{text}”, which is no day", f"Give a day such as {today}."))
        elif text > today:
            faults.append(Fault(f"{name} is {text}, a day to come", f"Give {today} or an earlier day."))
    if faults:
        raise InputError(*faults)
    return Clocks(as_of or today, known or today)
