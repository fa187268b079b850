"""Versions of portfolios that were kept: found by name and day, read again from their files, and what was screened last."""

from msgspec import Struct

from clew.errors import Fault, InputError, NotFoundError
from clew.ledger.store import CURRENT, PortfolioVersion
from clew.values.days import is_day
from clew.work.keeping import named_key
from clew.work.lines import folder_of
from clew.work.portfolio import Portfolio, read_kept
from clew.work.stores import Stores


class Listed(Struct, frozen=True):
    """A portfolio in the list.

    Attributes:
        name: what it is called; `portfolio`: its folder in the books.
        versions: every version, by day; the replaced and forgotten ones too.
        groups: the clients and plans that it belongs to.
    """

    name: str
    portfolio: str
    versions: tuple[PortfolioVersion, ...]
    groups: tuple[str, ...]

    @property
    def current(self) -> tuple[PortfolioVersion, ...]:
        """The version that counts for each day, oldest day first."""
        return tuple(one for one in self.versions if one.state == CURRENT)


def listed(stores: Stores) -> tuple[Listed, ...]:
    """Every portfolio of which a version was ever kept, by name."""
    portfolios = stores.ledger.portfolios
    names, groups, versions = portfolios.names(), portfolios.members(), portfolios.versions()
    found = [
        Listed(
            name,
            key,
            tuple(one for one in versions if one.kept.portfolio == key),
            tuple(sorted(one.group for one in groups if one.portfolio == key)),
        )
        for key, name in names.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.portfolio)))


def find_portfolio(stores: Stores, name: str) -> Listed:
    """The portfolio of that name.

    Raises:
        NotFoundError: there is none; those that there are are named.
    """
    key = named_key(stores, name)
    for one in listed(stores):
        if one.portfolio == key:
            return one
    known = ", ".join(f"“{one.name}”" for one in listed(stores))
    mend = f"There are {known}." if known else f"Add one: clew portfolio add FILE --name “{name}”."
    raise NotFoundError(Fault(f"no portfolio is called “{name}”", mend))


def version_at(stores: Stores, name: str, day: str = "") -> PortfolioVersion:
    """The version of a portfolio that counts for a day: the newest as of that day or before; without a day, the newest.

    Raises:
        InputError: the day is no day.
        NotFoundError: there is no such portfolio, or no version of it from that day or before.
    """
    check_day(day)
    found = find_portfolio(stores, name)
    fitting = [one for one in found.current if not day or one.kept.day <= day]
    if fitting:
        return fitting[-1]
    days = ", ".join(one.kept.day for one in found.current)
    what = f"“{found.name}” has no version from {day} or before" if day else f"every version of “{found.name}” was forgotten"
    raise NotFoundError(Fault(what, f"There are {days}." if days else f"Add one: clew portfolio add FILE --name “{found.name}”."))


def check_day(day: str, option: str = "--date") -> None:
    """Refuse a text that is no day; "" is none that was given.

    Raises:
        InputError: it is no day.
    """
    if day and not is_day(day):
        raise InputError(Fault(f"{option} is “{day}”, which is no day", "Give a day such as 2026-09-30."))


def read_version(stores: Stores, version: PortfolioVersion) -> Portfolio:
    """A version, read again from the files that were kept of it.

    Raises:
        NotFoundError: its books were deleted.
    """
    return read_kept(folder_of(stores, version))


def current_versions(stores: Stores, name: str) -> tuple[PortfolioVersion, ...]:
    """The version of a portfolio that counts for each day, oldest day first.

    Raises:
        NotFoundError: there is no such portfolio, or every version of it was forgotten.
    """
    version_at(stores, name)
    return find_portfolio(stores, name).current
