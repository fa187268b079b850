"""Call a portfolio otherwise."""

from clew.errors import Fault, InputError
from clew.work.keeping import name_fault
from clew.work.stores import Stores
from clew.work.versions import find_portfolio


def rename(stores: Stores, name: str, to: str) -> tuple[str, str]:
    """Give a portfolio another name; returns the name before and after.

    Raises:
        InputError: the new name is no name.
        NotFoundError: there is no such portfolio.
        RefusedError: another portfolio has the new name.
    """
    found, after = find_portfolio(stores, name), " ".join(to.split())
    fault: Fault | None = name_fault(after, "--to")
    if fault is not None:
        raise InputError(fault)
    stores.ledger.portfolios.rename(found.portfolio, after)
    return found.name, after
