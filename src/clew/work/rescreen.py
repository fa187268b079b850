"""Screen again what is kept: a version of a portfolio, or the portfolios of a client or a plan as one."""

from msgspec import Struct

from clew.ledger.store import LastScreened
from clew.model.screening import Screening
from clew.work.basket import basket_of
from clew.work.clocks import Clocks
from clew.work.keeping import folder_name
from clew.work.rollup import basket_of_group
from clew.work.screen import View, screen_basket
from clew.work.stores import Progress, Stores, silent
from clew.work.versions import check_day, read_version, version_at


class Rescreened(Struct, frozen=True):
    """A screening, and what its files are called."""

    screening: Screening
    stem: str


def screen_version(stores: Stores, name: str, day: str, clocks: Clocks, progress: Progress = silent) -> Rescreened:
    """Screen a kept version from its own files: the newest as of a day or before, or, for "", the newest.

    Raises:
        NotFoundError: there is no such version, or its books were deleted.
    """
    version = version_at(stores, name, day)
    progress(f"Reading {version.name} as of {version.kept.day}")
    basket = basket_of(read_version(stores, version), version.name, version.kept.day)
    kept = version.kept
    stores.ledger.portfolios.record_screened(LastScreened("", kept.portfolio, kept.version_id, kept.day))
    return Rescreened(screen_basket(stores, basket, View(clocks), progress), f"{_stem(version.name)}-{kept.day}")


def screen_group(stores: Stores, name: str, day: str, clocks: Clocks, progress: Progress = silent) -> Rescreened:
    """Screen the portfolios of a client or a plan as one, each at its newest version as of a day or before.

    Raises:
        NotFoundError: there is no such client or plan, or a member has no version then.
        InputError: what share of the whole each member is is not known.
    """
    check_day(day)
    group, basket = basket_of_group(stores, name, day, progress)
    stores.ledger.portfolios.record_screened(LastScreened(group, "", "", day))
    return Rescreened(screen_basket(stores, basket, View(clocks), progress), f"{_stem(group)}{f'-{day}' if day else ''}")


def _stem(name: str) -> str:
    """A name as the stem of a file's name."""
    return folder_name(name).rpartition("-")[0]
